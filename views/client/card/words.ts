import type { SlipKind } from '../../../server/tokens/slip-code.ts'
import { DoorRefusal } from '../protocol/doors.ts'
import { ProtocolViolation } from '../protocol/violation.ts'

/** Title and text of what went wrong at the door, and what to do next. */
export function doorWords(error: unknown): readonly [string, string] {
  if (error instanceof DoorRefusal && error.status > 0) return [error.title, error.detail]
  if (error instanceof ProtocolViolation) {
    return [
      '安全を確かめられないため、受け取りを止めました',
      '鍵の番号か、回答券の印が正しくありません。人事課へお知らせください。',
    ]
  }
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    return [
      'このブラウザーには、回答券を置けません',
      '何も送っていません。ほかのブラウザーか、ほかのパソコンをお使いください。',
    ]
  }
  return [
    'つながりませんでした',
    '庁内のネットワークにつながっているかを確かめて、もう一度ボタンを押してください。',
  ]
}

const HINT = '回答券を受け取ったときに表示された、Cで始まる番号を入力してください。'

/** Why a typed code is not the one of the own card. @param kind what it is; undefined: no code at all */
export function wrongCode(kind: SlipKind | undefined): string {
  if (kind === 'survey') return `これは「紙の回答券」の番号です。${HINT}`
  if (kind === 'proposal') return `これは「紙の提案券」の番号です。${HINT}`
  if (kind === undefined) return `番号を読み取れません。${HINT}英数字18文字です。`
  return 'この番号は、今のあなたの回答券のものではありません。別のアンケートの番号か、再発行の前の番号です。別の紙がないか、確かめてください。'
}

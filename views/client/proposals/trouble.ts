import { DoorRefusal } from '../protocol/doors.ts'
import { ThreadTooLong } from '../protocol/proposal-doors.ts'
import { ProtocolViolation } from '../protocol/violation.ts'

/** What hinders an author, in the words of the page. */
export interface Trouble {
  readonly kind: 'offline' | 'busy' | 'not-open' | 'card' | 'unsafe' | 'refused'
  readonly title: string
  readonly text: string
}

/** Nothing of an error's own text is shown unless it comes from the closed catalogue of refusals. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ProtocolViolation) {
    return {
      kind: 'unsafe',
      title: '安全を確かめられないため、止めました',
      text: '鍵の番号か、届いた内容が正しくありません。行政管理課へお知らせください。',
    }
  }
  if (error instanceof ThreadTooLong) return tooLong
  if (!(error instanceof DoorRefusal) || error.status === 0) return offline
  const { status, type, title, detail: text } = error
  if (status === 503 || status === 429) return { kind: 'busy', title, text }
  if (type.endsWith('/not-open')) return { kind: 'not-open', title, text }
  if (type.endsWith('/card-invalid')) return { kind: 'card', title, text }
  // A gateway on the way answers without our words.
  return type === 'about:blank' ? offline : { kind: 'refused', title, text }
}

const tooLong: Trouble = {
  kind: 'refused',
  title: 'やり取りが長くなり、この画面に収まりません',
  text: '提案はそのまま検討されています。公開された提案は、提案の一覧で続きを読めます。',
}

const offline: Trouble = {
  kind: 'offline',
  title: '届いたかどうかを確かめられませんでした',
  text: 'つながりを確かめて、もう一度送ってください。入力は消えていません。二重に届くことはありません。',
}

import type { PrintingFacts } from './printing-facts.ts'

/** What a slip says. */
export interface SlipWords {
  readonly title: string
  readonly calm: readonly string[]
  readonly foot: readonly string[]
  /** Before a blank to write on; '' for none. */
  readonly blank: string
}

export function slipWords({ kind, closes, contact }: PrintingFacts): SlipWords {
  const asked = `問い合わせ　${contact}`
  const how = '共用の端末でQRを読み取るか、番号を入力します。サインインは不要です。'
  if (kind === 'survey') {
    return {
      title: '紙の回答券',
      calm: [
        'この券に名前はなく、番号の控えもありません。',
        'だれがどの券を受け取ったかは、記録しません。',
        '1枚で1回、回答できます。回答は任意です。',
        how,
      ],
      foot: [...(closes === '' ? [] : [`締切　${closes}`]), asked],
      blank: '',
    }
  }
  return {
    title: '紙の提案券',
    calm: [
      'この券に名前はなく、番号の控えもありません。',
      'だれがどの券を取ったかは、記録しません。',
      '1枚で1件、提案できます。',
      how,
    ],
    foot: [asked],
    blank: '控え番号（提案の後で、画面から書き写す）',
  }
}

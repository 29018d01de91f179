import type { Catalogue } from './language.ts'

/** 「共感する」: on the board, and beside the proposals that are like one's own. */
const ja = {
  delivering: '届けています…',
  endorsed: '共感を届けました。数は週に一度まとめて更新されます。',
  noEndorsement: '共感券がありません。サインインした後の「提案」のページで受け取れます。',
}

export type EndorseSaid = typeof ja

const easy: EndorseSaid = {
  delivering: '届けています…',
  endorsed: '共感（きょうかん）を 届けました。数は 1週間に 1回 新しく なります。',
  noEndorsement: '共感券が ありません。サインインした 後の「提案」の ページで 受け取れます。',
}

const en: EndorseSaid = {
  delivering: 'Sending…',
  endorsed: 'Your support has been sent. The numbers are updated once a week.',
  noEndorsement:
    'You have no support card. You receive them on the page “Propose” after signing in.',
}

export const endorseSaidJa = ja
export const endorseSaidWords: Catalogue<EndorseSaid> = { ja, easy, en }

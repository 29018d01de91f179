import type { Catalogue } from './language.ts'

/** What the programs of both pages of authors say. */
const ja = {
  noTitle: '件名を書いてください。',
  noCurrent: '今の状況を書いてください。',
  noIdea: '改善の案を書いてください。',
  anyClues: (n: number) => `人が分かりそうな書き方が${n}か所あります`,
}

export type AuthorSaid = typeof ja

const easy: AuthorSaid = {
  noTitle: '題（だい）を 書いてください。',
  noCurrent: '今の ようすを 書いてください。',
  noIdea: 'よくする 案を 書いてください。',
  anyClues: (n) => `人が わかりそうな 書き方が ${n}か所 あります`,
}

const en: AuthorSaid = {
  noTitle: 'Please write a title.',
  noCurrent: 'Please write how it is now.',
  noIdea: 'Please write what to improve.',
  anyClues: (n) => `Words that may point at a person: ${n}`,
}

export const authorSaidJa = ja
export const authorSaidWords: Catalogue<AuthorSaid> = { ja, easy, en }

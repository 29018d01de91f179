import type { Catalogue } from './language.ts'

/** 「あなたの声で変わったこと」, above the questions of the next survey and above its results. */
const ja = {
  title: 'あなたの声で変わったこと',
  lead: '前回のアンケートと提案から、この1年で変わったことです。',
  more: (n: number) => `ほか${n}件`,
}

export type ChangesWords = typeof ja

const easy: ChangesWords = {
  title: 'あなたの 声で かわった こと',
  lead: '前の アンケートと 提案（ていあん）から、この 1年で かわった ことです。',
  more: (n) => `ほかに ${n}つ`,
}

const en: ChangesWords = {
  title: 'What has changed because you spoke up',
  lead: 'What came of the last survey and of proposals within the past year.',
  more: (n) => `${n} more`,
}

export const changesWords: Catalogue<ChangesWords> = { ja, easy, en }

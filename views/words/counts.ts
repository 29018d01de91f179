import type { Catalogue } from './language.ts'

/** What is counted while somebody writes or waits; apart, because small programs say it too. */
const ja = {
  left: (n: number) => `あと${n}字`,
  leftSeconds: (n: number) => `あと${n}秒です。`,
}

export type CountWords = typeof ja

const easy: CountWords = {
  left: (n) => `あと ${n}字`,
  leftSeconds: (n) => `あと ${n}秒です。`,
}

const en: CountWords = {
  left: (n) => `${n} characters left`,
  leftSeconds: (n) => `${n} seconds left.`,
}

export const countsJa = ja
export const countWords: Catalogue<CountWords> = { ja, easy, en }

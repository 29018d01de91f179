import type { Language } from '../language.ts'
import { proofSentences } from './proofs.ts'
import { riskSentences } from './risks.ts'
import { stepSentences } from './steps.ts'
import { storedSentences } from './stored.ts'

const sentences = { ...stepSentences, ...riskSentences, ...storedSentences, ...proofSentences }

/** A sentence of 「匿名性のしくみ」 as it stands in Japanese; one that is not translated does not compile. */
export type Sentence = keyof typeof sentences

/** A sentence, with what stands in its braces where it has some. */
export type Said =
  | Sentence
  | { readonly sentence: Sentence; readonly values: Readonly<Record<string, string | number>> }

export function sayIn(language: Language, said: Said): string {
  const { sentence, values } = typeof said === 'string' ? { sentence: said, values: {} } : said
  const [easy, en] = sentences[sentence]
  const words = { ja: sentence, easy, en }[language]
  return Object.entries<string | number>(values).reduce<string>(
    (text, [name, value]) => text.replace(`{${name}}`, String(value)),
    words,
  )
}

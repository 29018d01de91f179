import type { Language } from '../../views/words/language.ts'
import { refusalWords } from '../../views/words/problems.ts'
import { type Problem, problems } from './problems.ts'

/** A refusal as a page says it. */
export interface RefusalWords {
  readonly title: string
  readonly next: string
  /** The advice is of the place itself, which speaks Japanese only. */
  readonly isJapanese: boolean
}

export function refusalIn(language: Language, problem: Problem): RefusalWords {
  const { code, message: title, detail: next } = problem
  if (language === 'ja') return { title, next, isJapanese: false }
  const [words, advice] = refusalWords[language][code]
  const isJapanese = next !== problems[code][2]
  return { title: words, next: isJapanese ? next : advice, isJapanese }
}

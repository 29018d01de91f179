/** The slip page in the other languages; every browser fetches it, whatever its reader chooses. */
import type { Language } from '../words/language.ts'
import { slipPageWords } from '../words/slip-page.ts'
import { slipSaidWords } from '../words/slip-said.ts'
import { translationOf } from './language/foreign.ts'

const wordsIn = (language: Language) => ({ ...slipSaidWords[language], ...slipPageWords[language] })

export const translation = translationOf({
  ja: wordsIn('ja'),
  easy: wordsIn('easy'),
  en: wordsIn('en'),
})

/** The page of the receipt in the other languages; every browser fetches it, whatever its reader chooses. */
import { authorSaidWords } from '../words/author-said.ts'
import { clueSaidWords } from '../words/clue-said.ts'
import { followPageWords } from '../words/follow-page.ts'
import { followSaidWords } from '../words/follow-said.ts'
import type { Language } from '../words/language.ts'
import { termIn } from '../words/proposal-terms.ts'
import { stateSaidWords } from '../words/state-said.ts'
import { troubleSaidWords } from '../words/trouble-said.ts'
import { translationOf } from './language/foreign.ts'

const wordsIn = (language: Language) => ({
  ...followPageWords[language],
  ...followSaidWords[language],
  ...authorSaidWords[language],
  ...clueSaidWords[language],
  ...troubleSaidWords[language],
  ...stateSaidWords[language],
})

export const translation = translationOf(
  { ja: wordsIn('ja'), easy: wordsIn('easy'), en: wordsIn('en') },
  termIn,
)

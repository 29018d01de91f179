/** The page of proposals in the other languages; every browser fetches it, whatever its reader chooses. */
import { authorSaidWords } from '../words/author-said.ts'
import { clueSaidWords } from '../words/clue-said.ts'
import { endorseSaidWords } from '../words/endorse-said.ts'
import type { Language } from '../words/language.ts'
import { postPageWords } from '../words/post-page.ts'
import { postSaidWords } from '../words/post-said.ts'
import { termIn } from '../words/proposal-terms.ts'
import { troubleSaidWords } from '../words/trouble-said.ts'
import { translationOf } from './language/foreign.ts'

const wordsIn = (language: Language) => ({
  ...postPageWords[language],
  ...postSaidWords[language],
  ...authorSaidWords[language],
  ...clueSaidWords[language],
  ...troubleSaidWords[language],
  ...endorseSaidWords[language],
})

export const translation = translationOf(
  { ja: wordsIn('ja'), easy: wordsIn('easy'), en: wordsIn('en') },
  termIn,
)

/** The answer page in the other languages; every browser fetches it, whatever its reader chooses. */
import { answerPageWords } from '../words/answer-page.ts'
import { answerSaidWords, type AnswerSaid } from '../words/answer-said.ts'
import type { AnswerWords } from '../words/answer.ts'
import { changesWords } from '../words/changes.ts'
import type { Language } from '../words/language.ts'
import type { VoiceWords } from '../words/voice.ts'
import { translationOf } from './language/foreign.ts'

const wordsIn = (language: Language): VoiceWords & AnswerWords & AnswerSaid & Changes => ({
  ...answerPageWords[language],
  ...answerSaidWords[language],
  changesTitle: changesWords[language].title,
  changesLead: changesWords[language].lead,
  changesMore: changesWords[language].more,
})

type Changes = {
  readonly changesTitle: string
  readonly changesLead: string
  readonly changesMore: (n: number) => string
}

export const translation = translationOf({
  ja: wordsIn('ja'),
  easy: wordsIn('easy'),
  en: wordsIn('en'),
})

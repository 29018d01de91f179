import { answerEasy } from './answer-easy.ts'
import { answerEn } from './answer-en.ts'
import { answerJa, type AnswerWords } from './answer.ts'
import type { Catalogue } from './language.ts'
import { voiceWords, type VoiceWords } from './voice.ts'

/** Everything that the answer page shows as it comes. */
export const answerPageWords: Catalogue<VoiceWords & AnswerWords> = {
  ja: { ...voiceWords.ja, ...answerJa },
  easy: { ...voiceWords.easy, ...answerEasy },
  en: { ...voiceWords.en, ...answerEn },
}

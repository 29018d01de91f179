import type { Catalogue } from './language.ts'
import { postEasy } from './post-easy.ts'
import { postEn } from './post-en.ts'
import { postJa, type PostWords } from './post.ts'
import { voiceWords, type VoiceWords } from './voice.ts'

/** Everything that the page on which a proposal is written shows as it comes. */
export const postPageWords: Catalogue<VoiceWords & PostWords> = {
  ja: { ...voiceWords.ja, ...postJa },
  easy: { ...voiceWords.easy, ...postEasy },
  en: { ...voiceWords.en, ...postEn },
}

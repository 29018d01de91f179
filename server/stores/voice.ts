import type { Kysely } from 'kysely'

/** Tables of `voice.db`: no person, no time, no order of arrival. */
export interface VoiceTables {
  free_text: { survey: string; item: string; text: string; times: number }
}

export type VoiceStore = Kysely<VoiceTables>

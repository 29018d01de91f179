import type { Kysely } from 'kysely'

/** Tables of `voice.db`: no person, no time of day, no order of arrival. */
export interface VoiceTables {
  free_text: { survey: string; item: string; text: string; times: number }
  /** What a reader (seat 1 or 2) says of a free text; `masked` and `counter` are '' where not needed. */
  text_reading: {
    survey: string
    item: string
    text: string
    seat: 1 | 2
    verdict: 'show' | 'mask' | 'hold' | 'pass-on'
    /** The text with the words that are left out replaced. */
    masked: string
    /** The 専用窓口 it was passed on to. */
    counter: string
  }
  /** `body` is JSON of `Proposal`; `receipt` and `author_key` go first when their time is over. */
  proposal: {
    number: string
    receipt: Buffer | null
    author_key: Buffer | null
    state: string
    body: string
  }
  /** What an author reports to コンプライアンス; the department never sees it. */
  complaint: {
    id: string
    proposal: string
    kind: 'question' | 'hunt'
    text: string
    received_on: string
    closed_on: string | null
    outcome: string
  }
  /** SHA-256 of the sealed messages of the last batch, until their slots are empty. */
  opened_message: { digest: Buffer }
  /** SHA-256 of receipt and act id of what an author has done; they go with the receipt. */
  used_act: { digest: Buffer; proposal: string }
}

export type VoiceStore = Kysely<VoiceTables>

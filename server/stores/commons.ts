import type { Generated, Kysely } from 'kysely'
import type { FollowUpRow, IndicatorRow, IndicatorValueRow, TargetOp } from './programme-rows.ts'

export type { FollowUpRow, IndicatorRow, IndicatorValueRow, TargetOp } from './programme-rows.ts'

export type UnitKind = '市' | '部' | '部付' | '課' | '支所' | '施設'

/** `bureau` and `section` are the reporting units (部, 課) an answer of this unit counts in. */
export interface UnitRow {
  code: string
  parent: string | null
  kind: UnitKind
  name: string
  similar: string
  position: number
  bureau: string | null
  section: string | null
  valid_from: string
  valid_to: string | null
  /** Code of the unit that answers of this one count in; null: by the tree. */
  counts_in: string | null
}

export type SurveyState = 'draft' | 'announced' | 'opened' | 'published' | 'destroyed' | 'cancelled'

/** Instants are ISO 8601 in UTC; `draft`, `questionnaire` and `keepers` are JSON. */
export interface SurveyRow {
  id: string
  title: string
  fiscal_year: number
  state: SurveyState
  opens_at: string
  closes_at: string
  k: number
  k_decision: string
  /** What 人事課 chose, JSON of `SurveyDraft`. */
  draft: string
  /** Frozen at the announcement, JSON of `Questionnaire`; null before. */
  questionnaire: string | null
  frozen_hash: string | null
  eligible: number | null
  signing_spki: Buffer | null
  tally_spki: Buffer | null
  keepers: string
  /** Since this day (JST) the closing is suspended (災害等による期限停止); null: it is not. */
  stopped_on: string | null
}

/** What was said publicly about a survey after its announcement; instants ISO 8601 in UTC. */
export interface SurveyChangeRow {
  survey: string
  number: number
  kind: 'correction' | 'extension' | 'stop' | 'resumption' | 'cancellation'
  day: string
  words: string
  closed_before: string | null
  closes_now: string | null
}

/** A mail to everybody (one list address), or why it was not sent. */
export interface MailRow {
  id: Generated<number>
  survey: string
  kind: string
  day: string
  subject: string
  body: string
  state: 'waiting' | 'sent' | 'failed' | 'withdrawn'
  reason: Generated<string>
}

/** One quarter of the proposal box. Days in JST; keys as SubjectPublicKeyInfo. */
export interface ProposalQuarterRow {
  id: string
  opens_on: string
  closes_on: string
  post_spki: Buffer
  endorse_spki: Buffer
  tally_spki: Buffer
  state: 'open' | 'destroyed'
  opened_on: string | null
  waiting_since: string | null
}

/** Public facts of a printing of paper slips; `pool` is the id of the survey, or `proposals-N`. */
export interface SlipPoolRow {
  pool: string
  kind: 'survey' | 'proposal'
  /** Day (JST). */
  made_on: string
  printed: number
  /** SHA-256 of the sorted hashes one after the other, in hex. */
  list_hash: string
  /** Counted by hand after the close; null: not yet. */
  spoilt: number | null
  unused: number | null
  /** Day (JST) since which none of them is exchanged any more. */
  withdrawn_on: string | null
}

/** Tables of `commons.db`: nothing about a person. */
export interface CommonsTables {
  setting: { key: string; value: string }
  unit: Omit<UnitRow, 'counts_in'> & { counts_in: Generated<string | null> }
  survey: Omit<SurveyRow, 'stopped_on'> & { stopped_on: Generated<string | null> }
  published_set: { survey: string; body: string; sha256: string; visible: number }
  /** Used cards, sorted: JSON of `SpentList`, for whoever wants to check the count. */
  spent_list: { survey: string; body: string }
  opening_record: { survey: string; body: string }
  /** An opening that the protection refused; `plan` and `involved` are JSON lists of tables. */
  protection_refusal: {
    survey: string
    number: number
    day: string
    reason: 'certificate' | 'audit' | 'solver' | 'check'
    plan: string
    involved: string
  }
  /** Tables left out after a refusal; `withdrawn` is a JSON list of tables. */
  plan_reduction: {
    survey: string
    refusal: number
    day: string
    withdrawn: string
    decision: string
  }
  proposal_quarter: ProposalQuarterRow
  /** What was deleted on schedule, by kind and day. */
  disposal: { kind: string; day: string; items: number; basis: string }
  /** `main` is 1 for the one successor that open proposals go to. */
  unit_successor: {
    unit: string
    successor: string
    kind: 'rename' | 'merge' | 'split' | 'move'
    main: number
    day: string
  }
  /** The approval of a draft: 決裁番号; void when the draft is changed (`draft_hash`). */
  survey_approval: { survey: string; number: string; day: string; draft_hash: string }
  survey_change: SurveyChangeRow
  /** From this survey on, an item ('*': all) is not compared with the years before. */
  series_break: { survey: string; item: string; reason: string }
  mail: MailRow
  slip_pool: SlipPoolRow
  indicator: IndicatorRow
  indicator_value: IndicatorValueRow
  /** An edition of the programme (R7.6); `current_year` is the year its table prints as 現状. */
  programme_edition: {
    id: string
    label: string
    day: string
    current_year: number
    source: string
    /** JSON of `PrintedWords`, of an edition that another one has followed; null: as the tables stand. */
    printed: Generated<string | null>
  }
  indicator_target: {
    edition: string
    indicator: string
    fiscal_year: number
    op: TargetOp
    value: string | null
    words: string
  }
  indicator_break: {
    indicator: string
    fiscal_year: number
    reason: string
    state: 'possible' | 'break' | 'none'
  }
  indicator_note: { ref: string; text: string }
  follow_up: FollowUpRow
  unit_review: {
    fiscal_year: number
    unit: string
    state: 'confirmed' | 'unchanged'
    confirmed_on: string
  }
  /** 「あなたの声で変わったこと」 of a survey; `source` is the key of where it comes from, '' for none. */
  survey_voice_change: { survey: string; number: number; words: string; source: string }
  /** Free texts that both readers have let through, masked; sorted by themselves. */
  shown_text: { survey: string; item: string; text: string }
  /** `body` is JSON of counts: shown, held back, passed on. */
  text_release: { survey: string; released_on: string; body: string }
  bulletin: {
    number: number
    state: 'draft' | 'published'
    title: string
    /** JSON of `Bulletin`. */
    body: string
    published_on: string | null
  }
  /** Steps of the year's calendar: another day than the usual one, or done. */
  year_step: { fiscal_year: number; step: string; day: string | null; done_on: string | null }
  /** Only grows: `entry` is JSON that names the hash before it, `hash` its SHA-256 in hex. */
  key_log: { number: number; day: string; survey: string; entry: string; hash: string }
}

export type CommonsStore = Kysely<CommonsTables>

/** What a zone with read access is handed; the connection behind it is read-only too. */
export type CommonsReader = Pick<Kysely<CommonsTables>, 'selectFrom'>

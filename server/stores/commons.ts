import type { Kysely } from 'kysely'

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

/** Tables of `commons.db`: nothing about a person. */
export interface CommonsTables {
  setting: { key: string; value: string }
  unit: UnitRow
  survey: SurveyRow
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
  unit_successor: { unit: string; successor: string; day: string }
}

export type CommonsStore = Kysely<CommonsTables>

/** What a zone with read access is handed; the connection behind it is read-only too. */
export type CommonsReader = Pick<Kysely<CommonsTables>, 'selectFrom'>

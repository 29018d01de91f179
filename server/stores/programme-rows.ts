import type { Generated } from 'kysely'

/** A series of the programme; see migrations/commons/0006_programme.ts. */
export interface IndicatorRow {
  id: string
  position: number
  pillar_number: number
  pillar: string
  heading: string
  label: string
  history_label: string
  series: string
  unit: string
  decimals: number
  source: string
  as_of: 'year' | 'next-april'
  /** Id of the question that measures it; null: not from the survey. */
  item: string | null
  gap_with: string | null
  /** 「※1」, or ''. */
  notes: string
  long_term: string
  is_reference: number
  remark: string
}

/** `value` a decimal as written; null is 「－」. */
export interface IndicatorValueRow {
  indicator: string
  fiscal_year: number
  value: string | null
  source: string
  as_of_day: string | null
  /** Valid answers, of a survey's value. */
  respondents: number | null
  survey: string | null
  sample: Generated<number>
  approved_on: string
}

export type TargetOp = 'increase' | 'decrease' | 'ge' | 'le' | 'eq' | 'converge'

export interface FollowUpRow {
  id: Generated<number>
  fiscal_year: number
  kind: 'action' | 'stop-work' | 'measure' | 'case' | 'issue'
  /** Code of the unit; '' the whole body. */
  unit: string
  state: string
  /** JSON of its kind. */
  body: string
  changed_on: string
  /** Id of last year's entry it continues. */
  carried_from: number | null
}

import type { Transaction } from 'kysely'
import type {
  CommonsReader,
  CommonsStore,
  CommonsTables,
  SurveyRow,
  SurveyState,
} from '../stores/commons.ts'
import { type DraftInput, draftSchema, type SurveyDraft } from './draft.ts'
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { closingOf } from './closing-time.ts'
import type { Questionnaire } from './questionnaire.ts'

/** Where a survey stands now: the stored state, and between announcement and opening the clock. */
export type Phase =
  | 'draft'
  | 'before'
  | 'open'
  | 'closed'
  | 'opened'
  | 'published'
  | 'destroyed'
  | 'cancelled'

export interface Survey {
  readonly id: string
  readonly title: string
  readonly fiscalYear: number
  readonly state: SurveyState
  readonly opensAt: Date
  readonly closesAt: Date
  readonly k: number
  readonly draft: SurveyDraft
  readonly questionnaire: Questionnaire | null
  readonly eligible: number | null
  readonly signingSpki: Buffer | null
  readonly tallySpki: Buffer | null
  /** Since this day (JST) the closing is suspended; null: it is not. */
  readonly stoppedOn: string | null
}

/** Evaluated anew for every request, so that a survey opens and closes at the entered second. */
export function phaseOf(
  survey: Pick<Survey, 'state' | 'opensAt' | 'closesAt' | 'stoppedOn'>,
  now: Date,
): Phase {
  if (survey.state !== 'announced') return survey.state
  if (now < survey.opensAt) return 'before'
  return now < closingOf(survey) ? 'open' : 'closed'
}

/** Newest first. */
export async function listSurveys(commons: CommonsReader): Promise<Survey[]> {
  const rows = await commons.selectFrom('survey').selectAll().orderBy('opens_at', 'desc').execute()
  return rows.map(surveyOf)
}

export async function findSurvey(commons: CommonsReader, id: string): Promise<Survey | undefined> {
  const row = await commons.selectFrom('survey').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : surveyOf(row)
}

/** Writes a new draft under the next free id of its fiscal year: `r8`, then `r8-2`, … */
export async function createDraft(commons: CommonsStore, draft: DraftInput): Promise<string> {
  const year = fiscalYearOf(draft.referenceDay)
  return commons.transaction().execute(async (trx) => {
    const rows = await trx.selectFrom('survey').select('id').execute()
    const taken = new Set(rows.map((r) => r.id))
    const base = `r${year - 2018}`
    let id = base
    for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`
    await trx
      .insertInto('survey')
      .values({
        id,
        ...draftColumns(draft),
        state: 'draft',
        questionnaire: null,
        frozen_hash: null,
        eligible: null,
        signing_spki: null,
        tally_spki: null,
      })
      .execute()
    return id
  })
}

/** Replaces a draft; false when it was announced meanwhile. */
export async function rewriteDraft(
  commons: CommonsStore,
  id: string,
  draft: SurveyDraft,
): Promise<boolean> {
  const done = await commons
    .updateTable('survey')
    .set(draftColumns(draft))
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

export interface Frozen {
  readonly questionnaire: Questionnaire
  readonly hash: string
  readonly eligible: number
  readonly signingSpki: Buffer
  readonly tallySpki: Buffer
}

/** The announcement: from here on wording, scale, k, attributes and publication plan cannot change. */
export async function freezeSurvey(
  commons: CommonsStore,
  id: string,
  frozen: Frozen,
): Promise<boolean> {
  const done = await commons
    .updateTable('survey')
    .set({
      state: 'announced',
      questionnaire: JSON.stringify(frozen.questionnaire),
      frozen_hash: frozen.hash,
      eligible: frozen.eligible,
      signing_spki: frozen.signingSpki,
      tally_spki: frozen.tallySpki,
    })
    .where('id', '=', id)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Moves a survey on if it still is in `from`; false when another act was first. */
export async function moveSurvey(
  commons: CommonsStore | Transaction<CommonsTables>,
  id: string,
  from: SurveyState,
  to: SurveyState,
): Promise<boolean> {
  const done = await commons
    .updateTable('survey')
    .set({ state: to })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

function draftColumns(draft: DraftInput) {
  return {
    title: draft.title,
    fiscal_year: fiscalYearOf(draft.referenceDay),
    opens_at: draft.opensAt,
    closes_at: draft.closesAt,
    k: draft.k,
    k_decision: draft.kDecision,
    draft: JSON.stringify(draft),
    keepers: JSON.stringify(draft.keepers),
  }
}

function surveyOf(row: SurveyRow): Survey {
  return {
    id: row.id,
    title: row.title,
    fiscalYear: row.fiscal_year,
    state: row.state,
    opensAt: new Date(row.opens_at),
    closesAt: new Date(row.closes_at),
    k: row.k,
    draft: draftSchema.parse(JSON.parse(row.draft)),
    questionnaire:
      row.questionnaire === null ? null : (JSON.parse(row.questionnaire) as Questionnaire),
    eligible: row.eligible,
    signingSpki: row.signing_spki,
    tallySpki: row.tally_spki,
    stoppedOn: row.stopped_on,
  }
}

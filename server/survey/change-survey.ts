import type { Transaction } from 'kysely'
import { addDays } from '../calendar/working-days.ts'
import type { CommonsStore, CommonsTables } from '../stores/commons.ts'
import { resumedClosing } from './closing-time.ts'
import { listChanges, stopNow, type SurveyChange } from './survey-changes.ts'
import { findSurvey, phaseOf, type Survey } from './surveys.ts'

/** What an official does; `day` in JST. */
export interface Announced {
  readonly day: string
  readonly words: string
}

/**
 * Moves the closing, once, before the old one has passed, and while no stop stands.
 *
 * @returns false when something else came first.
 */
export async function extendClosing(
  commons: CommonsStore,
  id: string,
  { day, words, closesAt, now }: Announced & { readonly closesAt: Date; readonly now: Date },
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const survey = await findSurvey(trx, id)
    if (survey === undefined || !isAsking(survey, now) || survey.stoppedOn !== null) return false
    if (closesAt <= survey.closesAt) return false
    const made = await listChanges(trx, id)
    if (made.some(({ kind }) => kind === 'extension')) return false
    const times = { closed_before: survey.closesAt, closes_now: closesAt }
    await addChange(trx, made, { survey: id, kind: 'extension', day, words, ...times })
    await setTimes(trx, id, { closes_at: closesAt.toISOString() })
    return true
  })
}

/** Puts a text before everybody; the frozen wording stays. */
export async function addCorrection(
  commons: CommonsStore,
  id: string,
  { day, words }: Announced,
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const survey = await findSurvey(trx, id)
    if (survey === undefined || survey.state === 'draft' || survey.state === 'cancelled')
      return false
    const made = await listChanges(trx, id)
    await addChange(trx, made, { survey: id, kind: 'correction', day, words })
    return true
  })
}

/**
 * 災害等による期限停止: of a survey that has not closed, the closing is suspended; of a later one only the
 * days for the confirmation stand still.
 *
 * @param stop `day` is the first day that counts as stopped.
 */
export async function stopClocks(
  commons: CommonsStore,
  id: string,
  { day, words, now }: Announced & { readonly now: Date },
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const survey = await findSurvey(trx, id)
    if (survey === undefined || !hasClocks(survey)) return false
    const made = await listChanges(trx, id)
    if (stopNow(made) !== null) return false
    const asking = isAsking(survey, now)
    const times = asking ? { closed_before: survey.closesAt } : {}
    await addChange(trx, made, { survey: id, kind: 'stop', day, words, ...times })
    if (asking) await setTimes(trx, id, { stopped_on: day })
    return true
  })
}

/** The end of a stop; `day` is its last day. */
export async function resumeClocks(
  commons: CommonsStore,
  id: string,
  { day, words }: Announced,
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const survey = await findSurvey(trx, id)
    if (survey === undefined) return false
    const made = await listChanges(trx, id)
    const stop = stopNow(made)
    if (stop === null || stop.day > day) return false
    if (survey.stoppedOn === null) {
      await addChange(trx, made, { survey: id, kind: 'resumption', day, words })
      return true
    }
    const closesAt = resumedClosing(survey.closesAt, firstNewDay(made, survey.stoppedOn), day)
    const times = { closed_before: survey.closesAt, closes_now: closesAt }
    await addChange(trx, made, { survey: id, kind: 'resumption', day, words, ...times })
    await setTimes(trx, id, { stopped_on: null, closes_at: closesAt.toISOString() })
    return true
  })
}

/** A day that an earlier stop has counted already is not counted again. */
export function firstNewDay(made: readonly SurveyChange[], stoppedOn: string): string {
  const counted = made.findLast(({ kind }) => kind === 'resumption')
  if (counted === undefined || counted.day < stoppedOn) return stoppedOn
  return addDays(counted.day, 1)
}

/** Ends a survey before its opening: the commit point of a cancellation. */
export async function cancelAnnounced(
  commons: CommonsStore,
  id: string,
  { day, words }: Announced,
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const done = await trx
      .updateTable('survey')
      .set({ state: 'cancelled', stopped_on: null })
      .where('id', '=', id)
      .where('state', 'in', ['draft', 'announced'])
      .executeTakeFirst()
    if (done.numUpdatedRows !== 1n) return false
    const made = await listChanges(trx, id)
    await addChange(trx, made, { survey: id, kind: 'cancellation', day, words })
    return true
  })
}

/** Announced, and not closed yet. */
export function isAsking(survey: Survey, now: Date): boolean {
  const phase = phaseOf(survey, now)
  return phase === 'before' || phase === 'open'
}

/** Whether any time limit of a survey runs (or stands still). */
export function hasClocks(survey: Survey): boolean {
  return ['announced', 'opened', 'published'].includes(survey.state)
}

async function addChange(
  trx: Transaction<CommonsTables>,
  made: readonly SurveyChange[],
  change: {
    survey: string
    kind: SurveyChange['kind']
    day: string
    words: string
    closed_before?: Date
    closes_now?: Date
  },
): Promise<void> {
  const { closed_before, closes_now, ...rest } = change
  await trx
    .insertInto('survey_change')
    .values({
      ...rest,
      number: made.length + 1,
      closed_before: closed_before?.toISOString() ?? null,
      closes_now: closes_now?.toISOString() ?? null,
    })
    .execute()
}

async function setTimes(
  trx: Transaction<CommonsTables>,
  id: string,
  times: { closes_at?: string; stopped_on?: string | null },
): Promise<void> {
  await trx.updateTable('survey').set(times).where('id', '=', id).execute()
}

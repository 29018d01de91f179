import { createHash } from 'node:crypto'
import type { CommonsReader, CommonsStore } from '../../stores/commons.ts'
import { type Entry, type Kind, MOST_ACTIONS } from './entries.ts'
import { listEntries, listReviews, type UnitReview } from './read-entries.ts'
import { type FollowUpStore, removeEntry, type WantedEntry, writeEntry } from './write-entries.ts'

/** What 年１回の確認 of a unit is about. */
export interface UnitFollowUp {
  readonly unit: string
  readonly fiscalYear: number
  readonly actions: readonly Entry<'action'>[]
  readonly stopWorks: readonly Entry<'stop-work'>[]
  /** Measures of the programme that the unit is in charge of; those that repeat another are left out. */
  readonly measures: readonly Entry<'measure'>[]
  readonly cases: readonly Entry<'case'>[]
  readonly review: UnitReview | null
  /** Differs as soon as anything of this does. */
  readonly stamp: string
}

type OfUnit = 'action' | 'stop-work' | 'measure' | 'case'

/** What a unit confirms: each entry as it shall stand; what it had and is not named stays. */
export interface WantedReview {
  readonly unit: string
  readonly fiscalYear: number
  readonly entries: readonly {
    [K in OfUnit]: Omit<WantedEntry<K>, 'unit' | 'fiscalYear'>
  }[OfUnit][]
  /** Ids of entries to be deleted. */
  readonly removed: readonly number[]
  /** 変更なし in one tap, or confirmed with the form. */
  readonly state: UnitReview['state']
  /** Of the page that was filled in. */
  readonly stamp: string
}

export type Confirmed =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'stale' | 'too-many' }

/** @param fiscalYear begun with `carryOver`. */
export async function readUnit(
  commons: CommonsReader,
  unit: string,
  fiscalYear: number,
): Promise<UnitFollowUp> {
  const of = async <K extends Kind>(kind: K) => listEntries(commons, kind, fiscalYear, unit)
  const [actions, stopWorks, cases] = [await of('action'), await of('stop-work'), await of('case')]
  const measures = (await of('measure')).filter(({ body }) => body.sort !== 'repeated')
  const review = (await listReviews(commons, fiscalYear)).get(unit) ?? null
  const known = { actions, stopWorks, measures, cases, review }
  const stamp = createHash('sha256').update(JSON.stringify(known)).digest('base64url').slice(0, 16)
  return { unit, fiscalYear, ...known, stamp }
}

/**
 * A unit confirms the year: entries, deletions and the confirmation in one step, or nothing of it. From then on
 * everybody may read them.
 *
 * @param day today (JST).
 */
export async function confirmUnit(
  store: CommonsStore,
  wanted: WantedReview,
  day: string,
): Promise<Confirmed> {
  return store.transaction().execute(async (trx): Promise<Confirmed> => {
    const { unit, fiscalYear, removed, state } = wanted
    const before = await readUnit(trx, unit, fiscalYear)
    if (before.stamp !== wanted.stamp) return { ok: false, reason: 'stale' }
    const removable = idsOf(before.actions, before.stopWorks, before.cases)
    const own = new Set([...removable, ...idsOf(before.measures)])
    const kept = before.actions.filter(({ id }) => !removed.includes(id)).length
    const added = wanted.entries.filter(({ id, kind }) => id === null && kind === 'action').length
    if (kept + added > MOST_ACTIONS) return { ok: false, reason: 'too-many' }
    const known = wanted.entries.every(({ id }) => id === null || own.has(id))
    if (!known || removed.some((id) => !removable.has(id))) return { ok: false, reason: 'stale' }
    for (const id of removed) await removeEntry(trx, id)
    for (const entry of wanted.entries)
      await writeEntry(trx, { ...entry, unit, fiscalYear } as WantedEntry<OfUnit>, day)
    await markReviewed(trx, { unit, fiscalYear, state }, day)
    return { ok: true }
  })
}

function idsOf(...lists: readonly (readonly { readonly id: number }[])[]): Set<number> {
  return new Set(lists.flat().map(({ id }) => id))
}

async function markReviewed(
  store: FollowUpStore,
  { unit, fiscalYear, state }: Pick<WantedReview, 'unit' | 'fiscalYear' | 'state'>,
  day: string,
): Promise<void> {
  await store
    .insertInto('unit_review')
    .values({ fiscal_year: fiscalYear, unit, state, confirmed_on: day })
    .onConflict((there) =>
      there.columns(['fiscal_year', 'unit']).doUpdateSet({ state, confirmed_on: day }),
    )
    .execute()
}

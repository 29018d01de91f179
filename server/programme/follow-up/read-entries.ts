import type { CommonsReader, FollowUpRow } from '../../stores/commons.ts'
import { bodyOf, type Entry, isStateOf, type Kind } from './entries.ts'
import { hasLeft, type OnBoard } from './gone.ts'

/** How a unit has answered 年１回の確認; null: not yet. */
export interface UnitReview {
  readonly unit: string
  readonly state: 'confirmed' | 'unchanged'
  /** Day (JST). */
  readonly confirmedOn: string
}

/** Entries of one kind and fiscal year in the order in which they came. @param unit code; without: of all units */
export async function listEntries<K extends Kind>(
  commons: CommonsReader,
  kind: K,
  fiscalYear: number,
  unit?: string,
): Promise<Entry<K>[]> {
  const rows = await commons
    .selectFrom('follow_up')
    .selectAll()
    .where('kind', '=', kind)
    .where('fiscal_year', '=', fiscalYear)
    .$if(unit !== undefined, (query) => query.where('unit', '=', unit ?? ''))
    .orderBy('id')
    .execute()
  return rows.map((row) => entryOf(kind, row))
}

/** null for an unknown id, and for one of another kind. */
export async function findEntry<K extends Kind>(
  commons: CommonsReader,
  kind: K,
  id: number,
): Promise<Entry<K> | null> {
  const row = await commons
    .selectFrom('follow_up')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row === undefined ? null : entryOf(kind, row)
}

/** Reviews of a fiscal year, by code of the unit. */
export async function listReviews(
  commons: CommonsReader,
  fiscalYear: number,
): Promise<Map<string, UnitReview>> {
  const rows = await commons
    .selectFrom('unit_review')
    .selectAll()
    .where('fiscal_year', '=', fiscalYear)
    .execute()
  return new Map(
    rows.map(({ unit, state, confirmed_on }) => [unit, { unit, state, confirmedOn: confirmed_on }]),
  )
}

/** What everybody may read of a fiscal year. */
export interface PublicEntries {
  readonly actions: readonly Entry<'action'>[]
  /** Decided: not 検討中 and not 続ける; nothing whose proposal has left the board. */
  readonly stopWorks: readonly Entry<'stop-work'>[]
  /** 全庁に共有. */
  readonly cases: readonly Entry<'case'>[]
}

/** Entries of units that have confirmed the year; nothing of the others. */
export async function publicEntries(
  commons: CommonsReader,
  fiscalYear: number,
  onBoard: OnBoard,
): Promise<PublicEntries> {
  const reviews = await listReviews(commons, fiscalYear)
  const isPublic = ({ unit }: { unit: string }) => reviews.has(unit)
  const actions = await listEntries(commons, 'action', fiscalYear)
  const stopWorks = await listEntries(commons, 'stop-work', fiscalYear)
  const cases = await listEntries(commons, 'case', fiscalYear)
  return {
    actions: actions.filter(isPublic),
    stopWorks: stopWorks.filter(
      (one) => isPublic(one) && isDecided(one) && !hasLeft(one.body, onBoard),
    ),
    cases: cases.filter((one) => isPublic(one) && one.state === 'shared'),
  }
}

/** Fiscal years that a unit has confirmed, newest first. */
export async function reviewedYears(commons: CommonsReader): Promise<number[]> {
  const rows = await commons
    .selectFrom('unit_review')
    .select('fiscal_year')
    .distinct()
    .orderBy('fiscal_year', 'desc')
    .execute()
  return rows.map((row) => row.fiscal_year)
}

export function isDecided({ state }: Pick<Entry<'stop-work'>, 'state'>): boolean {
  return state === 'stopped' || state === 'reduced' || state === 'merged'
}

function entryOf<K extends Kind>(
  kind: K,
  row: Omit<FollowUpRow, 'id'> & { readonly id: number },
): Entry<K> {
  if (!isStateOf(kind, row.state)) throw new Error(`a stored ${kind} has the state ${row.state}`)
  return {
    id: row.id,
    fiscalYear: row.fiscal_year,
    kind,
    unit: row.unit,
    state: row.state,
    body: bodyOf(kind, row.body),
    changedOn: row.changed_on,
    carriedFrom: row.carried_from,
  }
}

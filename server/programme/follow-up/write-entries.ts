import type { CommonsStore } from '../../stores/commons.ts'
import type { BodyOf, Kind, StateOf } from './entries.ts'

/** What writes; a transaction is one too. */
export type FollowUpStore = Pick<
  CommonsStore,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom'
>

export interface WantedEntry<K extends Kind> {
  /** null: a new one. */
  readonly id: number | null
  readonly kind: K
  readonly fiscalYear: number
  /** Code of the unit; '' the whole body. */
  readonly unit: string
  readonly state: StateOf<K>
  readonly body: BodyOf<K>
  readonly carriedFrom?: number
}

/**
 * Stores an entry; one that is the same as before keeps its day.
 *
 * @param day of the change (JST).
 * @returns its id; null when there is no such entry any more.
 */
export async function writeEntry<K extends Kind>(
  store: FollowUpStore,
  wanted: WantedEntry<K>,
  day: string,
): Promise<number | null> {
  const { id, kind, fiscalYear, unit, state } = wanted
  const body = JSON.stringify(wanted.body)
  if (id === null) {
    const { insertId } = await store
      .insertInto('follow_up')
      .values({
        fiscal_year: fiscalYear,
        kind,
        unit,
        state,
        body,
        changed_on: day,
        carried_from: wanted.carriedFrom ?? null,
      })
      .executeTakeFirstOrThrow()
    return Number(insertId)
  }
  const before = await store
    .selectFrom('follow_up')
    .select(['state', 'body', 'unit'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (before === undefined) return null
  if (before.state === state && before.body === body && before.unit === unit) return id
  await store
    .updateTable('follow_up')
    .set({ unit, state, body, changed_on: day })
    .where('id', '=', id)
    .execute()
  return id
}

export async function removeEntry(store: FollowUpStore, id: number): Promise<void> {
  await store.deleteFrom('follow_up').where('id', '=', id).execute()
}

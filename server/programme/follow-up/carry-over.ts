import type { CommonsStore } from '../../stores/commons.ts'
import type { Kind } from './entries.ts'
import type { FollowUpStore } from './write-entries.ts'

/** Setting: the newest fiscal year that was begun. */
const BEGUN = 'follow-up-year'

/** Entries in these states are not carried into the next year: they are finished. */
const finished: Readonly<Record<Kind, readonly string[]>> = {
  action: ['done', 'stopped'],
  'stop-work': ['stopped', 'reduced', 'merged', 'kept'],
  measure: ['ended'],
  case: [],
  issue: ['solved'],
}

/**
 * Begins a fiscal year: what is not finished, and measures and cases as they are, stands in the new year too, for
 * the unit to look at and confirm. Of a unit that has ended it goes to the unit that succeeds it. Once a year: what
 * a unit removes later does not come back.
 *
 * @param day today (JST).
 * @returns how many entries were carried over; 0 when the year had begun.
 */
export async function carryOver(
  store: CommonsStore,
  fiscalYear: number,
  day: string,
): Promise<number> {
  if (await hasBegun(store, fiscalYear)) return 0
  return store.transaction().execute(async (trx) => {
    if (await hasBegun(trx, fiscalYear)) return 0
    await trx
      .insertInto('setting')
      .values({ key: BEGUN, value: String(fiscalYear) })
      .onConflict((there) => there.column('key').doUpdateSet({ value: String(fiscalYear) }))
      .execute()
    const last = await trx
      .selectFrom('follow_up')
      .select('fiscal_year')
      .where('fiscal_year', '<', fiscalYear)
      .orderBy('fiscal_year', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last === undefined) return 0
    const rows = await trx
      .selectFrom('follow_up')
      .selectAll()
      .where('fiscal_year', '=', last.fiscal_year)
      .orderBy('id')
      .execute()
    const unitToday = await successors(trx, day)
    const carried = rows.filter(({ kind, state }) => !finished[kind].includes(state))
    for (const { id, kind, unit, state, body, changed_on } of carried) {
      await trx
        .insertInto('follow_up')
        .values({
          fiscal_year: fiscalYear,
          kind,
          unit: unitToday(unit),
          state,
          body,
          changed_on,
          carried_from: id,
        })
        .execute()
    }
    return carried.length
  })
}

async function hasBegun(
  store: Pick<FollowUpStore, 'selectFrom'>,
  fiscalYear: number,
): Promise<boolean> {
  const begun = await store
    .selectFrom('setting')
    .select('value')
    .where('key', '=', BEGUN)
    .executeTakeFirst()
  return begun !== undefined && Number(begun.value) >= fiscalYear
}

/** The unit itself while it lasts, else the main one of those that came after it. */
async function successors(
  store: Pick<FollowUpStore, 'selectFrom'>,
  day: string,
): Promise<(unit: string) => string> {
  const units = await store.selectFrom('unit').select(['code', 'valid_to']).execute()
  const ended = new Set(
    units.filter(({ valid_to }) => valid_to !== null && valid_to < day).map(({ code }) => code),
  )
  const rows = await store
    .selectFrom('unit_successor')
    .select(['unit', 'successor'])
    .where('main', '=', 1)
    .execute()
  const next = new Map(rows.map(({ unit, successor }) => [unit, successor]))
  return (unit) => {
    let at = unit
    for (let far = 0; ended.has(at) && far < next.size; far += 1) at = next.get(at) ?? at
    return at
  }
}

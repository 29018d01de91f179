import type { CommonsReader, CommonsStore } from '../../stores/commons.ts'
import type { Entry, Measure } from './entries.ts'
import { listEntries } from './read-entries.ts'
import { writeEntry } from './write-entries.ts'

/** A measure as the list of the programme has it. `progress` null: what is stored stays. */
export interface ListedMeasure {
  /** Code of the unit in charge. */
  readonly unit: string
  readonly body: Omit<Measure, 'progress'>
  readonly progress: string | null
}

/** What an import changes, by number of the measure. */
export interface MeasureChanges {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly same: number
  /** No longer in the list: they are marked 終了, what was written about them stays. */
  readonly ended: readonly string[]
}

export async function compareMeasures(
  commons: CommonsReader,
  fiscalYear: number,
  rows: readonly ListedMeasure[],
): Promise<MeasureChanges> {
  const stored = await byNumber(commons, fiscalYear)
  const numbers = new Set(rows.map(({ body }) => body.number))
  const added: string[] = []
  const changed: string[] = []
  for (const row of rows) {
    const before = stored.get(row.body.number)
    if (before === undefined) added.push(row.body.number)
    else if (!isSame(before, row)) changed.push(row.body.number)
  }
  const gone = [...stored.values()].filter(
    ({ state, body }) => state !== 'ended' && !numbers.has(body.number),
  )
  const same = rows.length - added.length - changed.length
  return { added, changed, same, ended: gone.map(({ body }) => body.number) }
}

/**
 * The list of a year becomes what the file says; 改善状況 that units have written stays where the file has none.
 *
 * @param day today (JST).
 */
export async function importMeasures(
  store: CommonsStore,
  fiscalYear: number,
  rows: readonly ListedMeasure[],
  day: string,
): Promise<void> {
  await store.transaction().execute(async (trx) => {
    const stored = await byNumber(trx, fiscalYear)
    for (const { unit, body, progress } of rows) {
      const before = stored.get(body.number)
      stored.delete(body.number)
      const kept = before === undefined || before.state === 'ended' ? 'planned' : before.state
      const wanted = { kind: 'measure', fiscalYear, unit, state: kept } as const
      const whole = { ...body, progress: progress ?? before?.body.progress ?? '' }
      await writeEntry(trx, { ...wanted, id: before?.id ?? null, body: whole }, day)
    }
    for (const { id, unit, body } of stored.values())
      await writeEntry(trx, { id, kind: 'measure', fiscalYear, unit, state: 'ended', body }, day)
  })
}

async function byNumber(
  commons: CommonsReader,
  fiscalYear: number,
): Promise<Map<string, Entry<'measure'>>> {
  const measures = await listEntries(commons, 'measure', fiscalYear)
  return new Map(measures.map((measure) => [measure.body.number, measure]))
}

function isSame({ unit, state, body: before }: Entry<'measure'>, row: ListedMeasure): boolean {
  const body = { ...row.body, progress: row.progress ?? before.progress }
  return (
    state !== 'ended' &&
    unit === row.unit &&
    JSON.stringify(sorted(before)) === JSON.stringify(sorted(body))
  )
}

function sorted(body: Measure): [string, unknown][] {
  return Object.entries(body).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

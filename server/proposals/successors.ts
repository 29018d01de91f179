import type { CommonsReader, CommonsTables } from '../stores/commons.ts'
import type { Transaction } from 'kysely'
import type { Day } from './proposal.ts'

export interface DecidedSuccessor {
  readonly unit: string
  readonly successor: string
  readonly kind: CommonsTables['unit_successor']['kind']
  /** Open proposals go to this one. */
  readonly isMain: boolean
  readonly day: Day
}

/** Who succeeds units that have ended; not what was renamed or divided while it stood. */
export async function decidedSuccessors(commons: CommonsReader): Promise<DecidedSuccessor[]> {
  const rows = await commons.selectFrom('unit_successor').selectAll().orderBy('unit').execute()
  const units = await commons.selectFrom('unit').select(['code', 'valid_to']).execute()
  const ends = new Map(units.map(({ code, valid_to }) => [code, valid_to]))
  return rows
    .filter(({ unit, successor, day }) => unit !== successor && day > (ends.get(unit) ?? ''))
    .toSorted((a, b) => a.unit.localeCompare(b.unit) || b.main - a.main)
    .map(({ unit, successor, kind, main, day }) => ({
      unit,
      successor,
      kind,
      isMain: main === 1,
      day,
    }))
}

/** Open proposals of the unit go there from now on; what else was decided of it stays. */
export async function setMainSuccessor(
  trx: Transaction<CommonsTables>,
  { unit, successor, day }: { unit: string; successor: string; day: Day },
): Promise<void> {
  await trx.updateTable('unit_successor').set({ main: 0 }).where('unit', '=', unit).execute()
  await trx
    .insertInto('unit_successor')
    .values({ unit, successor, kind: 'move', main: 1, day })
    .onConflict((there) => there.columns(['unit', 'successor']).doUpdateSet({ main: 1 }))
    .execute()
}

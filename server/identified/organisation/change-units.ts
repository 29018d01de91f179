import type { Transaction } from 'kysely'
import { jstDay } from '../../calendar/jst.ts'
import type { CommonsTables, UnitRow } from '../../stores/commons.ts'
import { chosenHost } from '../../survey/unit-tree.ts'
import { listUnits } from '../../survey/units.ts'
import { recordAct } from '../auth/audit.ts'
import type { RosterWriters } from '../roster/apply.ts'
import { checkRoster } from '../roster/check.ts'
import { csvPieces } from '../roster/csv-lines.ts'
import type { Finding } from '../roster/findings.ts'
import { withReportingUnits } from '../roster/reporting-units.ts'
import { rosterRows } from '../roster/roster-tables.ts'
import { fingerprintUnits } from '../roster/stored.ts'

export interface UnitChange {
  readonly code: string
  readonly actor: string
  readonly now: Date
  readonly act: string
  readonly detail: string
  /** The organisation in 建制順 before and after. */
  readonly before: readonly UnitRow[]
  readonly after: readonly UnitRow[]
  /** Written with the units, in the same transaction. */
  readonly also?: (trx: Transaction<CommonsTables>) => Promise<void>
}

export type UnitOutcome =
  | { readonly state: 'changed' | 'stale' }
  | { readonly state: 'refused'; readonly problems: readonly Finding[] }

class Stale extends Error {}

/**
 * Writes an edit of the organisation if an import of the same units would be accepted: what is typed goes
 * through the checks of the import file. Announced surveys keep what they froze.
 *
 * `stale`: the organisation is no longer `before`; nothing was written.
 */
export async function changeUnits(
  { identity, commons }: RosterWriters,
  change: UnitChange,
): Promise<UnitOutcome> {
  const { before, after, actor, now, act, detail } = change
  const checked = await checkedUnits(before, after, change.code, jstDay(now))
  if ('problems' in checked) return { state: 'refused', problems: checked.problems }
  const stored = new Map(before.map((unit) => [unit.code, JSON.stringify(unit)]))
  const changed = checked.units.filter((unit) => stored.get(unit.code) !== JSON.stringify(unit))
  const seen = fingerprintUnits(before)
  try {
    // identity.db first, as everybody who needs both stores.
    await identity.transaction().execute(async (trx) => {
      await recordAct(trx, now, actor, act, detail)
      await commons.transaction().execute(async (units) => {
        if (fingerprintUnits(await listUnits(units)) !== seen) throw new Stale()
        for (const unit of changed) await putUnit(units, unit)
        await change.also?.(units)
      })
    })
  } catch (error) {
    if (error instanceof Stale) return { state: 'stale' }
    throw error
  }
  return { state: 'changed' }
}

/** Units whose choice of where to count holds before a change and not after it. */
export function lostChoices(before: readonly UnitRow[], after: readonly UnitRow[]): UnitRow[] {
  const [old, now] = [before, after].map((units) => new Map(units.map((u) => [u.code, u])))
  return before.filter((unit) => {
    const later = now?.get(unit.code)
    if (later === undefined || old === undefined || now === undefined) return false
    if (later.counts_in !== unit.counts_in) return false
    return chosenHost(unit, old) !== null && chosenHost(later, now) === null
  })
}

async function checkedUnits(
  before: readonly UnitRow[],
  after: readonly UnitRow[],
  code: string,
  today: string,
): Promise<{ units: UnitRow[] } | { problems: Finding[] }> {
  const nobody = { people: [], roles: [] }
  const rows = rosterRows('units', { units: after, ...nobody })
  const bytes = Buffer.from([...csvPieces(rows)].join(''))
  const found = await checkRoster(
    { units: before, ...nobody },
    { units: { name: '', bytes } },
    today,
  )
  if (!found.ok) {
    const own = after.findIndex((unit) => unit.code === code) + FIRST_ROW
    const problems = found.problems.filter(({ row }) => row === own)
    return { problems: problems.length > 0 ? problems : [...found.problems] }
  }
  const chosen = new Map(after.map((unit) => [unit.code, unit.counts_in]))
  return {
    units: withReportingUnits(
      found.plan.outcome.units.map((unit) => ({
        ...unit,
        counts_in: chosen.get(unit.code) ?? null,
      })),
    ),
  }
}

/** The header is row 1. */
const FIRST_ROW = 2

async function putUnit(trx: Transaction<CommonsTables>, unit: UnitRow): Promise<void> {
  const { code: _code, ...columns } = unit
  await trx
    .insertInto('unit')
    .values(unit)
    .onConflict((there) => there.column('code').doUpdateSet(columns))
    .execute()
}

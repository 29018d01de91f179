import { z } from 'zod'
import type { UnitRow } from '../../stores/commons.ts'
import { chosenHost } from '../../survey/unit-tree.ts'
import { listUnits } from '../../survey/units.ts'
import type { RosterReaders } from '../roster/stored.ts'
import { depthOf } from './unit-choices.ts'
import {
  countPeople,
  headlessUnits,
  officesByUnit,
  type UnitCounts,
  type UnitOffice,
} from './unit-facts.ts'
import { standingOf } from './unit-page.ts'

export const cut = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((text) => text.normalize('NFKC').trim())

export const pageNumber = z.coerce.number().int().min(1).max(100_000).default(1)

/** What the list is asked for. */
export const unitSearch = z.object({
  q: cut(60),
  when: z.enum(['now', 'coming', 'ended', 'all']).default('now'),
  only: z.enum(['', 'headless', 'acting', 'nopc', 'noaccount', 'chosen', 'leftover']).default(''),
  page: pageNumber,
})
export type UnitSearch = z.infer<typeof unitSearch>

export interface ListedUnit {
  readonly unit: UnitRow
  /** Depth in the tree, 1 for a 部. */
  readonly level: number
  readonly bureauName: string
  readonly standing: 'now' | 'coming' | 'ended'
  readonly counts: UnitCounts
  readonly offices: readonly UnitOffice[]
  readonly isHeadless: boolean
  /** Name of the unit in which it was chosen to count; null: as the tree says. */
  readonly countsIn: string | null
}

export interface UnitTotals {
  readonly units: number
  readonly headless: number
  readonly acting: number
  readonly withoutPc: number
  readonly withoutAccount: number
  /** People who are still in units that are not there today. */
  readonly leftOver: number
}

/** Every unit that fits, in 建制順; totals of today's organisation whatever is asked for. */
export async function listedUnits(
  { identity, commonsReader }: RosterReaders,
  search: UnitSearch,
  today: string,
): Promise<{ found: ListedUnit[]; totals: UnitTotals }> {
  const units = await listUnits(commonsReader)
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const countOf = await countPeople(identity)
  const offices = await officesByUnit(identity, today)
  const headless = await headlessUnits(identity, units, today)
  const all = units.map((unit): ListedUnit => {
    const host = chosenHost(unit, byCode)
    return {
      unit,
      level: depthOf(unit, byCode),
      bureauName: unit.bureau === unit.code ? '' : (byCode.get(unit.bureau ?? '')?.name ?? ''),
      standing: standingOf(unit, today),
      counts: countOf(unit.code),
      offices: offices.get(unit.code) ?? [],
      isHeadless: headless.has(unit.code),
      countsIn: host?.name ?? null,
    }
  })
  return {
    found: all.filter((one) => isAskedFor(one, search)),
    totals: totalsOf(all),
  }
}

function isAskedFor(one: ListedUnit, { q, when, only }: UnitSearch): boolean {
  // People in units that are not there today are looked for among those.
  const anyDay = when === 'all' || only === 'leftover'
  return (anyDay || one.standing === when) && says(one, q) && (only === '' || isOnly[only](one))
}

const isOnly: Readonly<Record<Exclude<UnitSearch['only'], ''>, (one: ListedUnit) => boolean>> = {
  headless: ({ isHeadless }) => isHeadless,
  acting: ({ offices }) => offices.some(({ isActing }) => isActing),
  nopc: ({ counts }) => counts.withoutPc > 0,
  noaccount: ({ counts }) => counts.withoutAccount > 0,
  chosen: ({ unit }) => unit.counts_in !== null,
  leftover: ({ standing, counts }) => standing !== 'now' && counts.people > 0,
}

function says({ unit }: ListedUnit, q: string): boolean {
  if (q === '') return true
  return [unit.code, unit.name, unit.kind, unit.similar].some((text) =>
    text.normalize('NFKC').includes(q),
  )
}

function totalsOf(all: readonly ListedUnit[]): UnitTotals {
  const now = all.filter(({ standing, unit }) => standing === 'now' && unit.kind !== '市')
  const sum = (of: readonly ListedUnit[], count: (one: ListedUnit) => number) =>
    of.reduce((total, one) => total + count(one), 0)
  return {
    units: now.length,
    headless: now.filter(isOnly.headless).length,
    acting: now.filter(isOnly.acting).length,
    withoutPc: sum(all, ({ counts }) => counts.withoutPc),
    withoutAccount: sum(all, ({ counts }) => counts.withoutAccount),
    leftOver: sum(all.filter(isOnly.leftover), ({ counts }) => counts.people),
  }
}

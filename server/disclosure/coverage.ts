import { classesOf } from './classes.ts'
import { checkPolicy } from './check-input.ts'
import { eliminate } from './pattern/elimination.ts'
import { type FrameGroup, frameOf } from './frame.ts'
import type { GroupingAttribute, Policy, Tables } from './microdata.ts'
import type { Tier } from './pattern/pattern.ts'
import { groupPeople, patternInput } from './pattern/pattern-input.ts'
import type { TableCoverage } from './protection.ts'
import { percentOf } from './figures/rounding.ts'

/**
 * How much of the organisation each table of a plan would show if these people answered: by elimination
 * alone. The certificate may hide a few groups more.
 *
 * @param keys `rows × attributes` codes, 0 = not said.
 * @throws {RangeError} when the input contradicts itself.
 */
export function estimateCoverage(
  attributes: readonly GroupingAttribute[],
  tables: Tables,
  policy: Policy,
  keys: Uint16Array,
  rows: number,
): readonly TableCoverage[] {
  checkPolicy(policy)
  const data = { attributes, rows, keys }
  const frame = frameOf(attributes, tables)
  const classes = classesOf(frame, data)
  const tiers = eliminate(patternInput(frame, classes, { data, policy, eligible: [] }))
  return coverageOf(frame, tables, tiers, groupPeople(frame.length, classes), rows)
}

/** @param people respondents of each group. */
export function coverageOf(
  frame: readonly FrameGroup[],
  tables: Tables,
  tiers: readonly Tier[],
  people: ArrayLike<number>,
  rows: number,
): TableCoverage[] {
  return tables.map((table, index) => {
    const groups = [...frame.keys()].filter((g) => frame[g]?.tableIndex === index)
    const shown = groups.filter((g) => tiers[g] !== 'hidden')
    const standing = shown.reduce((sum, g) => sum + (people[g] ?? 0), 0)
    return {
      table,
      groups: groups.length,
      published: shown.length,
      rowsPercent: rows === 0 ? 0 : percentOf(standing, rows),
    }
  })
}

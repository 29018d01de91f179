import { examine, type LightCombination } from './certificate.ts'
import { groupVectors } from './elimination.ts'
import { addTo, echelonOf } from './echelon.ts'
import type { Classes } from './pattern.ts'
import type { Solver } from '../solver.ts'

/**
 * What any choice of shown groups, protected or not, gives away: sums and differences that touch fewer
 * than k respondents, each verified exactly, every set of people once, fewest first.
 *
 * @throws {SolverFault}
 */
export function lightCombinations(
  classes: Classes,
  shown: readonly number[],
  k: number,
  solver: Solver,
  report: (done: number, total: number) => void = () => {},
): LightCombination[] {
  const groups = groupCount(classes)
  const { light } = examine({ classes, groups, shown, k, table: null }, solver, report)
  const sets = new Map(
    light.map((found) => [found.classes.toSorted((a, b) => a - b).join(), found]),
  )
  return [...sets.values()].sort((a, b) => a.respondents - b.respondents)
}

/** Which of the groups that have respondents and are not shown can be worked out from those that are. */
export function recomputable(classes: Classes, shown: readonly number[]): number[] {
  const groups = groupCount(classes)
  const columns = Int32Array.from({ length: classes.count }, (_, c) => c)
  const vectors = groupVectors(classes, groups, columns)
  const echelon = echelonOf(classes.count)
  for (const group of shown) if (vectors[group] !== undefined) addTo(echelon, vectors[group])
  const isShown = new Set(shown)
  return vectors.flatMap((vector, group) =>
    vector.columns.length > 0 &&
    !isShown.has(group) &&
    echelon.remainder(vector).columns.length === 0
      ? [group]
      : [],
  )
}

function groupCount({ groups }: Classes): number {
  return groups.reduce((most, group) => Math.max(most, group + 1), 0)
}

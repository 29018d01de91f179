import type { Bound, BoundProgramme } from './bound-programme.ts'
import { addTo, echelonOf } from './echelon.ts'
import { PRIME, type SparseVector } from './modular.ts'
import type { System } from './system.ts'

export type Found =
  /** No combination that is largest in the column touches fewer respondents than that, k or more. */
  | { readonly state: 'proven'; readonly respondents: number; readonly branched: boolean }
  /** Linear combinations of the rows inside the columns, which have fewer than k respondents. */
  | {
      readonly state: 'light'
      readonly vectors: readonly SparseVector[]
      readonly columns: readonly number[]
      readonly rows: readonly number[]
      readonly branched: boolean
    }
  | { readonly state: 'undecided'; readonly rows: readonly number[]; readonly branched: true }

/** Linear programmes spent on one column before it is left undecided. */
const MOST_BRANCHES = 3000

/** Below it an entry of a combination is rounding. */
const NOTHING = 1e-6

/**
 * Looks for a combination of fewer than k respondents that is largest in one column, or proves that there is
 * none: branch and bound over "has this column" and "has it not", each bound checked by duality, each
 * find by exact arithmetic. A branch ends at k respondents, so no solver for whole numbers has to be
 * trusted.
 */
export function searchLight(
  system: System,
  programme: BoundProgramme,
  column: number,
  k: number,
): Found {
  const open: ReadonlyMap<number, 'untouched' | 'touched'>[] = [new Map()]
  let respondents = Number.POSITIVE_INFINITY
  let rows: number[] = []
  for (let solved = 0; solved < MOST_BRANCHES; solved += 1) {
    const settled = open.pop()
    const branched = solved > 1
    if (settled === undefined) return { state: 'proven', respondents, branched }
    const bound = programme.bound(column, settled)
    if (bound.attained === null) {
      respondents = Math.min(respondents, bound.respondents)
      continue
    }
    rows = indices(bound.attained.factors)
    const columns = indices(bound.attained.values)
    if (respondentsOf(system, columns) < k) {
      const vectors = combinationsInside(system, columns)
      if (vectors.length > 0) return { state: 'light', vectors, columns, rows, branched }
    }
    const next = mostUnclear(system, bound, column, settled, k)
    if (next === null) break
    open.push(new Map(settled).set(next, 'untouched'), new Map(settled).set(next, 'touched'))
  }
  return { state: 'undecided', rows, branched: true }
}

/** null: no entry outside the settled columns. That exact arithmetic found none inside is a riddle. */
function mostUnclear(
  { weights }: System,
  { attained }: Bound,
  column: number,
  settled: ReadonlyMap<number, unknown>,
  k: number,
): number | null {
  let found: number | null = null
  let most = 0
  attained?.values.forEach((value, b) => {
    const size = Math.abs(value)
    if (b === column || settled.has(b) || size <= NOTHING || weights[b]! >= k) return
    const unclear = weights[b]! * Math.min(size, 1) * (1.1 - Math.min(size, 1))
    if (unclear <= most) return
    most = unclear
    found = b
  })
  return found
}

function indices(values: Float64Array): number[] {
  const found: number[] = []
  values.forEach((value, i) => {
    if (Math.abs(value) > NOTHING) found.push(i)
  })
  return found
}

export function respondentsOf({ weights }: System, columns: readonly number[]): number {
  return columns.reduce((sum, column) => sum + weights[column]!, 0)
}

/**
 * A basis of the combinations of the rows that are zero outside `columns`, exactly: those columns come
 * last in the elimination, so a basis vector with its pivot there has no entry elsewhere.
 */
export function combinationsInside(system: System, columns: readonly number[]): SparseVector[] {
  const { rows, weights } = system
  const inside = new Set(columns)
  const order = [...inside]
  for (let c = 0; c < weights.length; c += 1) if (!inside.has(c)) order.push(c)
  const place = new Int32Array(order.length)
  order.forEach((c, at) => (place[c] = at))
  const echelon = echelonOf(weights.length)
  for (let row = 0; row < rows.lower.length; row += 1) {
    const entries: [number, number][] = []
    for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i += 1) {
      const value = rows.values[i]!
      entries.push([place[rows.columns[i]!]!, value < 0 ? value + PRIME : value])
    }
    addTo(echelon, vectorOf(entries))
  }
  return echelon
    .basis()
    .filter((vector) => vector.columns.at(-1)! < inside.size)
    .map(({ columns: places, values }) =>
      vectorOf(Array.from(places, (at, i) => [order[at]!, values[i]!])),
    )
}

export function vectorOf(
  entries: readonly (readonly [column: number, value: number])[],
): SparseVector {
  const sorted = entries.toSorted(([a], [b]) => a - b)
  return {
    columns: Int32Array.from(sorted, ([column]) => column),
    values: Int32Array.from(sorted, ([, value]) => value),
  }
}

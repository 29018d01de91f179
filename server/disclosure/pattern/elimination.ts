import { addTo, type Echelon, echelonOf } from './echelon.ts'
import { indicator, type SparseVector } from './modular.ts'
import { groupPeople } from './pattern-input.ts'
import type { Classes, PatternInput, Tier } from './pattern.ts'
import { type Sensitive, sensitiveVectors } from './sensitive.ts'

/** Vectors and groups that the certificate asked to keep out, beside those of the input. */
export interface Kept {
  /** Combinations of fewer than k respondents; columns are classes. */
  readonly cuts: readonly SparseVector[]
  readonly groups: readonly number[]
}

/**
 * Which groups are shown, greedily: earlier tables first, inside one the larger group, of equal ones the
 * first. A group is hidden when showing it would let a group below the threshold, a barred group or a cut
 * be worked out (is in the span of what is shown); one that can be worked out anyway is shown. Groups for
 * a full distribution are chosen first, so all of them are among the shown ones.
 *
 * Gaussian elimination as in Langsrud, PSD 2024 (doi 10.1007/978-3-031-69651-0_6), modulo a prime.
 */
export function eliminate(
  input: PatternInput,
  kept: Kept = { cuts: [], groups: [] },
  report: (done: number, total: number) => void = () => {},
): readonly Tier[] {
  const frame = frameOf(input, kept)
  const step = (tier: number) => (done: number) =>
    report(tier * input.groups + done, 2 * input.groups)
  const full = choose(frame, input.kDistribution, [], step(0))
  const shown = choose(frame, input.k, full, step(1))
  const tiers: Tier[] = Array.from({ length: input.groups }, () => 'hidden')
  for (const group of shown) tiers[group] = 'band'
  for (const group of full) tiers[group] = 'full'
  return tiers
}

interface Frame {
  readonly columns: number
  readonly vectors: readonly SparseVector[]
  readonly people: Uint32Array
  readonly barred: Set<number>
  readonly cuts: readonly SparseVector[]
  /** Groups in the order in which they may be shown. */
  readonly order: readonly number[]
}

function frameOf(input: PatternInput, kept: Kept): Frame {
  const { classes, groups, table } = input
  const column = columnsOf(classes)
  const vectors = groupVectors(classes, groups, column)
  const people = groupPeople(groups, classes)
  const order = Array.from({ length: groups }, (_, g) => g).sort(
    (a, b) => table[a]! - table[b]! || people[b]! - people[a]! || a - b,
  )
  return {
    columns: classes.count,
    vectors,
    people,
    barred: new Set([...input.barred, ...kept.groups]),
    cuts: kept.cuts.map((cut) => moved(cut, column)),
    order,
  }
}

/** Shown groups, `forced` first: they are known to give nothing away. */
function choose(
  frame: Frame,
  threshold: number,
  forced: readonly number[],
  report: (done: number) => void,
): number[] {
  const { columns, vectors, people, barred, cuts, order } = frame
  const echelon = echelonOf(columns)
  for (const group of forced) addTo(echelon, vectors[group]!)
  const isSensitive = (n: number, g: number) => n > 0 && (n < threshold || barred.has(g))
  const sensitive = sensitiveVectors(columns, echelon, [
    ...vectors.filter((_, g) => isSensitive(people[g]!, g)),
    ...cuts,
  ])
  const before = new Set(forced)
  const shown: number[] = []
  order.forEach((group, done) => {
    if (done % 500 === 0) report(done)
    const isCandidate = people[group]! >= threshold && !barred.has(group)
    if (before.has(group) || (isCandidate && show(vectors[group]!, echelon, sensitive))) {
      shown.push(group)
    }
  })
  return shown
}

function show(vector: SparseVector, echelon: Echelon, sensitive: Sensitive): boolean {
  const remainder = echelon.remainder(vector)
  if (remainder.columns.length === 0) return true
  if (sensitive.isTouchedBy(remainder)) return false
  sensitive.reduceBy(echelon.add(remainder))
  return true
}

/**
 * Classes as columns in the order of the organisation, but the smallest blocks last: rows that cross the
 * whole body get their pivots there, and whatever else has an entry in such a column fills up.
 */
function columnsOf({ count, block }: Classes): Int32Array {
  const size = new Map<number, number>()
  for (const b of block) size.set(b, (size.get(b) ?? 0) + 1)
  const order = Array.from({ length: count }, (_, c) => c).sort(
    (a, b) => size.get(block[b]!)! - size.get(block[a]!)! || block[a]! - block[b]! || a - b,
  )
  const column = new Int32Array(count)
  order.forEach((c, at) => (column[c] = at))
  return column
}

/** For each group a 1 in the column of each of its classes. */
export function groupVectors(
  { count, starts, groups: of }: Classes,
  groups: number,
  column: Int32Array,
): SparseVector[] {
  const sizes = new Int32Array(groups)
  for (const group of of) sizes[group]! += 1
  const columns = Array.from(sizes, (size) => new Int32Array(size))
  const filled = new Int32Array(groups)
  for (let c = 0; c < count; c += 1) {
    for (let i = starts[c]!; i < starts[c + 1]!; i += 1) {
      const group = of[i]!
      columns[group]![filled[group]!] = column[c]!
      filled[group]! += 1
    }
  }
  return columns.map((some) => indicator(some.sort()))
}

function moved({ columns, values }: SparseVector, column: Int32Array): SparseVector {
  const pairs = Array.from(columns, (c, i) => [column[c]!, values[i]!] as const)
  pairs.sort(([a], [b]) => a - b)
  return {
    columns: Int32Array.from(pairs, ([c]) => c),
    values: Int32Array.from(pairs, ([, value]) => value),
  }
}

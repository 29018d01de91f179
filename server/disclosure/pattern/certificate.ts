import { createHash } from 'node:crypto'
import { type Blocks, blocksOf } from './blocks.ts'
import { boundProgramme } from './bound-programme.ts'
import { type Cluster, clustersOf } from './clusters.ts'
import { type Found, respondentsOf, searchLight, vectorOf } from './light-search.ts'
import type { SparseVector } from './modular.ts'
import type { Classes } from './pattern.ts'
import type { Solver } from '../solver.ts'
import { type System, systemOf } from './system.ts'

/** Shown groups to be examined, of `groups` in all. */
export interface Shown {
  readonly classes: Classes
  readonly groups: number
  readonly shown: readonly number[]
  readonly k: number
  /** Position of each group's table; null: unknown. */
  readonly table: Uint16Array | null
}

/** Sums and differences of shown groups that touch fewer than k respondents, verified exactly. */
export interface LightCombination {
  /** Those who are touched. */
  readonly classes: readonly number[]
  readonly respondents: number
  /** A basis of the combinations that touch nobody else; columns are classes. */
  readonly vectors: readonly SparseVector[]
  /** Shown groups that take part; of combinations across blocks, those that cross. */
  readonly groups: readonly number[]
}

export interface Examination {
  readonly light: readonly LightCombination[]
  /** Shown groups that take part in what could neither be found nor excluded. */
  readonly undecided: readonly (readonly number[])[]
  /** No other combination touches fewer respondents; at most 2k. */
  readonly minBound: number
  readonly lps: number
  /** Searches that had to branch. */
  readonly mips: number
}

/** Bounds proven for systems of former rounds, by content; 0: not proven. */
export type Proven = Map<string, Float64Array>

/**
 * Does every sum or difference of the shown groups touch k respondents or more? Only memberships are
 * looked at. For each kind of respondents below k a linear programme bounds what a combination that is
 * largest there touches (`boundProgramme`): first inside the block alone, which is quick and never too
 * favourable, then exactly in its cluster (`clustersOf`), with a search where the bound is below k.
 *
 * @returns a light combination at least for each kind of respondents that one is largest in.
 * @throws {SolverFault}
 */
export function examine(
  { classes, groups, shown, k, table }: Shown,
  solver: Solver,
  report: (done: number, total: number) => void,
  known: Proven = new Map(),
): Examination {
  const blocks = blocksOf(classes, shown, groups, table, k)
  const clusters = clustersOf(classes, blocks, k)
  const progress = progressOf(clusters, blocks, report)
  const all = { light: [] as LightCombination[], undecided: [] as (readonly number[])[] }
  const sums = { minBound: 2 * k, lps: 0, mips: 0 }
  const proven = new Uint8Array(classes.count)
  for (const { blocks: members, crossing } of clusters) {
    if (members.length > 1) {
      for (const block of members) {
        proveAlone(systemOf(classes, blocks, [block], crossing))
      }
    }
    examineCluster(systemOf(classes, blocks, members, crossing))
  }
  return { ...all, ...sums }

  function proveAlone(system: System): void {
    const key = keyOf(system, 'alone')
    const bounds = known.get(key) ?? new Float64Array(system.weights.length)
    if (!known.has(key)) {
      const programme = boundProgramme(system, k, 2 * k, solver)
      bounds.forEach((_, column) => {
        const weight = system.weights[column]!
        const bound =
          weight >= k ? { respondents: weight, attained: null } : programme.bound(column)
        if (bound.attained === null) bounds[column] = bound.respondents
        progress(system, column)
      })
      sums.lps += programme.solved()
      programme.dispose()
      known.set(key, bounds)
    }
    bounds.forEach((bound, column) => {
      if (bound === 0) return
      sums.minBound = Math.min(sums.minBound, bound)
      for (const c of system.classes[column]!) proven[c] = 1
    })
  }

  function examineCluster(system: System): void {
    const key = keyOf(system, 'cluster')
    const before = known.get(key)
    if (before !== undefined) {
      sums.minBound = before.reduce((least, bound) => Math.min(least, bound), sums.minBound)
      return
    }
    const programme = boundProgramme(system, k, 2 * k, solver)
    let least = 2 * k
    const finds: Found[] = []
    system.weights.forEach((weight, column) => {
      progress(system, column)
      if (weight >= k) least = Math.min(least, weight)
      if (weight >= k || system.classes[column]!.some((c) => proven[c] === 1)) return
      finds.push(searchLight(system, programme, column, k))
    })
    for (const found of finds) {
      if (found.branched) sums.mips += 1
      if (found.state === 'proven') least = Math.min(least, found.respondents)
      if (found.state === 'undecided') all.undecided.push(groupsOf(system, found.rows))
      if (found.state === 'light') all.light.push(combinationOf(system, found))
    }
    sums.minBound = Math.min(sums.minBound, least)
    sums.lps += programme.solved()
    programme.dispose()
    if (finds.every((found) => found.state === 'proven')) known.set(key, Float64Array.of(least))
  }
}

function combinationOf(
  system: System,
  found: Found & { readonly state: 'light' },
): LightCombination {
  const { columns, vectors, rows } = found
  return {
    classes: columns.flatMap((column) => system.classes[column]!),
    respondents: respondentsOf(system, columns),
    vectors: vectors.map((vector) => overClasses(system, vector)),
    groups: groupsOf(system, rows),
  }
}

function groupsOf({ groups }: System, rows: readonly number[]): number[] {
  return [...new Set(rows.flatMap((row) => groups[row]!))].sort((a, b) => a - b)
}

function overClasses({ classes }: System, { columns, values }: SparseVector): SparseVector {
  return vectorOf(
    Array.from(columns, (column, i) =>
      classes[column]!.map((c) => [c, values[i]!] as const),
    ).flat(),
  )
}

function keyOf({ rows, weights }: System, stage: string): string {
  const hash = createHash('sha256').update(stage)
  for (const part of [rows.starts, rows.columns, rows.values, weights]) hash.update(part)
  return hash.digest('base64')
}

/** Counts classes, those of a cluster of several blocks twice; tells every hundredth column. */
function progressOf(
  clusters: readonly Cluster[],
  { classes }: Blocks,
  report: (done: number, total: number) => void,
): (system: System, column: number) => void {
  const sizeOf = (cluster: Cluster) =>
    cluster.blocks.reduce((sum, block) => sum + classes[block]!.length, 0)
  const total = clusters.reduce((sum, c) => sum + sizeOf(c) * (c.blocks.length > 1 ? 2 : 1), 0)
  let [done, columns] = [0, 0]
  return (system, column) => {
    done += system.classes[column]!.length
    columns += 1
    if (columns % 100 === 0) report(done, total)
  }
}

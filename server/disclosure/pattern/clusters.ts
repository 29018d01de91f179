import type { Blocks } from './blocks.ts'
import { addTo, echelonOf } from './echelon.ts'
import { indicator, multiply, small, type SparseVector } from './modular.ts'
import type { Classes } from './pattern.ts'
import { dense, orthogonal, product, spanOf } from './subspace.ts'

/** A combination of shown groups that cross blocks: group → whole factor. */
export type Combination = ReadonlyMap<number, number>

/** Blocks that some crossing combinations join; the shown groups inside one block belong to it as well. */
export interface Cluster {
  readonly blocks: readonly number[]
  readonly crossing: readonly Combination[]
}

/**
 * Cuts the certificate into clusters of blocks, exactly: every combination of shown groups that touches
 * fewer than k people is a sum of combinations, each inside one of the clusters.
 *
 * A crossing combination y is seen in a block when no combination of the groups inside it looks the same
 * there; then it touches someone there whatever is added. Split the blocks into k families: a light
 * combination is seen in fewer than k blocks, so some family sees nothing of it. What a family does not
 * see is a subspace; only the sum of these has to be examined. Any split is right, several are intersected.
 */
export function clustersOf(classes: Classes, blocks: Blocks, k: number): Cluster[] {
  const all = Array.from({ length: blocks.count }, (_, b) => b)
  const crossing = blocks.crossing
  const length = crossing.length
  const whole = [{ blocks: all, crossing: crossing.map((group) => new Map([[group, 1]])) }]
  if (length > 0 && blocks.count < k) return whole
  const seen = seenByBlock(classes, blocks)
  const combinations: Joint[] = []
  for (const vector of unseenBySome(seen, k, length)) {
    const factors = lifted(vector, crossing)
    if (factors === null) return whole
    combinations.push({ factors, blocks: seers(seen, dense(length, vector)) })
  }
  return joined(all, combinations)
}

interface Joint {
  readonly factors: Combination
  /** Those that see it. */
  readonly blocks: readonly number[]
}

/** By block: vectors over the crossing groups. A combination is seen unless orthogonal to all. */
type Seen = readonly (readonly SparseVector[])[]

function seenByBlock(classes: Classes, { classes: members, blockOfGroup, crossing }: Blocks): Seen {
  const at = new Map(crossing.map((group, i) => [group, i]))
  return members.map((own, block) => {
    const inside = new Map<number, number[]>()
    const across = new Map<number, number[]>()
    own.forEach((c, column) => {
      for (let i = classes.starts[c]!; i < classes.starts[c + 1]!; i += 1) {
        const group = classes.groups[i]!
        const crosses = at.get(group)
        if (crosses !== undefined) push(across, crosses, column)
        else if (blockOfGroup[group] === block) push(inside, group, column)
      }
    })
    const local = spanOf(own.length, [...inside.values()].map(ones))
    const rests = new Map([...across].map(([i, columns]) => [i, local.remainder(ones(columns))]))
    return spanOf(crossing.length, columnsOf(rests)).basis()
  })
}

/** Of a matrix given by rows. */
function columnsOf(rows: ReadonlyMap<number, SparseVector>): SparseVector[] {
  const columns = new Map<number, { columns: number[]; values: number[] }>()
  for (const [i, row] of [...rows].sort(([a], [b]) => a - b)) {
    row.columns.forEach((column, j) => {
      const entries = columns.get(column) ?? { columns: [], values: [] }
      entries.columns.push(i)
      entries.values.push(row.values[j]!)
      columns.set(column, entries)
    })
  }
  return Array.from(columns.values(), (c) => ({
    columns: Int32Array.from(c.columns),
    values: Int32Array.from(c.values),
  }))
}

function ones(columns: readonly number[]): SparseVector {
  return indicator(Int32Array.from(columns))
}

function push(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key) ?? []
  if (list.length === 0) lists.set(key, list)
  list.push(value)
}

function seers(seen: Seen, vector: Int32Array): number[] {
  return seen.flatMap((rows, b) => (rows.some((row) => product(row, vector) !== 0) ? [b] : []))
}

/** Ways to split the blocks into families that are tried at most. */
const SPLITS = 48

/**
 * A basis of the combinations that, however the blocks are split, some family does not see, without those
 * that nobody sees. After a first split each is aimed at one combination that is left: enough of
 * the blocks that see it are put into different families.
 */
function unseenBySome(seen: Seen, k: number, length: number): SparseVector[] {
  const nowhere = orthogonal(length, spanOf(length, seen.flat()))
  const bySize = seen.map((_, b) => b).sort((a, b) => seen[b]!.length - seen[a]!.length)
  const excluded = echelonOf(length)
  let left = exclude(bySize)
  for (let splits = 1, i = 0; splits < SPLITS && i < left.length; splits += 1) {
    const see = new Set(seers(seen, dense(length, left[i]!)))
    const before = excluded.rank()
    const aimed = [...bySize.filter((b) => see.has(b)), ...bySize.filter((b) => !see.has(b))]
    const next = see.size >= k ? exclude(aimed) : left
    if (excluded.rank() === before) i += 1
    else [left, i] = [next, 0]
  }
  return left

  function exclude(order: readonly number[]): SparseVector[] {
    const families = Array.from({ length: k }, (_, family) =>
      spanOf(
        length,
        order.filter((_b, i) => i % k === family).flatMap((b) => seen[b]!),
      ),
    )
    const unseen = families.flatMap((family) => orthogonal(length, family))
    for (const row of orthogonal(length, spanOf(length, unseen))) addTo(excluded, row)
    const basis = spanOf(length, nowhere)
    return orthogonal(length, excluded).filter((row) => addTo(basis, row))
  }
}

/** Largest whole number in a combination; above it the combination is not trusted to be a fraction. */
const SMALL = 1000

/** Modulo a prime every number has a name; the small fractions among them are those that were meant. */
function lifted(
  { columns, values }: SparseVector,
  crossing: readonly number[],
): Combination | null {
  for (let denominator = 1; denominator <= 60; denominator += 1) {
    const factors = Array.from(values, (value) => small(multiply(value, denominator), SMALL))
    if (factors.includes(null)) continue
    return new Map(factors.map((factor, i) => [crossing[columns[i]!]!, factor ?? 0]))
  }
  return null
}

function joined(all: readonly number[], combinations: readonly Joint[]): Cluster[] {
  const clusterOf = all.map((b) => b)
  for (const { blocks } of combinations) {
    const [first = 0, ...others] = blocks.map((b) => clusterOf[b]!)
    clusterOf.forEach((cluster, b) => {
      if (others.includes(cluster)) clusterOf[b] = first
    })
  }
  return [...new Set(clusterOf)].map((cluster) => ({
    blocks: all.filter((b) => clusterOf[b] === cluster),
    crossing: combinations
      .filter(({ blocks }) => clusterOf[blocks[0]!] === cluster)
      .map(({ factors }) => factors),
  }))
}

import type { Solver, SparseRows } from '../solver.ts'
import type { Kinds } from './verify-classes.ts'

/** Above the tolerance of the solver, far below one person. */
const EPSILON = 1e-5

/**
 * For each kind of fewer than k people a change that nobody sees and that proves: what touches this kind
 * most touches k people. The proof is checked here, whatever the solver said.
 *
 * @returns kinds without such a proof.
 */
export function* unseenChanges(kinds: Kinds, k: number, solver: Solver): Generator<number> {
  const { weights, count, members } = kinds
  if (count === 0) return
  const free = solver.infinity
  const model = solver.model({
    sense: 'max',
    cost: new Float64Array(count),
    lower: Float64Array.from(weights, (w) => -w),
    upper: Float64Array.from(weights),
    rows: matrix(members, 0, 0),
  })
  try {
    const order = [...weights.keys()]
      .filter((kind) => (weights[kind] ?? 0) < k)
      .sort((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0) || a - b)
    const heaviest = [...weights.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0))
    let heavy = 0
    for (const kind of order) {
      const weight = weights[kind] ?? 0
      // A kind that makes k together with this one may not be touched: any change of it goes unseen.
      while (heavy < count && (weights[heaviest[heavy] ?? 0] ?? 0) + weight >= k) {
        model.setBounds(heaviest[heavy] ?? 0, -free, free)
        heavy += 1
      }
      model.setBounds(kind, -k, k)
      model.setCost(kind, 1)
      const { status, x } = model.solve()
      if (status !== 'optimal' || !proves(kind, x, kinds, k)) yield kind
      const isHeavy = 2 * weight >= k
      model.setBounds(kind, isHeavy ? -free : -weight, isHeavy ? free : weight)
      model.setCost(kind, 0)
    }
  } finally {
    model.dispose()
  }
}

/** Above it a sum in doubles could hide the rest of a row. */
const LARGEST = 1e7

function proves(kind: number, change: Float64Array, { weights, members, count }: Kinds, k: number) {
  if (change.length < count) return false
  const weight = weights[kind] ?? 0
  const small = weights.every((w, b) => {
    const size = Math.abs(change[b] ?? Number.NaN)
    return size <= LARGEST && (b === kind || w + weight >= k || size <= w + EPSILON)
  })
  const unseen = members.every(
    (row) => Math.abs(row.reduce((sum, b) => sum + (change[b] ?? 0), 0)) <= EPSILON,
  )
  return small && unseen && weight + (change[kind] ?? 0) >= k - EPSILON
}

/**
 * The fewest people that any combination with its largest entry at this kind touches: y for the groups,
 * z = Mᵀy, |z_b| ≤ u_b, u_b 0 or 1.
 *
 * @returns the kinds touched when they are fewer than k people, `none` when there is no such combination.
 */
export function lightestTouching(
  kind: number,
  { weights, figures, members, count }: Kinds,
  k: number,
  solver: Solver,
): readonly number[] | 'none' | 'failed' {
  const groups = members.length
  const columns = groups + count
  const lower = new Float64Array(columns).fill(0)
  const upper = new Float64Array(columns).fill(1)
  lower.fill(-solver.infinity, 0, groups)
  upper.fill(solver.infinity, 0, groups)
  lower[groups + kind] = 1
  const weight = weights[kind] ?? 0
  const starts = [0]
  const [at, value, low, high]: [number[], number[], number[], number[]] = [[], [], [], []]
  const add = (b: number, u: number, from: number, to: number) => {
    for (const group of figures[b] ?? []) {
      at.push(group)
      value.push(1)
    }
    if (u !== 0) {
      at.push(groups + b)
      value.push(u)
    }
    starts.push(at.length)
    low.push(from)
    high.push(to)
  }
  for (const [b, w] of weights.entries()) {
    if (b === kind) {
      add(b, 0, 1, 1)
    } else if (w + weight >= k) {
      upper[groups + b] = 0
      add(b, 0, 0, 0)
    } else {
      add(b, -1, -solver.infinity, 0)
      add(b, 1, 0, solver.infinity)
    }
  }
  const integer = new Uint8Array(columns).fill(1, groups)
  const cost = Float64Array.from({ length: columns }, (_, i) => weights[i - groups] ?? 0)
  const model = solver.model({
    sense: 'min',
    cost,
    lower,
    upper,
    integer,
    rows: {
      starts: Int32Array.from(starts),
      columns: Int32Array.from(at),
      values: Float64Array.from(value),
      lower: Float64Array.from(low),
      upper: Float64Array.from(high),
    },
  })
  try {
    const { status, objective, x } = model.solve()
    if (status !== 'optimal') return 'failed'
    if (objective >= k - EPSILON) return 'none'
    return [...weights.keys()].filter((b) => (x[groups + b] ?? 0) > 0.5)
  } finally {
    model.dispose()
  }
}

/** Rows of ones between two bounds. */
function matrix(rows: readonly (readonly number[])[], lower: number, upper: number): SparseRows {
  const starts = new Int32Array(rows.length + 1)
  for (const [r, row] of rows.entries()) starts[r + 1] = (starts[r] ?? 0) + row.length
  const columns = Int32Array.from(rows.flat())
  return {
    starts,
    columns,
    values: new Float64Array(columns.length).fill(1),
    lower: new Float64Array(rows.length).fill(lower),
    upper: new Float64Array(rows.length).fill(upper),
  }
}

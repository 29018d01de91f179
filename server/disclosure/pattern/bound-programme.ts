import type { Solution, Solver, SolverModel } from '../solver.ts'
import type { System } from './system.ts'

/** The solver gave up, or what it said does not hold. Nothing may be concluded. */
export class SolverFault extends Error {}

/** What a branch of the search has settled of a column: no combination, or every one, has it. */
export type Settled = ReadonlyMap<number, 'untouched' | 'touched'>

type Limits = ReadonlyMap<number, readonly [lower: number, upper: number]>

export interface Bound {
  /** Fewest respondents a combination can touch that is largest in the column asked for. */
  readonly respondents: number
  /** The fractional combination that attains it; null when it is k or more. */
  readonly attained: {
    /** By column; 1 in the column asked for. */
    readonly values: Float64Array
    /** By row. */
    readonly factors: Float64Array
  } | null
}

export interface BoundProgramme {
  readonly solved: () => number
  /** @throws {SolverFault} when fresh starts do not help either. */
  readonly bound: (column: number, settled?: Settled) => Bound
  readonly dispose: () => void
}

/**
 * Starts with the columns in another order before the solver's failure counts: now and then HiGHS loses
 * its way in a degenerate corner ("unknown").
 */
const TRIALS = 4

/** Allowed error of a row or a bound, in people. */
const TOLERANCE = 1e-6
/** Far above what people add up to; a larger entry would swallow the others of a sum in a double. */
const LARGEST = 1e7

/**
 * Lower bounds on the respondents that a combination z = Mᵀy of the rows touches, by weak duality.
 *
 * Let z touch fewer than k people, be largest in column a, and scaled so that z(a) = 1. It is 0 in columns
 * of k people or more, and |z(b)| ≤ 1 elsewhere. For any v with M v = 0 and |v(b)| ≤ w(b) in the other
 * columns below k, v(a) = −Σ v(b) z(b) ≤ Σ w(b) over the other columns that z has: z touches w(a) + v(a) people
 * at least. The solver looks for the v with the largest v(a); that v is checked here, so a bound holds
 * whatever the solver is. One model is kept: only cost and bounds of the column change.
 *
 * @param most a bound of so many people is enough.
 */
export function boundProgramme(
  system: System,
  k: number,
  most: number,
  solver: Solver,
): BoundProgramme {
  const { rows, weights } = system
  const range = weights.map((w) => (w < k ? w : solver.infinity))
  let model: SolverModel | null = null
  /** Column → place of it in the model. */
  let place = inOrder(weights.length)
  let solved = 0

  return {
    solved: () => solved,
    bound(column, settled = new Map()) {
      for (let trial = 1; ; trial += 1) {
        try {
          return attempt(column, settled)
        } catch (error) {
          dispose()
          if (!(error instanceof SolverFault) || trial === TRIALS) throw error
          place = interleaved(place)
        }
      }
    },
    dispose,
  }

  function dispose(): void {
    model?.dispose()
    model = null
  }

  function started(): SolverModel {
    const lower = new Float64Array(range.length)
    const upper = new Float64Array(range.length)
    range.forEach((width, b) => {
      lower[place[b]!] = -width
      upper[place[b]!] = width
    })
    const columns = rows.columns.map((b) => place[b]!)
    const cost = new Float64Array(range.length)
    return solver.model({ sense: 'max', cost, lower, upper, rows: { ...rows, columns } })
  }

  function attempt(column: number, settled: Settled): Bound {
    const limit = limits(column, settled)
    const { status, x, rowDual } = solve(column, limit)
    if (status !== 'optimal') throw new SolverFault(status)
    return checked(
      column,
      settled,
      limit,
      range.map((_, b) => x[place[b]!] ?? Number.NaN),
      rowDual,
    )
  }

  function solve(column: number, limit: Limits): Solution {
    solved += 1
    try {
      model ??= started()
      model.setCost(place[column]!, 1)
      for (const [b, [lower, upper]] of limit) model.setBounds(place[b]!, lower, upper)
      const solution = model.solve()
      model.setCost(place[column]!, 0)
      for (const b of limit.keys()) model.setBounds(place[b]!, -range[b]!, range[b]!)
      return solution
    } catch (cause) {
      model = null
      throw new SolverFault('broken', { cause })
    }
  }

  function limits(column: number, settled: Settled): Limits {
    const limit = new Map<number, readonly [number, number]>()
    for (const [b, how] of settled) {
      limit.set(b, how === 'touched' ? [0, 0] : [-solver.infinity, solver.infinity])
    }
    return limit.set(column, [-weights[column]!, most - weights[column]!])
  }

  function checked(
    column: number,
    settled: Settled,
    limit: Limits,
    x: Float64Array,
    rowDual: Float64Array,
  ): Bound {
    const fits = x.every((value, b) => {
      const [lower, upper] = limit.get(b) ?? [-range[b]!, range[b]!]
      const inside = value >= lower - TOLERANCE && value <= upper + TOLERANCE
      return inside && Math.abs(value) <= LARGEST
    })
    if (!fits || !products(x).every((sum) => Math.abs(sum) <= TOLERANCE)) {
      throw new SolverFault('no solution')
    }
    let counted = weights[column]!
    for (const [b, how] of settled) if (how === 'touched') counted += weights[b]!
    const respondents = counted + x[column]!
    if (respondents >= k - TOLERANCE) return { respondents, attained: null }
    return { respondents, attained: attainedBy(column, settled, x[column]!, rowDual) }
  }

  /** No gap between v and z: neither can be improved. */
  function attainedBy(column: number, settled: Settled, gain: number, rowDual: Float64Array) {
    const values = combined(rowDual)
    const scale = values[column] ?? 0
    if (!(Math.abs(scale) > 0.5)) throw new SolverFault('no combination')
    values.forEach((value, b) => (values[b] = value / scale))
    let touched = 0
    values.forEach((value, b) => {
      if (b === column || settled.get(b) === 'touched') return
      const free = weights[b]! >= k || settled.get(b) === 'untouched'
      touched += Math.abs(value) * (free ? 1e3 : weights[b]!)
    })
    if (!(Math.abs(touched - gain) <= 1e-4)) throw new SolverFault('not the largest')
    return { values, factors: rowDual.map((factor) => factor / scale) }
  }

  /** M v. */
  function products(v: Float64Array): Float64Array {
    return rows.lower.map((_, row) => {
      let sum = 0
      for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i += 1) {
        sum += rows.values[i]! * v[rows.columns[i]!]!
      }
      return sum
    })
  }

  /** Mᵀ y. */
  function combined(y: Float64Array): Float64Array {
    const values = new Float64Array(weights.length)
    for (let row = 0; row < rows.lower.length; row += 1) {
      const factor = y[row] ?? Number.NaN
      if (factor === 0) continue
      for (let i = rows.starts[row]!; i < rows.starts[row + 1]!; i += 1) {
        values[rows.columns[i]!]! += factor * rows.values[i]!
      }
    }
    return values
  }
}

function inOrder(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i)
}

/** The first half backwards between the second half. */
function interleaved(place: Int32Array): Int32Array {
  const half = Math.ceil(place.length / 2)
  return place.map((at) => (at < half ? 2 * (half - 1 - at) : 2 * (at - half) + 1))
}

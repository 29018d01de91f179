/** Below 2²⁶, so that a product of two residues is exact. Not the prime of the engine. */
const P = 67_108_859

/** Everything that can be computed from rows of whole numbers by adding, subtracting and scaling. */
export interface Span {
  readonly rank: number
  /** Is this 0/1 vector (its ones) such a combination? Exact, but for one in 67 million. */
  holds(ones: readonly number[]): boolean
}

/**
 * Gaussian elimination modulo a prime, each row given by its ones, pivots at their last column.
 *
 * @param columns of the matrix; rows may name only smaller ones.
 */
export function spanOf(rows: readonly (readonly number[])[], columns: number): Span {
  /** By pivot: the other columns of the row and their residues, the pivot scaled to 1. */
  const basis = new Map<number, { readonly at: number[]; readonly value: number[] }>()
  const work = new Float64Array(columns)

  /** Leaves what cannot be expressed in `work` and returns its last column; −1: nothing is left. */
  function reduce(ones: readonly number[]): number {
    for (const column of ones) work[column] = 1
    let last = -1
    for (let column = ones.at(-1) ?? -1; column >= 0; column -= 1) {
      const factor = work[column] ?? 0
      if (factor === 0) continue
      const row = basis.get(column)
      if (row === undefined) {
        if (last === -1) last = column
        continue
      }
      work[column] = 0
      for (let i = 0; i < row.at.length; i += 1) {
        const at = row.at[i] ?? 0
        work[at] = ((work[at] ?? 0) + (P - factor) * (row.value[i] ?? 0)) % P
      }
    }
    return last
  }

  for (const row of rows) {
    const pivot = reduce(row)
    if (pivot === -1) continue
    const scale = inverse(work[pivot] ?? 1)
    const rest: { at: number[]; value: number[] } = { at: [], value: [] }
    for (let column = 0; column < pivot; column += 1) {
      const residue = work[column] ?? 0
      if (residue === 0) continue
      rest.at.push(column)
      rest.value.push((residue * scale) % P)
    }
    work.fill(0)
    basis.set(pivot, rest)
  }
  return {
    rank: basis.size,
    holds(ones) {
      const inside = reduce(ones) === -1
      work.fill(0)
      return inside
    },
  }
}

/** Fermat: a^(p − 2). */
function inverse(a: number): number {
  let [result, base, power] = [1, a % P, P - 2]
  while (power > 0) {
    if (power % 2 === 1) result = (result * base) % P
    base = (base * base) % P
    power = Math.floor(power / 2)
  }
  return result
}

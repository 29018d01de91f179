import { inverse, scaled, type SparseVector, subtractInto } from './modular.ts'

/**
 * A basis modulo `PRIME` whose vectors each end in a pivot column of their own, where they are 1. The
 * remainder of a vector is zero in all pivot columns, so equal modulo the span means equal remainders.
 */
export interface Echelon {
  readonly rank: () => number
  /** Empty: the vector is in the span. */
  readonly remainder: (vector: SparseVector) => SparseVector
  /**
   * Makes a remainder (not an empty one) a vector of the basis.
   *
   * @returns it, divided by its last entry.
   */
  readonly add: (remainder: SparseVector) => SparseVector
  readonly basis: () => SparseVector[]
}

export function echelonOf(columns: number): Echelon {
  const byPivot: (SparseVector | undefined)[] = Array.from({ length: columns }, () => undefined)
  const work = new Int32Array(columns)
  let rank = 0

  return { rank: () => rank, remainder, add, basis: () => byPivot.filter((v) => v !== undefined) }

  /** A basis vector has entries before its pivot only: from the last column down, each is cleared once. */
  function remainder(vector: SparseVector): SparseVector {
    const last = vector.columns.at(-1)
    if (last === undefined) return vector
    let first = vector.columns[0]!
    for (let i = 0; i < vector.columns.length; i += 1) work[vector.columns[i]!] = vector.values[i]!
    let length = 0
    for (let column = last; column >= first; column -= 1) {
      const value = work[column]!
      if (value === 0) continue
      const pivot = byPivot[column]
      if (pivot === undefined) {
        length += 1
        continue
      }
      subtractInto(work, value, pivot)
      first = Math.min(first, pivot.columns[0]!)
    }
    return takeFrom(first, last, length)
  }

  function takeFrom(first: number, last: number, length: number): SparseVector {
    const taken = new Int32Array(length)
    const values = new Int32Array(length)
    let at = 0
    for (let column = first; column <= last; column += 1) {
      const value = work[column]!
      if (value === 0) continue
      taken[at] = column
      values[at] = value
      work[column] = 0
      at += 1
    }
    return { columns: taken, values }
  }

  function add(rest: SparseVector): SparseVector {
    const vector = scaled(rest, inverse(rest.values.at(-1)!))
    byPivot[rest.columns.at(-1)!] = vector
    rank += 1
    return vector
  }
}

/** @returns false when the vector was in the span already. */
export function addTo(echelon: Echelon, vector: SparseVector): boolean {
  const rest = echelon.remainder(vector)
  if (rest.columns.length === 0) return false
  echelon.add(rest)
  return true
}

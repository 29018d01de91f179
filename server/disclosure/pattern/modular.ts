/**
 * Whole numbers modulo the prime 2^31 − 1, exact in doubles without BigInt. Ranks of 0/1 matrices modulo
 * a prime this large are those over the rationals unless the prime divides one particular minor.
 */
export const PRIME = 0x7fffffff

/** Non-zero entries of a vector: columns ascending, values in 1 … PRIME − 1. */
export interface SparseVector {
  readonly columns: Int32Array
  readonly values: Int32Array
}

export function multiply(a: number, b: number): number {
  return fold(fold(a * (b >>> 16)) * 0x10000 + a * (b & 0xffff))
}

export function subtract(a: number, b: number): number {
  return a >= b ? a - b : a - b + PRIME
}

/** Extended Euclid. @throws {RangeError} for 0. */
export function inverse(a: number): number {
  if (a === 0) throw new RangeError('0 has no inverse')
  let [r, next, s, following] = [PRIME, a, 0, 1]
  while (next !== 0) {
    const q = Math.floor(r / next)
    ;[r, next] = [next, r - q * next]
    ;[s, following] = [following, s - q * following]
  }
  return s < 0 ? s + PRIME : s
}

/** 0 ≤ x < 2^53; x mod PRIME, because 2^31 ≡ 1. */
function fold(x: number): number {
  const high = Math.floor(x / 0x80000000)
  const sum = high + (x - high * 0x80000000)
  return sum >= PRIME ? sum - PRIME : sum
}

/** `target −= factor × vector`, in place. */
export function subtractInto(target: Int32Array, factor: number, vector: SparseVector): void {
  const { columns, values } = vector
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i]!
    target[column] = subtract(target[column]!, product(factor, values[i]!))
  }
}

/** `a − factor × b`. */
export function subtractVectors(a: SparseVector, factor: number, b: SparseVector): SparseVector {
  const columns = new Int32Array(a.columns.length + b.columns.length)
  const values = new Int32Array(columns.length)
  let [i, j, length] = [0, 0, 0]
  while (i < a.columns.length || j < b.columns.length) {
    const left = a.columns[i] ?? Number.POSITIVE_INFINITY
    const right = b.columns[j] ?? Number.POSITIVE_INFINITY
    const value = subtract(
      left <= right ? a.values[i]! : 0,
      right <= left ? product(factor, b.values[j]!) : 0,
    )
    if (value !== 0) {
      columns[length] = Math.min(left, right)
      values[length] = value
      length += 1
    }
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return { columns: columns.slice(0, length), values: values.slice(0, length) }
}

/** Most factors and entries are 1 or −1. */
function product(factor: number, value: number): number {
  if (value === 1) return factor
  if (factor === 1) return value
  return value === PRIME - 1 ? PRIME - factor : multiply(factor, value)
}

export function scaled(vector: SparseVector, factor: number): SparseVector {
  if (factor === 1) return vector
  return { columns: vector.columns, values: vector.values.map((v) => product(factor, v)) }
}

/** 1 in every column given (ascending). */
export function indicator(columns: Int32Array): SparseVector {
  return { columns, values: new Int32Array(columns.length).fill(1) }
}

/** The entry of one column, 0 when there is none. */
export function entryAt({ columns, values }: SparseVector, column: number): number {
  let [low, high] = [0, columns.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = columns[middle]!
    if (found === column) return values[middle]!
    if (found < column) low = middle + 1
    else high = middle - 1
  }
  return 0
}

/** The small whole number (−most … most) it stands for; null when there is none. */
export function small(value: number, most: number): number | null {
  if (value <= most) return value
  return PRIME - value <= most ? value - PRIME : null
}

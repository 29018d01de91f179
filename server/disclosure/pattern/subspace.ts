import { addTo, type Echelon, echelonOf } from './echelon.ts'
import { multiply, PRIME, type SparseVector, subtract } from './modular.ts'

/** Everything that some of the vectors add up to. */
export function spanOf(length: number, vectors: Iterable<SparseVector>): Echelon {
  const echelon = echelonOf(length)
  for (const vector of vectors) addTo(echelon, vector)
  return echelon
}

/** A basis of the vectors whose product with each vector of the span is 0. */
export function orthogonal(length: number, span: Echelon): SparseVector[] {
  const pivots = span.basis()
  const determined = new Set(pivots.map(({ columns }) => columns.at(-1)!))
  const dense = new Int32Array(length)
  const found: SparseVector[] = []
  for (let free = 0; free < length; free += 1) {
    if (determined.has(free)) continue
    dense.fill(0)
    dense[free] = 1
    for (const vector of pivots) {
      const pivot = vector.columns.at(-1)!
      if (pivot > free) dense[pivot] = subtract(0, product(vector, dense))
    }
    found.push(sparse(dense))
  }
  return found
}

/** The dense vector may be shorter: the rest is 0. */
export function product({ columns, values }: SparseVector, dense: Int32Array): number {
  let sum = 0
  for (let i = 0; i < columns.length; i += 1) {
    const value = dense[columns[i]!] ?? 0
    if (value !== 0) sum = (sum + multiply(values[i]!, value)) % PRIME
  }
  return sum
}

export function dense(length: number, { columns, values }: SparseVector): Int32Array {
  const vector = new Int32Array(length)
  columns.forEach((column, i) => (vector[column] = values[i]!))
  return vector
}

function sparse(vector: Int32Array): SparseVector {
  const columns: number[] = []
  vector.forEach((value, column) => {
    if (value !== 0) columns.push(column)
  })
  return {
    columns: Int32Array.from(columns),
    values: Int32Array.from(columns, (column) => vector[column]!),
  }
}

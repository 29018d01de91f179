import type { Echelon } from './echelon.ts'
import { entryAt, multiply, type SparseVector, subtractInto, subtractVectors } from './modular.ts'

/** From this many entries on a vector is kept dense: what is subtracted from it is mostly short. */
const DENSE_FROM = 4096

interface Kept {
  sparse: SparseVector | null
  readonly dense: Int32Array | null
  entries: number
}

/** Vectors that must stay out of the span of what is shown, each reduced modulo it. */
export interface Sensitive {
  /** Is one of them a multiple of the remainder? Then showing it would give that one away. */
  readonly isTouchedBy: (remainder: SparseVector) => boolean
  /** After `pivot` became a vector of the basis. */
  readonly reduceBy: (pivot: SparseVector) => void
}

export function sensitiveVectors(
  columns: number,
  echelon: Echelon,
  vectors: Iterable<SparseVector>,
): Sensitive {
  const kept: Kept[] = []
  for (const vector of vectors) kept.push(keep(echelon.remainder(vector)))

  return {
    isTouchedBy: (remainder) => kept.some((k) => isMultiple(k, remainder)),
    reduceBy(pivot) {
      const column = pivot.columns.at(-1)!
      kept.forEach((vector, i) => {
        const { sparse, dense } = vector
        if (sparse === null) {
          if (dense![column] !== 0) reduceDense(vector, dense![column]!, pivot)
        } else if (sparse.columns[0]! <= column && sparse.columns.at(-1)! >= column) {
          const factor = entryAt(sparse, column)
          if (factor !== 0) kept[i] = keep(subtractVectors(sparse, factor, pivot))
        }
      })
    },
  }

  function keep(sparse: SparseVector): Kept {
    const entries = sparse.columns.length
    if (entries < DENSE_FROM) return { sparse, dense: null, entries }
    const dense = new Int32Array(columns)
    sparse.columns.forEach((column, i) => (dense[column] = sparse.values[i]!))
    return { sparse: null, dense, entries }
  }
}

function reduceDense(vector: Kept, factor: number, pivot: SparseVector): void {
  const dense = vector.dense!
  const filled = () => pivot.columns.reduce((sum, column) => sum + (dense[column] === 0 ? 0 : 1), 0)
  vector.entries -= filled()
  subtractInto(dense, factor, pivot)
  vector.entries += filled()
}

function isMultiple({ sparse, dense, entries }: Kept, { columns, values }: SparseVector): boolean {
  if (entries !== columns.length || entries === 0) return false
  if (sparse !== null && sparse.columns[0] !== columns[0]) return false
  const at = (i: number) => (sparse === null ? dense![columns[i]!]! : sparse.values[i]!)
  const [first, firstOther] = [at(0), values[0]!]
  for (let i = 0; i < entries; i += 1) {
    if (sparse !== null && sparse.columns[i] !== columns[i]) return false
    const value = at(i)
    if (value === 0 || multiply(value, firstOther) !== multiply(values[i]!, first)) return false
  }
  return true
}

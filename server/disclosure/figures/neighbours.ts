import type { Lists, Sheet } from './worlds.ts'

/** Cells of more classes than this bring nobody together, unless a class has no smaller one. */
const LOCAL = 200
/** Neighbours that are kept of each class. */
const KEPT = 24

/**
 * For each class those that share the most cells with it: when two of them exchange their answers, few
 * cells notice.
 */
export function neighboursOf({ classes, cells, members }: Sheet): Lists {
  const starts = new Uint32Array(classes + 1)
  const values = new Uint32Array(classes * KEPT)
  const shared = new Uint32Array(classes)
  let at = 0
  for (let a = 0; a < classes; a += 1) {
    const met: number[] = []
    for (const cell of localCells(a)) {
      const first = members.starts[cell]!
      const all = members.starts[cell + 1]! - first
      for (let i = 0; i < Math.min(all, LOCAL); i += 1) {
        const b = members.values[first + ((a + i) % all)]!
        if (b !== a && shared[b] === 0) met.push(b)
        shared[b] = 1
      }
    }
    for (const b of met) shared[b] = commonCells(a, b)
    met.sort((x, y) => shared[y]! - shared[x]! || x - y)
    for (const b of met.slice(0, KEPT)) {
      values[at] = b
      at += 1
    }
    for (const b of met) shared[b] = 0
    shared[a] = 0
    starts[a + 1] = at
  }
  return { starts, values: values.subarray(0, at) }

  function localCells(a: number): number[] {
    const own = Array.from(cells.values.subarray(cells.starts[a], cells.starts[a + 1]))
    const size = (cell: number) => members.starts[cell + 1]! - members.starts[cell]!
    const local = own.filter((cell) => size(cell) <= LOCAL)
    return local.length > 0 ? local : own.toSorted((x, y) => size(x) - size(y)).slice(0, 2)
  }

  function commonCells(a: number, b: number): number {
    let common = 0
    let j = cells.starts[b]!
    const last = cells.starts[b + 1]!
    for (let i = cells.starts[a]!; i < cells.starts[a + 1]!; i += 1) {
      while (j < last && cells.values[j]! < cells.values[i]!) j += 1
      if (j < last && cells.values[j] === cells.values[i]) common += 1
    }
    return common
  }
}

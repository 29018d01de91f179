import type { Blocks } from './blocks.ts'
import type { Combination } from './clusters.ts'
import type { Classes } from './pattern.ts'
import type { SparseRows } from '../solver.ts'

/**
 * Shown groups and crossing combinations as rows over classes merged by what the rows say of them. A
 * class in no row has no column.
 */
export interface System {
  /** Equal to zero for the programmes of the certificate. */
  readonly rows: SparseRows
  /** Shown groups that take part in each row. */
  readonly groups: readonly (readonly number[])[]
  /** Respondents of each column. */
  readonly weights: Float64Array
  /** Classes of each column. */
  readonly classes: readonly (readonly number[])[]
}

export function systemOf(
  classes: Classes,
  { classes: members, blockOfGroup }: Blocks,
  blocks: readonly number[],
  crossing: readonly Combination[],
): System {
  const inside = new Set(blocks)
  const rowOf = new Map<number, number>()
  const combinationsOf = new Map<number, { row: number; factor: number }[]>()
  crossing.forEach((combination, row) => {
    for (const [group, factor] of combination) {
      combinationsOf.set(group, [...(combinationsOf.get(group) ?? []), { row, factor }])
    }
  })
  const columns = new Map<string, Column>()
  const across = new Float64Array(crossing.length)
  for (const block of blocks) {
    for (const c of members[block]!) {
      across.fill(0)
      const own: number[] = []
      for (let i = classes.starts[c]!; i < classes.starts[c + 1]!; i += 1) {
        const group = classes.groups[i]!
        const parts = combinationsOf.get(group)
        if (parts !== undefined) for (const { row, factor } of parts) across[row]! += factor
        else if (blockOfGroup[group]! >= 0 && inside.has(blockOfGroup[group]!)) own.push(group)
      }
      if (own.length === 0 && across.every((value) => value === 0)) continue
      const key = `${own.join()};${across.join()}`
      const column = columns.get(key)
      if (column === undefined) {
        columns.set(key, { own, across: across.slice(), weight: classes.weights[c]!, classes: [c] })
      } else {
        column.weight += classes.weights[c]!
        column.classes.push(c)
      }
      for (const group of own) rowOf.set(group, rowOf.get(group) ?? rowOf.size)
    }
  }
  return {
    ...rowsOf([...columns.values()], rowOf, crossing),
    weights: Float64Array.from(columns.values(), (column) => column.weight),
    classes: Array.from(columns.values(), (column) => column.classes),
  }
}

interface Column {
  readonly own: readonly number[]
  readonly across: Float64Array
  weight: number
  readonly classes: number[]
}

function rowsOf(
  columns: readonly Column[],
  rowOf: ReadonlyMap<number, number>,
  crossing: readonly Combination[],
): Pick<System, 'rows' | 'groups'> {
  const entries: [column: number, value: number][][] = [...rowOf.keys(), ...crossing].map(() => [])
  columns.forEach(({ own, across }, column) => {
    for (const group of own) entries[rowOf.get(group)!]!.push([column, 1])
    across.forEach((value, i) => {
      if (value !== 0) entries[rowOf.size + i]!.push([column, value])
    })
  })
  const starts = [0]
  for (const row of entries) starts.push(starts.at(-1)! + row.length)
  return {
    rows: {
      starts: Int32Array.from(starts),
      columns: Int32Array.from(entries.flatMap((row) => row.map(([column]) => column))),
      values: Float64Array.from(entries.flatMap((row) => row.map(([, value]) => value))),
      lower: new Float64Array(entries.length),
      upper: new Float64Array(entries.length),
    },
    groups: [...[...rowOf.keys()].map((g) => [g]), ...crossing.map((c) => [...c.keys()])],
  }
}

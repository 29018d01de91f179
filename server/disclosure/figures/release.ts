import type {
  Audit,
  Certificate,
  ItemValue,
  PublishedGroup,
  PublishedSet,
} from '../../survey/published-set.ts'
import { countCube, emptyCube, groupCounts, NO_GROUP } from '../cube.ts'
import { displayValue } from './display-value.ts'
import { type FrameGroup, groupOfRow, layoutOf } from '../frame.ts'
import { type ItemReader, kindUnder, readersOf } from './item-rules.ts'
import type { Microdata } from '../microdata.ts'
import type { ProtectionInput } from '../protection.ts'
import type { Rest } from './rests.ts'
import type { Sheet } from './worlds.ts'

/** Value of one item in one cell of the sheet. */
export type PrintedValues = (cell: number, item: number) => ItemValue | null

/** Groups in the order of the frame, the rests of each table after its groups. */
export function publishedSetOf(
  { survey, data, policy, tables }: ProtectionInput,
  frame: readonly FrameGroup[],
  rests: readonly Rest[],
  sheet: Sheet,
  values: PrintedValues,
  certificate: Certificate,
  audit: Audit,
): PublishedSet {
  const cellOf = new Map([...sheet.group.entries()].map(([cell, group]) => [group, cell]))
  const firstRest = sheet.kinds.length - rests.length
  const itemsOf = (cell: number) =>
    Object.fromEntries(data.items.map((id, item) => [id, values(cell, item)]))
  const groups = tables.flatMap((_, index): PublishedGroup[] => [
    ...frame.flatMap((group, g): PublishedGroup[] => {
      if (group.tableIndex !== index) return []
      const { id, table, keys, label } = group
      const cell = cellOf.get(g)
      if (cell === undefined) return [{ id, table, keys, label, state: 'hidden' }]
      const tier = sheet.kinds[cell] === 'band' ? 'band' : 'full'
      const n = sheet.people[cell] ?? 0
      return [{ id, table, keys, label, state: 'published', tier, n, items: itemsOf(cell) }]
    }),
    ...rests.flatMap(({ id, table, tableIndex, parent, minus, n }, r): PublishedGroup[] =>
      tableIndex === index
        ? [
            {
              id,
              table,
              state: 'rest',
              parent: frame[parent]?.id ?? '*',
              minus: minus.map((g) => frame[g]?.id ?? '*'),
              n,
              items: itemsOf(firstRest + r),
            },
          ]
        : [],
    ),
  ])
  return {
    survey,
    k: policy.k,
    kDistribution: policy.kDistribution,
    roundingPeople: policy.roundingPeople,
    scale: policy.scale,
    respondents: data.rows < policy.k ? null : data.rows,
    groups,
    certificate,
    audit,
  }
}

/**
 * Compares the finished set with the rows, counted anew: people of every shown group and rest, k or more
 * of them, and every figure.
 *
 * @param levels of widening, cell × item.
 * @returns tables in which something is not as it should be.
 */
export function disagreements(
  set: PublishedSet,
  { data, policy }: ProtectionInput,
  frame: readonly FrameGroup[],
  rests: readonly Rest[],
  sheet: Sheet,
  levels: Uint8Array,
): number[] {
  const readers = readersOf(data, policy)
  const cube = countGroups(frame, data, readers, policy.scale + 1)
  const byId = new Map(set.groups.map((group) => [group.id, group]))
  const wrong: number[] = []
  const compare = (cell: number, id: string, table: number, counts: CellCounts) => {
    const group = byId.get(id)
    const right =
      group !== undefined &&
      group.state !== 'hidden' &&
      group.n === counts.n &&
      counts.n >= policy.k &&
      data.items.every((item, i) => {
        const level = levels[cell * data.items.length + i] ?? 0
        const rules = readers[i]?.rules ?? policy
        const kind = kindUnder(sheet.kinds[cell] ?? 'band', rules)
        const value = displayValue(counts.items[i] ?? [], kind, rules, level)
        return isSame(group.items[item] ?? null, value)
      })
    if (!right) wrong.push(table)
  }
  for (const [cell, g] of sheet.group.entries()) {
    const group = frame[g]
    if (group !== undefined) compare(cell, group.id, group.tableIndex, groupCounts(cube, g))
  }
  const firstRest = sheet.kinds.length - rests.length
  for (const [r, { id, tableIndex, parent, minus }] of rests.entries()) {
    const counts = minus.reduce<CellCounts>(
      (left, g) => without(left, groupCounts(cube, g)),
      groupCounts(cube, parent),
    )
    compare(firstRest + r, id, tableIndex, counts)
  }
  return wrong
}

interface CellCounts {
  readonly n: number
  readonly items: readonly (readonly number[])[]
}

function without(whole: CellCounts, part: CellCounts): CellCounts {
  return {
    n: whole.n - part.n,
    items: whole.items.map((counts, i) =>
      counts.map((n, code) => n - (part.items[i]?.[code] ?? 0)),
    ),
  }
}

function isSame(a: ItemValue | null, b: ItemValue | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function countGroups(
  frame: readonly FrameGroup[],
  { attributes, rows, keys, items }: Microdata,
  readers: readonly ItemReader[],
  codes: number,
) {
  const layouts = layoutOf(attributes, frame)
  const groups = new Uint16Array(rows * layouts.length)
  for (let row = 0; row < rows; row += 1) {
    for (const [t, layout] of layouts.entries()) {
      const group = groupOfRow(layout, keys, row * attributes.length)
      groups[row * layouts.length + t] = group < 0 ? NO_GROUP : group
    }
  }
  const cube = emptyCube(frame.length, items.length, codes)
  const answers = new Uint8Array(rows * items.length)
  for (let row = 0; row < rows; row += 1) {
    for (const [i, { code }] of readers.entries()) {
      answers[row * items.length + i] = Math.max(0, code(row))
    }
  }
  countCube(cube, { rows, groups, tables: layouts.length, codes: answers })
  return cube
}

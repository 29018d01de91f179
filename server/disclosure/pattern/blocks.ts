import type { Classes } from './pattern.ts'

/** The shown groups, block by block. */
export interface Blocks {
  readonly count: number
  /** Classes of each block. */
  readonly classes: readonly (readonly number[])[]
  /** Block of a shown group all of whose classes are in it; −1: it crosses blocks, or is not shown. */
  readonly blockOfGroup: Int32Array
  /** Shown groups that cross blocks. */
  readonly crossing: readonly number[]
}

/**
 * Cuts the classes into blocks: the topmost units, those of many parts into their parts in the table that has
 * the most groups (課); all of them when there are few units. Any way to cut is right; small blocks are
 * quick to examine, blocks that hold whole tables (部×性別) leave less that crosses.
 *
 * @param table position of each group's table; null: unknown, only the units count.
 */
export function blocksOf(
  classes: Classes,
  shown: readonly number[],
  groups: number,
  table: Uint16Array | null,
  k: number,
): Blocks {
  const block = table === null ? numbered(classes.block).of : split(classes, table, k)
  const members: number[][] = []
  const blockOfGroup = new Int32Array(groups).fill(-1)
  const crosses = new Uint8Array(groups)
  const isShown = new Uint8Array(groups)
  for (const group of shown) isShown[group] = 1
  for (let c = 0; c < classes.count; c += 1) {
    ;(members[block[c]!] ??= []).push(c)
    for (let i = classes.starts[c]!; i < classes.starts[c + 1]!; i += 1) {
      const group = classes.groups[i]!
      if (isShown[group] === 0) continue
      if (blockOfGroup[group]! >= 0 && blockOfGroup[group] !== block[c]) crosses[group] = 1
      blockOfGroup[group] = block[c]!
    }
  }
  const crossing = shown.filter((group) => crosses[group] === 1)
  for (const group of crossing) blockOfGroup[group] = -1
  return { count: members.length, classes: members, blockOfGroup, crossing }
}

/** Units are cut up when there are fewer than FEW × k of them, or this one has MANY × k parts. */
const [FEW, MANY] = [2, 3]

function split(classes: Classes, table: Uint16Array, k: number): number[] {
  const units = numbered(classes.block)
  const finest = finestTable(classes, table)
  const part = Array.from(classes.block, (_, c) => {
    const own = classes.groups.subarray(classes.starts[c], classes.starts[c + 1])
    return own.find((group) => table[group] === finest) ?? -1
  })
  const parts = Array.from({ length: units.count }, () => new Set<number>())
  part.forEach((group, c) => parts[units.of[c]!]!.add(group))
  const isCut = parts.map(({ size }) => units.count < FEW * k || size >= MANY * k)
  return numbered(units.of.map((unit, c) => (isCut[unit] === true ? `${unit}:${part[c]}` : unit)))
    .of
}

function finestTable({ groups }: Classes, table: Uint16Array): number {
  const sizes = new Map<number, number>()
  for (const group of new Set(groups)) sizes.set(table[group]!, (sizes.get(table[group]!) ?? 0) + 1)
  const [finest] = [...sizes].sort(([a, some], [b, others]) => others - some || a - b)
  return finest?.[0] ?? -1
}

function numbered<T>(names: Iterable<T>): { readonly of: number[]; readonly count: number } {
  const numbers = new Map<T, number>()
  const of = Array.from(names, (name) => {
    const number = numbers.get(name) ?? numbers.size
    numbers.set(name, number)
    return number
  })
  return { of, count: numbers.size }
}

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
 * Cuts the classes into blocks: the topmost units, or, when those are fewer than `enough`, their parts in
 * the table that has the most groups (課). Any way to cut is right; more blocks see more.
 *
 * @param table position of each group's table; null: unknown, only the units count.
 */
export function blocksOf(
  classes: Classes,
  shown: readonly number[],
  groups: number,
  table: Uint16Array | null,
  enough: number,
): Blocks {
  const coarse = numbered(classes.block)
  const block =
    table === null || coarse.count >= enough ? coarse.of : numbered(parts(classes, table)).of
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

/** For each class its unit together with its group in the table that has the most groups. */
function parts(classes: Classes, table: Uint16Array): string[] {
  const sizes = new Map<number, Set<number>>()
  for (const group of classes.groups) {
    const position = table[group]!
    sizes.set(position, (sizes.get(position) ?? new Set()).add(group))
  }
  const [finest] = [...sizes].sort(([a, some], [b, others]) => others.size - some.size || a - b)
  return Array.from(classes.block, (block, c) => {
    const own = classes.groups.subarray(classes.starts[c], classes.starts[c + 1])
    return `${block}:${own.find((group) => table[group] === finest?.[0]) ?? ''}`
  })
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

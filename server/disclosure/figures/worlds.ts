import type { FrameGroup } from '../frame.ts'
import type { Classes, Tier } from '../pattern/pattern.ts'
import type { ValueKind } from './display-value.ts'
import type { Rest } from './rests.ts'

/**
 * Everything that is printed and who stands in it. A cell is a shown group or a rest; a class here is
 * everybody who stands in the same cells: nothing printed tells them apart.
 */
export interface Sheet {
  readonly kinds: readonly ValueKind[]
  /** Group of the frame; rests follow the groups and have −1. */
  readonly group: Int32Array
  /** Position of its table in the plan. */
  readonly tables: Uint16Array
  readonly people: Uint32Array
  readonly classes: number
  readonly weights: Uint32Array
  /** Cells of each class, ascending, and classes of each cell. */
  readonly cells: Lists
  readonly members: Lists
  /** Class here of a class of the frame. */
  readonly ofClass: Uint32Array
}

/** List i is `values[starts[i] … starts[i + 1] − 1]`. */
export interface Lists {
  readonly starts: Uint32Array
  readonly values: Uint32Array
}

export function sheetOf(
  frame: readonly FrameGroup[],
  tiers: readonly Tier[],
  rests: readonly Rest[],
  classes: Classes,
): Sheet {
  const shown = [...frame.keys()].filter((g) => tiers[g] !== 'hidden')
  const cellOf = new Int32Array(frame.length).fill(-1)
  for (const [cell, g] of shown.entries()) cellOf[g] = cell
  const below = new Map<number, [number, Rest][]>()
  for (const [r, rest] of rests.entries()) {
    const known = below.get(rest.parent)
    if (known === undefined) below.set(rest.parent, [[r, rest]])
    else known.push([r, rest])
  }

  const numbers = new Map<string, number>()
  const lists: number[][] = []
  const ofClass = new Uint32Array(classes.count)
  for (let c = 0; c < classes.count; c += 1) {
    const groups = classes.groups.subarray(classes.starts[c], classes.starts[c + 1])
    const own: number[] = []
    const tables = new Set<number>()
    for (const g of groups) {
      if (cellOf[g]! < 0) continue
      own.push(cellOf[g]!)
      tables.add(frame[g]?.tableIndex ?? -1)
    }
    for (const cell of own.slice()) {
      for (const [r, rest] of below.get(shown[cell] ?? -1) ?? []) {
        if (!tables.has(rest.tableIndex)) own.push(shown.length + r)
      }
    }
    own.sort((a, b) => a - b)
    const key = own.join()
    let number = numbers.get(key)
    if (number === undefined) {
      number = lists.length
      numbers.set(key, number)
      lists.push(own)
    }
    ofClass[c] = number
  }
  const weights = new Uint32Array(lists.length)
  for (let c = 0; c < classes.count; c += 1) weights[ofClass[c]!]! += classes.weights[c]!
  const cells = flat(lists)
  const size = shown.length + rests.length
  const people = new Uint32Array(size)
  for (const [c, own] of lists.entries()) for (const cell of own) people[cell]! += weights[c]!
  return {
    kinds: [
      ...shown.map((g): ValueKind => {
        const tier = tiers[g] === 'full' ? 'full' : 'band'
        return frame[g]?.table.length === 0 && tier === 'full' ? 'whole' : tier
      }),
      ...rests.map(({ tier }) => tier),
    ],
    group: Int32Array.from([...shown, ...rests.map(() => -1)]),
    tables: Uint16Array.from([
      ...shown.map((g) => frame[g]?.tableIndex ?? 0),
      ...rests.map(({ tableIndex }) => tableIndex),
    ]),
    people,
    classes: lists.length,
    weights,
    cells,
    members: turned(lists, size),
    ofClass,
  }
}

function flat(lists: readonly (readonly number[])[]): Lists {
  const starts = new Uint32Array(lists.length + 1)
  for (const [i, list] of lists.entries()) starts[i + 1] = starts[i]! + list.length
  const values = new Uint32Array(starts.at(-1) ?? 0)
  for (const [i, list] of lists.entries()) values.set(list, starts[i])
  return { starts, values }
}

/** For each value below `size` the lists that hold it. */
function turned(lists: readonly (readonly number[])[], size: number): Lists {
  const holders = Array.from({ length: size }, (): number[] => [])
  for (const [i, list] of lists.entries()) for (const value of list) holders[value]?.push(i)
  return flat(holders)
}

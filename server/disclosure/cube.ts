/**
 * How many people of each group gave each code to each item, for any number of overlapping groups:
 * `counts[(group × items + item) × codes + code]`. One flat array, because every table of a survey comes
 * out of it (1,500 groups × 12 items × 6 codes are 432 KB).
 */
export interface Cube {
  readonly groups: number
  readonly items: number
  /** Codes of an item: 0 no answer, 1 best … m worst. */
  readonly codes: number
  /** People of each group. */
  readonly people: Uint32Array
  readonly counts: Uint32Array
}

/** Respondents in memory: for each its groups (one a table, `NO_GROUP` for none) and its codes. */
export interface CodedRows {
  readonly rows: number
  /** `tables` entries a row. */
  readonly groups: Uint16Array
  readonly tables: number
  /** One entry an item and row. */
  readonly codes: Uint8Array
}

export const NO_GROUP = 0xffff

export function emptyCube(groups: number, items: number, codes: number): Cube {
  if (groups >= NO_GROUP) throw new RangeError('too many groups')
  const counts = new Uint32Array(groups * items * codes)
  return { groups, items, codes, people: new Uint32Array(groups), counts }
}

/** @throws {RangeError} for a group or a code outside the cube: it would count for a neighbour. */
export function countCube(cube: Cube, { rows, groups, tables, codes: given }: CodedRows): void {
  const { items, codes, people, counts } = cube
  if (groups.length < rows * tables || given.length < rows * items)
    throw new RangeError('rows are missing')
  for (let row = 0; row < rows; row += 1) {
    const firstCode = row * items
    for (let i = firstCode; i < firstCode + items; i += 1) {
      if ((given[i] ?? codes) >= codes) throw new RangeError('a code is outside the cube')
    }
    for (let at = row * tables; at < (row + 1) * tables; at += 1) {
      const group = groups[at]!
      if (group !== NO_GROUP && group >= cube.groups)
        throw new RangeError('a group is outside the cube')
    }
    for (let at = row * tables; at < (row + 1) * tables; at += 1) {
      const group = groups[at]!
      if (group === NO_GROUP) continue
      people[group]! += 1
      let cell = group * items * codes
      for (let i = firstCode; i < firstCode + items; i += 1) {
        counts[cell + given[i]!]! += 1
        cell += codes
      }
    }
  }
}

/** `items[i][c]`: how many gave code c (0 = no answer, 1 best … m worst) to the i-th scale item. */
export interface GroupCounts {
  readonly n: number
  readonly items: number[][]
}

export function groupCounts({ items, codes, people, counts }: Cube, group: number): GroupCounts {
  return {
    n: people[group] ?? 0,
    items: Array.from({ length: items }, (_, item) => {
      const at = (group * items + item) * codes
      return Array.from(counts.subarray(at, at + codes))
    }),
  }
}

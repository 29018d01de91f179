import * as fc from 'fast-check'
import type { Classes, PatternInput } from '../../server/disclosure/pattern/pattern.ts'
import { classesOfRows } from './pattern-city.ts'

/** A small invented organisation: up to `classes` kinds of respondents in a few groups of any shape. */
export interface Shape {
  readonly classes: number
  readonly groups: number
  readonly blocks: number
  /** A group inside one block, more often than across. */
  readonly local: boolean
  readonly barred: boolean
}

export function instances(shape: Shape): fc.Arbitrary<PatternInput> {
  const row = fc.record({
    block: fc.integer({ min: -1, max: shape.blocks - 1 }),
    groups: fc.uniqueArray(fc.nat(shape.groups - 1), { maxLength: 5 }),
    copies: fc.integer({ min: 1, max: 4 }),
  })
  return fc
    .record({
      k: fc.integer({ min: 2, max: 5 }),
      more: fc.integer({ min: 0, max: 4 }),
      tables: fc.array(fc.nat(3), { minLength: shape.groups, maxLength: shape.groups }),
      homes: fc.array(fc.nat(4 * shape.blocks), {
        minLength: shape.groups,
        maxLength: shape.groups,
      }),
      rows: fc.array(row, { minLength: 1, maxLength: shape.classes }),
      barred: fc.array(fc.nat(shape.groups - 1), { maxLength: shape.barred ? 2 : 0 }),
    })
    .map(({ k, more, tables, homes, rows, barred }) => {
      // A group whose home is a block has members there only; the last of them cross.
      const fits = (group: number, block: number) => {
        const home = homes[group] ?? 0
        return !shape.local || home >= 3 * shape.blocks || home % shape.blocks === block
      }
      const people = rows.flatMap(({ block, groups, copies }) =>
        Array.from({ length: copies }, () => ({
          block,
          groups: groups.filter((g) => fits(g, block)),
        })),
      )
      return {
        k,
        kDistribution: k + more,
        groups: shape.groups,
        table: Uint16Array.from(tables),
        classes: classesOfRows(people),
        barred,
      }
    })
}

/** Rows of a full table of two or three attributes: overlapping sums, as in a real plan. */
export function crossTable(counts: readonly (readonly number[])[], k: number): PatternInput {
  const columns = counts[0]?.length ?? 0
  const people = counts.flatMap((row, i) =>
    row.flatMap((n, j) =>
      Array.from({ length: n }, () => ({
        block: -1,
        groups: [0, 1 + i, 1 + counts.length + j, 1 + counts.length + columns + i * columns + j],
      })),
    ),
  )
  const cells = counts.length * columns
  return {
    k,
    kDistribution: k,
    groups: 1 + counts.length + columns + cells,
    table: Uint16Array.from([
      0,
      ...counts.map(() => 1),
      ...Array.from({ length: columns }, () => 2),
      ...Array.from({ length: cells }, () => 3),
    ]),
    classes: classesOfRows(people),
    barred: [],
  }
}

/** A prime of its own, small enough for plain products. */
const PRIME = 94_906_249

/** 1 where the class is in the group. */
export function matrixOf(classes: Classes, groups: readonly number[]): number[][] {
  return groups.map((group) =>
    Array.from({ length: classes.count }, (_, c) =>
      classes.groups.subarray(classes.starts[c], classes.starts[c + 1]).includes(group) ? 1 : 0,
    ),
  )
}

/** Schoolbook elimination on dense rows. */
export function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row])
  let rank = 0
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = rows.findIndex((row, i) => i >= rank && row[column] !== 0)
    const found = rows[pivot]
    if (found === undefined) continue
    rows[pivot] = rows[rank] ?? []
    rows[rank] = found
    const factor = inverseOf(found[column] ?? 1)
    for (let i = rank + 1; i < rows.length; i += 1) {
      const row = rows[i] ?? []
      const times = ((row[column] ?? 0) * factor) % PRIME
      if (times === 0) continue
      rows[i] = row.map((v, c) => (v + PRIME - ((times * (found[c] ?? 0)) % PRIME)) % PRIME)
    }
    rank += 1
  }
  return rank
}

function inverseOf(value: number): number {
  let [result, base, power] = [1, value % PRIME, PRIME - 2]
  while (power > 0) {
    if (power % 2 === 1) result = (result * base) % PRIME
    base = (base * base) % PRIME
    power = Math.floor(power / 2)
  }
  return result
}

export function isInSpan(matrix: readonly (readonly number[])[], row: readonly number[]): boolean {
  return rankOf([...matrix, row]) === rankOf(matrix)
}

/** All sets of classes of fewer than k people that some combination of the groups touches and no other. */
export function lightSets(classes: Classes, shown: readonly number[], k: number): number[][] {
  const matrix = matrixOf(classes, shown)
  const rank = rankOf(matrix)
  const found: number[][] = []
  const grow = (set: readonly number[], from: number, weight: number) => {
    if (set.length > 0 && rankOf(matrix.map((r) => r.filter((_, c) => !set.includes(c)))) < rank) {
      found.push([...set])
    }
    for (let c = from; c < classes.count; c += 1) {
      const more = weight + (classes.weights[c] ?? 0)
      if (more < k) grow([...set, c], c + 1, more)
    }
  }
  grow([], 0, 0)
  return found
}

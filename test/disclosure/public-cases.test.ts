/**
 * Two cases of others, restated: the linked tables and the 4×4 table with which sdcTable (Statistics
 * Austria, Meindl) is tested. Their numbers, our questions.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { eliminate } from '../../server/disclosure/pattern/elimination.ts'
import type { PatternInput, Tier } from '../../server/disclosure/pattern/pattern.ts'
import { planPattern } from '../../server/disclosure/pattern/plan-pattern.ts'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'

let highs: Solver
beforeAll(async () => {
  highs = await highsSolver()
})

const REGIONS = { A: 2, B: 2, I: 8, J: 8, K: 3, L: 3, M: 3, N: 7 } as const
const NAMES = Object.keys(REGIONS)

/** In the order of their tables: the whole, counties, sizes, regions. */
const GROUPS: readonly (readonly [name: string, table: number, regions: string])[] = [
  ['all', 0, 'ABIJKLMN'],
  ['county-1', 1, 'ABIJ'],
  ['county-2', 1, 'KLMN'],
  ['big', 2, 'LM'],
  ['small', 2, 'ABIJKN'],
  ...NAMES.map((name) => [name, 3, name] as const),
]

describe('二つの地域区分が重なる表（sdcTable の例）', () => {
  it('needs exactly N hidden beside the small regions A B K L M', () => {
    expect(hiddenBy(eliminate(regions(5)))).toEqual(['A', 'B', 'K', 'L', 'M', 'N'])
    expect(hiddenBy(planned(4))).toEqual(['A', 'B', 'K', 'L', 'M', 'N'])
  })

  it('needs one of I and J as well when A and B together are too few', () => {
    expect(hiddenBy(planned(5))).toEqual(['A', 'B', 'J', 'K', 'L', 'M', 'N'])
  })

  function planned(k: number): readonly Tier[] {
    const outcome = planPattern(regions(k), highs, () => {})
    if (outcome.state === 'refused') throw new Error(outcome.reason)
    return outcome.pattern.tiers
  }
})

function regions(k: number): PatternInput {
  const own = NAMES.map((name) =>
    GROUPS.flatMap(([, , inside], group) => (inside.includes(name) ? [group] : [])),
  )
  let end = 0
  return {
    k,
    kDistribution: k,
    groups: GROUPS.length,
    table: Uint16Array.from(GROUPS, ([, table]) => table),
    classes: {
      count: NAMES.length,
      weights: Uint32Array.from(Object.values(REGIONS)),
      starts: Uint32Array.from([0, ...own.map((groups) => (end += groups.length))]),
      groups: Uint32Array.from(own.flat()),
      block: new Int32Array(NAMES.length).fill(-1),
    },
    barred: [],
  }
}

function hiddenBy(tiers: readonly Tier[]): string[] {
  return GROUPS.flatMap(([name], group) => (tiers[group] === 'hidden' ? [name] : []))
}

const TABLE = {
  w: { a: 30, b: 47, c: 64, d: 89 },
  x: { a: 90, b: 124, c: 5, d: 31 },
  y: { a: 92, b: 100, c: 59, d: 85 },
  z: { a: 800, b: 991, c: 651, d: 685 },
} as const

type Row = keyof typeof TABLE
type Column = keyof (typeof TABLE)[Row]
type Cell = `${Row}${Column}`

const ROWS: readonly Row[] = ['w', 'x', 'y', 'z']
const COLUMNS: readonly Column[] = ['a', 'b', 'c', 'd']
const CELLS = ROWS.flatMap((row) => COLUMNS.map((column): Cell => `${row}${column}`))
const HIDDEN: readonly Cell[] = ['wa', 'wb', 'wc', 'xa', 'xc', 'yb', 'yd', 'zb', 'zd']

describe('合計が公表された４×４の表（sdcTable の例）', () => {
  it('gives w|b away to the person, although nine cells are hidden', () => {
    expect(interval('wb', HIDDEN)).toEqual([47, 47])
  })

  it('leaves w|b between 0 and 78 when x|d is hidden as well, and no other cell does just that', () => {
    expect(interval('wb', [...HIDDEN, 'xd'])).toEqual([0, 78])
    const others = CELLS.filter((cell) => cell !== 'xd' && !HIDDEN.includes(cell))
    for (const cell of others) expect(interval('wb', [...HIDDEN, cell])).not.toEqual([0, 78])
  })
})

/** Least and most of one hidden cell, all others and the sums of rows and columns being known. */
function interval(wanted: Cell, hidden: readonly Cell[]): [number, number] {
  const lines = [
    ...ROWS.map((row) => hidden.filter((cell) => cell[0] === row)),
    ...COLUMNS.map((column) => hidden.filter((cell) => cell[1] === column)),
  ].filter((line) => line.length > 0)
  const sums = lines.map((line) => line.reduce((sum, cell) => sum + valueOf(cell), 0))
  let end = 0
  const rows = {
    starts: Int32Array.from([0, ...lines.map((line) => (end += line.length))]),
    columns: Int32Array.from(lines.flat(), (cell) => hidden.indexOf(cell)),
    values: new Float64Array(end).fill(1),
    lower: Float64Array.from(sums),
    upper: Float64Array.from(sums),
  }
  const reached = (sense: 'min' | 'max') => {
    const model = highs.model({
      sense,
      cost: Float64Array.from(hidden, (cell) => (cell === wanted ? 1 : 0)),
      lower: new Float64Array(hidden.length),
      upper: new Float64Array(hidden.length).fill(highs.infinity),
      rows,
    })
    const { status, objective } = model.solve()
    model.dispose()
    if (status !== 'optimal') throw new Error(status)
    return Math.round(objective * 1e6) / 1e6
  }
  return [reached('min'), reached('max')]
}

function valueOf(cell: Cell): number {
  return TABLE[cell[0] as Row][cell[1] as Column]
}

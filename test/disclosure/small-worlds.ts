/**
 * Cities small enough to look at everything, and as awkward as cities get: 部 and 課 of one person or of
 * one short of k, categories nobody chose, 「回答しない」, ballots without 部, two trees that overlap,
 * everybody answering alike.
 */
import * as fc from 'fast-check'
import type {
  Eligible,
  GroupingAttribute,
  Microdata,
  Policy,
  Tables,
} from '../../server/disclosure/microdata.ts'
import type { PatternInput } from '../../server/disclosure/pattern/pattern.ts'
import { frame } from './hand-made.ts'
import { microdata } from './generated-city.ts'

export interface SmallCity {
  readonly data: Microdata
  readonly tables: Tables
  readonly policy: Policy
  readonly eligible: readonly Eligible[]
}

export interface Size {
  /** Most kinds of people, and most people of one kind. */
  readonly kinds: number
  readonly weight: number
  readonly items: number
}

const K = 5

export const ATTRIBUTES: readonly GroupingAttribute[] = [
  attribute('bu', ['1100', '1200', '1300']),
  {
    ...attribute('ka', ['1110', '1120', '1210', '1220', '1310', '1390']),
    parent: { attribute: 'bu', of: [0, 0, 1, 1, 2, 2] },
  },
  attribute('area', ['北', '南']),
  { ...attribute('site', ['北一', '北二', '南一']), parent: { attribute: 'area', of: [0, 0, 1] } },
  attribute('sex', ['女性', '男性', 'その他']),
]

const TABLES: Tables = [
  ['bu'],
  ['ka'],
  ['area'],
  ['site'],
  ['sex'],
  ['bu', 'sex'],
  ['area', 'sex'],
  ['bu', 'area'],
  ['ka', 'sex'],
]

const kind = fc
  .record({
    bureau: fc.integer({ min: 0, max: 3 }),
    section: fc.integer({ min: 0, max: 2 }),
    site: fc.constantFrom([0, 0], [1, 0], [1, 1], [1, 2], [2, 0], [2, 3]),
    // その他 (3) is never chosen.
    sex: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ bureau, section, site, sex }) => {
    const ka = bureau === 0 || section === 0 ? 0 : 2 * (bureau - 1) + section
    return [bureau, ka, ...site, sex]
  })

export function smallCities({ kinds, weight, items }: Size): fc.Arbitrary<SmallCity> {
  const people = fc.oneof(
    fc.constantFrom(...[1, K - 1, K, K + 1].filter((n) => n <= weight)),
    fc.integer({ min: 1, max: weight }),
  )
  return fc
    .record({
      kinds: fc.array(fc.record({ codes: kind, people }), { minLength: 1, maxLength: kinds }),
      tables: fc.shuffledSubarray([...TABLES], { minLength: 1, maxLength: 5 }),
      scale: fc.constantFrom<4 | 5>(4, 5),
      more: fc.constantFrom(0, 2, K),
      mood: fc.constantFrom('alike', 'ends', 'any'),
      dice: fc.array(fc.nat(59), { minLength: 24, maxLength: 24 }),
      crowded: fc.option(fc.nat(2), { freq: 6 }),
    })
    .map((drawn) => {
      const { scale, mood, dice, tables, crowded } = drawn
      const all = drawn.kinds.flatMap(({ codes, people: n }) =>
        Array.from({ length: n }, () => codes),
      )
      const rows = all.map((codes, row) => [
        ...codes,
        ...Array.from({ length: items }, (_, item) => {
          const roll = (dice[(row * 7 + item * 5) % dice.length] ?? 0) + row
          if (mood === 'alike') return roll % 11 === 0 ? 0 : 1
          return mood === 'ends' ? (roll % 3 === 0 ? 1 : scale) : roll % (scale + 1)
        }),
      ])
      const claimed = (bureau: number) => all.filter(([code]) => code === bureau + 1).length
      return {
        data: microdata(ATTRIBUTES, rows, items),
        tables: [[], ...tables],
        policy: {
          k: K,
          kDistribution: K + drawn.more,
          roundingPeople: 2,
          scale,
          favourable: 2,
        },
        eligible:
          crowded === null
            ? []
            : [
                {
                  attribute: 'bu',
                  people: [0, 1, 2].map((b) => claimed(b) - (b === crowded ? 1 : 0)),
                },
              ],
      }
    })
}

/** The same city as memberships, made without the engine's own frame and classes. */
export function patternOf({ data, tables, policy, eligible }: SmallCity): PatternInput & {
  readonly matrix: readonly (readonly number[])[]
  readonly weights: readonly number[]
} {
  const groups = frame(data, tables)
  const inside = Array.from({ length: data.rows }, (): number[] => [])
  for (const [g, { rows }] of groups.entries()) for (const row of rows) inside[row]?.push(g)
  const width = data.attributes.length
  const path = (row: number) => [...data.keys.subarray(row * width, (row + 1) * width)]
  const order = inside.map((_, row) => row).sort((a, b) => compare(path(a), path(b)))
  const classes = new Map<string, { groups: number[]; weight: number; block: number }>()
  for (const row of order) {
    const own = inside[row] ?? []
    const found = classes.get(own.join())
    if (found !== undefined) {
      found.weight += 1
      if (found.block !== (data.keys[row * width] ?? 0) - 1) found.block = -1
      continue
    }
    classes.set(own.join(), { groups: own, weight: 1, block: (data.keys[row * width] ?? 0) - 1 })
  }
  const all = [...classes.values()]
  const weights = all.map((c) => c.weight)
  let end = 0
  const starts = [0, ...all.map((c) => (end += c.groups.length))]
  const barred = groups.flatMap(({ keys }, g) =>
    eligible.some(({ attribute: id, people }) => {
      const at = data.attributes.findIndex((a) => a.id === id)
      const category = data.attributes[at]?.categories.findIndex((c) => c.code === keys[id]) ?? -1
      const claimed = order.filter((row) => data.keys[row * width + at] === category + 1).length
      return category >= 0 && claimed > (people[category] ?? 0)
    })
      ? [g]
      : [],
  )
  return {
    k: policy.k,
    kDistribution: policy.kDistribution,
    groups: groups.length,
    table: Uint16Array.from(groups, (g) => tables.indexOf(g.table)),
    classes: {
      count: all.length,
      weights: Uint32Array.from(weights),
      starts: Uint32Array.from(starts),
      groups: Uint32Array.from(all.flatMap((c) => c.groups)),
      block: Int32Array.from(all, (c) => c.block),
    },
    barred,
    matrix: groups.map((_, g) => all.map((c) => (c.groups.includes(g) ? 1 : 0))),
    weights,
  }
}

function attribute(id: string, codes: readonly string[]): GroupingAttribute {
  return { id, categories: codes.map((code) => ({ code, label: code })), parent: null }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((code, i) => code !== b[i])
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

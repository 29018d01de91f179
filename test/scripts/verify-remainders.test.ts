/** What anybody can subtract from printed numbers: nothing small in what the engine publishes, and planted finds. */
import { expect, it } from 'vitest'
import { remainders } from '../../scripts/verify/remainders.ts'
import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'
import type { Grouping } from '../../server/survey/publication-plan.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import { LEAN, sampleCity } from '../disclosure/sample-people.ts'

const named = (...codes: string[]) => codes.map((code) => ({ code, label: code }))

const GROUPINGS: readonly Grouping[] = [
  { id: 'bu', categories: named('A', 'B'), parent: null },
  { id: 'ka', categories: named('A1', 'A2', 'B1'), parent: { attribute: 'bu', of: [0, 0, 1] } },
  { id: 'sex', categories: named('F', 'M'), parent: null },
]

const usual = {
  '*': 100,
  'bu=A': 60,
  'ka=A1': 30,
  'sex=F': 45,
  'bu=A&sex=F': 25,
  'ka=A1&sex=F': 12,
}

/** A set that prints these numbers of people. */
function printed(people: Readonly<Record<string, number>>): PublishedSet {
  const groups = Object.entries(people).map(([id, n]) => {
    const keys = id === '*' ? {} : Object.fromEntries(id.split('&').map((part) => part.split('=')))
    return {
      id,
      table: Object.keys(keys),
      keys,
      label: id,
      state: 'published',
      tier: 'band',
      n,
      items: {},
    }
  })
  return { k: 5, groups } as unknown as PublishedSet
}

it('finds nothing where everything left is large, or nobody is left', () => {
  expect(remainders(printed(usual), GROUPINGS).small).toEqual([])
  expect(remainders(printed({ ...usual, 'bu=B': 40 }), GROUPINGS).small).toEqual([])
})

it.each([
  ['a 部 without all its shown 課', { 'ka=A2': 27 }, { of: 'bu=A', n: 3 }],
  ['a 部 without its women', { 'bu=A&sex=F': 44, 'sex=F': 45 }, { of: 'sex=F', n: 1 }],
  ['a 部 without its 課, women only', { 'ka=A1&sex=F': 22 }, { of: 'bu=A&sex=F', n: 3 }],
  ['everybody without a 部 and without women', { 'bu=A': 75, 'sex=F': 48 }, { of: '*', n: 2 }],
  ['more people in the parts than in the whole', { 'ka=A2': 40 }, { of: 'bu=A', n: -10 }],
])('finds %s', (_title, change, found) => {
  expect(remainders(printed({ ...usual, ...change }), GROUPINGS).small).toContainEqual(found)
})

it('finds nothing in what the engine publishes of 2,300 people, and something under a bare threshold', async () => {
  const k = 5
  const data = sampleCity(['Q1'], 8)
  const policy = { k, kDistribution: 10, roundingPeople: 2, scale: 4, favourable: 2 } as const
  const outcome = protect(
    { survey: 'sample', data, tables: LEAN, policy, eligible: [] },
    await highsSolver(),
    () => {},
  )
  if (outcome.state !== 'released') throw new Error('refused')
  const found = remainders(outcome.set, data.attributes)
  expect(found.small).toEqual([])
  expect(found.checked).toBeGreaterThan(50)
  const bare = outcome.set.groups.map((group) => {
    if (group.state === 'rest') return group
    const n = peopleIn(data, group.keys)
    return n < k ? group : { ...group, state: 'published', tier: 'band', n, items: {} }
  })
  const leaky = { ...outcome.set, groups: bare } as PublishedSet
  expect(remainders(leaky, data.attributes).small.length).toBeGreaterThan(0)
})

function peopleIn(
  { attributes, rows, keys }: ReturnType<typeof sampleCity>,
  wanted: Readonly<Record<string, string>>,
): number {
  const codes = Object.entries(wanted).map(([id, code]) => {
    const at = attributes.findIndex((attribute) => attribute.id === id)
    const category = attributes[at]?.categories.findIndex((c) => c.code === code) ?? -1
    return { at, code: category + 1 }
  })
  let count = 0
  for (let row = 0; row < rows; row += 1) {
    if (codes.every(({ at, code }) => keys[row * attributes.length + at] === code)) count += 1
  }
  return count
}

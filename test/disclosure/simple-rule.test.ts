import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  protectSimply,
  type SimpleSet,
  type Tabulation,
} from '../../server/disclosure/simple-rule.ts'
import { publishedSetSchema } from '../../server/survey/published-set.ts'
import { cities, city } from './cities.ts'
import { possibleCounts } from './reader.ts'

const anyCity = fc
  .constantFrom(5, 10)
  .chain((k) =>
    fc
      .constantFrom<4 | 5>(4, 5)
      .chain((scale) => cities({ k, scale, sizes: { max: 45 }, bureaus: 7, items: 3 })),
  )

const states = (set: SimpleSet) => set.groups.map((g) => `${g.id} ${g.state}`)
const shownBureaus = (set: SimpleSet) =>
  set.groups.flatMap((g) => (g.state === 'published' && g.id !== '*' ? [g] : []))

describe('少人数の保護（簡易な規則）', () => {
  it('publishes the whole body to 0.1 point with its distribution, and a large 部 rounded', () => {
    const set = protectSimply(
      city(10, [40, 25], {
        answers: [
          [29, 0],
          [5, 1],
        ],
      }),
    )
    expect(set.respondents).toBe(65)
    expect(set.groups[0]).toMatchObject({
      id: '*',
      label: '全庁',
      table: [],
      keys: {},
      tier: 'full',
      n: 65,
      items: { Q1: { n: 64, favourable: 53.1, step: 0.1, distribution: [53.1, 0, 0, 46.9] } },
    })
    expect(set.groups[1]).toEqual({
      id: 'bu=1000',
      table: ['bu'],
      keys: { bu: '1000' },
      label: '第1部',
      state: 'published',
      tier: 'band',
      n: 40,
      items: { Q1: { favourable: 75, step: 5, bands: [75, 25] } },
    })
    expect(set).toMatchObject({ certificate: null, audit: null, rule: 'simple' })
  })

  it('is a published set as the interface describes it', () => {
    fc.assert(
      fc.property(anyCity, (t) => {
        const set = protectSimply(t)
        expect(publishedSetSchema.parse(JSON.parse(JSON.stringify(set)))).toEqual(set)
      }),
    )
  })

  it('publishes nothing at all when fewer than k answered', () => {
    const set = protectSimply(city(10, [5, 4]))
    expect(states(set)).toEqual(['* hidden', 'bu=1000 hidden', 'bu=1001 hidden'])
    expect(set.respondents).toBeNull()
    expect(JSON.stringify(protectSimply(city(10, [0, 0])))).toBe(JSON.stringify(set))
  })

  it('hides a 部 of fewer than k people, and the smallest other one so that it cannot be subtracted', () => {
    const set = protectSimply(city(10, [30, 9, 20, 20]))
    expect(states(set)).toEqual([
      '* published',
      'bu=1000 published',
      'bu=1001 hidden',
      'bu=1002 published',
      'bu=1003 hidden',
      '*/rest rest',
    ])
    expect(set.groups.at(-1)).toEqual({
      id: '*/rest',
      table: ['bu'],
      state: 'rest',
      parent: '*',
      minus: ['bu=1000', 'bu=1002'],
      n: 29,
      items: {},
    })
  })

  it('lets people who named no 部 stand for one more hidden group', () => {
    const set = protectSimply(city(10, [30, 6], { nameless: 4 }))
    expect(states(set)).toEqual([
      '* published',
      'bu=1000 published',
      'bu=1001 hidden',
      '*/rest rest',
    ])
  })

  it('hides a 部 that more people claim than it has', () => {
    const set = protectSimply(city(10, [30, 15, 20], { eligible: [30, 14, 20] }))
    expect(states(set).slice(0, 4)).toEqual([
      '* published',
      'bu=1000 published',
      'bu=1001 hidden',
      'bu=1002 hidden',
    ])
  })

  it('shows no rest when every answer is in a published 部', () => {
    const set = protectSimply(city(10, [30, 0, 20]))
    expect(states(set)).toEqual([
      '* published',
      'bu=1000 published',
      'bu=1001 hidden',
      'bu=1002 published',
    ])
  })

  it('blanks an item with fewer than k answers, and one more 部 so that it cannot be subtracted', () => {
    const set = protectSimply(
      city(10, [10, 12, 40], {
        answers: [
          [5, 1],
          [6, 0],
          [20, 0],
        ],
      }),
    )
    const items = shownBureaus(set).map((g) => g.items['Q1']?.favourable ?? null)
    expect(items).toEqual([null, null, 50])
  })

  it('prints an item for no 部 when the sum would give every 部 away', () => {
    // 20 + 20 people at step 10: 「約50％」 is 9 or 10. 18 in all leaves 9 and 9 only, 19 leaves both open.
    const both = (a: number, b: number) =>
      shownBureaus(
        protectSimply(
          city(10, [20, 20], {
            answers: [
              [a, 0],
              [b, 0],
            ],
          }),
        ),
      ).map((g) => g.items['Q1']?.favourable ?? null)
    expect(both(9, 9)).toEqual([null, null])
    expect(both(9, 10)).toEqual([50, 50])
  })

  it('prints nothing of a group of five to seven people: a step of 50 points would always say 50', () => {
    const set = protectSimply(city(5, [7, 30, 30, 40]))
    expect(shownBureaus(set).map((g) => g.items['Q1'] === null)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('refuses counts that contradict each other', () => {
    const good = city(10, [20, 20])
    const bad: Tabulation[] = [
      { ...good, k: 4 },
      { ...good, items: ['Q1', 'Q2'] },
      { ...good, whole: { n: 39, items: [[0, 20, 0, 0, 19]] } },
      { ...good, whole: { n: 40, items: [[0, 20, 0, 0, 19]] } },
      { ...good, scale: 5 },
    ]
    for (const t of bad) expect(() => protectSimply(t)).toThrow(RangeError)
  })

  it('never prints a number of people between 1 and k − 1', () => {
    fc.assert(
      fc.property(anyCity, (t) => {
        const set = protectSimply(t)
        const printed = [
          set.respondents ?? 0,
          ...set.groups.flatMap((g) =>
            g.state === 'hidden' ? [] : [g.n, ...Object.values(g.items).flatMap((v) => v?.n ?? [])],
          ),
        ]
        for (const n of printed) expect(n === 0 || n >= t.k).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves nobody over, or at least k people in two groups or more', () => {
    fc.assert(
      fc.property(anyCity, (t) => {
        const set = protectSimply(t)
        const ids = new Set(shownBureaus(set).map((g) => g.id))
        if (set.respondents === null || ids.size === 0) return
        const named = t.groups.reduce((sum, g) => sum + g.counts.n, 0)
        const left = t.groups.filter((g) => !ids.has(`bu=${g.code}`)).map((g) => g.counts.n)
        const groups = [...left, t.whole.n - named].filter((n) => n > 0)
        const people = groups.reduce((sum, n) => sum + n, 0)
        expect(people === 0 || (people >= t.k && groups.length >= 2)).toBe(true)
        const rest = set.groups.find((g) => g.state === 'rest')
        expect(rest?.state === 'rest' ? rest.n : 0).toBe(people)
      }),
      { numRuns: 300 },
    )
  })

  it('shows a 部 only as a range of two counts or more that holds the true one', () => {
    fc.assert(
      fc.property(anyCity, (t) => {
        for (const group of shownBureaus(protectSimply(t))) {
          const counts = t.groups.find((g) => `bu=${g.code}` === group.id)?.counts
          t.items.forEach((id, i) => {
            const value = group.items[id]
            const [blank = 0, first = 0, second = 0] = counts?.items[i] ?? []
            if (!value) return
            const possible = possibleCounts(group.n - blank, value.favourable, value.step)
            expect(possible).toContain(first + second)
            expect(possible.length).toBeGreaterThanOrEqual(2)
          })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('does not depend on the order of the answers, nor of the 部 when sizes differ', () => {
    fc.assert(
      fc.property(anyCity, fc.infiniteStream(fc.nat()), (t, stream) => {
        const shuffled = t.groups
          .map((group) => ({ group, at: stream.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ group }) => group)
        const sizes = t.groups.flatMap((g) => [
          `n ${g.counts.n}`,
          ...g.counts.items.map((c, i) => `${i} ${g.counts.n - (c[0] ?? 0)}`),
        ])
        fc.pre(new Set(sizes).size === sizes.length)
        const one = protectSimply(t).groups.filter((g) => g.state !== 'rest')
        const other = protectSimply({ ...t, groups: shuffled }).groups
        for (const group of one) expect(other.find((g) => g.id === group.id)).toEqual(group)
      }),
    )
  })

  it('gives the same set for the same people in any order', () => {
    const person = fc.record({ bureau: fc.nat({ max: 3 }), answer: fc.nat({ max: 4 }) })
    const count = (people: readonly { bureau: number; answer: number }[]): Tabulation => {
      const of = (list: typeof people) => ({
        n: list.length,
        items: [[0, 1, 2, 3, 4].map((c) => list.filter((p) => p.answer === c).length)],
      })
      return {
        survey: 'r8',
        k: 5,
        scale: 4,
        items: ['Q1'],
        whole: of(people),
        groups: [0, 1, 2].map((bureau) => ({
          code: `${bureau}`,
          label: `${bureau}`,
          eligible: null,
          counts: of(people.filter((p) => p.bureau === bureau)),
        })),
      }
    }
    fc.assert(
      fc.property(fc.array(person, { maxLength: 60 }), (people) => {
        const sorted = [...people].sort((a, b) => a.answer - b.answer || a.bureau - b.bureau)
        expect(protectSimply(count(sorted))).toEqual(protectSimply(count(people)))
      }),
    )
  })

  it('makes empty, small, crowded and protecting 部 look alike', () => {
    const set = protectSimply(
      city(10, [0, 9, 12, 15, 40, 50], { eligible: [9, 9, 11, 30, 40, 50] }),
    )
    const hidden = set.groups.filter((g) => g.state === 'hidden')
    expect(hidden.length).toBeGreaterThanOrEqual(3)
    for (const group of hidden) {
      expect(Object.keys(group)).toEqual(['id', 'table', 'keys', 'label', 'state'])
    }
  })
})

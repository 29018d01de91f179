import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showableParts } from '../../server/disclosure/complement.ts'
import { percentOf } from '../../server/disclosure/rounding.ts'
import { protectSimply, type Tabulation } from '../../server/disclosure/simple-rule.ts'
import { answeredIn, cities, city } from './cities.ts'
import { findCounts, findSizes, type Shown } from './reader.ts'

const K = 5

const smallCity = cities({ k: K, scale: 4, sizes: { max: 11 }, bureaus: 4, items: 2 })

/** What the reader finds, given the rule by which 部 are shown. */
function attack(
  t: Tabulation,
  set: Shown,
  publish: (sizes: readonly number[], total: number) => boolean[],
): string[] {
  return [
    ...findSizes(set, publish),
    ...t.items.flatMap((id, i) => findCounts(set, id, answeredIn(t, i))),
  ]
}

/** Most products: hide below k, print the rest to 0.1 point. */
function thresholdOnly(t: Tabulation): Shown {
  const items = (counts: readonly (readonly number[])[]) =>
    Object.fromEntries(
      t.items.map((id, i) => {
        const [, ...valid] = counts[i] ?? []
        const n = valid.reduce((sum, c) => sum + c, 0)
        const favourable = (valid[0] ?? 0) + (valid[1] ?? 0)
        return [id, n < t.k ? null : { n, favourable: percentOf(favourable, n), step: 0.1 }]
      }),
    )
  return {
    k: t.k,
    respondents: t.whole.n,
    groups: [
      { id: '*', state: 'published', n: t.whole.n, items: items(t.whole.items) },
      ...t.groups.map(({ code, counts }) =>
        counts.n < t.k
          ? ({ id: `bu=${code}`, state: 'hidden' } as const)
          : ({
              id: `bu=${code}`,
              state: 'published',
              n: counts.n,
              items: items(counts.items),
            } as const),
      ),
    ],
  }
}

describe('公表された数字からの逆算', () => {
  it('finds no size of a hidden 部 and no count of any part, in any small city', () => {
    fc.assert(
      fc.property(smallCity, (t) => {
        const barred = t.groups.map((g) => g.eligible !== null && g.counts.n > g.eligible)
        const found = attack(t, protectSimply(t), (sizes, total) =>
          showableParts(total, sizes, barred, t.k),
        )
        expect(found).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('catches a rule that only has a threshold', () => {
    const leaky = city(K, [3, 8, 9], {
      answers: [
        [3, 0],
        [4, 0],
        [5, 0],
      ],
    })
    const found = attack(leaky, thresholdOnly(leaky), (sizes) => sizes.map((n) => n >= K))
    expect(found).toContain('3 people are left over')
    expect(found).toContain('bu=1000: 3 of 3 are favourable')
  })

  it('catches the size of a hidden 部 where a rule forgets the second group', () => {
    // 6 people claim a 部 of 4: it is hidden alone, and whole minus the others is its size.
    const t = city(K, [6, 20], { eligible: [4, 20] })
    const alone = (sizes: readonly number[]) => sizes.map((n, i) => n >= K && i !== 0)
    const set: Shown = {
      k: K,
      respondents: 26,
      groups: [
        { id: '*', state: 'published', n: 26, items: {} },
        { id: 'bu=1000', state: 'hidden' },
        { id: 'bu=1001', state: 'published', n: 20, items: {} },
      ],
    }
    const nobodyNameless = (sizes: readonly number[], total: number) =>
      sizes.reduce((sum, n) => sum + n, 0) === total ? alone(sizes) : []
    expect(findSizes(set, nobodyNameless)).toEqual(['bu=1000 has 6 respondents'])
    expect(attack(t, protectSimply(t), nobodyNameless)).toEqual([])
  })

  it('catches an item that is blanked in one 部 alone', () => {
    // 5 people, one blank, beside 10 at 「約60％」: 10 favourable in all leaves 4 of 4.
    const answered = [4, 10, 0]
    const careless: Shown = {
      k: K,
      respondents: 15,
      groups: [
        {
          id: '*',
          state: 'published',
          n: 15,
          items: { Q1: { n: 14, favourable: 71.4, step: 0.1 } },
        },
        { id: 'bu=1000', state: 'published', n: 5, items: { Q1: null } },
        { id: 'bu=1001', state: 'published', n: 10, items: { Q1: { favourable: 60, step: 20 } } },
      ],
    }
    expect(findCounts(careless, 'Q1', answered)).toContain('bu=1000: 4 of 4 are favourable')
    const t = city(K, [5, 10], {
      answers: [
        [4, 1],
        [6, 0],
      ],
    })
    expect(findCounts(protectSimply(t), 'Q1', answeredIn(t, 0))).toEqual([])
  })
})

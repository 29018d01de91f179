/** The re-check of a finished file, held against methods that overlook nothing and take their time. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'
import type { Finding } from '../../server/disclosure/verify/verify-finding.ts'
import { verifyPublished } from '../../server/disclosure/verify/verify-published.ts'
import { certainPairs } from './every-world.ts'
import { lightSet } from './exact-rank.ts'
import { frame, handMade, valueOf } from './hand-made.ts'
import { patternOf, type SmallCity, smallCities } from './small-worlds.ts'

let highs: Solver
beforeAll(async () => {
  highs = await highsSolver()
})

/** People whose answer is said to be certain, once for each answer. */
function peopleIn(found: readonly Finding[]): number {
  return found.reduce((sum, { kind, sentence }) => {
    const [, people = '0'] = /of (\d+) people is certain/.exec(sentence) ?? []
    return kind === 'certain' ? sum + Number(people) : sum
  }, 0)
}

/** Every group of k or more, as most products print it. */
function thresholdOnly({ data, tables, policy }: SmallCity, exact: boolean) {
  const hidden = frame(data, tables)
    .filter((g) => g.rows.length < policy.k)
    .map((g) => g.id)
  return handMade(data, tables, policy, {
    hidden,
    ...(exact ? { value: (_id, _item, counts) => valueOf(counts, true, 'full', policy) } : {}),
  })
}

describe('公表後の再検査', () => {
  it('finds a combination of fewer than k people just where trying every set of people finds one', () => {
    const seen = { light: 0, none: 0 }
    fc.assert(
      fc.property(smallCities({ kinds: 11, weight: 8, items: 1 }), (city) => {
        const set = thresholdOnly(city, false)
        const found = verifyPublished(set, city.data, city.policy, highs, { depth: 'combinations' })
        const { matrix, weights, k } = patternOf(city)
        const rows = set.groups.flatMap((g, i) =>
          g.state === 'published' ? [matrix[i] ?? []] : [],
        )
        const isLight = city.data.rows > 0 && lightSet(rows, weights, k) !== null
        expect(found.some((f) => f.kind === 'light')).toBe(isLight)
        expect(found.filter((f) => f.kind === 'undecided')).toEqual([])
        seen[isLight ? 'light' : 'none'] += 1
      }),
      { numRuns: 150 },
    )
    expect(Math.min(seen.light, seen.none)).toBeGreaterThan(10)
  })

  it.each([
    ['exact', true],
    ['rounded', false],
  ] as const)(
    'finds just the answers that are the same in every world, with %s figures',
    (_, exact) => {
      const seen = { certain: 0, none: 0 }
      fc.assert(
        fc.property(smallCities({ kinds: 4, weight: 6, items: 1 }), (city) => {
          const set = thresholdOnly(city, exact)
          const all = certainPairs(set, city.data, city.policy, 'Q1')
          fc.pre(all !== null && city.data.rows >= city.policy.k)
          const found = verifyPublished(set, city.data, city.policy, highs)
          expect(found.filter((f) => ['undecided', 'contradiction'].includes(f.kind))).toEqual([])
          expect(peopleIn(found)).toBe(all.pairs)
          seen[all.pairs > 0 ? 'certain' : 'none'] += 1
        }),
        { numRuns: 80 },
      )
      expect(seen.certain).toBeGreaterThan(3)
      expect(seen.none).toBeGreaterThan(3)
    },
  )
})

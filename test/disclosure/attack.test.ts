import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { showableParts } from '../../server/disclosure/complement.ts'
import { partValues } from '../../server/disclosure/part-values.ts'
import { coarsen, percentOf, stepFor } from '../../server/disclosure/rounding.ts'
import { protectSimply, type Tabulation } from '../../server/disclosure/simple-rule.ts'
import { addUp, answeredIn, cities, city } from './cities.ts'
import { cellsOf, findCounts, findInBlank, findSizes, type Rule, type Shown } from './reader.ts'

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

/** What the simple rule would print of an item had there been these favourable answers. */
function ruleFor(t: Tabulation, item: number): Rule {
  const answered = answeredIn(t, item)
  const sizes = t.groups.map((g) => g.counts.n)
  const nameless = t.whole.n - total(sizes)
  return (counts) => {
    const parts = [...sizes, nameless].map((n, i) => {
      const [valid = 0, favourable = 0] = [answered[i], counts[i]]
      return { n, items: [[n - valid, favourable, 0, 0, valid - favourable]] }
    })
    const groups = t.groups.map((g, i) => ({ ...g, counts: parts[i] ?? g.counts }))
    const set = protectSimply({ ...t, items: ['Q'], whole: addUp(parts), groups })
    return set.groups.flatMap((g) =>
      g.id === '*' || g.state === 'rest'
        ? []
        : [g.state === 'published' ? (g.items['Q']?.favourable ?? null) : null],
    )
  }
}

/** Large parts, all of them printed. */
function engineFor(answered: readonly number[]): Rule {
  return (counts) => {
    const parts = answered.map((n, i) => ({ n, count: counts[i] ?? 0, printed: true }))
    const whole = { n: total(answered), count: total(counts) }
    return partValues(whole, parts, 2).map((v) => v?.favourable ?? null)
  }
}

/** As it was until the blank was seen to be a figure: only tables at the very end are blanked. */
function cornersOnly(answered: readonly number[]): Rule {
  return (counts) => {
    const values = answered.map((n, i) => coarsen(counts[i] ?? 0, n, stepFor(n, 2) ?? 0))
    const least = total(values.map((v) => v.least))
    const most = total(values.map((v) => v.most))
    const given = total(counts) === least || total(counts) === most
    return values.map((v) => (given ? null : v.value))
  }
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, n) => sum + n, 0)
}

/** Six to eight 部 whose counts all lie at the lower, or all at the upper end of their ranges. */
const corner = fc
  .record({
    answered: fc.array(fc.integer({ min: 8, max: 60 }), { minLength: 6, maxLength: 8 }),
    picks: fc.array(fc.oneof(fc.nat(), fc.constantFrom(0, 0, 1)), { minLength: 8, maxLength: 8 }),
    upper: fc.boolean(),
  })
  .map(({ answered, picks, upper }) => {
    const steps = answered.map((n) => stepFor(n, 2) ?? 0)
    const counts = answered.map((n, i) => {
      const cells = cellsOf(n, steps[i] ?? 0)
      const pick = (picks[i] ?? 0) % cells.length
      return upper ? (cells.at(-1 - pick)?.most ?? n) : (cells.at(pick)?.least ?? 0)
    })
    return { answered, steps, counts }
  })
  .filter(({ counts, answered }) => total(counts) > 0 && total(counts) < total(answered))

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

  it('finds no count of any part even knowing the rule and what a blank means', () => {
    let blanks = 0
    const tiny = cities({ k: K, scale: 4, sizes: { max: 13 }, bureaus: 3, items: 1 })
    fc.assert(
      fc.property(tiny, (t) => {
        const set = protectSimply(t)
        const rule = ruleFor(t, 0)
        const shown = set.groups.flatMap((g) =>
          g.state === 'published' && g.id !== '*' ? [g.items['Q1'] ?? null] : [],
        )
        if (shown.length > 1 && shown.every((value) => value === null)) blanks += 1
        expect(findCounts(set, 'Q1', answeredIn(t, 0), rule)).toEqual([])
      }),
      { numRuns: 250 },
    )
    expect(blanks).toBeGreaterThan(5)
  })

  it.each([[[40, 10]], [[20, 10]], [[30, 8]], [[12, 12, 10]], [[10, 10, 10]], [[20, 9, 8]]])(
    'finds none in any table of 部 of %j',
    (sizes) => {
      const tables = sizes.reduce<number[][]>(
        (made, n) => made.flatMap((t) => Array.from({ length: n + 1 }, (_, c) => [...t, c])),
        [[]],
      )
      const worlds = (rule: Rule) => {
        const byLook = new Map<string, number[][]>()
        for (const table of tables) {
          const look = `${total(table)}: ${rule(table).join()}`
          byLook.set(look, [...(byLook.get(look) ?? []), table])
        }
        return [...byLook.values()].filter(([first = []]) => {
          const whole = total(first)
          return whole > 0 && whole < total(sizes)
        })
      }
      const fixed = (rule: Rule) =>
        worlds(rule).filter((fitting) =>
          sizes.some((_, i) => new Set(fitting.map((t) => t[i])).size < 2),
        )
      expect(fixed(engineFor(sizes))).toEqual([])
      expect(fixed(cornersOnly(sizes)).length).toBeGreaterThan(0)
    },
  )

  it('catches the blank of two 部 that only one table explains', () => {
    const answered = [40, 10]
    const set: Shown = {
      k: 10,
      respondents: 50,
      groups: [
        { id: '*', state: 'published', n: 50, items: { Q1: { n: 50, favourable: 18, step: 0.1 } } },
        { id: 'bu=1000', state: 'published', n: 40, items: { Q1: null } },
        { id: 'bu=1001', state: 'published', n: 10, items: { Q1: null } },
      ],
    }
    expect(findCounts(set, 'Q1', [...answered, 0])).toEqual([])
    const known = findCounts(set, 'Q1', [...answered, 0], cornersOnly(answered))
    expect(known).toContain('bu=1001: 0 of 10 are favourable')
    expect(findCounts(set, 'Q1', [...answered, 0], engineFor(answered))).toEqual([])
  })

  it('leaves every count of six to eight 部 open that are blanked at the end of their ranges', () => {
    fc.assert(
      fc.property(corner, ({ answered, steps, counts }) => {
        const rule = engineFor(answered)
        expect(rule(counts)).toEqual(answered.map(() => null))
        expect(findInBlank(counts, answered, steps, rule)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('catches such a blank where only the very end is blanked', () => {
    const answered = [60, 50, 45, 40, 12, 10]
    const steps = answered.map((n) => stepFor(n, 2) ?? 0)
    // Three favourable answers in all; a second range begins at 3 in the 部 of 10 alone.
    const counts = [0, 0, 0, 0, 0, 3]
    expect(findInBlank(counts, answered, steps, cornersOnly(answered)).length).toBeGreaterThan(0)
    expect(findInBlank(counts, answered, steps, engineFor(answered))).toEqual([])
  })

  it('blanks hardly anything of a city of twenty 部, and decides in no time', () => {
    const answered = Array.from({ length: 24 }, (_, i) => 25 + 6 * i)
    const rule = engineFor(answered)
    const begin = performance.now()
    const tables = Array.from({ length: 20 }, (_, item) =>
      answered.map((n, i) => Math.floor(n * (0.2 + 0.03 * item) + ((i * 7 + item) % 5))),
    )
    for (const table of tables) expect(rule(table).every((value) => value !== null)).toBe(true)
    expect(performance.now() - begin).toBeLessThan(2000)
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

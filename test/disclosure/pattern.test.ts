/** Which groups may be shown: exact small cases and properties against a brute-force oracle. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eliminate } from '../../server/disclosure/pattern/elimination.ts'
import type { SparseVector } from '../../server/disclosure/pattern/modular.ts'
import { lightCombinations, recomputable } from '../../server/disclosure/pattern/light-vectors.ts'
import { groupPeople } from '../../server/disclosure/pattern/pattern-input.ts'
import type { PatternInput, Tier } from '../../server/disclosure/pattern/pattern.ts'
import { planPattern } from '../../server/disclosure/pattern/plan-pattern.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'
import { cityPattern, classesOfRows } from './pattern-city.ts'
import { crossTable, instances, isInSpan, lightSets, matrixOf } from './pattern-instances.ts'

const solver = await highsSolver()
const quiet = () => {}

const some = { classes: 11, groups: 9, blocks: 3, local: false, barred: true }
const local = { classes: 12, groups: 10, blocks: 5, local: true, barred: true }
const anyInstance = fc.oneof(instances(some), instances(local))

function certified(input: PatternInput) {
  const outcome = planPattern(input, solver, quiet)
  if (outcome.state !== 'certified') throw new Error(JSON.stringify(outcome))
  return outcome.pattern
}

function shownOf(tiers: readonly Tier[], tier?: Tier): number[] {
  return tiers.flatMap((t, g) => (t === 'hidden' || (tier !== undefined && t !== tier) ? [] : [g]))
}

const isOpen = (input: PatternInput, shown: readonly number[]) =>
  lightSets(input.classes, shown, input.k).length > 0 ||
  input.barred.some((g) => {
    const [row = []] = matrixOf(input.classes, [g])
    return row.includes(1) && isInSpan(matrixOf(input.classes, shown), row)
  })

describe('The pattern', () => {
  it('leaves no sum or difference that touches fewer than k people', () => {
    fc.assert(
      fc.property(anyInstance, (input) => {
        const { tiers, certificate } = certified(input)
        expect(lightSets(input.classes, shownOf(tiers), input.k)).toEqual([])
        expect(certificate.minBound).toBeGreaterThanOrEqual(input.k)
      }),
      { numRuns: 300 },
    )
  })

  it('hides nothing without need: one group more would open it', () => {
    fc.assert(
      fc.property(anyInstance, (input) => {
        const shown = shownOf(certified(input).tiers)
        const people = groupPeople(input.groups, input.classes)
        for (let g = 0; g < input.groups; g += 1) {
          if (shown.includes(g) || (people[g] ?? 0) < input.k || input.barred.includes(g)) continue
          expect(isOpen(input, [...shown, g])).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('shows no small, empty or barred group, and lets none be worked out', () => {
    fc.assert(
      fc.property(anyInstance, (input) => {
        const { tiers } = certified(input)
        const { classes, groups, k, kDistribution, barred } = input
        const people = groupPeople(groups, classes)
        for (const [tier, threshold] of [
          ['full', kDistribution],
          ['band', k],
        ] as const) {
          const shown = shownOf(tiers, tier === 'full' ? 'full' : undefined)
          const matrix = matrixOf(classes, shown)
          for (let g = 0; g < groups; g += 1) {
            const n = people[g] ?? 0
            if (n >= threshold && !barred.includes(g)) continue
            expect(shown).not.toContain(g)
            if (n > 0) expect(isInSpan(matrix, matrixOf(classes, [g])[0] ?? [])).toBe(false)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('has a hash of what everybody sees: nobody can try sizes of hidden groups against it', () => {
    const city = cityPattern({
      people: 300,
      bureaus: 7,
      seed: 4,
      k: 5,
      kDistribution: 10,
      tables: 'lean',
    })
    const { tiers, certificate } = certified(city)
    const sizes = groupPeople(city.groups, city.classes)
    const small = sizes.findIndex((n) => n > 0 && n < 4)
    expect(tiers[small]).toBe('hidden')
    const own = [...city.classes.weights.keys()].find((c) =>
      city.classes.groups
        .subarray(city.classes.starts[c], city.classes.starts[c + 1])
        .includes(small),
    )
    const weights = city.classes.weights.slice()
    weights[own ?? 0]! += 1
    const other = certified({ ...city, classes: { ...city.classes, weights } })
    expect(other.tiers).toEqual(tiers)
    expect(other.certificate.patternHash).toBe(certificate.patternHash)
  })

  it('is the same for the same memberships, and its hash tells other patterns apart', () => {
    const plan = {
      people: 300,
      bureaus: 7,
      seed: 4,
      k: 5,
      kDistribution: 10,
      tables: 'lean',
    } as const
    const [first, again, other] = [plan, plan, { ...plan, seed: 5 }].map((p) =>
      certified(cityPattern(p)),
    )
    expect(again).toEqual(first)
    expect(other?.certificate.patternHash).not.toBe(first?.certificate.patternHash)
  })

  it.each([
    ['課 by 課', 8],
    ['部 by 部', 13],
  ])('holds for a city examined %s, also when looked at as one', (_how, bureaus) => {
    const plan = { people: 420, bureaus, seed: 3, k: 5, kDistribution: 10, tables: 'lean' } as const
    const input = cityPattern(plan)
    const { tiers, certificate } = certified(input)
    const noBlocks = { ...input.classes, block: input.classes.block.map(() => -1) }
    expect(certificate.cuts).toBeGreaterThan(0)
    expect(lightCombinations(noBlocks, shownOf(tiers), input.k, solver)).toEqual([])
    expect(lightCombinations(noBlocks, shownOf(eliminate(input)), input.k, solver)).not.toEqual([])
  })
})

describe('Cases by hand', () => {
  it('keeps a second 課 back when 部 minus the others would give the small one away', () => {
    // 部 of 課 A 9, B 7, C 3: showing A and B tells C.
    const input = crossTable([[9], [7], [3]], 5)
    const { tiers } = certified({ ...input, table: input.table.map((t) => (t === 2 ? 0 : t)) })
    expect(tiers.slice(1, 4)).toEqual(['full', 'hidden', 'hidden'])
  })

  it('finds the one person by whom two large groups differ', () => {
    const rows = [...Array.from({ length: 30 }, () => [0, 1]), [0]].map((groups) => ({
      block: -1,
      groups,
    }))
    const classes = classesOfRows(rows)
    const input = {
      k: 5,
      kDistribution: 5,
      groups: 2,
      table: Uint16Array.of(0, 1),
      classes,
      barred: [],
    }
    // No group is small, so elimination alone shows both.
    expect(eliminate(input)).toEqual(['full', 'full'])
    expect(lightCombinations(classes, [0, 1], 5, solver)).toMatchObject([{ respondents: 1 }])
    expect(certified(input).tiers).toEqual(['full', 'hidden'])
  })

  it('hides what would give a barred group away', () => {
    const input = crossTable(
      [
        [9, 9],
        [9, 9],
      ],
      5,
    )
    const { tiers } = certified({ ...input, barred: [1] })
    // 全庁 minus the other row is the barred row.
    expect(tiers.slice(0, 3)).toEqual(['full', 'hidden', 'hidden'])
  })
})

describe('Light combinations of any choice of groups', () => {
  const shownOnes = anyInstance.chain((input) =>
    fc.record({
      input: fc.constant(input),
      shown: fc.subarray(Array.from({ length: input.groups }, (_, g) => g)),
    }),
  )

  it('are found wherever the oracle finds one, and are light and in the span', () => {
    fc.assert(
      fc.property(shownOnes, ({ input: { classes, k }, shown }) => {
        const found = lightCombinations(classes, shown, k, solver)
        const matrix = matrixOf(classes, shown)
        expect(found.length > 0).toBe(lightSets(classes, shown, k).length > 0)
        for (const { classes: touched, respondents, vectors } of found) {
          const people = touched.reduce((sum, c) => sum + (classes.weights[c] ?? 0), 0)
          expect(respondents).toBe(people)
          expect(people).toBeLessThan(k)
          expect(vectors.length).toBeGreaterThan(0)
          for (const vector of vectors) {
            expect(touched).toEqual(expect.arrayContaining([...vector.columns]))
            const row = wholeRow(vector, classes.count)
            expect(row.some((value) => value !== 0)).toBe(true)
            expect(isInSpan(matrix, row)).toBe(true)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('tell which hidden groups can be worked out', () => {
    fc.assert(
      fc.property(shownOnes, ({ input: { classes, groups }, shown }) => {
        const matrix = matrixOf(classes, shown)
        const expected = Array.from({ length: groups }, (_, g) => g).filter((g) => {
          const [row = []] = matrixOf(classes, [g])
          return !shown.includes(g) && row.includes(1) && isInSpan(matrix, row)
        })
        expect(recomputable(classes, shown)).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })
})

/** The engine's vector in small whole numbers, in the oracle's arithmetic. */
function wholeRow({ columns, values }: SparseVector, length: number): number[] {
  const prime = 2n ** 31n - 1n
  for (let times = 1n; times < 5000n; times += 1n) {
    const whole = Array.from(values, (value) => Number((BigInt(value) * times) % prime)).map((v) =>
      v > Number(prime / 2n) ? v - Number(prime) : v,
    )
    if (whole.some((value) => Math.abs(value) > 5000)) continue
    const row = Array.from({ length }, () => 0)
    columns.forEach((c, i) => (row[c] = ((whole[i] ?? 0) + 94_906_249) % 94_906_249))
    return row
  }
  throw new Error('not a vector of small fractions')
}

/** The choice of groups, held against an oracle that tries every set of people (design, invariants 1–8). */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { lightCombinations } from '../../server/disclosure/pattern/light-vectors.ts'
import type { PatternOutcome } from '../../server/disclosure/pattern/pattern.ts'
import { planPattern } from '../../server/disclosure/pattern/plan-pattern.ts'
import { highsSolver, type Solution, type Solver } from '../../server/disclosure/solver.ts'
import { exactRank, inSpan, lightSet } from './exact-rank.ts'
import { patternOf, smallCities } from './small-worlds.ts'

const cities = smallCities({ kinds: 12, weight: 8, items: 1 })
const silent = () => {}

let highs: Solver
beforeAll(async () => {
  highs = await highsSolver()
})

/** Rows of the shown groups, and what may be asked about them. */
function shownOf(input: ReturnType<typeof patternOf>, outcome: PatternOutcome) {
  if (outcome.state !== 'certified') throw new Error(`refused: ${outcome.reason}`)
  const { tiers } = outcome.pattern
  const numbers = (of: (tier: string) => boolean) =>
    tiers.flatMap((tier, group) => (of(tier) ? [group] : []))
  const rows = (groups: readonly number[]) => groups.map((g) => input.matrix[g] ?? [])
  const people = input.matrix.map((row) =>
    row.reduce((sum, one, c) => sum + one * (input.weights[c] ?? 0), 0),
  )
  const shown = numbers((tier) => tier !== 'hidden')
  const full = numbers((tier) => tier === 'full')
  const hidden = numbers((tier) => tier === 'hidden')
  return { tiers, people, hidden, shown, full, rows }
}

describe('選ばれた集計表', () => {
  it('lets no set of fewer than k people be told apart, whatever is added or subtracted', () => {
    fc.assert(
      fc.property(cities, (city) => {
        const input = patternOf(city)
        const { shown, rows } = shownOf(input, planPattern(input, highs, silent))
        expect(lightSet(rows(shown), input.weights, input.k)).toBeNull()
      }),
      { numRuns: 150 },
    )
  })

  it('hides no group that could be shown as well', () => {
    fc.assert(
      fc.property(cities, (city) => {
        const input = patternOf(city)
        const { shown, hidden, people, rows } = shownOf(input, planPattern(input, highs, silent))
        for (const group of hidden) {
          if ((people[group] ?? 0) < input.k || input.barred.includes(group)) continue
          const more = rows([...shown, group])
          const gives = input.barred.some((b) => inSpan(more, input.matrix[b] ?? []))
          expect(gives || lightSet(more, input.weights, input.k) !== null).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('shows no group of 1 to k − 1 people, no full distribution below its own number, and nothing barred', () => {
    fc.assert(
      fc.property(cities, (city) => {
        const input = patternOf(city)
        const { shown, full, people, rows } = shownOf(input, planPattern(input, highs, silent))
        for (const group of shown) expect(people[group]).toBeGreaterThanOrEqual(input.k)
        for (const group of full) expect(people[group]).toBeGreaterThanOrEqual(input.kDistribution)
        for (const [group, row] of input.matrix.entries()) {
          const n = people[group] ?? 0
          if (n > 0 && n < input.kDistribution) expect(inSpan(rows(full), row)).toBe(false)
          if (n > 0 && input.barred.includes(group)) expect(inSpan(rows(shown), row)).toBe(false)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is the same for the same city, and for the same people in another order', () => {
    fc.assert(
      fc.property(cities, (city) => {
        const input = patternOf(city)
        const outcome = planPattern(input, highs, silent)
        expect(planPattern(input, highs, silent)).toEqual(outcome)
        const { data } = city
        const width = data.attributes.length
        const backwards = Array.from({ length: data.rows }, (_, i) => data.rows - 1 - i)
        const keys = backwards.flatMap((r) => [...data.keys.subarray(r * width, (r + 1) * width)])
        const turned = patternOf({ ...city, data: { ...data, keys: Uint16Array.from(keys) } })
        expect(planPattern(turned, highs, silent)).toEqual(outcome)
      }),
      { numRuns: 40 },
    )
  })
})

describe('合算・差引きの検査', () => {
  it('finds a combination of fewer than k people in any choice of groups that has one, and no other', () => {
    let light = 0
    fc.assert(
      fc.property(cities, (city) => {
        const input = patternOf(city)
        // What most products do: every group of k or more.
        const shown = input.matrix.flatMap((row, g) =>
          row.reduce((sum, one, c) => sum + one * (input.weights[c] ?? 0), 0) >= input.k ? [g] : [],
        )
        const rows = shown.map((g) => input.matrix[g] ?? [])
        const found = lightCombinations(input.classes, shown, input.k, highs)
        expect(found.length > 0).toBe(lightSet(rows, input.weights, input.k) !== null)
        for (const { classes, respondents } of found) {
          const without = rows.map((row) => row.filter((_, c) => !classes.includes(c)))
          expect(exactRank(without)).toBeLessThan(exactRank(rows))
          expect(classes.reduce((sum, c) => sum + (input.weights[c] ?? 0), 0)).toBe(respondents)
          expect(respondents).toBeLessThan(input.k)
          light += 1
        }
      }),
      { numRuns: 100 },
    )
    expect(light).toBeGreaterThan(20)
  })
})

describe('計算が失敗したとき', () => {
  const answer = (solver: Solver, change: (given: Solution) => Solution): Solver => ({
    ...solver,
    model: (input) => {
      const model = solver.model(input)
      return { ...model, solve: () => change(model.solve()) }
    },
  })
  const faults: [string, (given: Solution) => Solution][] = [
    ['gives up', (s) => ({ ...s, status: 'failed' })],
    ['says that there is nothing', (s) => ({ ...s, status: 'infeasible' })],
    ['says that there is no limit', (s) => ({ ...s, status: 'unbounded' })],
    ['shows nothing', (s) => ({ ...s, x: s.x.map(() => 0), rowDual: s.rowDual.map(() => 0) })],
    ['says k a hundred times', (s) => ({ ...s, objective: 500 })],
    ['shows what is too large', (s) => ({ ...s, objective: 500, x: s.x.map(() => 500) })],
    ['shows no numbers', (s) => ({ ...s, x: s.x.map(() => Number.NaN) })],
    ['says the opposite', (s) => ({ ...s, objective: -s.objective, x: s.x.map((v) => -v) })],
  ]

  it.each(faults)('nothing unsafe is certified by a solver that %s', (_, fault) => {
    fc.assert(
      fc.property(cities, (city) => {
        const input = patternOf(city)
        const outcome = planPattern(input, answer(highs, fault), silent)
        if (outcome.state === 'refused') return
        const { shown, rows } = shownOf(input, outcome)
        expect(lightSet(rows(shown), input.weights, input.k)).toBeNull()
      }),
      { numRuns: 60 },
    )
  })

  it('refuses when every answer fails, because it cannot know', () => {
    const outcomes = new Set<string>()
    const failing = answer(highs, (s) => ({ ...s, status: 'failed' }))
    fc.assert(
      fc.property(cities, (city) => {
        const input = patternOf(city)
        const outcome = planPattern(input, failing, silent)
        outcomes.add(outcome.state === 'refused' ? outcome.reason : outcome.state)
      }),
      { numRuns: 60 },
    )
    expect(outcomes).toContain('solver')
  })
})

/** The pattern with a solver that fails or lies: no certificate comes of it. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PatternInput, PatternOutcome } from '../../server/disclosure/pattern/pattern.ts'
import { planPattern } from '../../server/disclosure/pattern/plan-pattern.ts'
import {
  highsSolver,
  type Solution,
  type Solver,
  type SolverInput,
  type SolverModel,
} from '../../server/disclosure/solver.ts'
import { cityPattern } from './pattern-city.ts'
import { instances, lightSets } from './pattern-instances.ts'

const honest = await highsSolver()

/** Passes every solution on after changing it; `solves` counts from 1. */
function solverThat(change: (solution: Solution, solves: number) => Solution): Solver {
  let solves = 0
  return {
    infinity: honest.infinity,
    model(input) {
      const model = honest.model(input)
      return {
        ...model,
        solve() {
          solves += 1
          return change(model.solve(), solves)
        },
      }
    },
  }
}

/** Claims as much as is allowed; entries of ±1e18 where none is bounded make every sum 0 in doubles. */
function withHugeEntries(programme: SolverInput): SolverModel {
  const model = honest.model(programme)
  const { starts, columns } = programme.rows
  const free = [...programme.upper.keys()].filter((b) => programme.upper[b] === honest.infinity)
  const signs = [...Array(3 ** free.length).keys()].map((code) =>
    free.map((_, i) => (Math.floor(code / 3 ** i) % 3) - 1),
  )
  let asked = 0
  let most = 0
  const isZero = (x: Float64Array) =>
    programme.rows.lower.every((_, row) => {
      const own = columns.subarray(starts[row], starts[row + 1])
      return own.reduce((sum, column) => sum + x[column]!, 0) === 0
    })
  return {
    ...model,
    setCost(column, cost) {
      if (cost === 1) asked = column
      model.setCost(column, cost)
    },
    setBounds(column, lower, upper) {
      if (column === asked) most = upper
      model.setBounds(column, lower, upper)
    },
    solve() {
      const claim = (sign: readonly number[]) => {
        const x = new Float64Array(programme.cost.length)
        free.forEach((column, i) => (x[column] = 1e18 * (sign[i] ?? 0)))
        x[asked] = most
        return x
      }
      const lie = signs.map(claim).find((x) => isZero(x) && x.some((v) => Math.abs(v) > 1e6))
      const solution = model.solve()
      return lie === undefined ? solution : { ...solution, objective: most, x: lie }
    },
  }
}

const city = cityPattern({
  people: 250,
  bureaus: 6,
  seed: 8,
  k: 5,
  kDistribution: 10,
  tables: 'lean',
})

const plan = (solver: Solver, input = city): PatternOutcome => planPattern(input, solver, () => {})

const refused = { state: 'refused', reason: 'solver', groups: [] }

describe('A solver that is not to be trusted', () => {
  it.each(['failed', 'infeasible', 'unbounded'] as const)('%s: nothing is released', (status) => {
    expect(plan(solverThat((solution) => ({ ...solution, status })))).toEqual(refused)
  })

  it('one that breaks down: nothing is released', () => {
    const broken = solverThat(() => {
      throw new Error('memory access out of bounds')
    })
    expect(plan(broken)).toEqual(refused)
  })

  it('one that claims more than its rows allow is found out', () => {
    const liar = solverThat((solution) => ({ ...solution, x: solution.x.map((v) => v + 20) }))
    expect(plan(liar)).toEqual(refused)
  })

  it('one that claims the best and shows nothing is found out', () => {
    const liar = solverThat((solution) => ({
      ...solution,
      objective: 1000,
      x: solution.x.map(() => 0),
      rowDual: solution.rowDual.map(() => 0),
    }))
    expect(plan(liar)).toEqual(refused)
  })

  it('one that answers with other numbers is found out', () => {
    const liar = solverThat((solution) => ({ ...solution, x: solution.x.map(() => Number.NaN) }))
    expect(plan(liar)).toEqual(refused)
  })

  it('one that hides a sum behind numbers too large for it is found out', () => {
    // One person and four kinds of twenty: {a, h1, h2} without {h1, h2} is that person.
    const members = [[0], [0, 1, 2], [0, 1, 3], [2, 4], [3, 4]]
    const input: PatternInput = {
      k: 5,
      kDistribution: 10,
      groups: 5,
      table: new Uint16Array(5),
      barred: [],
      classes: {
        count: 5,
        weights: Uint32Array.of(1, 20, 20, 20, 20),
        starts: Uint32Array.of(0, 1, 4, 7, 9, 11),
        groups: Uint32Array.from(members.flat()),
        block: new Int32Array(5),
      },
    }
    const huge: Solver = { ...honest, model: (programme) => withHugeEntries(programme) }
    const outcome = plan(huge, input)
    const shown = outcome.state === 'certified' ? outcome.pattern.tiers : []
    expect(shown[0] !== 'hidden' && shown[1] !== 'hidden' && shown.length > 0).toBe(false)
  })

  it('one that stumbles now and then is asked again, and the result is the same', () => {
    const stumbling = solverThat((solution, solves) =>
      solves % 7 === 0 ? { ...solution, status: 'failed' } : solution,
    )
    const [clean, again] = [plan(honest), plan(stumbling)]
    expect(clean.state).toBe('certified')
    expect(again).toMatchObject({
      pattern: { tiers: clean.state === 'certified' ? clean.pattern.tiers : [] },
    })
  })

  it('whatever it says, what is certified holds', () => {
    const shape = { classes: 10, groups: 8, blocks: 3, local: false, barred: false }
    const words = fc.array(fc.constantFrom(-1, 0, 0, 1, 2, 0.5), { minLength: 40, maxLength: 40 })
    let certified = 0
    fc.assert(
      fc.property(instances(shape), words, (input, said) => {
        const liar = solverThat((solution, solves) => ({
          ...solution,
          x: solves % 3 === 0 ? solution.x.map((_, i) => said[i] ?? 0) : solution.x,
          rowDual:
            solves % 2 === 0 ? solution.rowDual.map((_, i) => said[i + 9] ?? 0) : solution.rowDual,
        }))
        const outcome = plan(liar, input)
        if (outcome.state !== 'certified') return
        certified += 1
        const shown = outcome.pattern.tiers.flatMap((tier, g) => (tier === 'hidden' ? [] : [g]))
        expect(lightSets(input.classes, shown, input.k)).toEqual([])
      }),
      { numRuns: 300 },
    )
    expect(certified).toBeGreaterThan(10)
  })
})

/** What the engine releases, from the finished file alone (design, invariants 3, 5, 6 and 8–12). */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Microdata } from '../../server/disclosure/microdata.ts'
import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'
import { verifyPublished } from '../../server/disclosure/verify/verify-published.ts'
import type { ItemValue, PublishedSet } from '../../server/survey/published-set.ts'
import { certainPairs } from './every-world.ts'
import { countsOf, frame, printedAt } from './hand-made.ts'
import { type SmallCity, smallCities } from './small-worlds.ts'

const small = smallCities({ kinds: 12, weight: 8, items: 2 })
const tiny = smallCities({ kinds: 5, weight: 6, items: 1 })

let highs: Solver
beforeAll(async () => {
  highs = await highsSolver()
})

function outcomeOf(city: SmallCity, solver = highs) {
  return protect({ survey: 'r8', ...city }, solver, () => {})
}

function released(city: SmallCity): PublishedSet {
  const outcome = outcomeOf(city)
  if (outcome.state === 'refused') throw new Error(`refused: ${outcome.reason}`)
  return outcome.set
}

/** Rows behind every group and rest that carries figures. */
function figuresOf(set: PublishedSet, { data, tables }: SmallCity) {
  const groups = frame(data, tables)
  const rowsOf = (id: string) => groups.find((g) => g.id === id)?.rows ?? []
  return set.groups.flatMap((group) => {
    if (group.state === 'hidden') return []
    const { id, n, items } = group
    if (group.state === 'published') return [{ id, n, items, rows: rowsOf(id) }]
    const gone = group.minus.flatMap(rowsOf)
    expect(new Set(gone).size).toBe(gone.length)
    return [{ id, n, items, rows: rowsOf(group.parent).filter((row) => !gone.includes(row)) }]
  })
}

/** All printed values with the counts behind them. */
function valuesOf(set: PublishedSet, city: SmallCity) {
  return figuresOf(set, city).flatMap(({ id, items, rows }) =>
    Object.entries(items).flatMap(([item, value]) =>
      value === null
        ? []
        : [{ id, item, value, counts: countsOf(city.data, rows, item, city.policy.scale) }],
    ),
  )
}

function again(counts: readonly number[], value: ItemValue, { policy }: SmallCity) {
  const shape = value.distribution === undefined ? 'band' : 'full'
  const exact = value.n !== undefined
  return printedAt(counts, exact, shape, policy, exact ? null : value.step)
}

describe('公表物', () => {
  it('shows the re-check nothing, in any awkward city', () => {
    let shown = 0
    fc.assert(
      fc.property(small, (city) => {
        const set = released(city)
        shown += set.groups.filter((g) => g.state === 'published').length
        expect(verifyPublished(set, city.data, city.policy, highs)).toEqual([])
      }),
      { numRuns: 120 },
    )
    expect(shown).toBeGreaterThan(300)
  })

  it('leaves no answer of anybody the same in every world that fits it', () => {
    let tried = 0
    fc.assert(
      fc.property(tiny, (city) => {
        const all = certainPairs(released(city), city.data, city.policy, 'Q1')
        if (all === null || city.data.rows < city.policy.k) return
        expect(all.worlds).toBeGreaterThan(0)
        expect(all.pairs).toBe(0)
        tried += 1
      }),
      { numRuns: 150 },
    )
    expect(tried).toBeGreaterThan(50)
  })

  it('prints what was answered, and below 全庁 nothing that only one number of people gives', () => {
    fc.assert(
      fc.property(small, (city) => {
        for (const { value, counts } of valuesOf(released(city), city)) {
          expect(value).toEqual(again(counts, value, city))
          if (value.n !== undefined) continue
          const valid = counts.slice(1).reduce((sum, n) => sum + n, 0)
          const same = Array.from({ length: valid + 1 }, (_, n) => n).filter((n) => {
            const others = counts.map(() => 0)
            others[1] = n
            others[city.policy.scale] = valid - n
            return again(others, value, city)?.favourable === value.favourable
          })
          expect(same.length).toBeGreaterThanOrEqual(city.policy.roundingPeople)
        }
      }),
      { numRuns: 120 },
    )
  })

  it('counts everybody: groups and rests have the people they say, k or more', () => {
    let rests = 0
    fc.assert(
      fc.property(small, (city) => {
        const set = released(city)
        expect(set.respondents).toBe(city.data.rows < city.policy.k ? null : city.data.rows)
        for (const { id, n, rows } of figuresOf(set, city)) {
          expect(n).toBe(rows.length)
          expect(n).toBeGreaterThanOrEqual(city.policy.k)
          if (id.includes('/rest')) rests += 1
        }
        for (const group of set.groups) {
          if (group.state !== 'rest') continue
          const people = (id: string) => set.groups.find((g) => g.id === id) as { n: number }
          const minus = group.minus.reduce((sum, id) => sum + people(id).n, 0)
          expect(group.n).toBe(people(group.parent).n - minus)
        }
      }),
      { numRuns: 120 },
    )
    expect(rests).toBeGreaterThan(20)
  })

  it('lists every group of the plan, and small, hidden and empty ones look alike', () => {
    fc.assert(
      fc.property(small, (city) => {
        const set = released(city)
        const groups = set.groups.filter((g) => g.state !== 'rest')
        const plan = frame(city.data, city.tables)
        expect(groups.map((g) => g.id)).toEqual(plan.map((g) => g.id))
        for (const [i, group] of groups.entries()) {
          if (group.state !== 'hidden') continue
          const { id, table, keys, label } = plan[i]!
          expect(JSON.stringify(group)).toBe(
            JSON.stringify({ id, table, keys, label, state: 'hidden' }),
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('どの所属を公表するか', () => {
  it('does not depend on what was answered', () => {
    fc.assert(
      fc.property(small, fc.infiniteStream(fc.nat(5)), (city, dice) => {
        const other = city.data.answers.map(() =>
          Math.min(dice.next().value ?? 0, city.policy.scale),
        )
        const set = released(city)
        const shuffled = released({ ...city, data: { ...city.data, answers: other } })
        const look = (s: PublishedSet) =>
          s.groups.map((g) => [g.id, g.state, 'tier' in g ? g.tier : ''])
        expect(look(shuffled)).toEqual(look(set))
        expect(shuffled.certificate).toEqual(set.certificate)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same every time, and whoever answers first', () => {
    fc.assert(
      fc.property(small, (city) => {
        const set = released(city)
        expect(released(city)).toEqual(set)
        expect(released({ ...city, data: backwards(city.data) }).groups).toEqual(set.groups)
      }),
      { numRuns: 40 },
    )
  })

  it('is not told at all when the solver fails', () => {
    const failing: Solver = {
      ...highs,
      model: (input) => {
        const model = highs.model(input)
        return { ...model, solve: () => ({ ...model.solve(), status: 'failed' }) }
      },
    }
    const reasons = new Set<string>()
    fc.assert(
      fc.property(small, (city) => {
        const outcome = outcomeOf(city, failing)
        if (outcome.state === 'refused') {
          reasons.add(outcome.reason)
          expect(Object.keys(outcome).sort()).toEqual(['reason', 'state', 'tables'])
        } else {
          expect(verifyPublished(outcome.set, city.data, city.policy, highs)).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
    expect(reasons).toContain('solver')
  })
})

function backwards(data: Microdata): Microdata {
  const order = Array.from({ length: data.rows }, (_, i) => data.rows - 1 - i)
  const turned = (of: ArrayLike<number>, width: number) =>
    order.flatMap((row) => Array.from({ length: width }, (_, i) => of[row * width + i] ?? 0))
  return {
    ...data,
    keys: Uint16Array.from(turned(data.keys, data.attributes.length)),
    answers: Uint8Array.from(turned(data.answers, data.items.length)),
  }
}

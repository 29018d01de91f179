/** From rows to a published set: what is promised of every set. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { estimateCoverage } from '../../server/disclosure/coverage.ts'
import type { Policy } from '../../server/disclosure/microdata.ts'
import { protect } from '../../server/disclosure/protect.ts'
import type { ProtectionInput, ProtectionOutcome } from '../../server/disclosure/protection.ts'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'
import { publishedSetSchema } from '../../server/survey/published-set.ts'
import { generatedCity, LEAN, microdata } from './generated-city.ts'
import { ATTRIBUTES, smallCities } from './small-worlds.ts'

const silent = () => {}
const policy: Policy = { k: 10, kDistribution: 20, roundingPeople: 2, scale: 5, favourable: 2 }

let solver: Solver
beforeAll(async () => {
  solver = await highsSolver()
})

const city = (people = 400): ProtectionInput => ({
  survey: 'r8',
  data: generatedCity(3, people, 2, 5),
  tables: LEAN,
  policy,
  eligible: [],
})

function released(outcome: ProtectionOutcome) {
  if (outcome.state === 'refused') throw new Error(`refused: ${outcome.reason}`)
  return outcome
}

describe('A protected survey', () => {
  it('is a published set with certificate and audit, the same every time', () => {
    const { set, report } = released(protect(city(), solver, silent))
    expect(publishedSetSchema.parse(set)).toEqual(set)
    expect(set.certificate).toMatchObject({ ok: true, k: 10 })
    expect(set.audit?.certainAfter).toBe(0)
    expect(set).not.toHaveProperty('rule')
    expect(set.groups[0]).toMatchObject({ id: '*', state: 'published', n: city().data.rows })
    expect(report.tables[0]).toEqual({ table: [], groups: 1, published: 1, rowsPercent: 100 })
    expect(report.pairs).toBeGreaterThan(0)
    expect(released(protect(city(), solver, silent)).set).toEqual(set)
  })

  it('shows the same groups whatever was answered', () => {
    const input = city()
    const answers = input.data.answers.toReversed()
    const shownIn = (outcome: ProtectionOutcome) =>
      released(outcome).set.groups.map(({ id, state }) => [id, state])
    expect(
      shownIn(protect({ ...input, data: { ...input.data, answers } }, solver, silent)),
    ).toEqual(shownIn(protect(input, solver, silent)))
  })

  it('prints rests that add up with what they are without', () => {
    const { groups } = released(protect(city(), solver, silent)).set
    const n = new Map(groups.map((g) => [g.id, g.state === 'hidden' ? 0 : g.n]))
    const rests = groups.filter((g) => g.state === 'rest')
    expect(rests.length).toBeGreaterThan(0)
    for (const rest of rests) {
      const parts = rest.minus.reduce((sum, id) => sum + (n.get(id) ?? 0), 0)
      expect(rest.n + parts).toBe(n.get(rest.parent))
      expect(rest.n).toBeGreaterThanOrEqual(10)
    }
  })

  it('hides too small, protecting and empty groups in the same words', () => {
    const { groups } = released(protect(city(), solver, silent)).set
    const hidden = groups.filter((g) => g.state === 'hidden')
    expect(hidden.length).toBeGreaterThan(0)
    for (const group of hidden) {
      expect(Object.keys(group).toSorted()).toEqual(['id', 'keys', 'label', 'state', 'table'])
    }
  })

  it('hides a unit with more answers than people, and every table of it', () => {
    const input = city()
    const column = input.data.attributes.findIndex((a) => a.id === 'bu')
    const categories = input.data.attributes[column]?.categories ?? []
    const answers = categories.map(
      (_, c) =>
        Array.from({ length: input.data.rows }, (__, row) => row).filter(
          (row) => input.data.keys[row * input.data.attributes.length + column] === c + 1,
        ).length,
    )
    const shown = (people: readonly number[]) =>
      released(protect({ ...input, eligible: [{ attribute: 'bu', people }] }, solver, silent))
        .set.groups.filter((g) => g.state === 'published' && g.keys['bu'] === categories[0]?.code)
        .map((g) => g.id)
    expect(shown(answers)).toContain(`bu=${categories[0]?.code}`)
    expect(shown(answers.map((n, i) => (i === 0 ? n - 1 : n)))).toEqual([])
  })

  it('tells nothing when fewer than k took part, not even how many', () => {
    const rows = Array.from({ length: 9 }, () => [1, 1, 0, 0, 1, 3])
    const data = microdata(ATTRIBUTES, rows, 1)
    const tables = [[], ['bu'], ['sex']]
    const { set } = released(protect({ ...city(), data, tables }, solver, silent))
    expect(set.respondents).toBeNull()
    expect(set.groups.every((g) => g.state === 'hidden')).toBe(true)
    const nobody = microdata(ATTRIBUTES, [], 1)
    const empty = released(protect({ ...city(), data: nobody, tables }, solver, silent)).set
    expect(empty.groups).toEqual(set.groups)
    expect(empty.audit).toEqual(set.audit)
  })

  it('is refused, with the tables concerned, when the solver gives up', () => {
    const failing: Solver = {
      infinity: Number.POSITIVE_INFINITY,
      model: () => ({
        setCost: silent,
        setBounds: silent,
        solve: () => ({
          status: 'failed',
          objective: 0,
          x: new Float64Array(0),
          rowDual: new Float64Array(0),
        }),
        dispose: silent,
      }),
    }
    const outcome = protect(city(), failing, silent)
    expect(outcome).toMatchObject({ state: 'refused', reason: 'solver' })
    expect(outcome).not.toHaveProperty('set')
  })

  it('keeps every promise of figures in awkward little cities', () => {
    fc.assert(
      fc.property(smallCities({ kinds: 12, weight: 12, items: 2 }), (small) => {
        const outcome = protect({ survey: 's', ...small }, solver, silent)
        const { set } = released(outcome)
        for (const group of set.groups) {
          if (group.state === 'hidden') continue
          expect(group.n).toBeGreaterThanOrEqual(small.policy.k)
          for (const value of Object.values(group.items)) {
            if (value === null) continue
            if (group.id !== '*') expect(value).not.toHaveProperty('n')
            if (group.state === 'published' && group.tier === 'band') {
              expect(value).not.toHaveProperty('distribution')
            }
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  it('reports its progress, step by step', () => {
    const steps = new Set<string>()
    released(protect(city(), solver, (step) => steps.add(step)))
    expect(steps).toEqual(new Set(['pattern', 'certificate', 'audit', 'check']))
  })
})

describe('Input that contradicts itself', () => {
  it.each<[string, (input: ProtectionInput) => ProtectionInput]>([
    ['k below five', (i) => ({ ...i, policy: { ...policy, k: 4 } })],
    ['a distribution for fewer than k', (i) => ({ ...i, policy: { ...policy, kDistribution: 9 } })],
    ['a rounding to one person', (i) => ({ ...i, policy: { ...policy, roundingPeople: 1 } })],
    ['a plan without 全庁', (i) => ({ ...i, tables: [['bu']] })],
    [
      'an answer beyond the scale',
      (i) => ({ ...i, data: { ...i.data, answers: i.data.answers.map(() => 6) } }),
    ],
    [
      'a category that is none',
      (i) => ({ ...i, data: { ...i.data, keys: i.data.keys.map(() => 999) } }),
    ],
    [
      'people in a 課 of another 部',
      (i) => ({
        ...i,
        data: { ...i.data, keys: i.data.keys.map((code) => (code > 0 ? 1 : 0)).fill(2, 0, 1) },
      }),
    ],
    [
      'eligible people of other units',
      (i) => ({ ...i, eligible: [{ attribute: 'bu', people: [1] }] }),
    ],
  ])('is refused: %s', (_, spoil) => {
    expect(() => protect(spoil(city(60)), solver, silent)).toThrow(RangeError)
  })
})

describe('An estimate of a plan', () => {
  it('tells what each table would show, without any answer', () => {
    const { data, tables } = city(800)
    const coverage = estimateCoverage(data.attributes, tables, policy, data.keys, data.rows)
    expect(coverage.map((c) => c.table)).toEqual(tables)
    expect(coverage[0]).toEqual({ table: [], groups: 1, published: 1, rowsPercent: 100 })
    const sections = coverage[2]
    expect(sections?.published).toBeGreaterThan(0)
    expect(sections?.published).toBeLessThan(sections?.groups ?? 0)
    expect(sections?.rowsPercent).toBeLessThan(100)
  })

  it('shows nothing of nobody', () => {
    const { data, tables } = city(60)
    const coverage = estimateCoverage(data.attributes, tables, policy, new Uint16Array(0), 0)
    expect(coverage.every((c) => c.published === 0 && c.rowsPercent === 0)).toBe(true)
  })
})

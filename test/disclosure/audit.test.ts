/** No answer is certain: held against every world there is, in cities small enough to list them. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditAndRepair } from '../../server/disclosure/figures/audit.ts'
import { classesOf } from '../../server/disclosure/classes.ts'
import { valuePrinter } from '../../server/disclosure/figures/display-value.ts'
import { frameOf } from '../../server/disclosure/frame.ts'
import { itemWorlds } from '../../server/disclosure/figures/item-worlds.ts'
import type { GroupingAttribute, Microdata, Policy } from '../../server/disclosure/microdata.ts'
import type { Tier } from '../../server/disclosure/pattern/pattern.ts'
import { groupPeople } from '../../server/disclosure/pattern/pattern-input.ts'
import { protect } from '../../server/disclosure/protect.ts'
import { restsOf } from '../../server/disclosure/figures/rests.ts'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'
import { walkFrom } from '../../server/disclosure/figures/walk.ts'
import { sheetOf } from '../../server/disclosure/figures/worlds.ts'
import { certainPairs } from './every-world.ts'
import { microdata } from './generated-city.ts'
import { type SmallCity, smallCities } from './small-worlds.ts'

const silent = () => {}
const policy: Policy = { k: 5, kDistribution: 10, roundingPeople: 2, scale: 4, favourable: 2 }

let solver: Solver
beforeAll(async () => {
  solver = await highsSolver()
})

const bureaus: readonly GroupingAttribute[] = [
  {
    id: 'bu',
    categories: ['1100', '1200'].map((code) => ({ code, label: code })),
    parent: null,
  },
]

/** Everything of k people and more is shown, whatever it gives away. */
function everythingShown({ data, tables, policy: p }: Omit<SmallCity, 'eligible'>) {
  const frame = frameOf(data.attributes, tables)
  const classes = classesOf(frame, data)
  const people = groupPeople(frame.length, classes)
  const tiers = Array.from(
    people,
    (n): Tier => (n < p.k ? 'hidden' : n < p.kDistribution ? 'band' : 'full'),
  )
  const rests = restsOf(data.attributes, frame, tiers, people, p.kDistribution)
  return { classes, sheet: sheetOf(frame, tiers, rests, classes) }
}

function audited(data: Microdata) {
  const { classes, sheet } = everythingShown({ data, tables: [[], ['bu']], policy })
  const outcome = auditAndRepair(sheet, classes, data, policy, silent)
  if (outcome.state === 'refused') throw new Error('refused')
  return { ...outcome, whole: outcome.values(0, 0) }
}

const answering = (answers: readonly number[]) =>
  microdata(
    bureaus,
    answers.map((answer, row) => [1 + (row % 2), answer]),
    1,
  )

describe('After the audit', () => {
  it('no answer is certain in any of all worlds that print the same', () => {
    let listed = 0
    const cities = smallCities({ kinds: 6, weight: 6, items: 1 })
    fc.assert(
      fc.property(cities, (city) => {
        const outcome = protect({ survey: 's', ...city }, solver, silent)
        if (outcome.state === 'refused') return
        const found = certainPairs(outcome.set, city.data, city.policy, 'Q1')
        if (found === null || outcome.set.respondents === null) return
        listed += 1
        expect(found.worlds).toBeGreaterThan(0)
        expect(found.pairs).toBe(0)
      }),
      { numRuns: 150 },
    )
    expect(listed).toBeGreaterThan(20)
  })

  it('nobody is certain to be favourable or unfavourable in all worlds that print the same', () => {
    let onOneSide = 0
    const rolls = fc.array(fc.nat(99), { minLength: 36, maxLength: 36 })
    const moods = fc.tuple(fc.constantFrom('favourable', 'unfavourable'), fc.constantFrom(0, 6, 20))
    const cities = smallCities({ kinds: 4, weight: 8, items: 1 })
    fc.assert(
      fc.property(cities, moods, rolls, (city, [mood, others], dice) => {
        const { scale, favourable } = city.policy
        const answers = city.data.answers.map((_, row) => {
          const roll = dice[row % dice.length] ?? 0
          if (roll < others) return roll % (scale + 1)
          return mood === 'favourable'
            ? 1 + (roll % favourable)
            : scale - (roll % (scale - favourable))
        })
        const data = { ...city.data, answers }
        const outcome = protect({ survey: 's', ...city, data }, solver, silent)
        if (outcome.state === 'refused') return
        const found = certainPairs(outcome.set, data, city.policy, 'Q1')
        if (found === null || outcome.set.respondents === null) return
        if (outcome.set.audit !== null && outcome.set.audit.certainBefore > 0) onOneSide += 1
        expect(found.worlds).toBeGreaterThan(0)
        expect(found).toMatchObject({ pairs: 0, sides: 0 })
      }),
      { numRuns: 150 },
    )
    expect(onOneSide).toBeGreaterThan(10)
  })

  it('two 部 of eight that are all unfavourable no longer say so, and one friend is enough', () => {
    const people = (answers: readonly number[]) =>
      microdata(
        bureaus,
        answers.map((answer, row) => [row < 8 ? 1 : 2, answer]),
        1,
      )
    const unfavourable = [3, 3, 3, 4, 4, 3, 4, 3, 3, 3, 4, 4, 3, 3, 4]
    for (const [last, certainBefore] of [
      [4, 16],
      [1, 0],
    ] as const) {
      const data = people([...unfavourable, last])
      const tables = [[], ['bu']]
      const outcome = protect({ survey: 's', data, tables, policy, eligible: [] }, solver, silent)
      if (outcome.state === 'refused') throw new Error('refused')
      expect(outcome.set.audit).toMatchObject({ certainBefore, certainAfter: 0 })
      const found = certainPairs(outcome.set, data, policy, 'Q1', 1_000_000)
      expect(found).toMatchObject({ pairs: 0, sides: 0 })
    }
  })

  it('an item that everybody answered alike is no longer printed exactly', () => {
    const { whole, audit } = audited(answering(Array.from({ length: 40 }, () => 2)))
    expect(audit.certainBefore).toBe(40)
    expect(whole).toMatchObject({ favourable: 95, step: 5 })
    expect(whole).not.toHaveProperty('n')
  })

  it('an item that nobody answered says so of nobody', () => {
    const { whole, audit } = audited(answering(Array.from({ length: 40 }, () => 0)))
    expect(whole).toBeNull()
    expect(audit).toEqual({ certainBefore: 0, certainAfter: 0, widened: 0, hiddenItems: 0 })
  })

  it('an item that differs enough is printed exactly', () => {
    const { whole, audit } = audited(answering(Array.from({ length: 40 }, (_, i) => (i * 7) % 5)))
    expect(whole).toMatchObject({ n: 32, step: 0.1 })
    expect(audit.widened).toBe(0)
  })

  it('a 部 that 全庁 and the other 部 give away is open again, and 全庁 stays exact', () => {
    // 9 of 40 agree, printed as 25 %: 9 or 10. With 9 in all, none of the other 部 does.
    const rows = [
      ...Array.from({ length: 40 }, (_, i) => [1, i < 9 ? 1 : 4]),
      ...Array.from({ length: 10 }, () => [2, 4]),
    ]
    const { audit, values, levels } = audited(microdata(bureaus, rows, 1))
    expect(audit).toMatchObject({ certainBefore: 10, certainAfter: 0 })
    expect(values(0, 0)).toMatchObject({ n: 50, step: 0.1, favourable: 18 })
    expect([...levels]).toEqual([0, 1, 0])
  })
})

describe('A world on its way', () => {
  it('is off nothing exactly when everything prints the same, counted anew', () => {
    const moves = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 12 })
    fc.assert(
      fc.property(smallCities({ kinds: 8, weight: 8, items: 1 }), moves, (city, drawn) => {
        const { classes, sheet } = everythingShown(city)
        const codes = city.policy.scale + 1
        const given = new Int32Array(sheet.classes * codes)
        for (const [row, of] of classes.ofRow.entries()) {
          given[(sheet.ofClass[of] ?? 0) * codes + (city.data.answers[row] ?? 0)]! += 1
        }
        const worlds = itemWorlds(sheet, valuePrinter(city.policy), codes, given)
        for (const [cell] of drawn) if (cell % 3 === 0) worlds.widen(cell % sheet.kinds.length || 0)
        const walk = walkFrom(worlds, city.policy, given)
        expect(walk.off()).toBe(0)
        for (const [c, f, t] of drawn) {
          const of = c % sheet.classes
          const [from, to] = [f % codes, t % codes]
          if (from === to || walk.people[of * codes + from] === 0) continue
          const expected = walk.off() + walk.changeOfOne(of, from, to)
          walk.move(of, from, to)
          expect(walk.off()).toBe(expected)
          expect(walk.off() === 0).toBe(worlds.isWorld(walk.people))
          const anew = walkFrom(worlds, city.policy, walk.people)
          expect(anew.off()).toBe(walk.off())
          expect(new Set(walk.cellsOff)).toEqual(new Set(anew.cellsOff))
        }
      }),
      { numRuns: 400 },
    )
  })
})

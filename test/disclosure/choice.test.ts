/** Options of one question and managers' questions, held against every world there is. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Choice,
  type Microdata,
  NOT_ASKED,
  type Policy,
} from '../../server/disclosure/microdata.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'
import { verifyPublished } from '../../server/disclosure/verify/verify-published.ts'
import { certainChoices, wholeAnswers } from './every-choice.ts'
import { certainPairs } from './every-world.ts'
import { type SmallCity, smallCities } from './small-worlds.ts'

const silent = () => {}
const policy: Policy = { k: 5, kDistribution: 10, roundingPeople: 2, scale: 4, favourable: 2 }
let solver: Solver
beforeAll(async () => {
  solver = await highsSolver()
})

/** Two options and 「特にない」: five answers, as many as a scale of four has with its blank. */
const CHOICE: Choice = { first: 0, options: 3, alone: 2 }

const cities = smallCities({ kinds: 5, weight: 6, items: 1 })

/** The same people, asked what they would choose; of some everybody knows that they were not asked. */
function choosing({ data, policy }: SmallCity, isAsked: (row: number) => boolean): Microdata {
  const answers = wholeAnswers(CHOICE.options, CHOICE.alone, policy.scale)
  const chosen = Array.from(data.answers, (code, row) =>
    isAsked(row) ? (answers[code % answers.length] ?? []) : [NOT_ASKED, NOT_ASKED, NOT_ASKED],
  )
  return {
    ...data,
    items: ['Q1.1', 'Q1.2', 'Q1.3'],
    answers: Uint8Array.from(chosen.flat()),
    choices: [CHOICE],
  }
}

describe('A question of which several options may be chosen', () => {
  it.each([
    ['everybody', () => true],
    ['some, who are known', (row: number) => row % 4 !== 1],
  ])('asked of %s makes nobody’s choice certain in all whole answers', (_, isAsked) => {
    let listed = 0
    let repaired = 0
    fc.assert(
      fc.property(cities, (city) => {
        const data = choosing(city, isAsked)
        const outcome = protect({ survey: 's', ...city, data }, solver, silent)
        if (outcome.state === 'refused') return
        const found = certainChoices(outcome.set, data, CHOICE, city.policy)
        if (found === null || outcome.set.respondents === null) return
        listed += 1
        if ((outcome.set.audit?.certainBefore ?? 0) > 0) repaired += 1
        expect(found.worlds).toBeGreaterThan(0)
        expect(found.certain).toBe(0)
      }),
      { numRuns: 60 },
    )
    expect(listed).toBeGreaterThan(20)
    expect(repaired).toBeGreaterThan(2)
  })

  it('that all answered 「特にない」 gives away the other options as well, unless it is repaired', () => {
    const city = (answer: readonly number[]): Microdata => ({
      attributes: [],
      rows: 10,
      keys: new Uint16Array(0),
      items: ['Q1.1', 'Q1.2', 'Q1.3'],
      answers: Uint8Array.from(Array.from({ length: 10 }, () => answer).flat()),
      choices: [CHOICE],
    })
    const data = city([4, 4, 1])
    const outcome = protect(
      { survey: 's', data, tables: [[]], policy, eligible: [] },
      solver,
      silent,
    )
    if (outcome.state === 'refused') throw new Error('refused')
    expect(outcome.set.audit?.certainBefore).toBe(30)
    expect(certainChoices(outcome.set, data, CHOICE, policy)?.certain).toBe(0)
    const items = { 'Q1.1': null, 'Q1.2': null, 'Q1.3': { n: 10, favourable: 100, step: 0.1 } }
    const groups = outcome.set.groups.map((group) => ({ ...group, items }))
    const leaky = { ...outcome.set, groups } as PublishedSet
    expect(certainChoices(leaky, data, CHOICE, policy)?.certain).toBe(30)
  })

  it('prints shares and nothing else, of groups of any size', () => {
    fc.assert(
      fc.property(cities, (city) => {
        const data = choosing(city, () => true)
        const outcome = protect({ survey: 's', ...city, data }, solver, silent)
        if (outcome.state === 'refused') return
        for (const group of outcome.set.groups) {
          const values = group.state === 'hidden' ? [] : Object.values(group.items)
          for (const value of values) {
            if (value === null) continue
            expect(Object.keys(value).filter((key) => key !== 'n')).toEqual(['favourable', 'step'])
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('stands the independent check of the finished set', () => {
    let looked = 0
    fc.assert(
      fc.property(cities, (city) => {
        const data = choosing(city, () => true)
        const outcome = protect({ survey: 's', ...city, data }, solver, silent)
        if (outcome.state === 'refused' || outcome.set.respondents === null) return
        looked += 1
        expect(
          verifyPublished(outcome.set, data, city.policy, solver, { near: data.answers }),
        ).toEqual([])
      }),
      { numRuns: 12 },
    )
    expect(looked).toBeGreaterThan(3)
  })

  it('is refused when an answer is none that the page allows', () => {
    const data = (answers: number[]): Microdata => ({
      attributes: [],
      rows: 1,
      keys: new Uint16Array(0),
      items: ['Q1.1', 'Q1.2', 'Q1.3'],
      answers: Uint8Array.from(answers),
      choices: [CHOICE],
    })
    const input = (answers: number[]) => ({
      survey: 's',
      data: data(answers),
      tables: [[]],
      policy,
      eligible: [],
    })
    for (const good of [
      [0, 0, 0],
      [1, 4, 4],
      [1, 1, 4],
      [4, 4, 1],
      [NOT_ASKED, NOT_ASKED, NOT_ASKED],
    ]) {
      expect(() => protect(input(good), solver, silent)).not.toThrow()
    }
    for (const bad of [
      [4, 4, 4],
      [1, 0, 4],
      [1, 2, 4],
      [4, 1, 1],
      [NOT_ASKED, 1, 4],
    ]) {
      expect(() => protect(input(bad), solver, silent)).toThrow(RangeError)
    }
  })
})

describe('A question that managers alone are asked', () => {
  it('makes no manager’s answer certain, although everybody knows who is none', () => {
    let listed = 0
    fc.assert(
      fc.property(cities, (city) => {
        const asked = Array.from(city.data.answers, (_, row) => row % 3 !== 1)
        const answers = city.data.answers.map((code, row) =>
          asked[row] === true ? code : NOT_ASKED,
        )
        const data = { ...city.data, answers }
        const outcome = protect({ survey: 's', ...city, data }, solver, silent)
        if (outcome.state === 'refused') return
        const found = certainPairs(outcome.set, data, city.policy, 'Q1', 200_000, asked)
        if (found === null || outcome.set.respondents === null) return
        listed += 1
        expect(found.worlds).toBeGreaterThan(0)
        expect(found).toMatchObject({ pairs: 0, sides: 0 })
      }),
      { numRuns: 100 },
    )
    expect(listed).toBeGreaterThan(20)
  })
})

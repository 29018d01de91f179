import { assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Target } from '../../../server/programme/indicators/book.ts'
import {
  compare,
  decimalOf,
  decimalText,
  minus,
} from '../../../server/programme/indicators/decimal.ts'
import { gapSeries } from '../../../server/programme/indicators/gap.ts'
import { printed } from '../../../server/programme/indicators/printed-value.ts'
import { judge } from '../../../server/programme/indicators/verdict.ts'
import { marginOfError } from '../../../server/survey/chance.ts'
import { bookOf, EDITION, type Told } from './offered-book.ts'

const up: Target = { op: 'increase', value: null, words: '増加させる' }
const down: Target = { op: 'decrease', value: null, words: '減少させる' }
const than = (op: 'ge' | 'le' | 'eq', value: string): Target => ({ op, value, words: op })
const near: Target = { op: 'converge', value: null, words: '近づける' }

function verdictOf(told: Told, year = 2024) {
  const book = bookOf({ one: told })
  const [indicator] = book.indicators
  if (indicator === undefined) throw new Error('no series')
  return judge(book, indicator, year, EDITION)
}

function gapVerdict(a: Told['values'], b: Told['values'], more: Told = {}) {
  const book = bookOf({
    m: { values: a ?? {}, target: near, gapWith: 'f' },
    f: { values: b ?? {}, target: near, gapWith: 'm', ...more },
  })
  return book.indicators.map((indicator) => judge(book, indicator, 2024, EDITION))
}

describe('The verdict of a year', () => {
  it.each([
    [up, '52.2', '60.6', '達成'],
    [up, '77.2', '74.5', '未達成'],
    [up, '74.5', '74.5', '未達成'],
    [up, '9.9', '10.0', '達成'],
    [down, '12.8', '12.0', '達成'],
    [down, '12.0', '12.0', '未達成'],
    [than('ge', '17.5'), '15.9', '17.0', '未達成'],
    [than('ge', '12'), '13.6', '12.0', '達成'],
    [than('le', '4.0'), '7.1', '4', '達成'],
    [than('le', '4.0'), '7.1', '4.1', '未達成'],
    [than('eq', '0'), '4', '0', '達成'],
    [than('eq', '0'), '4', '1', '未達成'],
  ] as const)('%j: from %s to %s is %s', (target, then, now, words) => {
    const verdict = verdictOf({ values: { 2023: then, 2024: now }, target })
    expect(verdict).toMatchObject({ words, reason: null, isReference: false, before: then })
  })

  it.each([
    [{ 2023: '1.0' }, up, 'no-entry'],
    [{ 2023: '1.0', 2024: null }, than('ge', '0'), 'not-surveyed'],
    [{ 2023: null, 2024: '1.0' }, up, 'not-surveyed-before'],
    [{ 2022: '1.0', 2024: '2.0' }, up, 'no-entry-before'],
    [{ 2024: '1.0' }, undefined, 'no-target'],
    [{ 2024: '1.0' }, { op: 'ge', value: null, words: '高い水準' }, 'no-target'],
  ] as const)('there is none for %j against %j: %s', (values, target, reason) => {
    expect(verdictOf({ values, ...(target === undefined ? {} : { target }) })).toMatchObject({
      state: 'none',
      words: '判定なし',
      reason,
    })
  })

  it('「－」 is not zero: a target of none is not met by it', () => {
    expect(verdictOf({ values: { 2024: null }, target: than('eq', '0') }).words).toBe('判定なし')
    expect(verdictOf({ values: { 2023: null, 2024: '3' }, target: up }).before).toBeNull()
  })

  it.each(['possible', 'break'] as const)('is not said across a break (%s)', (state) => {
    const told = { values: { 2023: '552', 2024: '867' }, breaks: { 2024: state } }
    expect(verdictOf({ ...told, target: up })).toMatchObject({
      reason: 'break',
      before: null,
      change: null,
      flat: null,
    })
    // What is asked of the year alone is not touched by it.
    expect(verdictOf({ ...told, target: than('ge', '800') })).toMatchObject({
      words: '達成',
      before: null,
    })
  })

  it('is said again when 人事課 has ruled the break out', () => {
    const verdict = verdictOf({
      values: { 2023: '552', 2024: '867' },
      breaks: { 2024: 'none' },
      target: up,
    })
    expect(verdict).toMatchObject({ words: '達成', change: '315' })
  })

  it('a break of another year does not matter', () => {
    const told = { values: { 2023: '1.0', 2024: '2.0' }, target: up }
    expect(verdictOf({ ...told, breaks: { 2023: 'break' } }).words).toBe('達成')
  })

  it('of a year that the edition has no target for is for reference, against its earliest later one', () => {
    const book = bookOf({
      one: { values: { 2021: '1.0', 2022: '2.0' }, target: up, years: [2025, 2024] },
    })
    const [indicator] = book.indicators
    expect(indicator && judge(book, indicator, 2022, EDITION)).toMatchObject({
      words: '達成',
      isReference: true,
      targetYear: 2024,
    })
    expect(indicator && judge(book, indicator, 2022, { id: 'R8.6' }).reason).toBe('no-target')
  })
})

describe('Two series that are to come together', () => {
  it('the gap has to be smaller than the year before, for both alike', () => {
    const met = gapVerdict({ 2023: '22.8', 2024: '22.6' }, { 2023: '15.9', 2024: '18.0' })
    expect(
      met.map(({ words, measured, before, change }) => [words, measured, before, change]),
    ).toEqual([
      ['達成', '4.6', '6.9', '-2.3'],
      ['達成', '4.6', '6.9', '-2.3'],
    ])
    const [missed] = gapVerdict({ 2023: '22.6', 2024: '22.8' }, { 2023: '18.0', 2024: '17.6' })
    expect(missed).toMatchObject({ words: '未達成', measured: '5.2', change: '0.6' })
  })

  it('does not matter who is ahead, and zero is the goal', () => {
    const [ahead] = gapVerdict({ 2023: '20.0', 2024: '17.0' }, { 2023: '18.0', 2024: '18.0' })
    expect(ahead).toMatchObject({ words: '達成', measured: '1.0', before: '2.0' })
    const [same] = gapVerdict({ 2023: '18.0', 2024: '18.0' }, { 2023: '18.0', 2024: '18.0' })
    expect(same?.words).toBe('達成')
  })

  it('one 「－」 or one break makes no gap', () => {
    const values = { 2023: '20.0', 2024: '19.0' }
    expect(gapVerdict(values, { 2023: '18.0', 2024: null })[0]?.reason).toBe('not-surveyed')
    expect(gapVerdict(values, { 2023: '18.0' })[0]?.reason).toBe('no-entry')
    const [broken] = gapVerdict(values, values, { breaks: { 2024: 'break' } })
    expect(broken?.words).toBe('達成')
    const [apart] = gapVerdict(
      values,
      { 2023: '10.0', 2024: '11.0' },
      { breaks: { 2024: 'break' } },
    )
    expect(apart?.reason).toBe('break')
  })

  it('are taken once, the first minus the second', () => {
    const book = bookOf({
      m: { values: { 2023: '0.3', 2024: '1.0' }, gapWith: 'f' },
      f: { values: { 2023: '0.1', 2024: '1.5' }, gapWith: 'm' },
    })
    expect(gapSeries(book).map(({ values }) => [...values])).toEqual([
      [
        [2023, '0.2'],
        [2024, '-0.5'],
      ],
    ])
  })
})

describe('Chance, beside the formal verdict', () => {
  const survey = (then: string, now: string, n: Record<number, number>) =>
    verdictOf({ values: { 2023: then, 2024: now }, respondents: n, target: up })

  it('calls a change within chance 横ばい and keeps the verdict', () => {
    expect(survey('70.1', '71.2', { 2023: 2300, 2024: 2300 })).toMatchObject({
      words: '達成',
      flat: true,
    })
    expect(survey('52.2', '60.6', { 2023: 1700, 2024: 1700 })).toMatchObject({ flat: false })
  })

  it('is 横ばい for certain where the change is within the margin of this year alone', () => {
    expect(survey('70.1', '71.2', { 2024: 2300 }).flat).toBe(true)
    expect(survey('70.1', '71.2', { 2024: 23000 }).flat).toBeNull()
  })

  it('says nothing where one of the two has no known number of answers', () => {
    expect(survey('70.1', '76.2', { 2024: 2300 }).flat).toBeNull()
    expect(survey('70.1', '71.2', { 2023: 2300 }).flat).toBeNull()
    expect(survey('70.1', '71.2', { 2023: 2300 }).margin).toBeNull()
  })

  it('gives the margin in points, at 95 %', () => {
    expect(survey('70.1', '71.2', { 2024: 2300 }).margin).toBeCloseTo(1.851, 3)
    expect(marginOfError({ percent: 50, n: 9604 })).toBeCloseTo(1, 10)
    expect(marginOfError({ percent: 99, n: 400 })).toBeNull()
    expect(marginOfError({ percent: 0, n: 400 })).toBeNull()
  })

  it('is of shares only', () => {
    const verdict = verdictOf({
      values: { 2023: '12', 2024: '13' },
      respondents: { 2023: 100, 2024: 100 },
      target: up,
      unit: '日',
    })
    expect([verdict.margin, verdict.flat]).toEqual([null, null])
  })
})

describe('Decimals', () => {
  it('are reckoned exactly', () => {
    expect(decimalText(minus(decimalOf('0.3'), decimalOf('0.1')))).toBe('0.2')
    expect(decimalText(minus(decimalOf('22.8'), decimalOf('17.6')))).toBe('5.2')
    expect(decimalText(minus(decimalOf('0.05'), decimalOf('1')))).toBe('-0.95')
    expect(compare(decimalOf('4'), decimalOf('4.00'))).toBe(0)
    expect(decimalText(decimalOf('7'), 1)).toBe('7.0')
  })

  it('agree with whole numbers, whatever is written', () => {
    const tenths = integer({ min: -100_000, max: 100_000 })
    const text = (n: number) => decimalText({ units: BigInt(n), scale: 1 })
    assert(
      property(tenths, tenths, (a, b) => {
        expect(decimalText(minus(decimalOf(text(a)), decimalOf(text(b))))).toBe(text(a - b))
        expect(Math.sign(compare(decimalOf(text(a)), decimalOf(text(b))))).toBe(Math.sign(a - b))
      }),
    )
  })

  it.each(['', '－', '1.', '.5', '1,000', '１２', '1e3', 'NaN'])('refuse %j', (text) => {
    expect(() => decimalOf(text)).toThrow(RangeError)
  })

  it.each([
    ['12', 1, '時間', '12.0時間'],
    ['552', 0, '件', '552件'],
    ['1204', 0, '件', '1,204件'],
    ['1234567.5', 1, '', '1,234,567.5'],
    ['-3.5', 1, 'ポイント', '-3.5ポイント'],
    ['0.25', 1, '％', '0.25％'],
  ] as const)('print %s with %i places and %s as %s', (value, decimals, unit, text) => {
    expect(printed({ decimals, unit }, value).text).toBe(text)
  })
})

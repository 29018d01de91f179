/** The statistics of the attack kit against counting by hand and against simulated luck. */
import { expect, test } from 'vitest'
import {
  mostByChance,
  mostByDrawing,
  neighbourScore,
  positionScore,
  rankScore,
  ranksOf,
  runsScore,
  SIGMA,
} from '../../scripts/attack/chance.ts'
import { WindowSet } from '../../scripts/attack/windows.ts'
import { seeded, shuffled } from '../promises/checks/order.ts'

test('the most hits of equal guesses is the binomial quantile', () => {
  // 10 guesses at one half: P(hits ≥ 9) = 11/1024, P(hits ≥ 10) = 1/1024.
  const coins = Array<number>(10).fill(0.5)
  expect(mostByChance(coins, 11.5 / 1024)).toBe(8)
  expect(mostByChance(coins, 10.5 / 1024)).toBe(9)
  expect(mostByChance(coins, 0.5 / 1024)).toBe(10)
  expect(mostByChance([0, 0, 0])).toBe(0)
})

test('the most hits of drawing is the hypergeometric quantile', () => {
  // 2 of 4 marked, 2 drawn: both with 1/6.
  expect(mostByDrawing(4, 2, 2, 0.17)).toBe(1)
  expect(mostByDrawing(4, 2, 2, 0.16)).toBe(2)
  // 3 of 4 drawn of 3 marked: at least 2, always.
  expect(mostByDrawing(4, 3, 3, 0.9)).toBe(2)
  const large = mostByDrawing(2400, 1200, 1000)
  expect(large).toBeGreaterThan(500)
  expect(large).toBeLessThan(560)
})

test('random orders stay within the limit, and every planted order exceeds it', () => {
  const random = seeded(3)
  const list = Array.from({ length: 200 }, (_, i) => i)
  for (let round = 0; round < 50; round += 1) {
    const order = shuffled(list, random)
    expect(Math.abs(rankScore(list, order))).toBeLessThan(SIGMA)
    expect(Math.abs(neighbourScore(order))).toBeLessThan(SIGMA)
    const marked = order.map((value) => value < 120)
    expect(Math.abs(positionScore(marked))).toBeLessThan(SIGMA)
    expect(Math.abs(runsScore(marked))).toBeLessThan(SIGMA)
  }
  const waves = list.map((i) => (i % 2 === 0 ? i : 200 - i))
  expect(Math.abs(rankScore(list, list))).toBeGreaterThan(SIGMA)
  expect(Math.abs(rankScore(list, list.toReversed()))).toBeGreaterThan(SIGMA)
  expect(Math.abs(neighbourScore([...list.slice(100), ...list.slice(0, 100)]))).toBeGreaterThan(
    SIGMA,
  )
  expect(Math.abs(positionScore(list.map((i) => i < 120)))).toBeGreaterThan(SIGMA)
  expect(Math.abs(runsScore(list.map((i) => i > 40 && i < 160)))).toBeGreaterThan(SIGMA)
  expect(Math.abs(neighbourScore(waves))).toBeGreaterThan(SIGMA)
})

test('equal values share their ranks', () => {
  expect(ranksOf([5, 1, 5, 9])).toEqual([1.5, 0, 1.5, 3])
})

test('windows are found at every offset and belong to their value', () => {
  const random = seeded(5)
  const noise = (n: number) =>
    Buffer.from(Array.from({ length: n }, () => Math.floor(random() * 256)))
  const values = [noise(400), noise(400), noise(12)]
  const windows = new WindowSet(values)
  const around = (bytes: Buffer) => Buffer.concat([noise(33), bytes, noise(7)])
  for (const [i, value] of values.entries()) {
    for (const from of [0, 3, value.length - 8])
      expect([...windows.ownersIn(around(value.subarray(from, from + 8)))]).toEqual([i])
    expect([...windows.ownersIn(around(value.subarray(2, 9)))]).toEqual([])
  }
  expect([...windows.ownersIn(Buffer.alloc(100))]).toEqual([])
})

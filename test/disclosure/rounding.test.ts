import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coarseTenths, percentOf, stepTenths } from '../../server/disclosure/figures/rounding.ts'
import { possibleCounts, wholeCounts } from './reader.ts'

describe('割合の丸め', () => {
  it('rounds half up to 0.1 point where floating point would not', () => {
    expect(percentOf(1, 16)).toBe(6.3)
    expect(percentOf(1, 2000)).toBe(0.1)
    expect(percentOf(23, 80)).toBe(28.8)
    expect(percentOf(157, 400)).toBe(39.3)
    expect(percentOf(403, 2000)).toBe(20.2)
    expect(percentOf(1123, 1724)).toBe(65.1)
    expect(percentOf(0, 7)).toBe(0)
    expect(percentOf(7, 7)).toBe(100)
  })

  it('agrees with exact arithmetic for every share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.nat(), (n, seed) => {
        const count = seed % (n + 1)
        const exact = (2000n * BigInt(count) + BigInt(n)) / (2n * BigInt(n))
        expect(percentOf(count, n)).toBe(Number(exact) / 10)
      }),
    )
  })

  it('refuses what is no share', () => {
    for (const [count, n] of [
      [1, 0],
      [-1, 5],
      [6, 5],
      [0.5, 5],
    ] as const) {
      expect(() => percentOf(count, n)).toThrow(RangeError)
    }
  })

  it('takes the narrowest step that covers two people', () => {
    const steps = [8, 9, 10, 19, 20, 39, 40, 99, 100, 199, 200, 399, 400, 1000, 2000]
    expect(steps.map((n) => stepTenths(n, 2, 0))).toEqual([
      250, 250, 200, 200, 100, 100, 50, 50, 20, 20, 10, 10, 5, 2, 1,
    ])
    expect(stepTenths(7, 2, 0)).toBeNull()
  })

  it('takes a wider step where the check asks for it, and none beyond 25 points', () => {
    expect([0, 1, 2, 3].map((wider) => stepTenths(40, 2, wider))).toEqual([50, 100, 200, 250])
    expect(stepTenths(40, 2, 4)).toBeNull()
  })

  it('never shows 0 or 100 per cent of a part', () => {
    expect([0, 2, 3].map((count) => coarseTenths(count, 20, 100))).toEqual([100, 100, 200])
    expect([16, 17, 20].map((count) => coarseTenths(count, 20, 100))).toEqual([800, 900, 900])
    expect([0, 2, 3].map((count) => coarseTenths(count, 8, 250))).toEqual([250, 250, 500])
  })

  it('lets every value look like two counts at least, the true one among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 2500 }), fc.nat(), (n, seed) => {
        const count = seed % (n + 1)
        const step = stepTenths(n, 2, 0) ?? 0
        const counts = possibleCounts(n, coarseTenths(count, n, step) / 10, step / 10)
        expect(counts).toContain(count)
        expect(counts.length).toBeGreaterThanOrEqual(2)
      }),
      { numRuns: 300 },
    )
  })

  it('gives the whole body away exactly below 1,000 answers: the reader of the tests counts on it', () => {
    expect(wholeCounts(999, percentOf(333, 999))).toEqual([333])
  })
})

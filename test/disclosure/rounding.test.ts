import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coarsen, percentOf, stepFor } from '../../server/disclosure/rounding.ts'
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
    expect(steps.map((n) => stepFor(n, 2))).toEqual([
      25, 25, 20, 20, 10, 10, 5, 5, 2, 2, 1, 1, 0.5, 0.2, 0.1,
    ])
    expect(stepFor(7, 2)).toBeNull()
  })

  it('never shows 0 or 100 per cent of a part', () => {
    expect(coarsen(0, 20, 10)).toMatchObject({ value: 10, least: 0, most: 2 })
    expect(coarsen(20, 20, 10)).toMatchObject({ value: 90, least: 17, most: 20 })
    expect(coarsen(0, 8, 25)).toMatchObject({ value: 25, least: 0, most: 2 })
  })

  it('says which counts look like a value, two at least, the true one among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 2500 }), fc.nat(), (n, seed) => {
        const count = seed % (n + 1)
        const step = stepFor(n, 2) ?? 0
        const { value, least, most } = coarsen(count, n, step)
        const counts = possibleCounts(n, value, step)
        expect([counts[0], counts.at(-1)]).toEqual([least, most])
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

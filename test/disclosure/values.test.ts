/** What is printed of one item of one group, and what it says about the people behind it. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  displayValue,
  HIDDEN_LEVEL,
  TOO_COARSE,
  type ValueKind,
  valuePrinter,
} from '../../server/disclosure/figures/display-value.ts'
import type { Policy } from '../../server/disclosure/microdata.ts'
import { printedBounds } from '../../server/disclosure/figures/printed-bounds.ts'
import { peopleOfStep, stepTenths } from '../../server/disclosure/figures/rounding.ts'

const policy: Policy = { k: 5, kDistribution: 10, roundingPeople: 2, scale: 4, favourable: 2 }
const ofFive: Policy = { ...policy, k: 10, kDistribution: 20, scale: 5 }

const policies = fc.constantFrom(
  policy,
  ofFive,
  { ...policy, favourable: 1 },
  { ...ofFive, favourable: 1 },
)
const kinds = fc.constantFrom<ValueKind>('whole', 'full', 'band')
const levels = fc.integer({ min: 0, max: HIDDEN_LEVEL })

describe('A printed value', () => {
  it('is exact for 全庁, with the number of answers', () => {
    expect(displayValue([3, 600, 300, 90, 10], 'whole', policy)).toEqual({
      n: 1000,
      favourable: 90,
      step: 0.1,
      distribution: [60, 30, 9, 1],
    })
  })

  it('is coarse for everybody else, and nobody and everybody are never printed', () => {
    expect(displayValue([3, 40, 0, 0, 0], 'full', policy)).toEqual({
      favourable: 95,
      step: 5,
      distribution: [95, 5, 5, 5],
    })
  })

  it('has two bands of four answers, and three of five', () => {
    expect(displayValue([0, 6, 6, 4, 4], 'band', policy)).toEqual({
      favourable: 60,
      step: 10,
      bands: [60, 40],
    })
    expect(displayValue([0, 6, 6, 3, 3, 2], 'band', ofFive)).toEqual({
      favourable: 60,
      step: 10,
      bands: [60, 20, 30],
    })
  })

  it('is nothing when fewer than k answered, or too few for any step', () => {
    expect(displayValue([50, 2, 1, 0, 1], 'full', policy)).toBeNull()
    expect(displayValue([0, 2, 2, 2, 1], 'band', policy)).toBeNull()
    expect(displayValue([0, 2, 2, 2, 2], 'band', policy)?.step).toBe(25)
  })

  it('takes wider steps, and at last is nothing', () => {
    const counts = [0, 30, 30, 20, 20]
    const steps = [0, 1, 2, 3].map((level) => displayValue(counts, 'full', policy, level)?.step)
    expect(steps).toEqual([2, 5, 10, undefined])
    const whole = [0, 1, 2, 3].map((level) => displayValue(counts, 'whole', policy, level))
    expect(whole.map((value) => value?.step)).toEqual([0.1, 2, 5, undefined])
    expect(whole.map((value) => value?.n)).toEqual([100, undefined, undefined, undefined])
  })

  it('leaves open two counts or more of each figure, the true one among them', () => {
    const counts = fc.array(fc.nat(80), { minLength: 6, maxLength: 6 })
    const tiers = fc.constantFrom<ValueKind>('full', 'band')
    fc.assert(
      fc.property(policies, tiers, levels, counts, (p, kind, level, drawn) => {
        const own = drawn.slice(0, p.scale + 1)
        const { parts, valid } = boundsOf(p, kind, level, own)
        const answered = own.slice(1).reduce((a, b) => a + b, 0)
        expect(valid.least).toBeLessThanOrEqual(answered)
        expect(valid.most).toBeGreaterThanOrEqual(answered)
        for (const { from, to, low, high } of parts) {
          const truth = own.slice(from, to + 1).reduce((a, b) => a + b, 0)
          const fitting = Array.from({ length: answered + 1 }, (_, n) => n).filter(
            (n) =>
              2000 * n >= (low ?? 0) * answered && (high === null || 2000 * n < high * answered),
          )
          expect(fitting).toContain(truth)
          expect(fitting.length).toBeGreaterThanOrEqual(2)
        }
      }),
    )
  })
})

describe('The bounds of a printed value', () => {
  it('hold for the counts that print the same, and for no others', () => {
    const two = fc.tuple(fc.oneof(countsOf(12), countsOf(2)), countsOf(3))
    fc.assert(
      fc.property(policies, kinds, levels, two, (p, kind, level, [drawn, moved]) => {
        const own = drawn.slice(0, p.scale + 1)
        const others = own.map((n, code) => Math.max(0, n + (moved[code] ?? 0) - 1))
        const same = isSame(p, kind, level, own, others)
        expect(isWithin(boundsOf(p, kind, level, own), others)).toBe(same)
      }),
      { numRuns: 3000 },
    )
  })

  it('know which numbers of answers get a step', () => {
    for (const wider of [0, 1, 2]) {
      for (let n = 1; n <= 3000; n += 1) {
        const step = stepTenths(n, 2, wider)
        const { least, most } = peopleOfStep(step, 2, wider)
        expect(n >= least && n <= most).toBe(true)
        if (least > 1) expect(stepTenths(least - 1, 2, wider)).not.toBe(step)
        if (most < 3000) expect(stepTenths(most + 1, 2, wider)).not.toBe(step)
      }
    }
  })
})

function countsOf(most: number) {
  return fc.array(fc.nat(most), { minLength: 6, maxLength: 6 })
}

function printed(p: Policy, kind: ValueKind, level: number, counts: readonly number[]) {
  const printer = valuePrinter(p)
  const into = new Int32Array(printer.width)
  printer.print(counts, 0, kind, level, into, 0)
  return into
}

/** The bounds of a cell that has room for a few more answers. */
function boundsOf(p: Policy, kind: ValueKind, level: number, counts: readonly number[]) {
  const n = counts.reduce((a, b) => a + b, 0) + 50
  return printedBounds(printed(p, kind, level, counts), 0, kind, level, n, p)
}

/** A blank that the audit made is known for one; every other blank looks alike. */
function isSame(
  p: Policy,
  kind: ValueKind,
  level: number,
  counts: readonly number[],
  others: readonly number[],
): boolean {
  const [a, b] = [printed(p, kind, level, counts), printed(p, kind, level, others)]
  if (a[0]! > 0) return a.join() === b.join()
  return level > 0 && a[0] === TOO_COARSE ? b[0] === TOO_COARSE : b[0]! <= 0
}

function isWithin(bounds: ReturnType<typeof boundsOf>, counts: readonly number[]): boolean {
  const valid = counts.slice(1).reduce((a, b) => a + b, 0)
  if (valid < bounds.valid.least || valid > bounds.valid.most) return false
  return bounds.parts.every(({ from, to, low, high }) => {
    const people = counts.slice(from, to + 1).reduce((a, b) => a + b, 0)
    return 2000 * people >= (low ?? 0) * valid && (high === null || 2000 * people < high * valid)
  })
}

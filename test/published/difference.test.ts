import { describe, expect, it } from 'vitest'
import { differenceOf, isFlat } from '../../server/published/results/difference.ts'
import { figureOf, spanText } from '../../server/published/results/figures.ts'

const rounded = (favourable: number, step: number) => figureOf({ favourable, step }, false)
const exact = (favourable: number) => figureOf({ favourable, step: 0.1 }, true)

describe('前年度との差', () => {
  it('of 全庁 is exact', () => {
    expect(differenceOf(exact(65.1), exact(62.8)).text).toBe('＋2.3')
    expect(differenceOf(exact(62.8), exact(65.1)).text).toBe('－2.3')
    expect(differenceOf(exact(62.8), exact(62.8)).text).toBe('±0.0')
  })

  it('of rounded values is known to half of both steps', () => {
    expect(differenceOf(rounded(66, 2), rounded(60, 2)).text).toBe('＋4〜＋8')
    expect(differenceOf(rounded(60, 5), rounded(71, 1)).text).toBe('－14〜－8')
    expect(differenceOf(rounded(60, 1), rounded(55, 2)).text).toBe('＋3.5〜＋6.5')
    expect(differenceOf(rounded(60.2, 0.2), rounded(59, 0.5)).text).toBe('＋0.8〜＋1.6')
  })

  it('tells nothing when zero is within', () => {
    expect(differenceOf(rounded(60, 10), rounded(50, 10)).text).toBe('丸めの幅の中')
    expect(differenceOf(rounded(62, 2), rounded(60, 2)).text).toBe('丸めの幅の中')
  })

  it('is wider at the coded ends', () => {
    expect(spanText(rounded(20, 20))).toBe('0〜30％')
    expect(spanText(rounded(80, 20))).toBe('70〜100％')
    expect(spanText(rounded(60, 20))).toBe('50〜70％')
    expect(differenceOf(rounded(80, 20), rounded(20, 20)).text).toBe('＋40〜＋100')
    expect(differenceOf(rounded(80, 20), rounded(60, 20)).text).toBe('丸めの幅の中')
  })

  // The truth behind two shown values always lies in the range that is said.
  it.each([1, 2, 5, 10, 20])('contains the truth for steps of %i and 10', (step) => {
    const value = (percent: number, s: number) =>
      Math.min(Math.max(Math.floor(percent / s + 0.5) * s, s), 100 - s)
    for (let a = 0; a <= 100; a += 0.7) {
      for (let b = 0; b <= 100; b += 0.9) {
        const { from, to } = differenceOf(rounded(value(a, step), step), rounded(value(b, 10), 10))
        if (from === null || to === null) continue
        expect(a - b).toBeGreaterThanOrEqual(from - 1e-9)
        expect(a - b).toBeLessThanOrEqual(to + 1e-9)
      }
    }
  })

  it('of 全庁 is called 横ばい within chance', () => {
    const of = (percent: number) => ({ percent, n: 1700 })
    expect(isFlat(of(65.1), of(64))).toBe(true)
    expect(isFlat(of(68.1), of(64))).toBe(false)
    expect(isFlat({ percent: 0, n: 20 }, { percent: 0, n: 20 })).toBe(true)
  })
})

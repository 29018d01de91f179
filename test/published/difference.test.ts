import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../server/published/results/difference.ts'
import { type Figure, figureOf, spanOf } from '../../server/published/results/figures.ts'
import { figureWords } from '../../views/words/results-figures.ts'
import { isFlat } from '../../server/survey/chance.ts'

const rounded = (favourable: number, step: number) => figureOf({ favourable, step }, false)
const differenceText = (after: Figure, before: Figure) =>
  figureWords.ja.difference(differenceOf(after, before))
const spanText = (figure: Figure) => {
  const { from, to } = spanOf(figure)
  return figureWords.ja.span(from / 10, to / 10)
}
const exact = (favourable: number) => figureOf({ favourable, step: 0.1 }, true)

describe('前年度との差', () => {
  it('of 全庁 is exact', () => {
    expect(differenceText(exact(65.1), exact(62.8))).toBe('＋2.3')
    expect(differenceText(exact(62.8), exact(65.1))).toBe('－2.3')
    expect(differenceText(exact(62.8), exact(62.8))).toBe('±0.0')
  })

  it('of rounded values is known to half of both steps', () => {
    expect(differenceText(rounded(66, 2), rounded(60, 2))).toBe('＋4〜＋8')
    expect(differenceText(rounded(60, 5), rounded(71, 1))).toBe('－14〜－8')
    expect(differenceText(rounded(60, 1), rounded(55, 2))).toBe('＋3.5〜＋6.5')
    expect(differenceText(rounded(60.2, 0.2), rounded(59, 0.5))).toBe('＋0.8〜＋1.6')
  })

  it('tells nothing when zero is within', () => {
    expect(differenceText(rounded(60, 10), rounded(50, 10))).toBe('丸めの幅の中')
    expect(differenceText(rounded(62, 2), rounded(60, 2))).toBe('丸めの幅の中')
  })

  it('is wider at the coded ends', () => {
    expect(spanText(rounded(20, 20))).toBe('0〜30％')
    expect(spanText(rounded(80, 20))).toBe('70〜100％')
    expect(spanText(rounded(60, 20))).toBe('50〜70％')
    expect(differenceText(rounded(80, 20), rounded(20, 20))).toBe('＋40〜＋100')
    expect(differenceText(rounded(80, 20), rounded(60, 20))).toBe('丸めの幅の中')
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

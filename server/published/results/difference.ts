import { type Figure, spanOf } from './figures.ts'

/** What can be said of how a published share has changed. */
export interface Difference {
  /** Points, one decimal; null where the widths of rounding leave open whether it rose or fell. */
  readonly from: number | null
  readonly to: number | null
  /** 「＋1.1」 of exact shares, 「＋2〜＋6」 of rounded ones, else 「丸めの幅の中」. */
  readonly text: string
}

const INSIDE = '丸めの幅の中'

/**
 * Between two published shares: v1 ± s1/2 and v2 ± s2/2 differ by v1 − v2 ± (s1 + s2)/2, at the coded
 * ends by more. A range that contains zero tells nothing.
 */
export function differenceOf(after: Figure, before: Figure): Difference {
  if (after.exact && before.exact) {
    const tenths = Math.round(after.percent * 10) - Math.round(before.percent * 10)
    return { from: tenths / 10, to: tenths / 10, text: signed(tenths, 1) }
  }
  const [a, b] = [spanOf(after), spanOf(before)]
  // Steps below one point have halves below 0.1: the range is only ever widened.
  const from = Math.floor(a.from - b.to)
  const to = Math.ceil(a.to - b.from)
  if (from <= 0 && to >= 0) return { from: null, to: null, text: INSIDE }
  const decimals = from % 10 === 0 && to % 10 === 0 ? 0 : 1
  return {
    from: from / 10,
    to: to / 10,
    text: `${signed(from, decimals)}〜${signed(to, decimals)}`,
  }
}

/**
 * Whether a change of the whole body is within chance: two shares of n1 and n2 people, pooled, |z| at most
 * 1.96.
 */
export function isFlat(
  after: { readonly percent: number; readonly n: number },
  before: { readonly percent: number; readonly n: number },
): boolean {
  const pooled =
    (after.percent * after.n + before.percent * before.n) / (100 * (after.n + before.n))
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / after.n + 1 / before.n))
  return Math.abs(after.percent - before.percent) / 100 <= 1.96 * error
}

function signed(tenths: number, decimals: 0 | 1): string {
  const sign = tenths > 0 ? '＋' : tenths < 0 ? '－' : '±'
  return `${sign}${(Math.abs(tenths) / 10).toFixed(decimals)}`
}

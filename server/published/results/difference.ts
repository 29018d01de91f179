import { type Figure, spanOf } from './figures.ts'

/** What can be said of how a published share has changed. */
export interface Difference {
  /** Points, one decimal; null where the widths of rounding leave open whether it rose or fell. */
  readonly from: number | null
  readonly to: number | null
}

/**
 * Between two published shares: v1 ± s1/2 and v2 ± s2/2 differ by v1 − v2 ± (s1 + s2)/2, at the coded
 * ends by more. A range that contains zero tells nothing.
 */
export function differenceOf(after: Figure, before: Figure): Difference {
  if (after.exact && before.exact) {
    const tenths = Math.round(after.percent * 10) - Math.round(before.percent * 10)
    return { from: tenths / 10, to: tenths / 10 }
  }
  const [a, b] = [spanOf(after), spanOf(before)]
  // Steps below one point have halves below 0.1: the range is only ever widened.
  const from = Math.floor(a.from - b.to)
  const to = Math.ceil(a.to - b.from)
  if (from <= 0 && to >= 0) return { from: null, to: null }
  return { from: from / 10, to: to / 10 }
}

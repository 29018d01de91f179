import type { ItemValue } from '../../survey/published-set.ts'

/** A share as it is shown, in every page and export the same. */
export interface Figure {
  /** Percent, with `decimals` places. */
  readonly percent: number
  readonly decimals: 0 | 1
  /** Width of the rounding in points. */
  readonly step: number
  /** The lowest and highest value of a rounded share mean "that or less", "that or more". */
  readonly bound: 'orLess' | 'orMore' | null
  /** The whole body: not rounded beyond 0.1 point. */
  readonly exact: boolean
  /** 「65.1％」「約60％」「約10％以下」 */
  readonly text: string
}

/** Suppressed: empty, too small and complementary look alike. */
export const WITHHELD = '非表示（少人数のため）'

/** One item of a shown group: too few answers, or it would have let answers be worked out. */
export const BLANK = '非表示'

/** @param exact the whole body: not rounded beyond 0.1 point, not coded at the ends. */
export function figureOf(
  { favourable, step }: Pick<ItemValue, 'favourable' | 'step'>,
  exact: boolean,
): Figure {
  const bound = exact ? null : boundOf(favourable, step)
  const decimals = step < 1 ? 1 : 0
  const about = step >= 5 || bound !== null ? '約' : ''
  const end = bound === null ? '' : bound === 'orLess' ? '以下' : '以上'
  const text = `${about}${favourable.toFixed(decimals)}％${end}`
  return { percent: favourable, decimals, step, bound, exact, text }
}

/** From and to in tenths of a point. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Where the true share lies: half a step to both sides, at the ends as far as 0 and 100. */
export function spanOf({ percent, step, bound }: Figure): Span {
  const value = Math.round(percent * 10)
  const half = (step * 10) / 2
  return {
    from: bound === 'orLess' ? 0 : value - half,
    to: bound === 'orMore' ? 1000 : value + half,
  }
}

export interface RoundingRow {
  /** Fewest valid answers. */
  readonly from: number
  /** Points. */
  readonly step: number
  readonly example: Figure
}

/** How wide a share is rounded, by number of valid answers: a step covers `people` at least. */
export function roundingTable(k: number, people: number): RoundingRow[] {
  const rows = [25, 20, 10, 5, 2, 1].map((step) => ({
    step,
    from: Math.max(k, Math.ceil((people * 100) / step)),
    example: figureOf({ favourable: Math.ceil(60 / step) * step, step }, false),
  }))
  return rows.filter((row, i) => (rows[i + 1]?.from ?? Number.POSITIVE_INFINITY) > row.from)
}

function boundOf(favourable: number, step: number): Figure['bound'] {
  const value = Math.round(favourable * 10)
  const width = Math.round(step * 10)
  if (value <= width) return 'orLess'
  return value >= 1000 - width ? 'orMore' : null
}

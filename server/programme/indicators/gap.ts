import { hasBreak } from './breaks.ts'
import type { Indicator, IndicatorBook } from './book.ts'
import { absolute, decimalOf, decimalText, minus } from './decimal.ts'

/** 差 of two series that are to come together: 男性 − 女性. */
export interface GapSeries {
  /** The one that is taken from, and the one that is taken off it. */
  readonly of: readonly [Indicator, Indicator]
  /** By fiscal year, as written, first minus second; null is 「－」, absent: no entry. */
  readonly values: ReadonlyMap<number, string | null>
  readonly decimals: number
}

/** A series for each pair, in the order of the programme; the first of a pair is taken from. */
export function gapSeries(book: Pick<IndicatorBook, 'indicators'>): GapSeries[] {
  return book.indicators.flatMap((indicator, i) => {
    const other = partnerOf(book, indicator)
    const isFirst = other !== null && book.indicators.indexOf(other) > i
    return isFirst ? [gapOf(indicator, other)] : []
  })
}

/** The gap that an indicator is judged by; null: it has none. */
export function gapFor(
  book: Pick<IndicatorBook, 'indicators'>,
  indicator: Indicator,
): GapSeries | null {
  return gapSeries(book).find(({ of }) => of.some(({ id }) => id === indicator.id)) ?? null
}

/** The other series of a gap; null: none. */
export function partnerOf(
  { indicators }: Pick<IndicatorBook, 'indicators'>,
  { gapWith }: Indicator,
): Indicator | null {
  return gapWith === null ? null : (indicators.find(({ id }) => id === gapWith) ?? null)
}

/** How far apart, whichever is ahead. */
export function widthOf(gap: string): string {
  return decimalText(absolute(decimalOf(gap)))
}

/** A break of either series is one of their gap. */
export function hasGapBreak({ of }: GapSeries, year: number): boolean {
  return of.some((indicator) => hasBreak(indicator, year))
}

function gapOf(first: Indicator, second: Indicator): GapSeries {
  const years = [...first.values.keys()].filter((year) => second.values.has(year))
  const decimals = Math.max(first.decimals, second.decimals)
  const gap = (year: number): string | null => {
    const [a, b] = [first.values.get(year)?.text, second.values.get(year)?.text]
    if (a === undefined || a === null || b === undefined || b === null) return null
    return decimalText(minus(decimalOf(a), decimalOf(b)), decimals)
  }
  return { of: [first, second], values: new Map(years.map((y) => [y, gap(y)])), decimals }
}

import type { Edition, Indicator, IndicatorBook, IndicatorBreak } from './book.ts'
import { hasBreak } from './breaks.ts'
import { type GapSeries, gapSeries, hasGapBreak } from './gap.ts'
import { pointsOf, printed } from './printed-value.ts'
import { byPillar, editionOf, type Measured, measuredIn, type Pillar } from './tables.ts'
import { wordsIn } from './wording.ts'

/** 表「指標の推移」: every series, （参考）included, and the gap below the two it is taken from. */
export interface HistoryTable {
  /** Whose words the rows carry; null: there is no edition. */
  readonly edition: Edition | null
  /** Fiscal years, oldest first. */
  readonly years: readonly number[]
  readonly pillars: readonly Pillar<HistoryRow>[]
  readonly breaks: readonly HistoryBreak[]
}

export interface HistoryRow {
  readonly kind: 'series' | 'gap'
  readonly heading: string
  /** 差 has the unit 「ポイント」 where its series are shares. */
  readonly label: string
  /** Of a gap: the one that is taken from. */
  readonly indicator: Indicator
  /** The two series of a gap. */
  readonly of: readonly [Indicator, Indicator] | null
  readonly notes: string
  readonly cells: readonly HistoryCell[]
}

export interface HistoryCell extends Measured {
  /** Not comparable with the year before. */
  readonly breaks: boolean
}

export interface HistoryBreak extends IndicatorBreak {
  readonly indicator: Indicator
  readonly label: string
  readonly year: number
}

/**
 * 表「指標の推移」.
 *
 * @param editionId whose words the rows carry, the newest one's unless told.
 * @param lastYear the last year of the table; all unless told.
 * @throws {RangeError} when there is no such edition.
 */
export function historyTable(
  book: IndicatorBook,
  editionId?: string,
  lastYear = Number.POSITIVE_INFINITY,
): HistoryTable {
  const edition = editionId === undefined ? book.editions.at(-1) : editionOf(book, editionId)
  const years = book.years.filter((year) => year <= lastYear)
  const words = (indicator: Indicator) => wordsIn(edition ?? { printed: null }, indicator)
  const gaps = gapSeries(book)
  const rows = book.indicators.flatMap((indicator): HistoryRow[] => {
    const { historyLabel: label, notes } = words(indicator)
    const { heading } = indicator
    const cells = years.map((year) => ({
      ...measuredIn(indicator, year),
      breaks: hasBreak(indicator, year),
    }))
    const gap = gaps.find(({ of }) => of[1] === indicator)
    return [
      { kind: 'series', heading, label, indicator, of: null, notes, cells },
      ...(gap === undefined ? [] : [gapRow(gap, years, notes)]),
    ]
  })
  return {
    edition: edition ?? null,
    years,
    pillars: byPillar(rows, ({ indicator }) => indicator),
    breaks: book.indicators.flatMap((indicator) =>
      [...indicator.breaks]
        .filter(([year]) => years.includes(year) && hasBreak(indicator, year))
        .map(([year, own]) => ({
          ...own,
          indicator,
          label: words(indicator).historyLabel,
          year,
        })),
    ),
  }
}

function gapRow(gap: GapSeries, years: readonly number[], notes: string): HistoryRow {
  const [first, second] = gap.of
  const unit = pointsOf(first.unit)
  return {
    kind: 'gap',
    heading: first.heading,
    label: `差（${first.series}－${second.series}）`,
    indicator: first,
    of: gap.of,
    notes,
    cells: years.map((year) => {
      const value = gap.values.get(year)
      return {
        year,
        text: value ?? null,
        state: value === undefined ? 'no-entry' : value === null ? 'not-surveyed' : 'value',
        printed:
          value === undefined || value === null
            ? null
            : printed({ decimals: gap.decimals, unit }, value),
        respondents: null,
        margin: null,
        sample: gap.of.some((one) => one.values.get(year)?.sample === true),
        breaks: hasGapBreak(gap, year),
      }
    }),
  }
}

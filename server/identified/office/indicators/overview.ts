import type { Indicator, IndicatorBook } from '../../../programme/indicators/book.ts'
import { changeKey } from '../../../programme/indicators/changes.ts'
import type { Waiting } from './approvals.ts'
import { lastYear } from './typed-value.ts'

/** Columns of the overview: the newest years. */
const MOST_YEARS = 6

export interface OverviewCell {
  readonly year: number
  /** As it stands: 「12.0」, 「－」; null: nothing was entered for this year. */
  readonly text: string | null
  /** From a survey in this system. */
  readonly survey: string | null
  readonly sample: boolean
  /** A change of it waits for its approval. */
  readonly waits: boolean
}

export interface OverviewRow {
  readonly id: string
  readonly label: string
  readonly series: string
  readonly unit: string
  readonly item: string | null
  readonly cells: readonly OverviewCell[]
  /** Years that 人事課 has not ruled on. */
  readonly possibleBreaks: readonly number[]
}

export interface Overview {
  readonly years: readonly number[]
  readonly rows: readonly OverviewRow[]
  /** Years without an entry, with the series that lack one, oldest first. */
  readonly missing: readonly { readonly year: number; readonly ids: readonly string[] }[]
}

/** What stands, what is missing, what waits; by series and year. */
export function overviewOf(
  { indicators, years: known }: Pick<IndicatorBook, 'indicators' | 'years'>,
  waiting: readonly Waiting[],
  today: string,
): Overview {
  const newest = Math.max(lastYear(today), ...known)
  const oldest = Math.min(lastYear(today), ...known)
  const all = Array.from({ length: newest - oldest + 1 }, (_, i) => oldest + i)
  const years = all.slice(-MOST_YEARS)
  const keys = new Set(
    waiting
      .filter(({ returned }) => returned === null)
      .flatMap(({ changes }) => changes.map(changeKey)),
  )
  return {
    years,
    rows: indicators.map((indicator) => ({
      id: indicator.id,
      label: indicator.historyLabel,
      series: indicator.series,
      unit: indicator.unit,
      item: indicator.item,
      cells: years.map((year) => cellOf(indicator, year, keys)),
      possibleBreaks: [...indicator.breaks]
        .filter(([, { state }]) => state === 'possible')
        .map(([year]) => year),
    })),
    missing: all
      .filter((year) => year <= lastYear(today))
      .map((year) => ({ year, ids: lacking(indicators, year) }))
      .filter(({ ids }) => ids.length > 0),
  }
}

function lacking(indicators: readonly Indicator[], year: number): string[] {
  return indicators.filter(({ values }) => !values.has(year)).map(({ id }) => id)
}

function cellOf(indicator: Indicator, year: number, keys: ReadonlySet<string>): OverviewCell {
  const value = indicator.values.get(year)
  return {
    year,
    text: value === undefined ? null : (value.text ?? '－'),
    survey: value?.survey ?? null,
    sample: value?.sample ?? false,
    waits: keys.has(`value/${indicator.id}/${year}`),
  }
}

import { type Named, namedIn } from '../../../views/words/indicator-names.ts'
import { indicatorWords } from '../../../views/words/indicators.ts'
import type { Language } from '../../../views/words/language.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import type { Indicator } from '../../programme/indicators/book.ts'
import type { HistoryBreak, HistoryRow, HistoryTable } from '../../programme/indicators/history.ts'
import { targetsOf } from '../../programme/indicators/verdict.ts'
import { type ValueCell, valueCell, yearIn } from './cells.ts'
import { type Trend, trendOf } from './trend.ts'

/** 表「指標の推移」 in the reader's language. */
export interface HistoryView {
  readonly years: readonly { readonly short: string; readonly long: string }[]
  readonly pillars: readonly {
    readonly name: Named
    readonly rows: readonly HistoryRowView[]
  }[]
  readonly breaks: readonly {
    readonly name: Named
    readonly from: string
    /** As 人事課 wrote it. */
    readonly reason: string
    readonly words: string
  }[]
}

export interface HistoryRowView {
  readonly isGap: boolean
  readonly label: Named
  readonly notes: string
  readonly cells: readonly (ValueCell & { readonly breaks: boolean })[]
  readonly trend: Trend | null
}

export function historyView(language: Language, table: HistoryTable): HistoryView {
  const w = indicatorWords[language]
  return {
    years: table.years.map((year) => ({
      short: w.yearShort(year),
      long: datesIn[language].fiscalYear(year),
    })),
    pillars: table.pillars.map(({ name, rows }) => ({
      name: namedIn(language, name),
      rows: rows.map((row) => rowView(language, row, table.edition?.id ?? null)),
    })),
    breaks: table.breaks.map((one) => breakView(language, one)),
  }
}

function rowView(language: Language, row: HistoryRow, edition: string | null): HistoryRowView {
  const isGap = row.kind === 'gap'
  const goal = isGap || edition === null ? null : goalLine(row.indicator, edition)
  return {
    isGap,
    label: namedIn(language, row.label),
    notes: row.notes,
    cells: row.cells.map((cell) => ({ ...valueCell(language, cell), breaks: cell.breaks })),
    trend: trendOf(row.cells, goal),
  }
}

/** The newest value of a target that is a line: 以上, 以下, equal to. */
function goalLine(indicator: Indicator, edition: string): string | null {
  const target = targetsOf(indicator, edition).at(-1)?.target
  return target !== undefined && ['ge', 'le', 'eq'].includes(target.op) ? target.value : null
}

function breakView(language: Language, { label, year, reason, state }: HistoryBreak) {
  const w = indicatorWords[language]
  return {
    name: namedIn(language, label),
    from: yearIn(language, year),
    reason,
    words: state === 'possible' ? w.breakPossible : w.breakSure,
  }
}

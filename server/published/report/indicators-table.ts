import { namedIn } from '../../../views/words/indicator-names.ts'
import { targetIn } from '../../../views/words/indicator-values.ts'
import { indicatorWords } from '../../../views/words/indicators.ts'
import type { Language } from '../../../views/words/language.ts'
import { joined, type Said, say } from '../../../views/words/phrase.ts'
import { type ReportWords, reportWords } from '../../../views/words/report.ts'
import type { Edition, IndicatorBook } from '../../programme/indicators/book.ts'
import {
  type CurrentRow,
  type CurrentTable,
  currentTable,
} from '../../programme/indicators/tables.ts'
import { targetsOf } from '../../programme/indicators/verdict.ts'
import { type ValueCell, yearIn } from '../indicators/cells.ts'
import { type CurrentRowView, currentView } from '../indicators/current-view.ts'
import { nameOf } from '../indicators/page.ts'
import { type ReportTable, saidOf } from './report-table.ts'

/** Each goal of an edition, in the newest year that was measured. */
export interface ReportIndicators {
  readonly edition: Edition
  readonly goals: readonly {
    readonly table: CurrentTable
    /** Where it stands in the table. */
    readonly pillar: number
    readonly row: number
  }[]
}

/**
 * The goals of the newest edition that asks something of the year (else of the newest), each with its newest
 * value up to that year: a survey's share is there before the figures of the year's end.
 *
 * @returns null when there are no indicators, or none was measured by then.
 */
export function reportIndicators(book: IndicatorBook, year: number): ReportIndicators | null {
  const edition = book.editions.findLast(({ id }) => asks(book, id, year)) ?? book.editions.at(-1)
  if (edition === undefined) return null
  const years = book.years.filter((one) => one <= year).toReversed()
  const tables = years.map((one) => currentTable(book, edition.id, one))
  const [newest] = tables
  if (newest === undefined) return null
  const goals = newest.pillars.flatMap(({ rows }, pillar) =>
    rows.map((_, row) => {
      const measured = tables.find((table) => isMeasured(table.pillars[pillar]?.rows[row]))
      return { table: measured ?? newest, pillar, row }
    }),
  )
  return { edition, goals }
}

export function indicatorsTable(language: Language, all: ReportIndicators | null): ReportTable {
  const w = reportWords[language].indicators
  const rows = (all?.goals ?? []).flatMap(({ table, pillar, row }) => {
    const at = table.pillars[pillar]?.rows[row]
    const view = currentView(language, table).pillars[pillar]?.rows[row]
    return at === undefined || view === undefined ? [] : [{ at, view, year: table.year }]
  })
  const count = (state: string) => rows.filter(({ at }) => at.verdict.state === state).length
  const counts = w.counts(count('met'), count('missed'), count('none'))
  const { heads } = w
  return {
    id: 'indicators',
    title: rows.length === 0 ? w.title : `${w.title}${reportWords[language].note(counts)}`,
    heads: [heads.name, heads.year, heads.now, heads.before, heads.goal, heads.verdict],
    widths: [36, 9, 12, 12, 15, 16],
    numeric: [],
    rows: rows.map(({ at, view, year }) => rowOf(language, year, at, view)),
    empty: w.empty,
    source:
      all === null
        ? w.empty
        : say`${saidOf(namedIn(language, all.edition.source))} ${nameOf(language, all.edition)}`,
    notes: [],
  }
}

function asks({ indicators }: IndicatorBook, edition: string, year: number): boolean {
  return indicators.some((one) => targetsOf(one, edition).some((target) => target.year === year))
}

function isMeasured(row: CurrentRow | undefined): boolean {
  return row?.series.some(({ value }) => value.state === 'value') === true
}

function rowOf(language: Language, year: number, at: CurrentRow, view: CurrentRowView): Said[] {
  const w = reportWords[language]
  const slash = language === 'en' ? ' / ' : '／'
  const values = (which: 'value' | 'before') =>
    joined(
      view.series.map((one, i) => {
        const series = at.series[i]?.indicator.series ?? ''
        const text = valueText(w, one[which])
        return series === '' ? text : say`${saidOf(namedIn(language, series))} ${text}`
      }),
      slash,
    )
  const labels = view.series.map(({ label }) => saidOf(label))
  return [
    w.indicators.name(saidOf(view.heading), joined(labels, slash)),
    yearIn(language, year),
    values('value'),
    values('before'),
    goalOf(language, at, view),
    verdictOf(language, at, view),
  ]
}

function valueText(w: ReportWords, { number, unit, sample }: ValueCell): string {
  if (number === '') return w.none
  return sample ? w.sample(`${number}${unit}`) : `${number}${unit}`
}

/** What the year was judged by; else what the edition asks of its last year. */
function goalOf(language: Language, at: CurrentRow, view: CurrentRowView): Said {
  const w = reportWords[language]
  const { target } = at.verdict
  const unit = at.series[0]?.indicator.unit ?? ''
  const last = view.goals.at(-1)
  const lastYear = at.goals.at(-1)?.years.at(-1)
  const goal =
    target !== null
      ? saidOf(targetIn(language, target, unit))
      : last === undefined || lastYear === undefined
        ? w.none
        : say`${saidOf(last.words)}${w.note(yearIn(language, lastYear))}`
  return view.longTerm === null ? goal : say`${goal}${w.indicators.longTerm(saidOf(view.longTerm))}`
}

function verdictOf(language: Language, { verdict }: CurrentRow, view: CurrentRowView): Said {
  const w = reportWords[language]
  const { reason, isReference, margin, flat, target, before, measured } = verdict
  const isGap = target?.op === 'converge' && measured !== null
  const remarks = [
    isReference ? w.indicators.reference : '',
    reason === null ? '' : w.indicators.reasons[reason],
    isGap ? w.indicators.gap(before ?? w.none, measured) : '',
    margin === null || reason !== null ? '' : `±${margin.toFixed(1)}`,
    flat === true ? indicatorWords[language].flat : '',
  ].filter((remark) => remark !== '')
  return remarks.length === 0
    ? view.verdict.words
    : `${view.verdict.words}${w.note(remarks.join(w.sep))}`
}

import type { Edition, Indicator, IndicatorBook } from '../indicators/book.ts'
import { pointsOf, printed } from '../indicators/printed-value.ts'
import { type CurrentRow, currentTable } from '../indicators/tables.ts'
import type { Verdict } from '../indicators/verdict.ts'
import { fiscalYearName } from '../../calendar/fiscal-year.ts'
import { type Figure, type Source, stamped } from './source.ts'

/** An indicator with its verdict in the newest year that has a value. */
export interface IndicatorSource extends Source {
  readonly year: number
  /** The survey measures it. */
  readonly ofSurvey: boolean
  readonly verdict: Verdict
}

/** How many years back a value is still news. */
const YEARS = 2

/** Indicators as the newest edition of the programme judges them; those without a value are left out. */
export function indicatorSources(book: IndicatorBook): IndicatorSource[] {
  const edition = book.editions.at(-1)
  if (edition === undefined) return []
  const found = new Map<string, IndicatorSource>()
  for (const year of book.years.toReversed().slice(0, YEARS)) {
    const { pillars } = currentTable(book, edition.id, year)
    for (const row of pillars.flatMap(({ rows }) => rows)) {
      const source = sourceOf(row, year, edition)
      const id = row.series[0]?.indicator.id ?? ''
      if (source !== null && !found.has(id)) found.set(id, source)
    }
  }
  return [...found.values()]
}

function sourceOf(row: CurrentRow, year: number, edition: Edition): IndicatorSource | null {
  const [first] = row.series
  if (first === undefined || row.series.some(({ value }) => value.printed === null)) return null
  const { indicator } = first
  const { verdict } = row
  const title = row.heading.replace(/\s*[①-⑳]$/u, '')
  const figures = figuresOf(row)
  const source = stamped({
    key: `indicator:${indicator.id}:${year}`,
    kind: 'indicator',
    title,
    bureau: '',
    unitName: '',
    on: `${year + 1}-03-31`,
    facts: [
      { label: '指標', text: row.series.map(({ label }) => label).join('／') },
      { label: '年度', text: fiscalYearName(year) },
      { label: '判定', text: `${edition.label}の目標に対して${verdict.words}` },
    ],
    figures,
    path: '/indicators',
    isDone: true,
    isPublic: true,
  })
  return { ...source, year, ofSurvey: indicator.item !== null, verdict }
}

function figuresOf({ series, verdict }: CurrentRow): Figure[] {
  const [first] = series
  if (first === undefined) return []
  const { indicator } = first
  const gapUnit = { decimals: indicator.decimals, unit: pointsOf(indicator.unit) }
  const gap = series.length > 1
  const told = (text: string | null) => (text === null ? null : printed(gapUnit, text).text)
  const change =
    verdict.change === null ? null : changeText(gap ? gapUnit : indicator, verdict.change)
  const figures: Record<string, string | null> = {
    値: gap ? told(verdict.measured) : (first.value.printed?.text ?? null),
    前年度: gap ? told(verdict.before) : (first.before.printed?.text ?? null),
    増減: verdict.flat === true ? '横ばい' : change,
    目標: verdict.isReference ? null : (verdict.target?.words ?? null),
    判定: verdict.state === 'none' || verdict.isReference ? null : verdict.words,
  }
  return Object.entries(figures).flatMap(([mark, text]) => (text === null ? [] : [{ mark, text }]))
}

/** 「4.9ポイント増」: a sign at the end of a line would be read wrongly. */
function changeText(of: Pick<Indicator, 'decimals' | 'unit'>, change: string): string {
  const amount = printed({ ...of, unit: pointsOf(of.unit) }, change.replace(/^-/, '')).text
  if (Number(change) === 0) return '増減なし'
  return `${amount}${change.startsWith('-') ? '減' : '増'}`
}

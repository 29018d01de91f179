import type { Edition, Indicator, IndicatorBook } from '../../programme/indicators/book.ts'
import { gapSeries } from '../../programme/indicators/gap.ts'
import { judge, marginOf, targetsOf } from '../../programme/indicators/verdict.ts'

/** What `GET {base}/api/v1/indicators` answers; described by `indicatorsSchema`. */
export function indicatorsBody(book: IndicatorBook) {
  return {
    editions: book.editions.map(({ id, label, day, currentYear, source }) => ({
      id,
      label,
      day,
      currentYear,
      source,
    })),
    years: book.years,
    indicators: book.indicators.map((indicator) => indicatorBody(book, indicator)),
    gaps: gapSeries(book).map(({ of, values }) => ({
      of: of.map(({ id }) => id),
      values: inOrder(values).map(([fiscalYear, text]) => ({ fiscalYear, ...figure(text) })),
    })),
    notes: book.notes.map(({ ref, text }) => ({ ref, text })),
  }
}

function indicatorBody(book: IndicatorBook, indicator: Indicator) {
  const { remark: _, ...told } = indicator
  return {
    ...told,
    values: inOrder(indicator.values).map(([fiscalYear, value]) => ({
      fiscalYear,
      ...figure(value.text),
      source: value.source,
      asOfDay: value.asOfDay,
      respondents: value.respondents,
      margin: oneDecimal(marginOf(indicator, value)),
      survey: value.survey,
      ...(value.sample ? { sample: true } : {}),
    })),
    targets: book.editions.flatMap((edition) =>
      targetsOf(indicator, edition.id).map(({ target: { op, value, words }, year }) => ({
        edition: edition.id,
        fiscalYear: year,
        op,
        value,
        words,
      })),
    ),
    breaks: inOrder(indicator.breaks).map(([fiscalYear, { state, reason }]) => ({
      fiscalYear,
      state,
      reason,
    })),
    verdicts: book.editions.flatMap((edition) => verdictBodies(book, indicator, edition)),
  }
}

/** Of each year that the indicator has an entry for and the edition something to say of. */
function verdictBodies(book: IndicatorBook, indicator: Indicator, edition: Edition) {
  return inOrder(indicator.values).flatMap(([fiscalYear]) => {
    const verdict = judge(book, indicator, fiscalYear, edition)
    const { target, margin: _, ...said } = verdict
    return target === null ? [] : [{ edition: edition.id, fiscalYear, ...said }]
  })
}

function figure(text: string | null) {
  return { text, number: text === null ? null : Number(text) }
}

function oneDecimal(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10
}

function inOrder<T>(byYear: ReadonlyMap<number, T>): [number, T][] {
  return [...byYear].sort(([a], [b]) => a - b)
}

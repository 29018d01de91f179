import { z } from 'zod'
import { type Named, namedIn } from '../../../views/words/indicator-names.ts'
import { indicatorWords } from '../../../views/words/indicators.ts'
import type { Language } from '../../../views/words/language.ts'
import { Problem } from '../../http/problems.ts'
import type { Edition, Indicator, IndicatorBook } from '../../programme/indicators/book.ts'
import {
  type ChangedPart,
  type ComparedRow,
  compareEditions,
  type PrintedRow,
} from '../../programme/indicators/comparison.ts'
import { type ValueCell, valueCell, yearIn } from './cells.ts'
import { type CurrentRowView, goalViews } from './current-view.ts'
import { nameOf } from './page.ts'

/** 新旧対照表 of two editions. */
export interface EditionsPage {
  readonly base: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly from: string
  readonly to: string
  /** null: there is no second edition, or the same one twice. */
  readonly compared: {
    readonly fromName: string
    readonly toName: string
    readonly fromYear: string
    readonly toYear: string
    readonly summary: string
    readonly rows: readonly ComparedView[]
    readonly notes: readonly {
      readonly ref: string
      readonly old: Named | null
      readonly now: Named | null
      readonly isChanged: boolean
    }[]
  } | null
}

export interface ComparedView {
  readonly heading: Named
  readonly old: PrintedView | null
  readonly now: PrintedView | null
  readonly changed: readonly ChangedPart[]
  /** In words, 「名称」. */
  readonly changedWords: readonly string[]
}

export interface PrintedView {
  readonly label: Named
  readonly current: ValueCell
  readonly goals: CurrentRowView['goals']
  readonly notes: string
  readonly longTerm: Named | null
}

const query = z.object({
  from: z.string().optional().catch(undefined),
  to: z.string().optional().catch(undefined),
})

/**
 * The newest edition beside the one before unless told.
 *
 * @throws {Problem} `not-found` for an edition that there is not.
 */
export function editionsPage(
  base: string,
  language: Language,
  book: IndicatorBook,
  asked: unknown,
): EditionsPage {
  const { editions } = book
  const wanted = query.parse(asked)
  const to = wanted.to ?? editions.at(-1)?.id ?? ''
  const from = wanted.from ?? editions.at(-2)?.id ?? to
  const known = (id: string) => editions.some((one) => one.id === id)
  if (editions.length > 0 && (!known(from) || !known(to))) throw new Problem('not-found')
  return {
    base,
    from,
    to,
    choices: editions.map((one) => ({ value: one.id, label: nameOf(language, one) })),
    compared: from === to ? null : comparedView(language, book, from, to),
  }
}

function comparedView(
  language: Language,
  book: IndicatorBook,
  from: string,
  to: string,
): EditionsPage['compared'] {
  const comparison = compareEditions(book, from, to)
  const touched = comparison.rows.filter(({ changed }) =>
    changed.some((part) => part !== 'current'),
  )
  return {
    fromName: nameOf(language, comparison.from),
    toName: nameOf(language, comparison.to),
    fromYear: yearIn(language, comparison.from.currentYear),
    toYear: yearIn(language, comparison.to.currentYear),
    summary: indicatorWords[language].changedCount(touched.length, comparison.rows.length),
    rows: comparison.rows.map((row) => rowView(language, row, comparison.from, comparison.to)),
    notes: comparison.notes.map(({ ref, old, now, isChanged }) => ({
      ref,
      old: old === null ? null : namedIn(language, old),
      now: now === null ? null : namedIn(language, now),
      isChanged,
    })),
  }
}

function rowView(
  language: Language,
  { indicator, old, now, changed }: ComparedRow,
  from: Edition,
  to: Edition,
): ComparedView {
  const parts = indicatorWords[language].changedParts
  return {
    heading: namedIn(language, indicator.heading),
    old: old === null ? null : printedView(language, indicator, old, from),
    now: now === null ? null : printedView(language, indicator, now, to),
    changed,
    changedWords: changed.map((part) => parts[part]),
  }
}

function printedView(
  language: Language,
  indicator: Indicator,
  { label, current, goals, notes, longTerm }: PrintedRow,
  edition: Edition,
): PrintedView {
  return {
    label: namedIn(language, label),
    current: valueCell(language, current),
    goals: goalViews(language, goals, indicator, edition),
    notes,
    longTerm: longTerm === '' ? null : namedIn(language, longTerm),
  }
}

import { type Named, namedIn } from '../../../views/words/indicator-names.ts'
import type { Language } from '../../../views/words/language.ts'
import type { IndicatorBook } from '../../programme/indicators/book.ts'
import { historyTable } from '../../programme/indicators/history.ts'
import { currentTable } from '../../programme/indicators/tables.ts'
import { type CurrentView, currentView } from './current-view.ts'
import { type HistoryView, historyView } from './history-view.ts'
import { type Asked, editionAsked, nameOf } from './page.ts'

/** The two tables of one edition as the programme lays them out. */
export interface PrintPage {
  readonly base: string
  readonly shown: {
    readonly edition: string
    readonly programme: Named
    readonly current: CurrentView
    /** As far as the edition's 現状. */
    readonly history: HistoryView
    readonly notes: readonly { readonly ref: string; readonly text: Named }[]
    readonly hasSample: boolean
  } | null
}

/** @throws {Problem} `not-found` for an edition that there is not. */
export function printPage(
  base: string,
  language: Language,
  book: IndicatorBook,
  asked: Asked,
): PrintPage {
  const edition = editionAsked(book, asked)
  if (edition === null) return { base, shown: null }
  const table = currentTable(book, edition.id)
  const history = historyTable(book, edition.id, edition.currentYear)
  const cells = history.pillars.flatMap(({ rows }) => rows.flatMap((row) => row.cells))
  return {
    base,
    shown: {
      edition: nameOf(language, edition),
      programme: namedIn(language, edition.source),
      current: currentView(language, table),
      history: historyView(language, history),
      notes: table.notes.map(({ ref, text }) => ({ ref, text: namedIn(language, text) })),
      hasSample: cells.some(({ sample }) => sample),
    },
  }
}

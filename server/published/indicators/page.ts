import { z } from 'zod'
import { type Named, namedIn } from '../../../views/words/indicator-names.ts'
import { indicatorWords } from '../../../views/words/indicators.ts'
import type { Language } from '../../../views/words/language.ts'
import { Problem } from '../../http/problems.ts'
import type { Edition, IndicatorBook } from '../../programme/indicators/book.ts'
import { historyTable } from '../../programme/indicators/history.ts'
import { currentTable } from '../../programme/indicators/tables.ts'
import { yearIn } from './cells.ts'
import { type CurrentView, currentView } from './current-view.ts'
import { type HistoryView, historyView } from './history-view.ts'
import { type SourceView, sourceView } from './sources.ts'

export interface IndicatorsPage {
  readonly base: string
  /** null: no indicators, or no edition yet. */
  readonly shown: {
    readonly editionId: string
    readonly edition: string
    /** As the programme is cited. */
    readonly programme: Named
    readonly editions: readonly Choice[]
    readonly years: readonly Choice[]
    readonly current: CurrentView
    readonly history: HistoryView
    readonly notes: readonly { readonly ref: string; readonly text: Named }[]
    readonly sources: SourceView
  } | null
}

export interface Choice {
  readonly label: string
  readonly href: string
  readonly on: boolean
}

export interface Asked {
  readonly edition: string | undefined
  readonly year: number | undefined
}

const query = z.object({
  edition: z.string().optional().catch(undefined),
  year: z.coerce.number().int().optional().catch(undefined),
})

export function readAsked(asked: unknown): Asked {
  const { edition, year } = query.parse(asked)
  return { edition, year }
}

/** @throws {Problem} `not-found` for an edition or a year that the book does not have. */
export function indicatorsPage(
  base: string,
  language: Language,
  book: IndicatorBook,
  asked: Asked,
): IndicatorsPage {
  const edition = editionAsked(book, asked)
  if (edition === null) return { base, shown: null }
  const year = asked.year ?? edition.currentYear
  if (year !== edition.currentYear && !book.years.includes(year)) throw new Problem('not-found')
  const table = currentTable(book, edition.id, year)
  const address = (more: string) =>
    `${base}/indicators?edition=${encodeURIComponent(edition.id)}${more}`
  return {
    base,
    shown: {
      editionId: edition.id,
      edition: nameOf(language, edition),
      programme: namedIn(language, edition.source),
      editions: [...book.editions].reverse().map((one) => ({
        label: nameOf(language, one),
        href: `${base}/indicators?edition=${encodeURIComponent(one.id)}`,
        on: one.id === edition.id,
      })),
      years: yearsOf(book, edition).map((one) => ({
        label: yearLabel(language, edition, one),
        href: address(one === edition.currentYear ? '' : `&year=${one}`),
        on: one === year,
      })),
      current: currentView(language, table),
      history: historyView(language, historyTable(book, edition.id)),
      notes: table.notes.map(({ ref, text }) => ({ ref, text: namedIn(language, text) })),
      sources: sourceView(language, book),
    },
  }
}

/** @throws {Problem} `not-found` for an edition that there is not. null: nothing to show yet. */
export function editionAsked(
  book: IndicatorBook,
  { edition }: Pick<Asked, 'edition'>,
): Edition | null {
  const found =
    edition === undefined ? book.editions.at(-1) : book.editions.find(({ id }) => id === edition)
  if (edition !== undefined && found === undefined) throw new Problem('not-found')
  return found === undefined || book.indicators.length === 0 ? null : found
}

export function nameOf(language: Language, { label, day }: Pick<Edition, 'label' | 'day'>): string {
  return indicatorWords[language].editionName(label, day)
}

/** Newest first. */
function yearsOf({ years }: IndicatorBook, { currentYear }: Edition): number[] {
  return [...new Set([...years, currentYear])].sort((a, b) => b - a)
}

function yearLabel(language: Language, { currentYear }: Edition, year: number): string {
  const w = indicatorWords[language]
  const name = yearIn(language, year)
  if (year === currentYear) return w.yearNow(name)
  return year < currentYear ? w.yearBefore(name) : name
}

import type { Language } from '../../../views/words/language.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import type { Site } from '../../http/pages.ts'
import {
  listReviews,
  type PublicEntries,
  publicEntries,
} from '../../programme/follow-up/read-entries.ts'
import type { OnBoard } from '../../programme/follow-up/gone.ts'
import { readIndicatorBook } from '../../programme/indicators/book.ts'
import type { BoardNumbers } from '../../proposals/statistics.ts'
import type { CommonsReader, UnitRow } from '../../stores/commons.ts'
import { listUnits } from '../../survey/units.ts'
import { listPublications, type Publication } from '../published-sets.ts'
import { surveyFacts } from '../results/facts.ts'
import type { KeptResults } from '../results/kept-results.ts'
import type { ReportFollowUp } from './follow-up-tables.ts'
import { reportIndicators } from './indicators-table.ts'
import type { ReportInput } from './report-model.ts'
import type { ReportSurvey } from './survey-tables.ts'

export interface ReportDeps {
  readonly commons: CommonsReader
  readonly base: string
  readonly site: () => Site
  readonly numbers: () => Promise<BoardNumbers>
  readonly onBoard: () => Promise<OnBoard>
  readonly kept: KeptResults
}

/**
 * Fiscal years of which there is something to report, newest first, and the one that is shown unless another is
 * asked for: in spring the newest one has no survey yet.
 */
export async function reportYears({ commons, numbers }: ReportDeps) {
  const surveys = (await listPublications(commons)).map(({ fiscalYear }) => fiscalYear)
  const board = (await numbers()).years.map(({ fiscalYear }) => fiscalYear)
  const present = board[0] ?? 0
  const book = await readIndicatorBook(commons)
  const measured = book.editions.length === 0 ? [] : book.years.filter((year) => year <= present)
  const all = [...new Set([...surveys, ...board, ...measured])].toSorted((a, b) => b - a)
  return { all, newest: surveys[0] ?? all[0] ?? null }
}

/** Everything that was published about one fiscal year, with the days in one language. */
export async function readReport(
  deps: ReportDeps,
  year: number,
  language: Language,
): Promise<ReportInput> {
  const { commons } = deps
  const { organisation, sample } = deps.site()
  const publications = await listPublications(commons)
  const publication = publications.find(({ fiscalYear }) => fiscalYear === year) ?? null
  const numbers = await deps.numbers()
  const ofYear = numbers.years.find(({ fiscalYear }) => fiscalYear === year) ?? null
  const indicators = reportIndicators(await readIndicatorBook(commons), year)
  const days = [publication?.publishedOn, ofYear && numbers.today, indicators?.edition.day]
  const asOf =
    days
      .filter((day) => typeof day === 'string')
      .toSorted()
      .at(-1) ?? numbers.today
  return {
    year,
    organisation,
    sample,
    asOf,
    publishedOn: publication?.publishedOn ?? asOf,
    indicators,
    survey: publication === null ? null : await surveyOf(deps, publication, language),
    proposals:
      ofYear === null
        ? null
        : { today: numbers.today, hiddenAsOf: numbers.hiddenAsOf, year: ofYear },
    followUp: await followUpOf(deps, year),
  }
}

async function surveyOf(
  { kept, base }: ReportDeps,
  publication: Publication,
  language: Language,
): Promise<ReportSurvey> {
  const dates = datesIn[language]
  return {
    results: await kept.model(publication),
    facts: surveyFacts(publication, base, dates),
    referenceDay: dates.day(publication.referenceDay),
    years: await kept.years(publication, language),
  }
}

async function followUpOf({ commons, onBoard }: ReportDeps, year: number): Promise<ReportFollowUp> {
  const units = await listUnits(commons)
  const names = new Map(units.map(({ code, name }) => [code, name]))
  return {
    entries: inOrder(await publicEntries(commons, year, await onBoard()), units),
    confirmed: (await listReviews(commons, year)).size,
    unitName: (code) => names.get(code) ?? code,
  }
}

/** 建制順; units that are not known any more come last. */
function inOrder(entries: PublicEntries, units: readonly UnitRow[]): PublicEntries {
  const places = new Map(units.map(({ code }, i) => [code, i]))
  const placeOf = ({ unit }: { unit: string }) => places.get(unit) ?? units.length
  const sorted = <T extends { unit: string }>(all: readonly T[]) =>
    all.toSorted((a, b) => placeOf(a) - placeOf(b))
  return {
    actions: sorted(entries.actions),
    stopWorks: sorted(entries.stopWorks),
    cases: sorted(entries.cases),
  }
}

import type { Language } from '../../../views/words/language.ts'
import { type Said, say } from '../../../views/words/phrase.ts'
import { notesWords } from '../../../views/words/results-notes.ts'
import { type ReportWords, reportWords } from '../../../views/words/report.ts'
import { marginOfError } from '../../survey/chance.ts'
import type { Facts } from '../results/facts.ts'
import { type Group, WHOLE } from '../results/groups.ts'
import { findTable, type Item, type ResultsModel } from '../results/model.ts'
import { type Speech, speechOf } from '../results/speech.ts'
import { isCountOnly, valueOf } from '../results/values.ts'
import { indicatorName } from '../results/view/indicator-name.ts'
import { kpisOf } from '../results/view/whole-view.ts'
import type { YearOnYear } from '../results/year-on-year.ts'
import { type ReportTable, widthsOf } from './report-table.ts'

/** The survey of a year as its results pages have it. */
export interface ReportSurvey {
  readonly results: ResultsModel
  /** Days in the language of the report. */
  readonly facts: Facts
  readonly referenceDay: string
  /** Beside the survey before it, in the language of the report; null: the first one. */
  readonly years: YearOnYear | null
}

/** The indicators of the whole body. */
export function wholeTable(language: Language, survey: ReportSurvey | null): ReportTable {
  const all = reportWords[language]
  const w = all.survey
  const { heads } = w
  const shown = survey === null || survey.results.respondents === null ? null : survey
  const n = shown === null ? null : respondentsOf(language, shown)
  const change = shown?.years?.before
  const speech = shown === null ? null : speechOf(shown.results, language)
  return {
    id: 'whole',
    title: n === null ? w.whole : `${w.whole}${all.note(w.respondents(n))}`,
    heads: [
      heads.name,
      heads.share,
      heads.valid,
      heads.margin,
      change === undefined || speech === null ? heads.change : speech.w.figure.changeSince(change),
    ],
    widths: [53, 10, 11, 12, 14],
    numeric: [1, 2, 3, 4],
    rows: shown === null || speech === null ? [] : wholeRows(all, shown, speech),
    empty: survey === null ? w.empty : w.tooFew(survey.results.k),
    source: sourceOf(language, survey),
    notes:
      survey === null
        ? []
        : [
            datesOf(language, survey),
            ...(survey.years === null ? [w.first] : []),
            ...(survey.years?.broken ? [survey.years.broken] : []),
          ],
  }
}

/** The same indicators by 部, in 建制順; the whole body comes first. */
export function bureausTable(language: Language, survey: ReportSurvey | null): ReportTable {
  const w = reportWords[language].survey
  const results = survey?.results
  const groups = results === undefined ? [] : (findTable(results, 'bu')?.groups ?? [])
  const items = results?.indicators ?? []
  const speech = results === undefined ? null : speechOf(results, language)
  const rows =
    results === undefined || speech === null || groups.length === 0
      ? []
      : [results.whole, ...groups].map((group) => bureauRow(group, items, speech))
  return {
    id: 'bureaus',
    title: w.bureaus,
    heads: [w.bureau, w.people, ...items.map((item) => themeOf(results, item, speech))],
    widths: [24, ...widthsOf(12, items.length).map((width) => width * 0.76)],
    numeric: [1, ...items.map((_, i) => i + 2)],
    rows,
    empty: survey === null ? w.empty : w.bureausEmpty,
    source: sourceOf(language, survey),
    notes: [],
  }
}

/** 「1,723人」; null: withheld. */
export function respondentsOf(language: Language, { results }: ReportSurvey): string | null {
  const { respondents } = results
  return respondents === null ? null : speechOf(results, language).w.figure.people(respondents)
}

export function datesOf(language: Language, { facts, referenceDay }: ReportSurvey): string {
  return reportWords[language].survey.dates(
    referenceDay,
    facts.firstDay,
    facts.lastDay,
    facts.publishedOn,
  )
}

/** How to read the figures: the sentences of the results pages. */
export function surveyReading(language: Language, { results }: ReportSurvey): readonly Said[] {
  const [best = '', second = ''] = speechOf(results, language).options
  return notesWords[language].notes({ ...results.facts, best, second })
}

function sourceOf(language: Language, survey: ReportSurvey | null): Said {
  return survey === null
    ? reportWords[language].survey.empty
    : say`${speechOf(survey.results, language).title}`
}

function wholeRows(w: ReportWords, { results, years }: ReportSurvey, speech: Speech): Said[][] {
  const { figure } = speech.w
  const kpis = kpisOf(results, years, speech)
  return results.indicators.map((item, i) => {
    const label = indicatorName(item, speech)
    const value = valueOf(results.whole, item.id)
    if (value === null) return [label, figure.blank, w.none, w.none, w.none]
    const { n, favourable } = value
    const margin = n === null ? null : marginOfError({ percent: favourable.percent, n })
    const change = kpis[i]?.change
    const missing = years?.changeOf(results.whole, item.id).missing ?? ''
    return [
      label,
      speech.figure(favourable),
      n === null ? w.none : figure.people(n),
      margin === null ? w.none : `±${margin.toFixed(1)}`,
      change === undefined
        ? missing === ''
          ? w.none
          : missing
        : change.flat
          ? w.survey.within(w.points(change.points))
          : w.points(change.points),
    ]
  })
}

function bureauRow(group: Group, items: readonly Item[], speech: Speech): Said[] {
  const { figure } = speech.w
  const withheld = isCountOnly(group) ? figure.none : figure.blank
  return [
    group.id === WHOLE ? figure.whole : speech.group(group),
    group.n === null ? figure.none : figure.people(group.n),
    ...items.map(({ id }) => {
      const value = valueOf(group, id)
      return value === null ? withheld : speech.figure(value.favourable)
    }),
  ]
}

function themeOf(results: ResultsModel | undefined, item: Item, speech: Speech | null): Said {
  const theme = results?.themes.find(({ label }) => label === item.theme)
  return theme === undefined || speech === null ? item.theme : speech.theme(theme)
}

import { namedIn } from '../../../views/words/indicator-names.ts'
import { indicatorWords } from '../../../views/words/indicators.ts'
import type { Language } from '../../../views/words/language.ts'
import { say, type Said } from '../../../views/words/phrase.ts'
import { reportWords } from '../../../views/words/report.ts'
import { yearIn } from '../indicators/cells.ts'
import { casesTable, type ReportFollowUp, stopWorksTable } from './follow-up-tables.ts'
import { indicatorsTable, type ReportIndicators } from './indicators-table.ts'
import {
  hiddenTable,
  hoursTable,
  proposalReading,
  receivedTable,
  type ReportProposals,
  timesTable,
} from './proposal-tables.ts'
import { type ReportTable, saidOf } from './report-table.ts'
import {
  bureausTable,
  datesOf,
  type ReportSurvey,
  respondentsOf,
  surveyReading,
  wholeTable,
} from './survey-tables.ts'

/** The report of one fiscal year in one language: one model for the print page, the PDF and the workbook. */
export interface Report {
  readonly language: Language
  readonly year: number
  readonly title: string
  readonly organisation: string
  readonly sample: boolean
  /** The newest day of what it is made of, ISO (JST): the same data have the same day. */
  readonly asOf: string
  /** Day of the publication of the survey, else `asOf`. */
  readonly publishedOn: string
  /** Of the survey, for the top of every sheet; null: nothing is published. */
  readonly survey: {
    readonly k: number
    /** null: withheld. */
    readonly respondents: string | null
    readonly dates: string
  } | null
  /** k, rounding and what is hidden. */
  readonly rule: string
  readonly tables: Readonly<Record<TableName, ReportTable>>
  readonly reading: readonly { readonly title: string; readonly lines: readonly Said[] }[]
}

export type TableName =
  | 'indicators'
  | 'whole'
  | 'bureaus'
  | 'received'
  | 'times'
  | 'hours'
  | 'hidden'
  | 'stopWorks'
  | 'cases'

/** Everything that was published about one fiscal year; null: not yet. */
export interface ReportInput {
  readonly year: number
  readonly organisation: string
  readonly sample: boolean
  readonly asOf: string
  readonly publishedOn: string
  readonly indicators: ReportIndicators | null
  readonly survey: ReportSurvey | null
  readonly proposals: ReportProposals | null
  readonly followUp: ReportFollowUp
}

/** Pure. Only what pages publish goes in, so only that can come out. */
export function reportModel(language: Language, input: ReportInput): Report {
  const { year, organisation, sample, asOf, publishedOn } = input
  const { indicators, survey, proposals, followUp } = input
  const w = reportWords[language]
  const facts = survey?.results.facts
  return {
    language,
    year,
    title: w.title(yearIn(language, year)),
    organisation,
    sample: sample || survey?.results.sample === true,
    asOf,
    publishedOn,
    survey:
      survey === null
        ? null
        : {
            k: survey.results.k,
            respondents: respondentsOf(language, survey),
            dates: datesOf(language, survey),
          },
    rule: `${facts === undefined ? '' : w.rule(facts.k, facts.people)}${w.onlyPublished}`.trim(),
    tables: {
      indicators: indicatorsTable(language, indicators),
      whole: wholeTable(language, survey),
      bureaus: bureausTable(language, survey),
      received: receivedTable(language, proposals),
      times: timesTable(language, proposals),
      hours: hoursTable(language, proposals),
      hidden: hiddenTable(language, proposals),
      stopWorks: stopWorksTable(language, followUp),
      cases: casesTable(language, followUp),
    },
    reading: readingOf(language, input),
  }
}

function readingOf(
  language: Language,
  { indicators, survey, proposals }: ReportInput,
): Report['reading'] {
  const { readingOf: titles } = reportWords[language]
  const notes = indicators?.goals[0]?.table.notes ?? []
  return [
    { title: titles.survey, lines: survey === null ? [] : surveyReading(language, survey) },
    {
      title: titles.indicators,
      lines: indicators === null ? [] : indicatorWords[language].readingLines,
    },
    {
      title: titles.notes,
      lines: notes.map(({ ref, text }) => say`${ref} ${saidOf(namedIn(language, text))}`),
    },
    {
      title: titles.proposals,
      lines: proposals === null ? [] : proposalReading(language, proposals),
    },
  ].filter(({ lines }) => lines.length > 0)
}

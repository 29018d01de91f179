import { boardNumbersWords } from '../../../views/words/board-numbers.ts'
import type { Language } from '../../../views/words/language.ts'
import { termIn } from '../../../views/words/proposal-terms.ts'
import { reportWords } from '../../../views/words/report.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import { keysOf } from '../../proposals/catalogue.ts'
import { bandInWords, countBand, hiddenKinds } from '../../proposals/hidden-counts.ts'
import { boardGroups } from '../../proposals/states.ts'
import { ENOUGH_ANSWERS, type YearNumbers } from '../../proposals/statistics.ts'
import { type ReportTable, widthsOf } from './report-table.ts'

/** The proposals of a year as `/board/numbers` has them. */
export interface ReportProposals {
  readonly today: string
  readonly hiddenAsOf: string
  readonly year: YearNumbers
}

export function receivedTable(language: Language, all: ReportProposals | null): ReportTable {
  const w = reportWords[language].proposals
  const n = boardNumbersWords[language]
  const count = (value: number) => n.count(value.toLocaleString('ja-JP'))
  return {
    id: 'received',
    title: w.received,
    heads: [w.sum, ...boardGroups.map((group) => termIn(language, group))],
    widths: equal(boardGroups.length + 1),
    numeric: Array.from({ length: boardGroups.length + 1 }, (_, i) => i),
    rows:
      all === null
        ? []
        : [
            [
              count(all.year.received.total),
              ...boardGroups.map((group) => count(all.year.received.groups[group])),
            ],
          ],
    empty: w.receivedEmpty,
    ...origin(language, all),
  }
}

export function timesTable(language: Language, all: ReportProposals | null): ReportTable {
  const n = boardNumbersWords[language]
  const w = reportWords[language]
  const times = all?.year.answerTimes ?? []
  const enough = times.filter(({ medianDays }) => medianDays !== null)
  const few = times.length - enough.length
  return {
    id: 'times',
    title: w.proposals.times,
    heads: [n.unit, n.answers, n.median],
    widths: [50, 20, 30],
    numeric: [1, 2],
    rows: enough.map(({ name, answers, medianDays }) => [
      { ja: name },
      n.count(answers.toLocaleString('ja-JP')),
      n.days((medianDays ?? 0).toLocaleString('ja-JP')),
    ]),
    empty:
      all === null
        ? w.proposals.receivedEmpty
        : few > 0
          ? w.proposals.allFew(few, ENOUGH_ANSWERS)
          : n.noneAnswered(yearName(language, all)),
    ...origin(language, null),
    notes: few > 0 && enough.length > 0 ? [w.proposals.restFew(few, ENOUGH_ANSWERS)] : [],
  }
}

export function hoursTable(language: Language, all: ReportProposals | null): ReportTable {
  const w = reportWords[language].proposals
  const n = boardNumbersWords[language]
  const hours = all?.year.hours
  const nothing = hours === undefined || (hours.cases === 0 && hours.adopted === 0)
  const { columns } = n
  return {
    id: 'hours',
    title: w.hours,
    heads: [columns.done, columns.expected, columns.measured, columns.adopted],
    widths: equal(4),
    numeric: [0, 1, 2, 3],
    rows: nothing
      ? []
      : [
          [
            n.count(hours.cases.toLocaleString('ja-JP')),
            ...[hours.expected, hours.measured, hours.adopted].map((value) =>
              w.hoursOf(value.toLocaleString('ja-JP')),
            ),
          ],
        ],
    empty: all === null ? w.receivedEmpty : n.noneDone(yearName(language, all)),
    ...origin(language, null),
  }
}

export function hiddenTable(language: Language, all: ReportProposals | null): ReportTable {
  const w = reportWords[language].proposals
  const n = boardNumbersWords[language]
  const kinds = keysOf(hiddenKinds)
  return {
    id: 'hidden',
    title: w.hidden,
    heads: kinds.map((kind) => termIn(language, hiddenKinds[kind])),
    widths: equal(kinds.length),
    numeric: [],
    rows: all === null ? [] : [kinds.map((kind) => n.band(bandInWords(all.year.hidden[kind])))],
    empty: w.receivedEmpty,
    ...origin(language, null),
    notes: all === null ? [] : [w.zero(n.band(bandInWords(countBand(0))))],
  }
}

/** Why units and counts are missing. */
export function proposalReading(language: Language, all: ReportProposals): string[] {
  const n = boardNumbersWords[language]
  const year = yearName(language, all)
  return [n.timesNote(year, ENOUGH_ANSWERS), n.effectsNote(year), n.why]
}

function origin(language: Language, all: ReportProposals | null) {
  const { day } = datesIn[language]
  const n = boardNumbersWords[language]
  return {
    source: reportWords[language].sources.numbers,
    notes: all === null ? [] : [n.asOf(day(all.today), day(all.hiddenAsOf))],
  }
}

function yearName(language: Language, { year }: ReportProposals): string {
  return datesIn[language].fiscalYear(year.fiscalYear)
}

function equal(columns: number): number[] {
  return widthsOf(100 / columns, columns - 1)
}

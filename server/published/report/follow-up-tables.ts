import { actionsWords } from '../../../views/words/actions.ts'
import type { Language } from '../../../views/words/language.ts'
import { reportWords } from '../../../views/words/report.ts'
import type { PublicEntries } from '../../programme/follow-up/read-entries.ts'
import type { ReportTable } from './report-table.ts'

/** What units have confirmed at 年１回の確認, in 建制順. */
export interface ReportFollowUp {
  readonly entries: PublicEntries
  /** How many units have confirmed. */
  readonly confirmed: number
  readonly unitName: (code: string) => string
}

export function stopWorksTable(language: Language, all: ReportFollowUp): ReportTable {
  const w = reportWords[language].followUp
  const { stopWorks } = all.entries
  const hours = reportWords[language].proposals.hoursOf
  const sum = stopWorks.reduce((total, { body }) => total + (body.hours ?? 0), 0)
  const { stopHeads: heads } = w
  return {
    id: 'stop-works',
    title:
      stopWorks.length === 0
        ? w.stopWorks
        : `${w.stopWorks}${reportWords[language].note(w.stopHours(sum.toLocaleString('ja-JP')))}`,
    heads: [heads.unit, heads.name, heads.state, heads.hours],
    widths: [24, 46, 16, 14],
    numeric: [3],
    rows: stopWorks.map(({ unit, state, body }) => [
      { ja: all.unitName(unit) },
      { ja: body.name },
      actionsWords[language].states['stop-work'][state],
      body.hours === null ? reportWords[language].none : hours(body.hours.toLocaleString('ja-JP')),
    ]),
    empty: w.stopEmpty,
    source: reportWords[language].sources.actions,
    notes: [],
  }
}

export function casesTable(language: Language, all: ReportFollowUp): ReportTable {
  const w = reportWords[language].followUp
  const { actions, cases } = all.entries
  const { caseHeads: heads } = w
  const done = actions.filter(({ state }) => state === 'done').length
  return {
    id: 'cases',
    title: w.cases,
    heads: [heads.unit, heads.title, heads.effect],
    widths: [24, 32, 44],
    numeric: [],
    rows: cases.map(({ unit, body }) => [
      { ja: all.unitName(unit) },
      { ja: body.title },
      { ja: body.effect },
    ]),
    empty: w.casesEmpty,
    source: reportWords[language].sources.actions,
    notes: [w.review(all.confirmed, actions.length, done)],
  }
}

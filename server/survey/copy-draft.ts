import { fiscalYearName, fiscalYearOf } from '../calendar/fiscal-year.ts'
import { jstDay } from '../calendar/jst.ts'
import { addMonths } from '../calendar/working-days.ts'
import type { SurveyDraft } from './draft.ts'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000
/** The same weekday a year later. */
const YEAR_WEEKS = 52

/**
 * A new draft from an earlier one. Dates move by whole years (the same weekday) until they lie ahead, the
 * reference day to the same day of that year; to ask again in the year of a cancelled survey they move by
 * whole weeks. 年度 of the title follows. What was decided or confirmed for the earlier survey alone is
 * left empty.
 */
export function copyDraft(draft: SurveyDraft, now: Date, again: boolean): SurveyDraft {
  const opened = new Date(draft.opensAt)
  const years = again ? 0 : yearsUntilAhead(opened, now)
  const weeks = again ? weeksUntilAhead(opened, now) : years * YEAR_WEEKS
  const later = (instant: string) => new Date(new Date(instant).getTime() + weeks * WEEK_MS)
  const opens = later(draft.opensAt)
  const sameDay = addMonths(draft.referenceDay, 12 * years)
  const lastDay = jstDay(opens)
  return {
    ...draft,
    title: titleOfYear(draft.title, fiscalYearOf(lastDay)),
    opensAt: opens.toISOString(),
    closesAt: later(draft.closesAt).toISOString(),
    referenceDay: sameDay > lastDay ? lastDay : sameDay,
    kDecision: '',
    confirmedBreaks: [],
  }
}

function yearsUntilAhead(opens: Date, now: Date): number {
  let years = 1
  while (opens.getTime() + years * YEAR_WEEKS * WEEK_MS <= now.getTime()) years += 1
  return years
}

function weeksUntilAhead(opens: Date, now: Date): number {
  return Math.max(0, Math.ceil((now.getTime() - opens.getTime()) / WEEK_MS))
}

function titleOfYear(title: string, year: number): string {
  return title.replace(/令和(元|\d+|[０-９]+)年度/, fiscalYearName(year))
}

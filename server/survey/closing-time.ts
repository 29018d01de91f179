import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { jstDay } from '../calendar/jst.ts'

const DAY_MS = 86_400_000

/** 31 March 17:15 JST of the fiscal year in which a survey closes: no survey is open across 1 April. */
export function yearEnd(closesAt: Date): Date {
  const last = new Date(`${fiscalYearOf(jstDay(closesAt)) + 1}-03-31T17:15:00+09:00`)
  return last < closesAt ? closesAt : last
}

/** When a survey closes as things stand: a stop (災害等による期限停止) suspends that until the year ends. */
export function closingOf(survey: {
  readonly closesAt: Date
  readonly stoppedOn: string | null
}): Date {
  return survey.stoppedOn === null ? survey.closesAt : yearEnd(survey.closesAt)
}

/**
 * The closing after a stop: later by the calendar days stopped, the first and the last included, so that
 * it never lies in the past; at most the end of the fiscal year.
 *
 * @param from first day of the stop, @param to last day; ISO days in JST.
 */
export function resumedClosing(closesAt: Date, from: string, to: string): Date {
  const last = yearEnd(closesAt)
  const moved = new Date(closesAt.getTime() + daysStopped(from, to) * DAY_MS)
  return moved < last ? moved : last
}

/** Calendar days of a stop, both ends included. */
export function daysStopped(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

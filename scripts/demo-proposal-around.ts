import { addMonths, type WorkCalendar } from '../server/calendar/working-days.ts'
import type { Day, Proposal } from '../server/proposals/proposal.ts'
import type { Around } from './demo-proposal-story.ts'

/** A day of a proposal, as the acts of its story see it. */
export function aroundOf(
  p: Proposal,
  day: Day,
  calendar: WorkCalendar,
  numberOf: (key: string) => string,
): Around {
  return {
    later: (days) => calendar.after(day, days),
    monthsLater: (months) => calendar.after(addMonths(day, months), 0),
    numberOf,
    written: p.written ?? { title: '', current: '', idea: '', effect: '' },
  }
}

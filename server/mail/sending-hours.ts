import { jstDay, jstInput } from '../calendar/jst.ts'
import { nextDay, type WorkCalendar } from '../calendar/working-days.ts'

/** Mails go out on working days from the first to the second time, JST. */
export const SENDING_HOURS = { from: '08:30', until: '16:00' } as const

/** Whether a mail may go out this minute. */
export function maySendNow(now: Date, calendar: WorkCalendar): boolean {
  const time = jstInput(now).slice(11)
  const inTime = time >= SENDING_HOURS.from && time < SENDING_HOURS.until
  return inTime && calendar.isWorkingDay(jstDay(now))
}

/** The day (JST) on whose morning a mail goes out that has to wait now. */
export function nextSendingDay(now: Date, calendar: WorkCalendar): string {
  const day = jstDay(now)
  const early = jstInput(now).slice(11) < SENDING_HOURS.from
  return calendar.after(early ? day : nextDay(day), 0)
}

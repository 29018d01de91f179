import { jstDay } from '../../calendar/jst.ts'
import type { WorkCalendar } from '../../calendar/working-days.ts'

/** From this hour (JST) on nothing is sent any more: the programme allows no orders for the same day. */
const LAST_HOUR = 16
const JST_OFFSET_MS = 9 * 60 * 60 * 1000

/** The day a notice carries that is written now, and why it is not today's. */
export function noticeDay(
  now: Date,
  calendar: WorkCalendar,
): { readonly day: string; readonly wait: 'evening' | 'holiday' | null } {
  const today = jstDay(now)
  if (!calendar.isWorkingDay(today)) return { day: calendar.after(today, 0), wait: 'holiday' }
  const hour = new Date(now.getTime() + JST_OFFSET_MS).getUTCHours()
  if (hour >= LAST_HOUR) return { day: calendar.after(today, 1), wait: 'evening' }
  return { day: today, wait: null }
}

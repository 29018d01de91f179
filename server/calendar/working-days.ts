import holidayJp from '@holiday-jp/holiday_jp'

/** Days as ISO text (`2026-12-29`), in Japan. */
export interface WorkCalendar {
  isWorkingDay(day: string): boolean
  /** The n-th working day after `day`; n = 0 gives `day` itself, or the next working day if it is none. */
  after(day: string, n: number): string
  /** Working days in (from, to]; negative when `to` is earlier. */
  between(from: string, to: string): number
}

export interface OwnDays {
  /** Days the city hall is closed besides the law's, ISO. */
  readonly closed: readonly string[]
  /** Days on which it works although the list says otherwise (a law that was changed since). */
  readonly open: readonly string[]
}

const DAY_MS = 86_400_000

/**
 * 開庁日: not Saturdays, Sundays, national holidays (国民の祝日に関する法律, from a kept library), nor
 * 29 December to 3 January (行政機関の休日に関する法律 1条; cities follow it by ordinance), with the
 * city's own days on top.
 */
export function workCalendar(own: OwnDays = { closed: [], open: [] }): WorkCalendar {
  const closed = new Set(own.closed)
  const open = new Set(own.open)
  const known = new Map<string, boolean>()

  const isWorkingDay = (day: string): boolean => {
    const before = known.get(day)
    if (before !== undefined) return before
    if (known.size >= MOST_DAYS) known.clear()
    const works = worksOn(day)
    known.set(day, works)
    return works
  }

  const worksOn = (day: string): boolean => {
    if (open.has(day)) return true
    if (closed.has(day) || Object.hasOwn(holidayJp.holidays, day)) return false
    const monthDay = day.slice(5)
    if (monthDay >= '12-29' || monthDay <= '01-03') return false
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6
  }

  return {
    isWorkingDay,
    after(day, n) {
      let at = day
      if (n === 0) {
        while (!isWorkingDay(at)) at = nextDay(at)
        return at
      }
      for (let left = n; left > 0; ) {
        at = nextDay(at)
        if (isWorkingDay(at)) left -= 1
      }
      return at
    },
    between(from, to) {
      if (to < from) return 0 - this.between(to, from)
      let days = 0
      for (let at = from; at < to; ) {
        at = nextDay(at)
        if (isWorkingDay(at)) days += 1
      }
      return days
    },
  }
}

/** Kept: clocks walk over the same few thousand days again and again. */
const daysAfter = new Map<string, string>()
const MOST_DAYS = 20_000

/** The calendar day after; `addDays(day, 1)`. */
export function nextDay(day: string): string {
  const known = daysAfter.get(day)
  if (known !== undefined) return known
  if (daysAfter.size >= MOST_DAYS) daysAfter.clear()
  const after = addDays(day, 1)
  daysAfter.set(day, after)
  return after
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The same day of a later month; the last day of that month where there is no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
    .toISOString()
    .slice(0, 10)
}

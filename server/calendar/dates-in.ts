import { formatJst, formatJstDay, jstDay } from './jst.ts'
import { fiscalYearName } from './fiscal-year.ts'

/** Dates as a reader's language writes them. Days are `2026-11-22` (JST) or instants, ISO 8601. */
export interface Dates {
  /** With the time of day. */
  readonly at: (at: Date | string) => string
  readonly day: (at: Date | string) => string
  readonly fiscalYear: (year: number) => string
}

const MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const DAY = { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' } as const
const english = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', ...DAY })
const englishTime = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tokyo', ...MINUTE })

/** Sun, 22 November 2026; 9:05 follows after a comma. */
const en: Dates = {
  at: (at) => `${english.format(new Date(at))}, ${englishTime.format(new Date(at))}`,
  day: (at) => english.format(noon(at)),
  fiscalYear: (year) => `fiscal ${year} (April ${year} to March ${year + 1})`,
}

/** The western year too: who reads やさしい日本語 may not know the era. */
const easy: Dates = {
  at: (at) => withYear(formatJst(at), at),
  day: (at) => withYear(formatJstDay(at), at),
  fiscalYear: (year) => `${fiscalYearName(year)}（${year}年4月から ${year + 1}年3月まで）`,
}

const ja: Dates = { at: formatJst, day: formatJstDay, fiscalYear: fiscalYearName }

export const datesIn: Readonly<Record<'ja' | 'easy' | 'en', Dates>> = { ja, easy, en }

function withYear(text: string, at: Date | string): string {
  const year = jstDay(noon(at)).slice(0, 4)
  return text.replace(/^(令和(?:\d+|元))年/, `${year}年（$1年）`)
}

function noon(at: Date | string): Date {
  return typeof at === 'string' && at.length === 10 ? new Date(`${at}T12:00+09:00`) : new Date(at)
}

/** Instants are ISO 8601 in UTC inside; people enter and read Japan time (JST, UTC+9, no summer time). */

const JST_OFFSET_MS = 9 * 60 * 60 * 1000

/** `2026-11-22` in JST. */
export function jstDay(at: Date): string {
  return new Date(at.getTime() + JST_OFFSET_MS).toISOString().slice(0, 10)
}

/** 令和8年11月22日（日） 9時05分 */
export function formatJst(at: Date | string): string {
  const date = new Date(at)
  const shifted = new Date(date.getTime() + JST_OFFSET_MS)
  const minutes = String(shifted.getUTCMinutes()).padStart(2, '0')
  return `${formatJstDay(date)} ${shifted.getUTCHours()}時${minutes}分`
}

/** 令和8年11月22日（日） */
export function formatJstDay(at: Date | string): string {
  const date =
    typeof at === 'string' && at.length === 10 ? new Date(`${at}T00:00+09:00`) : new Date(at)
  const shifted = new Date(date.getTime() + JST_OFFSET_MS)
  const weekday = '日月火水木金土'[shifted.getUTCDay()]
  return `${formatEra(shifted.getUTCFullYear())}年${shifted.getUTCMonth() + 1}月${shifted.getUTCDate()}日（${weekday}）`
}

/** 令和8 for 2026. A year before 令和 stays in the western calendar. */
export function formatEra(year: number): string {
  if (year < 2019) return `${year}`
  return year === 2019 ? '令和元' : `令和${year - 2018}`
}

/** The value of `<input type="datetime-local">`, read as JST; null when it is no such time. */
export function parseJstInput(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/.exec(text)
  if (match === null) return null
  const date = new Date(`${text.slice(0, 16)}:00+09:00`)
  if (Number.isNaN(date.getTime()) || jstInput(date) !== text.slice(0, 16)) return null
  return date
}

/** `2026-11-22T09:05` in JST, for `<input type="datetime-local">`. */
export function jstInput(at: Date): string {
  return new Date(at.getTime() + JST_OFFSET_MS).toISOString().slice(0, 16)
}

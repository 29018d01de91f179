import type { Language } from './language.ts'

/** A day as a language writes it. @param day `2026-11-22`, as the server writes days */
export function dayIn(language: Language, day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1, date))
  if (language === 'en') return english.format(at)
  const era = year === 2019 ? '令和元' : `令和${year - 2018}`
  const weekday = '日月火水木金土'[at.getUTCDay()] ?? ''
  const rest = `年${month}月${date}日（${weekday}）`
  return language === 'ja' ? era + rest : `${year}年（${era}年）${rest.slice(1)}`
}

const english = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})

/** 令和8年11月22日（日） of `2026-11-22`, as the server writes days. */
export function dayWords(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const weekday = '日月火水木金土'[new Date(Date.UTC(year, month - 1, date)).getUTCDay()] ?? ''
  const era = year === 2019 ? '令和元' : `令和${year - 2018}`
  return `${era}年${month}月${date}日（${weekday}）`
}

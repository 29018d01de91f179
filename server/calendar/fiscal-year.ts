/** Fiscal years run from 1 April to 31 March and are named in 令和 (Reiwa 1 = 2019). Days are JST. */

/** The fiscal year a JST day (`2026-03-31`) falls in: 2025. */
export function fiscalYearOf(day: string): number {
  const year = Number(day.slice(0, 4))
  return day.slice(5) < '04-01' ? year - 1 : year
}

/** 令和8年度 */
export function fiscalYearName(year: number): string {
  return year === 2019 ? '令和元年度' : `令和${year - 2018}年度`
}

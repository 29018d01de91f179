import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, nextDay, workCalendar } from '../../server/calendar/working-days.ts'

/** 国民の祝日、振替休日、国民の休日 of 令和8年 and 9年, written down from the law and not from a library. */
const HOLIDAYS = new Set(
  `2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05
   2026-05-06 2026-07-20 2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23
   2027-01-01 2027-01-11 2027-02-11 2027-02-23 2027-03-21 2027-03-22 2027-04-29 2027-05-03 2027-05-04
   2027-05-05 2027-07-19 2027-08-11 2027-09-20 2027-09-23 2027-10-11 2027-11-03 2027-11-23`.split(
    /\s+/,
  ),
)
const YEAR_END = new Set(['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'])

/** The slow way: one day after the other, by the clock of the machine. */
function* daysFrom(day: string): Generator<string> {
  for (const at = new Date(`${day}T12:00:00Z`); ; at.setUTCDate(at.getUTCDate() + 1))
    yield at.toISOString().slice(0, 10)
}

function works(day: string): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  const weekend = weekday === 0 || weekday === 6
  return !weekend && !HOLIDAYS.has(day) && !YEAR_END.has(day.slice(5))
}

function slowAfter(day: string, n: number): string {
  let left = n
  for (const at of daysFrom(day)) {
    if (n === 0 && works(at)) return at
    if (at !== day && works(at)) left -= 1
    if (n > 0 && left === 0) return at
  }
  throw new Error('never')
}

function slowBetween(from: string, to: string): number {
  let days = 0
  for (const at of daysFrom(from)) {
    if (at > to) return days
    if (at !== from && works(at)) days += 1
  }
  throw new Error('never')
}

const calendar = workCalendar()
const days = fc.integer({ min: 0, max: 600 }).map((n) => addDays('2026-01-01', n))

describe('開庁日', () => {
  it.each([
    ['2026-12-25', 1, '2026-12-28', '御用納めの週'],
    ['2026-12-28', 1, '2027-01-04', '年末年始をまたぐ'],
    ['2026-12-31', 0, '2027-01-04', '大晦日は仕事始めへ'],
    ['2026-12-28', 5, '2027-01-08', '受諾の5開庁日が年をまたぐ'],
    ['2026-04-28', 1, '2026-04-30', '昭和の日'],
    ['2026-04-30', 2, '2026-05-07', '令和8年の大型連休（5月6日は振替休日）'],
    ['2026-04-28', 10, '2026-05-18', '一次回答の10開庁日が連休をまたぐ'],
    ['2026-09-18', 1, '2026-09-24', '敬老の日、国民の休日、秋分の日の五連休'],
    ['2026-09-22', 0, '2026-09-24', '国民の休日'],
    ['2027-03-19', 1, '2027-03-23', '春分の日の振替休日'],
    ['2026-07-17', 1, '2026-07-21', '海の日'],
  ])('%s の%d開庁日後は %s（%s）', (from, n, expected) => {
    expect(calendar.after(from, n)).toBe(expected)
  })

  it('は、一日ずつ数えたものと同じ', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 70 }), days, (from, n, to) => {
        expect(calendar.after(from, n)).toBe(slowAfter(from, n))
        const [a, b] = from < to ? [from, to] : [to, from]
        expect(calendar.between(a, b)).toBe(slowBetween(a, b))
        expect(calendar.between(b, a)).toBe(0 - slowBetween(a, b))
      }),
    )
  })

  it('は、市の休日と、法律が変わって開く日を、設定で替えられる', () => {
    const own = workCalendar({ closed: ['2026-10-01'], open: ['2026-11-23', '2026-10-03'] })
    expect(own.isWorkingDay('2026-10-01')).toBe(false)
    expect(own.isWorkingDay('2026-11-23')).toBe(true)
    expect(own.isWorkingDay('2026-10-03')).toBe(true)
    expect(own.after('2026-09-30', 2)).toBe('2026-10-03')
    expect(calendar.isWorkingDay('2026-10-01')).toBe(true)
  })
})

describe('日の計算', () => {
  it.each([
    ['2026-08-31', 3, '2026-11-30'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2027-04-01', -36, '2024-04-01'],
  ])('%s の%dか月後は %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected)
  })

  it('の次の日は、どの日でも一日後', () => {
    for (let n = 0; n < 25_000; n += 1) {
      const day = addDays('1999-12-25', n)
      expect(nextDay(day)).toBe(addDays(day, 1))
      if (n % 50 === 0) expect(nextDay(day)).toBe(addDays(day, 1))
    }
  })
})

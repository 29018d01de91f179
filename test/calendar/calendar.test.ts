import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fiscalYearName, fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import {
  formatEra,
  formatJst,
  formatJstDay,
  jstDay,
  jstInput,
  parseJstInput,
} from '../../server/calendar/jst.ts'

const instants = fc.date({
  min: new Date('2019-05-01T00:00:00+09:00'),
  max: new Date('2199-12-31T00:00:00Z'),
  noInvalidDate: true,
})

/** The platform's own calendar, another way to the same day. */
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Tokyo',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const japanese = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  timeZone: 'Asia/Tokyo',
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
})

describe('Japan time', () => {
  it('gives the day that the platform’s own calendar gives', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(jstDay(at)).toBe(parts.format(at))
      }),
    )
  })

  it('names day and weekday as the platform does, 令和 and 元年 included', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(formatJstDay(at)).toBe(japanese.format(at).replace('(', '（').replace(')', '）'))
      }),
    )
    expect(formatJstDay('2019-05-01')).toBe('令和元年5月1日（水）')
    expect(formatJst('2026-11-22T00:05:00.000Z')).toBe('令和8年11月22日（日） 9時05分')
    expect(formatJst(new Date('2026-12-31T15:00:00.000Z'))).toBe('令和9年1月1日（金） 0時00分')
    expect(formatEra(2018)).toBe('2018')
  })

  it('typed into a field comes back as it was typed, to the minute', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const text = jstInput(at)
        const read = parseJstInput(text)
        expect(read).not.toBeNull()
        expect(jstInput(read ?? new Date(0))).toBe(text)
        expect(at.getTime() - (read?.getTime() ?? 0)).toBeLessThan(60_000)
        expect(at.getTime()).toBeGreaterThanOrEqual(read?.getTime() ?? 0)
      }),
    )
  })

  it('is nothing where no such time exists, whatever is typed', () => {
    const odd = [
      '',
      '2026-02-29T00:00',
      '2026-13-01T00:00',
      '2026-11-22T24:00',
      '2026-11-22T09:60',
      '2026-11-22',
      '2026-11-22 09:05',
      '２０２６-11-22T09:05',
      '2026-11-22T09:05Z',
      '+002026-11-22T09:05',
    ]
    for (const text of odd) expect([text, parseJstInput(text)]).toEqual([text, null])
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)),
        (text) => {
          const read = parseJstInput(text)
          if (read !== null) expect(text.startsWith(jstInput(read))).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('The fiscal year', () => {
  it('begins on 1 April and has a name', () => {
    expect(['2026-03-31', '2026-04-01', '2027-03-31'].map(fiscalYearOf)).toEqual([2025, 2026, 2026])
    expect([2019, 2020, 2026].map(fiscalYearName)).toEqual(['令和元年度', '令和2年度', '令和8年度'])
    fc.assert(
      fc.property(instants, (at) => {
        const day = jstDay(at)
        const year = fiscalYearOf(day)
        expect(day >= `${year}-04-01` && day < `${year + 1}-04-01`).toBe(true)
      }),
    )
  })
})

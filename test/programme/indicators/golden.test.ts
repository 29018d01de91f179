/** The programme's two tables to the last digit, from the figures as they were handed over. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { IndicatorBook } from '../../../server/programme/indicators/book.ts'
import { historyTable } from '../../../server/programme/indicators/history.ts'
import { currentTable } from '../../../server/programme/indicators/tables.ts'
import { BANK_YEARS, bankRows, offeredBook } from './offered-book.ts'

let book: IndicatorBook

beforeAll(async () => {
  book = await offeredBook()
})

const withTarget = bankRows().filter((row) => row['target_op'] !== '')
const cell = (row: Record<string, string>, column: string) =>
  row[column] === '' ? '－' : `${row[column]}${row['unit']}`

describe('表「現状及び目標」', () => {
  it('has every series with value, target, note and long-term goal as the programme prints it', () => {
    const { pillars, year } = currentTable(book, 'R7.6')
    expect(year).toBe(2024)
    const printed = pillars.flatMap(({ name, rows }) =>
      rows.flatMap((row) =>
        row.series.map(({ label, value }) => ({
          pillar: name,
          heading: row.heading,
          label,
          value: value.printed?.text ?? '－',
          target: row.goals.map(({ words }) => words).join(),
          notes: row.notes,
          longTerm: row.longTerm,
        })),
      ),
    )
    expect(printed).toEqual(
      withTarget.map((row) => ({
        pillar: row['pillar'],
        heading: row['group'],
        label: row['label_current_R6'],
        value: cell(row, 'R6'),
        target: row['target_text'],
        notes: row['notes_ref'],
        longTerm: row['long_term_goal'],
      })),
    )
  })

  it('prints digits and units exactly', () => {
    const values = currentTable(book, 'R7.6').pillars.flatMap(({ rows }) =>
      rows.flatMap(({ series }) => series.map(({ value }) => value.printed?.text)),
    )
    const r6 = '60.6％ 867件 68％ 74.5％ 12.0時間 1人 6.6％ 13.7日 17.0％ 22.8％ 17.6％ 79.5％'
    expect(values.join(' ')).toBe(`${r6} 71.2％ 76.3％`)
  })

  it('puts the two series of 係長職 under one goal', () => {
    const rows = currentTable(book, 'R7.6').pillars.flatMap((pillar) => pillar.rows)
    expect(rows).toHaveLength(13)
    const pair = rows.filter(({ series }) => series.length > 1)
    expect(pair.map(({ series }) => series.map(({ indicator }) => indicator.id))).toEqual([
      ['I3-7m', 'I3-7f'],
    ])
  })

  it('carries ※1 to ※4', () => {
    const { notes } = currentTable(book, 'R7.6')
    expect(notes.map(({ ref }) => ref)).toEqual(['※1', '※2', '※3', '※4'])
    expect(notes[2]?.text).toBe('目標は毎年度における達成を目指すものとする。')
  })

  it('marks R6 as the programme does: five missed, one not judged, everything else met', () => {
    const rows = currentTable(book, 'R7.6').pillars.flatMap((pillar) => pillar.rows)
    const ids = (words: string) =>
      rows
        .filter(({ verdict }) => verdict.words === words)
        .flatMap(({ series }) => series.map(({ indicator }) => indicator.id))
    expect(ids('未達成')).toEqual(['I3-1', 'I3-3', 'I3-4', 'I3-6', 'I3-7m', 'I3-7f'])
    expect(ids('判定なし')).toEqual(['I2-1'])
    expect(ids('達成')).toEqual(['I1', 'I2-2', 'I3-2', 'I3-5', 'I3-8', 'I4-1', 'I4-2'])
    expect(rows.filter(({ verdict }) => verdict.isReference)).toEqual([])
    expect(rows.find(({ verdict }) => verdict.state === 'none')?.verdict.reason).toBe('break')
  })

  it.each([2020, 2021, 2022, 2023])(
    'compares %i with the present targets for reference only',
    (year) => {
      const rows = currentTable(book, 'R7.6', year).pillars.flatMap((pillar) => pillar.rows)
      expect(rows.every(({ verdict }) => verdict.isReference)).toBe(true)
      expect(rows.every(({ verdict }) => verdict.targetYear === 2024)).toBe(true)
    },
  )

  it('has no target for a year after those of the edition', () => {
    const rows = currentTable(book, 'R7.6', 2026).pillars.flatMap((pillar) => pillar.rows)
    expect(new Set(rows.map(({ verdict }) => verdict.reason))).toEqual(new Set(['no-target']))
  })

  it('knows no other edition', () => {
    expect(() => currentTable(book, 'R9.6')).toThrow(RangeError)
  })
})

describe('表「指標の推移」', () => {
  it('has R2 to R6 of every series to the last digit, 「－」 where nothing was surveyed', () => {
    const { years, pillars } = historyTable(book)
    expect(years).toEqual(BANK_YEARS.map(([, year]) => year))
    const rows = pillars.flatMap((pillar) => pillar.rows).filter(({ kind }) => kind === 'series')
    expect(
      rows.map(({ indicator, label, cells }) => [
        indicator.id,
        label,
        ...cells.map(({ printed, state }) => (state === 'no-entry' ? '' : (printed?.text ?? '－'))),
      ]),
    ).toEqual(
      bankRows().map((row) => [
        row['indicator_id'],
        row['label_history_R2_R5'],
        ...BANK_YEARS.map(([column]) =>
          row['indicator_id'] === 'I3-8ref' && column === 'R6' ? '' : cell(row, column),
        ),
      ]),
    )
  })

  it('takes the gap of 係長職 below the two: 8.9 7.6 6.9 4.6 5.2', () => {
    const rows = historyTable(book).pillars.flatMap((pillar) => pillar.rows)
    const at = rows.findIndex(({ kind }) => kind === 'gap')
    expect(rows[at - 1]?.indicator.id).toBe('I3-7f')
    expect(rows[at]?.label).toBe('差（男性－女性）')
    expect(rows[at]?.cells.map(({ printed }) => printed?.text)).toEqual(
      ['8.9', '7.6', '6.9', '4.6', '5.2'].map((gap) => `${gap}ポイント`),
    )
  })

  it('marks the possible break of オンライン手続き and no other', () => {
    const { breaks, pillars } = historyTable(book)
    expect(breaks.map(({ indicator, year, state }) => [indicator.id, year, state])).toEqual([
      ['I2-1', 2024, 'possible'],
    ])
    const marked = pillars.flatMap(({ rows }) =>
      rows.flatMap(({ indicator, cells }) =>
        cells.filter((one) => one.breaks).map(({ year }) => [indicator.id, year]),
      ),
    )
    expect(marked).toEqual([['I2-1', 2024]])
  })

  it('ends where it is told', () => {
    expect(historyTable(book, 'R7.6', 2023).years).toEqual([2020, 2021, 2022, 2023])
  })
})

import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import type { Indicator } from '../../../programme/indicators/book.ts'
import type { ChangeOf } from '../../../programme/indicators/changes.ts'
import type { Findings } from '../../roster/findings.ts'
import { readSheetFile } from '../../roster/sheet-file.ts'
import { arrangeTable } from '../../roster/table.ts'
import { faultOfYear, jumpOf, readAsOf, readValue, readYear } from './typed-value.ts'

/** Headers of the file; 指標名 is for the reader alone. */
export const COLUMNS = ['指標ID', '指標名', '年度', '値', '出典', '時点'] as const
const MOST_ROWS = 500
const MOST_SOURCE = 100

/** A filled row as text. */
export interface FileRow {
  /** As Excel numbers it. */
  readonly row: number
  readonly indicator: string
  readonly year: string
  readonly value: string
  readonly source: string
  readonly asOf: string
}

export interface CheckedRows {
  readonly changes: readonly ChangeOf<'value'>[]
  /** Far from the year before: sentences to be confirmed. */
  readonly jumps: readonly string[]
  /** Rows that say what stands already. */
  readonly same: number
}

/**
 * Bytes of a CSV (UTF-8, CP932) or XLSX file → its rows with a value; rows without one are left out.
 *
 * @returns null when it cannot be read; each reason is in `problems`.
 */
export async function readFileRows(
  file: { readonly name: string; readonly bytes: Uint8Array },
  problems: Findings,
  warnings: Findings,
): Promise<{ readonly rows: readonly FileRow[]; readonly empty: number } | null> {
  const sheet = await readSheetFile(file.bytes, file.name, problems, warnings)
  if (sheet === null) return null
  const rules = COLUMNS.map((name) => ({ name, required: name !== '指標名' }))
  const table = arrangeTable(sheet, file.name, rules, problems, warnings)
  if (table === null || problems.total > 0) return null
  const rows = table.rows.map((row) => ({
    row: row.row,
    indicator: table.cell(row, '指標ID'),
    year: table.cell(row, '年度'),
    value: table.cell(row, '値'),
    source: table.cell(row, '出典'),
    asOf: table.cell(row, '時点'),
  }))
  const filled = rows.filter(({ value }) => value !== '')
  if (filled.length > MOST_ROWS) {
    problems.add(
      { file: file.name },
      `値のある行は${MOST_ROWS}行までです。分けて取り込んでください。`,
    )
    return null
  }
  if (filled.length === 0) {
    problems.add({ file: file.name }, '値のある行がありません。「値」の列に入れてください。')
    return null
  }
  return { rows: filled, empty: rows.length - filled.length }
}

/** Every row against the book, the clock and what waits; nothing is written. */
export function checkRows(
  rows: readonly FileRow[],
  indicators: readonly Indicator[],
  waiting: ReadonlySet<string>,
  today: string,
  problems: Findings,
): CheckedRows {
  const changes: ChangeOf<'value'>[] = []
  const jumps: string[] = []
  const firstAt = new Map<string, number>()
  let same = 0
  for (const row of rows) {
    const complain = (column: string, value: string, message: string) =>
      problems.add({ row: row.row, column, value }, message)
    const indicator = indicators.find(({ id }) => id === row.indicator.normalize('NFKC'))
    const year = readYear(row.year)
    const before = problems.total
    if (indicator === undefined) {
      complain('指標ID', row.indicator, 'この番号の指標はありません。ひな形の番号にしてください。')
    }
    if (!year.ok) complain('年度', row.year, year.fault)
    if (row.source === '') complain('出典', '', '出典を入れてください。')
    if (row.source.length > MOST_SOURCE) {
      complain('出典', row.source, `${MOST_SOURCE}文字までにしてください。`)
    }
    if (indicator === undefined || !year.ok) continue
    const value = readValue(indicator, row.value)
    const asOf = readAsOf(indicator, year.value, row.asOf)
    const fault = faultOfYear(indicator, year.value, today)
    if (!value.ok) complain('値', row.value, value.fault)
    if (!asOf.ok) complain('時点', row.asOf, asOf.fault)
    if (fault !== null) {
      if (fault.field === 'year') complain('年度', row.year, fault.fault)
      else complain('値', row.value, fault.fault)
    }
    const found = { kind: 'value' as const, indicator: indicator.id, year: year.value }
    const key = `${found.kind}/${found.indicator}/${found.year}`
    const first = firstAt.get(key)
    firstAt.set(key, first ?? row.row)
    if (first !== undefined) {
      complain('指標ID', row.indicator, `同じ指標の同じ年度が、${first}行目にもあります。`)
    }
    if (waiting.has(key)) {
      const message = 'この年度の変更が、承認を待っています。先に承認するか取り下げてください。'
      complain('年度', row.year, message)
    }
    if (!value.ok || !asOf.ok || problems.total > before) continue
    const stands = indicator.values.get(year.value)
    const stated = stands && {
      text: stands.text,
      source: stands.source,
      asOfDay: stands.asOfDay,
    }
    const after = { text: value.value, source: row.source, asOfDay: asOf.value }
    if (stated !== undefined && JSON.stringify(stated) === JSON.stringify(after)) {
      same += 1
      continue
    }
    changes.push({ ...found, before: stated ?? null, after })
    const jump = jumpOf(indicator, year.value, value.value)
    if (jump !== null) {
      const place = `${row.row}行目　${indicator.id}　${fiscalYearName(year.value)}「${row.value}」`
      jumps.push(`${place}：${jump}`)
    }
  }
  return { changes, jumps, same }
}

import { CsvError, parse } from 'csv-parse/sync'
import type { Findings } from './findings.ts'

export interface ColumnRule {
  readonly name: string
  readonly required: boolean
}

export interface TableRow {
  /** As Excel numbers it: the header is row 1, blank rows count. */
  readonly row: number
  readonly cells: readonly string[]
}

export interface Table {
  readonly file: string
  readonly rows: readonly TableRow[]
  has(column: string): boolean
  /** The trimmed cell; '' when it is empty or the column is absent. */
  cell(row: TableRow, column: string): string
}

const NAMES =
  /氏名|姓名|名前|フリガナ|ふりがな|振り?仮名|カナ名|^[姓名氏]$|^(セイ|メイ|カナ)$|^(full|first|last|family|given)?[ _-]?name$/i

/**
 * Text of a CSV file → rows under known headers. Columns no one knows are a warning; a missing,
 * doubled or forbidden one (names of people), a row of another width and an open quote are problems.
 *
 * @returns null when the rows cannot be read at all (each reason is in `problems`).
 */
export function readTable(
  text: string,
  file: string,
  rules: readonly ColumnRule[],
  problems: Findings,
  warnings: Findings,
): Table | null {
  const records = splitRecords(text, file, problems)
  if (records === null) return null
  const header = (records[0] ?? []).map((name) => name.normalize('NFKC').trim())
  if (!checkHeader(header, file, rules, problems, warnings)) return null
  const rows = records
    .map((cells, i) => ({ row: i + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ row, cells }) => row > 1 && cells.some((cell) => cell !== ''))
  if (rows.length === 0) {
    problems.add({ file }, '見出しの下にデータの行がありません。正しいファイルか確かめてください。')
    return null
  }
  for (const { row, cells } of rows) complainOfWidth(cells, header.length, { file, row }, problems)
  const at = new Map(header.map((name, i) => [name, i]))
  return {
    file,
    rows,
    has: (column) => at.has(column),
    cell: (row, column) => row.cells[at.get(column) ?? -1] ?? '',
  }
}

/** Stray quotes stay in the value (its own check names them); an open one cannot be repaired. */
function splitRecords(text: string, file: string, problems: Findings): string[][] | null {
  try {
    return parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const done = error['records']
    problems.add(
      { file, row: typeof done === 'number' ? done + 1 : null },
      'この行から先を表として読めません（引用符「"」の閉じ忘れか、長すぎる行）。この行の「"」を直してください。',
    )
    return null
  }
}

function checkHeader(
  header: readonly string[],
  file: string,
  rules: readonly ColumnRule[],
  problems: Findings,
  warnings: Findings,
): boolean {
  const before = problems.total
  const names = new Set(rules.map((rule) => rule.name))
  const place = (column: string) => ({ file, row: 1, column })
  header.forEach((name, i) => {
    if (NAMES.test(name))
      problems.add(
        place(name),
        'このシステムは氏名を受け取りません。この列を削除して保存し直してください。',
      )
    else if (name !== '' && header.indexOf(name) < i)
      problems.add(place(name), '同じ見出しの列が2つあります。どちらか1つを削除してください。')
    else if (name !== '' && !names.has(name))
      warnings.add(place(name), '知らない列なので読みません。')
  })
  for (const rule of rules) {
    if (!rule.required || header.includes(rule.name)) continue
    problems.add(
      place(rule.name),
      'この列がありません。1行目の見出しと、指定したファイルを確かめてください。',
    )
  }
  return problems.total === before
}

export function complainOfWidth(
  cells: readonly string[],
  width: number,
  place: { file: string; row: number },
  problems: Findings,
): void {
  if (cells.length < width)
    problems.add(
      place,
      `列が足りません（見出しは${width}列、この行は${cells.length}列）。行を直してください。`,
    )
  else if (cells.slice(width).some((cell) => cell !== ''))
    problems.add(
      place,
      `見出しより列が多くあります（見出しは${width}列、この行は${cells.length}列）。値に「,」があれば「"」で囲んでください。`,
    )
}

import { type CodeHabit, codeHabit } from './cells.ts'
import type { Findings } from './findings.ts'
import { type CellMark, markKey, type Sheet } from './sheet.ts'
import { splitRecords } from './sheet-file.ts'

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
  /** What Excel made of the cell: a number, a formula, an error; nothing for text and in a CSV. */
  mark(row: TableRow, column: string): CellMark | undefined
}

/** What a row of the template begins with; such rows are complained of once and left out. */
export const EXAMPLE = '（例）'

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
  return arrangeTable({ records, marks: new Map() }, file, rules, problems, warnings)
}

/** The same for a file that has been read into rows, a workbook's too. */
export function arrangeTable(
  { records, marks }: Pick<Sheet, 'records' | 'marks'>,
  file: string,
  rules: readonly ColumnRule[],
  problems: Findings,
  warnings: Findings,
): Table | null {
  const header = (records[0] ?? []).map((name) => name.normalize('NFKC').trim())
  if (!checkHeader(header, file, rules, problems, warnings)) return null
  const filled = records
    .map((cells, i) => ({ row: i + 1, cells: cells.map(plain) }))
    .filter(({ row, cells }) => row > 1 && cells.some((cell) => cell !== ''))
  if (filled.length === 0) {
    problems.add({ file }, '見出しの下にデータの行がありません。正しいファイルか確かめてください。')
    return null
  }
  const rows = filled.filter(({ row, cells }) => !complainOfExample(cells, { file, row }, problems))
  for (const { row, cells } of rows) complainOfWidth(cells, header.length, { file, row }, problems)
  const at = new Map(header.map((name, i) => [name, i]))
  const table: Table = {
    file,
    rows,
    has: (column) => at.has(column),
    cell: (row, column) => row.cells[at.get(column) ?? -1] ?? '',
    mark: (row, column) => marks.get(markKey(row.row, at.get(column) ?? -1)),
  }
  if (marks.size > 0) complainOfFormulas(table, rules, problems)
  return table
}

/** Trimmed, and without the apostrophe that our exports put before what Excel would calculate. */
function plain(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@])/, '')
}

function complainOfExample(
  cells: readonly string[],
  place: { file: string; row: number },
  problems: Findings,
): boolean {
  if (!cells.some((cell) => cell.startsWith(EXAMPLE))) return false
  problems.add(place, 'ひな形の記入例の行です。この行を削除してください。')
  return true
}

function complainOfFormulas(table: Table, rules: readonly ColumnRule[], problems: Findings): void {
  const columns = rules.map(({ name }) => name).filter((name) => table.has(name))
  for (const row of table.rows)
    for (const column of columns) {
      const mark = table.mark(row, column)
      if (mark === undefined || mark === 'number') continue
      const value = table.cell(row, column)
      problems.add(
        { file: table.file, row: row.row, column, ...(value === '' ? {} : { value }) },
        mark === 'error'
          ? 'Excelのエラー（#N/A など）です。正しい値を入れ直してください。'
          : '計算式が入っています。列をコピーし、「値の貼り付け」で値に変えて保存し直してください。',
      )
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

/** What the codes of a column, and those already stored, say about one code. */
export function habitOf(table: Table, column: string, stored: readonly string[]): CodeHabit {
  const values = table.rows.map((row) => table.cell(row, column))
  const texts = table.rows.filter((row) => table.mark(row, column) !== 'number')
  return codeHabit(
    values,
    stored,
    texts.map((row) => table.cell(row, column)),
  )
}

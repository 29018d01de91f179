import {
  type Bearer,
  bearers,
  type Measure,
  measureSorts,
} from '../../../programme/follow-up/entries.ts'
import type { UnitRow } from '../../../stores/commons.ts'
import { type Finding, Findings } from '../../roster/findings.ts'
import { readSheetFile } from '../../roster/sheet-file.ts'
import { arrangeTable, type ColumnRule, type Table, type TableRow } from '../../roster/table.ts'
import { textFault } from '../../roster/cells.ts'

export const MEASURE_COLUMNS: readonly ColumnRule[] = [
  { name: '番号', required: true },
  { name: '柱', required: true },
  { name: '施策名', required: true },
  { name: '担い手', required: true },
  { name: '区分', required: true },
  { name: '再掲元', required: false },
  { name: '所管所属', required: true },
  { name: '改善状況', required: false },
]

/** One row of the file. `progress` null: the file does not say, what is stored stays. */
export interface MeasureRow {
  readonly unit: string
  readonly body: Omit<Measure, 'progress'>
  readonly progress: string | null
}

export interface MeasureFile {
  /** Empty when there is any problem. */
  readonly rows: readonly MeasureRow[]
  readonly problems: readonly Finding[]
  readonly warnings: readonly Finding[]
}

/**
 * The list of measures as a file (CSV in UTF-8 or CP932, or a workbook): all of it or nothing.
 *
 * @param units that may be in charge
 */
export async function readMeasureFile(
  bytes: Uint8Array,
  file: string,
  units: readonly UnitRow[],
): Promise<MeasureFile> {
  const [problems, warnings] = [new Findings(), new Findings()]
  const sheet = await readSheetFile(bytes, file, problems, warnings)
  const table = sheet && arrangeTable(sheet, file, MEASURE_COLUMNS, problems, warnings)
  const rows = table === null ? [] : readRows(table, units, problems)
  return {
    rows: problems.total > 0 ? [] : rows,
    problems: problems.list(),
    warnings: warnings.list(),
  }
}

function readRows(table: Table, units: readonly UnitRow[], problems: Findings): MeasureRow[] {
  const numbers = new Map<string, number>()
  const rows = table.rows.flatMap((row) => {
    const read = readRow(table, row, units, numbers, problems)
    return read === null ? [] : [{ ...read, row: row.row }]
  })
  const firsts = new Set(rows.filter(({ body }) => body.sort !== 'repeated').map(numberOf))
  for (const { row, body } of rows) {
    if (body.repeats === null || firsts.has(body.repeats)) continue
    problems.add(
      { file: table.file, row, column: '再掲元', value: body.repeats },
      'この番号の施策（再掲でないもの）がありません。最初に載せた施策の番号を書いてください。',
    )
  }
  return rows.map(({ row: _row, ...read }) => read)
}

function numberOf({ body }: MeasureRow): string {
  return body.number
}

function readRow(
  table: Table,
  row: TableRow,
  units: readonly UnitRow[],
  numbers: Map<string, number>,
  problems: Findings,
): MeasureRow | null {
  const before = problems.total
  const cell = (column: string) => table.cell(row, column)
  const complain = (column: string, fault: string | null) => {
    if (fault === null) return
    problems.add({ file: table.file, row: row.row, column, value: cell(column) }, fault)
  }
  const need = (column: string, most: number) => {
    const value = cell(column)
    complain(column, value === '' ? '空です。書いてください。' : textFault(value, most))
    return value
  }
  const number = need('番号', 20)
  const first = numbers.get(number)
  if (first !== undefined && number !== '')
    complain('番号', `${first}行目と同じ番号です。どちらかの番号を直してください。`)
  numbers.set(number, first ?? row.row)
  const [pillar, name] = [need('柱', 60), need('施策名', 120)]
  const who = bearersOf(cell('担い手'))
  if (who === null)
    complain(
      '担い手',
      `${Object.values(bearers).join('・')} のどれかにしてください（いくつかのときは「、」で区切ります）。`,
    )
  const sort = keyOf(measureSorts, cell('区分'))
  if (sort === null)
    complain('区分', `${Object.values(measureSorts).join('・')} のどれかにしてください。`)
  const repeats = cell('再掲元') === '' ? null : cell('再掲元')
  if (sort === 'repeated' && repeats === null)
    complain('再掲元', '再掲のときは、最初に載せた施策の番号を書いてください。')
  if (sort !== null && sort !== 'repeated' && repeats !== null)
    complain('再掲元', '再掲でない施策では、空にしてください。')
  const unit = unitOf(units, cell('所管所属'))
  if (typeof unit === 'string') complain('所管所属', unit)
  const progress = cell('改善状況')
  if (Array.from(progress).length > 500)
    complain('改善状況', '長すぎます。500文字までにしてください。')
  if (problems.total > before || who === null || sort === null || typeof unit === 'string')
    return null
  const body = { number, pillar, name, bearers: who, sort, repeats }
  return { unit: unit.code, body, progress: progress === '' ? null : progress }
}

/** By code, or by a name that only one unit has. */
function unitOf(units: readonly UnitRow[], wanted: string): UnitRow | string {
  if (wanted === '') return '空です。所管する所属のコードか名前を書いてください。'
  const plain = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '')
  const coded = units.find(({ code }) => code === wanted)
  if (coded !== undefined) return coded
  const [named, second] = units.filter(({ name }) => plain(name) === plain(wanted))
  if (named === undefined)
    return 'この所属は、今の名簿にありません。所属コードか、名簿のとおりの所属名を書いてください。'
  return second === undefined
    ? named
    : '同じ名前の所属がいくつかあります。所属コードを書いてください。'
}

function bearersOf(text: string): Bearer[] | null {
  const words = text.split(/[、,・／/]/).map((word) => word.trim())
  const found = words.map((word) => keyOf(bearers, word))
  const known = found.filter((one) => one !== null)
  return known.length === found.length ? [...new Set(known)] : null
}

function keyOf<K extends string>(list: Readonly<Record<K, string>>, word: string): K | null {
  const wanted = word.normalize('NFKC').trim()
  return (Object.keys(list) as K[]).find((key) => list[key].normalize('NFKC') === wanted) ?? null
}

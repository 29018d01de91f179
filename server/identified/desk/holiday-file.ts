import { workCalendar } from '../../calendar/working-days.ts'
import type { Day } from '../../proposals/proposal.ts'
import { decodeCsv } from '../roster/decoding.ts'
import { Findings, sentenceOf } from '../roster/findings.ts'
import { readTable, type Table, type TableRow } from '../roster/table.ts'

export interface Holiday {
  readonly day: Day
  readonly name: string
}

/** As the Cabinet Office publishes it (「国民の祝日」, syukujitsu.csv). */
const DAY = '国民の祝日・休日月日'
const NAME = '国民の祝日・休日名称'

export const HOLIDAY_FILE_BYTES = 256 * 1024

/**
 * The Cabinet Office's list of holidays, in CP932 or UTF-8. Of what is before `from` nothing is read; what
 * the calendar knows to be closed is left out.
 *
 * @returns `problems`: what is wrong, with the line, and what to do; nothing is taken over then.
 */
export function readHolidayFile(
  bytes: Uint8Array,
  file: string,
  from: Day,
): { readonly unknown: Holiday[]; readonly read: number; readonly problems: string[] } {
  const problems = new Findings()
  const decoded = decodeCsv(bytes, file, problems)
  const rules = [
    { name: DAY, required: true },
    { name: NAME, required: true },
  ]
  const table =
    decoded === null ? null : readTable(decoded.text, file, rules, problems, new Findings())
  const holidays = table === null ? [] : table.rows.flatMap((row) => readRow(table, row, problems))
  if (problems.total > 0) {
    return { unknown: [], read: 0, problems: problems.list().map(sentenceOf) }
  }
  const known = workCalendar()
  const coming = holidays.filter(({ day }) => day >= from)
  return {
    unknown: coming.filter(({ day }) => known.isWorkingDay(day)),
    read: coming.length,
    problems: [],
  }
}

function readRow(table: Table, row: TableRow, problems: Findings): Holiday[] {
  const text = table.cell(row, DAY)
  const name = table.cell(row, NAME)
  const place = { file: table.file, row: row.row }
  const day = dayOf(text)
  if (day === null) {
    problems.add(
      { ...place, column: DAY, value: text },
      '日付ではありません。「2027/1/1」の形に直してください。',
    )
    return []
  }
  if (name === '' || name.length > 60) {
    problems.add({ ...place, column: NAME, value: name }, '名称を60字までで書いてください。')
    return []
  }
  return [{ day, name }]
}

function dayOf(text: string): Day | null {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(text.normalize('NFKC'))
  if (match === null) return null
  const [, year = '', month = '', date = ''] = match
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const read = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day) ? day : null
}

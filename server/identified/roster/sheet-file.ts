import { CsvError, parse } from 'csv-parse/sync'
import { decodeCsv, MAX_FILE_BYTES } from './decoding.ts'
import type { Findings } from './findings.ts'
import { type CellMarks, MOST_COLUMNS, MOST_ROWS, type Sheet } from './sheet.ts'
import { isWorkbook, readWorkbook } from './workbook.ts'

const TOO_MANY_ROWS =
  '行が多すぎます（200,000行まで）。名簿のファイルか確かめ、余分な行を消してください。'
const TOO_MANY_COLUMNS =
  '列が多すぎます（200列まで）。名簿のファイルか確かめ、余分な列を消してください。'

const NO_MARKS: CellMarks = new Map()

/**
 * Bytes of a file as uploaded → rows: an Excel workbook (.xlsx) or CSV in UTF-8 or CP932.
 *
 * @returns null when it cannot be read; each reason is in `problems`.
 */
export async function readSheetFile(
  bytes: Uint8Array,
  file: string,
  problems: Findings,
  warnings: Findings,
): Promise<Sheet | null> {
  if (bytes.length <= MAX_FILE_BYTES && isWorkbook(bytes))
    return readWorkbook(bytes, file, problems, warnings)
  const decoded = decodeCsv(bytes, file, problems)
  if (decoded === null) return null
  if (tooManyLines(decoded.text)) {
    problems.add({ file }, TOO_MANY_ROWS)
    return null
  }
  const records = splitRecords(decoded.text, file, problems)
  if (records?.some((cells) => cells.length > MOST_COLUMNS) === true) {
    problems.add({ file }, TOO_MANY_COLUMNS)
    return null
  }
  return records && { encoding: decoded.encoding, records, marks: NO_MARKS }
}

function tooManyLines(text: string): boolean {
  let lines = 0
  for (const _ of text.matchAll(/\r\n|\n|\r/g)) if (++lines > MOST_ROWS) return true
  return false
}

/** Stray quotes stay in the value (its own check names them); an open one cannot be repaired. */
export function splitRecords(text: string, file: string, problems: Findings): string[][] | null {
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

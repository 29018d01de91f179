import { encodeCp932, NotInCp932 } from '../http/cp932.ts'
import { Problem } from '../http/problems.ts'

export type CsvEncoding = 'utf8' | 'cp932'

/** A text, a whole number, a number with its places, a number as written, or nothing. */
export type CsvCell =
  | string
  | number
  | { readonly percent: number; readonly decimals: number }
  | { readonly digits: string }
  | null

/**
 * Lines as a file for spreadsheets: CRLF; UTF-8 with BOM or CP932.
 *
 * @param instead files that can hold every character, for the refusal.
 * @throws {Problem} `not-encodable` naming the character and its place when CP932 lacks it.
 */
export function csvFile(
  lines: readonly (readonly CsvCell[])[],
  encoding: CsvEncoding,
  instead: string,
): Buffer {
  if (encoding === 'utf8') return Buffer.from(`\uFEFF${lines.map(lineOf).join('')}`)
  return Buffer.concat(lines.map((cells, i) => encodeLine(cells, i + 1, instead)))
}

function lineOf(cells: readonly CsvCell[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

/**
 * RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe; a number is no text.
 */
function quote(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') {
    return 'digits' in cell ? cell.digits : cell.percent.toFixed(cell.decimals)
  }
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function encodeLine(cells: readonly CsvCell[], line: number, instead: string): Buffer {
  try {
    return encodeCp932(lineOf(cells))
  } catch (error) {
    if (!(error instanceof NotInCp932)) throw error
    const texts = cells.map((cell) => (typeof cell === 'string' ? cell : ''))
    const column = texts.findIndex((text) => text.includes(error.character)) + 1
    throw new Problem('not-encodable', {
      detail: `Shift_JIS（CP932）にない文字「${error.character}」が、${line}行目の${column}列目「${texts[column - 1]}」にあります。${instead}をお使いください。`,
    })
  }
}

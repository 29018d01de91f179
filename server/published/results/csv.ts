import { Problem } from '../../http/problems.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { encodeCp932, NotInCp932 } from '../../http/cp932.ts'
import { type LongCell, longHead, longRows } from './long-rows.ts'
import type { ResultsModel } from './model.ts'

export type CsvEncoding = 'utf8' | 'cp932'

/**
 * All published values in long form, a line for each group and item, to be filtered and pivoted.
 * CRLF; UTF-8 with BOM or CP932.
 *
 * @throws {Problem} `not-encodable` naming the character and its place when CP932 lacks it.
 */
export function resultsCsv(model: ResultsModel, sample: boolean, encoding: CsvEncoding): Buffer {
  const lines: LongCell[][] = [
    ...(sample ? [[SAMPLE_LINE]] : []),
    longHead(model),
    ...longRows(model, '全庁', [model.whole]),
    ...model.tables.flatMap(({ name, groups }) => [...longRows(model, name, groups)]),
  ]
  if (encoding === 'utf8') return Buffer.from(`\uFEFF${lines.map(lineOf).join('')}`)
  return Buffer.concat(lines.map((cells, i) => encodeLine(cells, i + 1)))
}

function lineOf(cells: readonly LongCell[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

/**
 * RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe; numbers are ours and
 * never begin with a sign.
 */
function quote(cell: LongCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'object') return cell.percent.toFixed(cell.decimals)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function encodeLine(cells: readonly LongCell[], line: number): Buffer {
  try {
    return encodeCp932(lineOf(cells))
  } catch (error) {
    if (!(error instanceof NotInCp932)) throw error
    const texts = cells.map((cell) => (typeof cell === 'string' ? cell : ''))
    const column = texts.findIndex((text) => text.includes(error.character)) + 1
    throw new Problem('not-encodable', {
      detail: `Shift_JIS（CP932）にない文字「${error.character}」が、${line}行目の${column}列目「${texts[column - 1]}」にあります。UTF-8 の CSV か Excel 形式をお使いください。`,
    })
  }
}

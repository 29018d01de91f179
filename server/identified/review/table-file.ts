import writeExcelFile, { type Cell } from 'write-excel-file/node'
import type { FastifyReply } from 'fastify'
import { encodeCp932, NotInCp932 } from '../../http/cp932.ts'
import { Problem } from '../../http/problems.ts'
import { bold, heading, text } from '../../http/workbook-cells.ts'
import { csvLine, csvPieces } from '../roster/csv-lines.ts'

/** CSV in UTF-8 (with BOM), CSV in Shift_JIS (CP932), Excel. */
export const tableForms = ['utf8', 'cp932', 'xlsx'] as const
export type TableForm = (typeof tableForms)[number]

/** A table to hand out. Numbers are numbers in a workbook; null is an empty cell. */
export interface TableFile {
  /** ASCII, without an ending. */
  readonly file: string
  /** Name that people see, without an ending. */
  readonly title: string
  /** Above the table in a workbook; a CSV begins with its heads, so that it can be read again. */
  readonly lines: readonly string[]
  readonly heads: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** Columns in characters. */
  readonly widths: readonly number[]
}

const TYPES: Readonly<Record<TableForm, string>> = {
  utf8: 'text/csv; charset=utf-8',
  cp932: 'text/csv; charset=Shift_JIS',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** @throws {Problem} `not-encodable` when Shift_JIS lacks a character; it says which and where. */
export async function sendTable(
  reply: FastifyReply,
  table: TableFile,
  form: TableForm,
): Promise<FastifyReply> {
  const ending = form === 'xlsx' ? 'xlsx' : 'csv'
  const named = encodeURIComponent(`${table.title}.${ending}`)
  const body = await bytesOf(table, form)
  return reply
    .type(TYPES[form])
    .header(
      'content-disposition',
      `attachment; filename="${table.file}.${ending}"; filename*=UTF-8''${named}`,
    )
    .send(body)
}

async function bytesOf(table: TableFile, form: TableForm): Promise<Buffer> {
  const lines = [table.heads, ...table.rows.map((row) => row.map((cell) => String(cell ?? '')))]
  if (form === 'utf8') return Buffer.from([...csvPieces(lines)].join(''))
  if (form === 'cp932') return Buffer.concat(lines.map((cells, i) => encodedLine(cells, i + 1)))
  const data = [
    ...table.lines.map((line, i) => [i === 0 ? bold(line) : text(line)]),
    ...(table.lines.length === 0 ? [] : [[]]),
    table.heads.map(heading),
    ...table.rows.map((row) => row.map(cellOf)),
  ]
  const columns = table.widths.map((width) => ({ width }))
  const sheet = { sheet: table.title, data, columns, orientation: 'landscape' as const }
  return writeExcelFile([sheet], { fontFamily: 'BIZ UDPGothic' }).toBuffer()
}

function cellOf(value: string | number | null): Cell {
  if (value === null) return null
  if (typeof value === 'number') return { value, type: Number, format: '#,##0.##' }
  return { ...text(value), wrap: true, alignVertical: 'top', format: '@' }
}

function encodedLine(cells: readonly string[], row: number): Buffer {
  try {
    return encodeCp932(csvLine(cells))
  } catch (error) {
    if (!(error instanceof NotInCp932)) throw error
    const { character } = error
    throw new Problem('not-encodable', {
      detail: `Shift_JIS（CP932）にない文字「${character}」が、${row}行目にあります。UTF-8 の CSV か Excel の形式をお使いください。`,
    })
  }
}

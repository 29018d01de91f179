import { Readable } from 'node:stream'
import writeExcelFile from 'write-excel-file/node'
import { formatJst } from '../../calendar/jst.ts'
import { encodeCp932, NotInCp932 } from '../../http/cp932.ts'
import { Problem } from '../../http/problems.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { bold, heading, text, widths } from '../../http/workbook-cells.ts'
import { csvLine } from '../roster/csv-lines.ts'
import type { AuditRow } from './audit-search.ts'

const heads = ['日時', '操作した人（職員番号）', '操作', '内容']

type Rows = AsyncIterable<AuditRow>

/** UTF-8 with BOM, a line at a time: the length does not matter. */
export function auditCsv(rows: Rows, sample: boolean): Readable {
  return Readable.from(pieces())

  async function* pieces(): AsyncGenerator<string> {
    yield '\uFEFF'
    if (sample) yield csvLine([SAMPLE_LINE])
    yield csvLine(heads)
    for await (const row of rows) yield csvLine(cellsOf(row))
  }
}

/**
 * CP932; whole, because a character without a form must stop the file and not its middle.
 *
 * @throws {Problem} `not-encodable` naming the character and its line
 */
export async function auditShiftJis(rows: Rows, sample: boolean): Promise<Buffer> {
  const lines = [...(sample ? [[SAMPLE_LINE]] : []), heads]
  for await (const row of rows) lines.push(cellsOf(row))
  return Buffer.concat(lines.map((cells, i) => encoded(cells, i + 1)))
}

export async function auditXlsx(rows: Rows, sample: boolean): Promise<Buffer> {
  const data = [...(sample ? [[bold(SAMPLE_LINE)]] : []), heads.map(heading)]
  for await (const row of rows) data.push(cellsOf(row).map(text) as (typeof data)[number])
  const sheet = { sheet: '操作の記録', data, columns: widths(30, 16, 28, 80) }
  return writeExcelFile([sheet], { fontFamily: 'BIZ UDPGothic' }).toBuffer()
}

function cellsOf({ at, actor, act, detail }: AuditRow): string[] {
  return [formatJst(at), actor, act, detail]
}

function encoded(cells: readonly string[], line: number): Buffer {
  try {
    return encodeCp932(csvLine(cells))
  } catch (error) {
    if (!(error instanceof NotInCp932)) throw error
    throw new Problem('not-encodable', {
      detail: `Shift_JIS（CP932）にない文字「${error.character}」が、${line}行目にあります。UTF-8 の CSV か Excel の形式をお使いください。`,
    })
  }
}

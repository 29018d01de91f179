import writeExcelFile from 'write-excel-file/node'
import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import { encodeCp932 } from '../../../http/cp932.ts'
import { bold, text, widths } from '../../../http/workbook-cells.ts'
import type { Indicator } from '../../../programme/indicators/book.ts'
import { csvPieces } from '../../roster/csv-lines.ts'
import { COLUMNS } from './import-file.ts'
import { asOfNames } from './typed-value.ts'

export type TemplateForm = 'utf8' | 'cp932' | 'xlsx'

/** Excel's number format 「文字列」: 12.0 stays 12.0. */
const TEXT = '@'

/** A row for each series that lacks a value of this year and is not measured by a survey here. */
export async function valueTemplate(
  indicators: readonly Indicator[],
  year: number,
  form: TemplateForm,
): Promise<Buffer> {
  const rows = [[...COLUMNS], ...indicators.flatMap((one) => rowOf(one, year))]
  if (form !== 'xlsx') {
    const csv = [...csvPieces(rows)].join('')
    return form === 'utf8' ? Buffer.from(csv) : encodeCp932(csv.slice(1))
  }
  const data = rows.map((cells, i) =>
    cells.map((cell) => ({ ...(i === 0 ? bold(cell) : text(cell)), format: TEXT })),
  )
  const sheet = { sheet: '指標の値', data, columns: widths(10, 48, 14, 10, 30, 16) }
  return writeExcelFile([{ ...sheet, stickyRowsCount: 1 }], {
    fontFamily: 'BIZ UDPGothic',
  }).toBuffer()
}

function rowOf({ id, historyLabel, values, source, asOf, series }: Indicator, year: number) {
  if (values.has(year)) return []
  const name = series === '' ? historyLabel : `${historyLabel}（${series}）`
  return [[id, name, fiscalYearName(year), '', source, asOfNames[asOf]]]
}

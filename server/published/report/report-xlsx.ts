import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import { plain } from '../../../views/words/phrase.ts'
import { reportWords } from '../../../views/words/report.ts'
import { formatJstDay } from '../../calendar/jst.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { bold, heading, text, widths } from '../../http/workbook-cells.ts'
import type { Report } from './report-model.ts'
import { sheets } from './report-pages.ts'
import type { ReportTable } from './report-table.ts'

/**
 * The tables behind the report, a sheet by subject, and how to read them. Every sheet says k, n, date, source
 * and the rule for hidden groups. Cells read as on paper; plain numbers can be calculated with.
 */
export async function reportXlsx(report: Report): Promise<Buffer> {
  const all = sheets.map(({ name, tables }): Sheet<Buffer> => {
    const shown = tables.map((table) => report.tables[table])
    return sheetOf(name, [
      ...topOf(report, name, [...new Set(shown.map(({ source }) => plain(source)))]),
      ...shown.flatMap(rowsOf),
    ])
  })
  const { title, sources } = reading
  const lines = report.reading.flatMap((part): Row[] => [
    [bold(part.title)],
    ...part.lines.map((line) => [text(plain(line))]),
    [],
  ])
  const last = sheetOf(title, [...topOf(report, title, sources), ...lines])
  return writeExcelFile([...all, last], { fontFamily: 'BIZ UDPGothic' }).toBuffer()
}

const reading = {
  title: '読み方',
  sources: [reportWords.ja.sources.results, reportWords.ja.sources.indicators],
}

function sheetOf(sheet: string, data: Row[]): Sheet<Buffer> {
  const columns = Math.max(...data.map((row) => row.length))
  return { sheet, data, columns: widths(44, ...Array.from({ length: columns - 1 }, () => 18)) }
}

function topOf(report: Report, name: string, sources: readonly string[]): Row[] {
  const { survey } = report
  const w = reportWords.ja
  const basis =
    survey === null
      ? w.survey.empty
      : `公表の基準 k＝${survey.k}人　回答者 n＝${survey.respondents ?? '非表示'}`
  return [
    ...(report.sample ? [[bold(SAMPLE_LINE)]] : []),
    [bold(`${report.title}　${name}`)],
    [text(report.organisation)],
    [text(basis)],
    [text(`${w.asOf(formatJstDay(report.asOf))}${survey === null ? '' : `　${survey.dates}`}`)],
    ...sources.map((source) => [text(plain(w.cite(source)))]),
    [text(report.rule)],
    [],
  ]
}

function rowsOf({ title, heads, rows, empty, notes }: ReportTable): Row[] {
  return [
    [bold(plain(title))],
    ...(rows.length === 0
      ? [[text(plain(empty))]]
      : [
          heads.map((head) => heading(plain(head))),
          ...rows.map((cells) => cells.map((cell) => cellOf(plain(cell)))),
        ]),
    ...notes.map((note) => [text(plain(note))]),
    [],
  ]
}

/** 「65.1％」「1,204人」 are numbers; 「約60％」「約10％以下」「非表示」 are words. */
const NUMBER = /^(\d[\d,]*)(\.\d+)?(％|人|件|時間|開庁日|日)$/

function cellOf(value: string): Cell {
  const [, whole = '', places = '', unit = ''] = NUMBER.exec(value) ?? []
  if (unit === '') return text(value)
  const digits = places === '' ? '#,##0' : `#,##0.${'0'.repeat(places.length - 1)}`
  return {
    value: Number(`${whole.replaceAll(',', '')}${places}`),
    type: Number,
    format: `${digits}"${unit}"`,
  }
}

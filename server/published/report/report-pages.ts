import { plain, type Said } from '../../../views/words/phrase.ts'
import { reportWords } from '../../../views/words/report.ts'
import type { Report, TableName } from './report-model.ts'
import type { ReportTable } from './report-table.ts'

/** A table as it is on paper: in two columns side by side when it is long and narrow. */
export interface PaperTable extends ReportTable {
  readonly columns: 1 | 2
}

/** So many lines of a list are on paper; the pages of the site and the workbook have all. */
export const MOST_LINES = 8

/** Characters of a text on paper. */
const MOST_LETTERS = 60

/** From so many lines on the table by 部 stands in two columns. */
const MANY_BUREAUS = 30

/** Page 1: indicators and survey. Page 2: proposals and what units do. */
export function reportPages(report: Report): readonly (readonly PaperTable[])[] {
  const { tables, language } = report
  const w = reportWords[language]
  const { numbers, actions } = w.sources
  const columns = tables.bureaus.rows.length > MANY_BUREAUS ? 2 : 1
  const one = (table: ReportTable): PaperTable => ({ ...table, columns: 1 })
  return [
    [one(tables.indicators), one(tables.whole), { ...tables.bureaus, columns }],
    [
      one(tables.received),
      one(limited(report, tables.times, numbers)),
      one(tables.hours),
      one(tables.hidden),
      one(clipped(report, limited(report, tables.stopWorks, actions))),
      one(clipped(report, limited(report, tables.cases, actions))),
    ],
  ]
}

/** Sheets of the workbook: the same tables with all their rows. */
export const sheets: readonly { readonly name: string; readonly tables: readonly TableName[] }[] = [
  { name: '指標', tables: ['indicators'] },
  { name: '全庁', tables: ['whole'] },
  { name: '部別', tables: ['bureaus'] },
  { name: '提案', tables: ['received', 'times', 'hours', 'hidden'] },
  { name: 'やめる業務・事例', tables: ['stopWorks', 'cases'] },
]

/** Halves of a table that stands in two columns. */
export function partsOf({ rows, columns }: PaperTable): readonly (readonly (readonly Said[])[])[] {
  const each = Math.ceil(rows.length / columns)
  return columns === 1 ? [rows] : [rows.slice(0, each), rows.slice(each)]
}

/** Paper has room for so many; where the rest is, is said. */
function limited({ language }: Report, table: ReportTable, page: string): ReportTable {
  const more = table.rows.length - MOST_LINES
  if (more <= 0) return table
  return {
    ...table,
    rows: table.rows.slice(0, MOST_LINES),
    notes: [...table.notes, reportWords[language].more(more, page)],
  }
}

/** What people wrote may be long. */
function clipped({ language }: Report, table: ReportTable): ReportTable {
  const rows = table.rows.map((cells) => cells.map(clippedText))
  const isSame = rows.every((cells, r) => cells.every((cell, c) => cell === table.rows[r]?.[c]))
  if (isSame) return table
  return { ...table, rows, notes: [...table.notes, reportWords[language].followUp.clipped] }
}

function clippedText(said: Said): Said {
  const letters = Array.from(plain(said))
  return letters.length <= MOST_LETTERS
    ? said
    : { ja: `${letters.slice(0, MOST_LETTERS).join('')}…` }
}

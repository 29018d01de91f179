import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { bold, heading, text, widths } from '../../http/workbook-cells.ts'
import { WITHHELD } from './figures.ts'
import type { Group } from './groups.ts'
import { type LongCell, longHead, longRows } from './long-rows.ts'
import type { ResultsModel } from './model.ts'

export interface WorkbookFacts {
  readonly sample: boolean
  /** Days in words. */
  readonly firstDay: string
  readonly lastDay: string
  readonly publishedOn: string
}

/**
 * A workbook with a sheet for each table of the plan, in long form, and 読み方. Numbers are numbers, so
 * that they can be calculated with; each sheet says k, n, date and rule.
 */
export async function resultsXlsx(model: ResultsModel, facts: WorkbookFacts): Promise<Buffer> {
  const top = (title: string): Row[] => [
    ...(facts.sample ? [[bold(SAMPLE_LINE)]] : []),
    [bold(`${model.title}　${title}`)],
    [text(`回答者 ${model.respondents === null ? WITHHELD : `${model.respondents}人`}`)],
    [
      text(
        `基準日 ${model.referenceDay}　回答期間 ${facts.firstDay}〜${facts.lastDay}　公表日 ${facts.publishedOn}`,
      ),
    ],
    [text(model.rule)],
    [],
  ]
  const head = longHead(model)
  const tables = [{ name: '全庁', groups: [model.whole] }, ...model.tables]
  const names = sheetNames(tables.map(({ name }) => name))
  const sheets = tables.map(
    ({ name, groups }, i): Sheet<Buffer> => ({
      sheet: names[i] ?? name,
      data: [...top(name), head.map(heading), ...valueRows(model, name, groups)],
      columns: widths(
        12,
        24,
        18,
        24,
        20,
        8,
        12,
        7,
        44,
        8,
        10,
        10,
        10,
        ...head.slice(13).map(() => 10),
      ),
    }),
  )
  const notes: Sheet<Buffer> = {
    sheet: '読み方',
    data: [...top('読み方'), ...model.notes.map((note) => [{ ...text(note), wrap: true }])],
    columns: widths(100),
  }
  return writeExcelFile([...sheets, notes], { fontFamily: 'BIZ UDPGothic' }).toBuffer()
}

function valueRows(model: ResultsModel, name: string, groups: readonly Group[]): Row[] {
  return [...longRows(model, name, groups)].map((cells) => cells.map(cellOf))
}

function cellOf(cell: LongCell): Cell {
  if (cell === null || cell === '') return null
  if (typeof cell === 'string') return text(cell)
  if (typeof cell === 'number') return { value: cell, type: Number }
  return { value: cell.percent, type: Number, format: cell.decimals === 1 ? '0.0' : '0' }
}

/** A sheet's name has at most 31 characters, none of `[]:*?/\`, and no other sheet's. */
function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const plain = name.replaceAll(/[[\]:*?/\\']/g, '・').slice(0, 28)
    let own = plain
    for (let n = 2; taken.has(own) || own === '読み方'; n += 1) own = `${plain}-${n}`
    taken.add(own)
    return own
  })
}

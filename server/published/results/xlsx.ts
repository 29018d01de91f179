import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { bold, heading, text, widths } from '../../http/workbook-cells.ts'
import { BLANK, type Figure, WITHHELD } from './figures.ts'
import type { Item, ResultsModel } from './model.ts'
import { ruleLine } from './notes.ts'

export interface WorkbookFacts {
  readonly sample: boolean
  /** Days in words. */
  readonly firstDay: string
  readonly lastDay: string
  readonly publishedOn: string
}

/**
 * A workbook of three sheets: 全庁, 部別, 読み方. Numbers are numbers (the format adds 「約」 and
 * 「以下」), so that they can be calculated with; each sheet says k, n, date and rule.
 */
export async function resultsXlsx(model: ResultsModel, facts: WorkbookFacts): Promise<Buffer> {
  const items = model.themes.flatMap((theme) => theme.items)
  const top = (title: string): Row[] => [
    ...(facts.sample ? [[bold(SAMPLE_LINE)]] : []),
    [bold(`${model.title}　${title}`)],
    [text(`回答者 ${model.respondents === null ? WITHHELD : `${model.respondents}人`}`)],
    [
      text(
        `基準日 ${model.referenceDay}　回答期間 ${facts.firstDay}〜${facts.lastDay}　公表日 ${facts.publishedOn}`,
      ),
    ],
    [text(ruleLine(model.k, model.roundingPeople))],
    [],
  ]
  const sheets: Sheet<Buffer>[] = [
    {
      sheet: '全庁',
      data: [...top('全庁'), ...wholeRows(model, items)],
      columns: widths(10, 30, 14, 60),
    },
    {
      sheet: '部別',
      data: [...top('部別'), ...bureauRows(model, items)],
      columns: widths(12, 30, 12),
    },
    { sheet: '読み方', data: [...top('読み方'), ...noteRows(model)], columns: widths(100) },
  ]
  return writeExcelFile(sheets, { fontFamily: 'BIZ UDPGothic' }).toBuffer()
}

function wholeRows(model: ResultsModel, items: readonly Item[]): Row[] {
  const head = [
    '番号',
    '分野',
    '設問ID',
    '設問',
    '有効回答数',
    '肯定的な回答の割合',
    ...model.options,
  ]
  return [
    head.map(heading),
    ...items.map(({ number, theme, id, text: wording, whole }) => [
      ...[number, theme, id, wording].map(text),
      ...(whole === null
        ? [text(WITHHELD)]
        : [
            { value: whole.n, type: Number, format: '#,##0' },
            figureCell(whole.figure),
            ...whole.distribution.map((percent) => ({
              value: percent,
              type: Number,
              format: '0.0"％"',
            })),
          ]),
    ]),
  ]
}

/** Two blocks with the same rows and columns: the values, and how wide each is rounded. */
function bureauRows(model: ResultsModel, items: readonly Item[]): Row[] {
  const head = ['部コード', '部', '回答者数', ...items.map((item) => `${item.number} ${item.text}`)]
  const block = (cell: (figure: Figure) => Cell): Row[] =>
    model.bureaus.map(({ code, label, shown }) => [
      text(code),
      text(label),
      ...(shown === null
        ? [text(WITHHELD)]
        : [
            { value: shown.n, type: Number, format: '#,##0' },
            ...items.map(({ id }) => {
              const figure = shown.figures.get(id) ?? null
              return figure === null ? text(BLANK) : cell(figure)
            }),
          ]),
    ])
  const rest: Row[] =
    model.rest === null
      ? []
      : [[text(''), text('その他（合算）'), { value: model.rest, type: Number, format: '#,##0' }]]
  return [
    [bold('肯定的な回答の割合')],
    head.map(heading),
    ...block(figureCell),
    ...rest,
    [],
    [bold('表示の幅（ポイント）')],
    head.map(heading),
    ...block((figure) => ({ value: figure.step, type: Number })),
  ]
}

function noteRows(model: ResultsModel): Row[] {
  return model.notes.map((note) => [{ ...text(note), wrap: true }])
}

/** 「約60％」 stays the number 60. */
function figureCell(figure: Figure): Cell {
  const [before = '', after = ''] = figure.text.split(/[\d.]+/)
  const digits = figure.decimals === 1 ? '0.0' : '0'
  const quoted = (word: string) => (word === '' ? '' : `"${word}"`)
  return {
    value: figure.percent,
    type: Number,
    format: `${quoted(before)}${digits}${quoted(after)}`,
  }
}

import { Problem } from '../../http/problems.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { encodeCp932, NotInCp932 } from './cp932.ts'
import { BLANK, type Figure, WITHHELD } from './figures.ts'
import type { Item, ResultsModel, WholeResult } from './model.ts'

export type CsvEncoding = 'utf8' | 'cp932'

type Cell = string | number

/**
 * All published values in long form, a line for each group and item, to be filtered and pivoted.
 * CRLF; UTF-8 with BOM or CP932.
 *
 * @throws {Problem} `not-encodable` naming the character and its place when CP932 lacks it.
 */
export function resultsCsv(model: ResultsModel, sample: boolean, encoding: CsvEncoding): Buffer {
  const head = sample ? [[SAMPLE_LINE]] : []
  const lines = [...head, header(model), ...rows(model)]
  if (encoding === 'utf8') return Buffer.from(`\uFEFF${lines.map(lineOf).join('')}`)
  return Buffer.concat(lines.map((cells, i) => encodeLine(cells, i + 1)))
}

function header(model: ResultsModel): string[] {
  return [
    '表',
    '区分コード',
    '区分',
    '回答者数',
    '設問ID',
    '設問',
    '肯定的な回答の割合(％)',
    '表示の幅(ポイント)',
    '状態',
    '有効回答数',
    ...model.options.map((option) => `${option}(％)`),
  ]
}

function rows(model: ResultsModel): Cell[][] {
  const items = model.themes.flatMap((theme) => theme.items)
  const { respondents, options, rest } = model
  const blank = ['', ...options.map(() => '')]
  const whole = items.map((item) => [
    '全庁',
    '',
    '全庁',
    respondents ?? '',
    ...named(item),
    ...figureCells(item.whole?.figure ?? null, WITHHELD),
    ...(item.whole === null ? blank : wholeCells(item.whole)),
  ])
  const bureaus = model.bureaus.flatMap(({ code, label, shown }) =>
    items.map((item) => [
      '部',
      code,
      label,
      shown?.n ?? '',
      ...named(item),
      ...figureCells(shown?.figures.get(item.id) ?? null, shown === null ? WITHHELD : BLANK),
      ...blank,
    ]),
  )
  const left = [['部', '', 'その他（合算）', rest ?? '', '', '', '', '', '合算', ...blank]]
  return [...whole, ...bureaus, ...(rest === null ? [] : left)]
}

function named(item: Item): Cell[] {
  return [item.id, item.text]
}

function figureCells(figure: Figure | null, hidden: string): Cell[] {
  if (figure === null) return ['', '', hidden]
  const state = { orLess: '公表（この値以下）', orMore: '公表（この値以上）', none: '公表' }
  return [figure.percent.toFixed(figure.decimals), figure.step, state[figure.bound ?? 'none']]
}

function wholeCells(whole: WholeResult): Cell[] {
  return [whole.n, ...whole.distribution.map((percent) => percent.toFixed(1))]
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

/**
 * RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe; numbers are ours and
 * never begin with a sign.
 */
function quote(cell: Cell): string {
  if (typeof cell === 'number') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function encodeLine(cells: readonly Cell[], line: number): Buffer {
  try {
    return encodeCp932(lineOf(cells))
  } catch (error) {
    if (!(error instanceof NotInCp932)) throw error
    const column = cells.findIndex((cell) => String(cell).includes(error.character)) + 1
    throw new Problem('not-encodable', {
      detail: `Shift_JIS（CP932）にない文字「${error.character}」が、${line}行目の${column}列目「${cells[column - 1]}」にあります。UTF-8 の CSV か Excel 形式をお使いください。`,
    })
  }
}

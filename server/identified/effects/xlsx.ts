import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import { fiscalYearName } from '../../calendar/fiscal-year.ts'
import { formatJstDay } from '../../calendar/jst.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { bold, heading, text, widths } from '../../http/workbook-cells.ts'
import type { EffectsReport, ReportRow, SumRow } from '../../proposals/effects-report.ts'
import { boardGroups } from '../../proposals/states.ts'

/** The yearly list for 部会 and 庁議: four sheets, each with year and day; nothing that the board does not show. */
export async function effectsXlsx(report: EffectsReport, sample: boolean): Promise<Buffer> {
  const top = (title: string, ...lines: string[]): Row[] => [
    ...(sample ? [[bold(SAMPLE_LINE)]] : []),
    [bold(`業務改善提案　${fiscalYearName(report.fiscalYear)}　${title}`)],
    [text(`${formatJstDay(report.today)}現在`)],
    ...lines.map((line) => [text(line)]),
    [],
  ]
  const closed = `このほか、所属だけが読む提案（非公開）：${report.closed}（${formatJstDay(report.closedAsOf)}現在）`
  const sheets: Sheet<Buffer>[] = [
    {
      sheet: '一覧',
      data: [...top('一覧', closed), ...listRows(report.rows)],
      columns: widths(11, 16, 36, 20, 22, 14, 14, 22, 60, 22, 12, 12, 30, 14),
      orientation: 'landscape',
    },
    {
      sheet: '集計',
      data: [
        ...top('集計', '時間は年間。見込みと確認は、この年度に実施したもの。'),
        ...sumRows('所属別', '所属', report.byUnit, report.whole),
        [],
        ...sumRows('テーマ別', 'テーマ', report.byTheme, report.whole),
      ],
      columns: widths(24, ...boardGroups.map(() => 10), 8, 8, 12, 12, 14),
      orientation: 'landscape',
    },
    {
      sheet: '期限を過ぎたもの（部会）',
      data: [
        ...top(
          '期限を過ぎたもの（部会）',
          `このほか、一覧に載っていない提案：${report.overdueOthers}`,
        ),
        ['提案番号', '件名', '所属', '状態', '期限', '期限の日', '過ぎた開庁日'].map(heading),
        ...report.overdue.map((row) => [
          text(row.number),
          wrapped(row.title),
          text(row.unitNames.join('、')),
          text(row.stateLabel),
          text(row.clock),
          text(formatJstDay(row.day)),
          number(row.late),
        ]),
      ],
      columns: widths(11, 40, 24, 14, 14, 22, 12),
    },
    {
      sheet: '好事例',
      data: [
        ...top('好事例'),
        [
          '提案番号',
          'テーマ',
          '件名',
          '所属',
          '好事例の理由',
          '見込み',
          '確認',
          'うちでもやる',
        ].map(heading),
        ...report.modelCases.map((row) => [
          text(row.number),
          text(row.themeLabel),
          wrapped(row.title),
          text(row.unitNames.join('、')),
          wrapped(row.modelCase),
          number(row.expected),
          number(row.measured),
          text(row.adoptedBy.join('、')),
        ]),
      ],
      columns: widths(11, 16, 36, 20, 50, 10, 10, 30),
    },
  ]
  return writeExcelFile(sheets, { fontFamily: 'BIZ UDPGothic' }).toBuffer()
}

export const listHeads = [
  '提案番号',
  'テーマ',
  '件名',
  '所属',
  '受付',
  '状態',
  '結論',
  '回答の日',
  '理由',
  '実施などの日',
  '見込み（時間）',
  '確認（時間）',
  'うちでもやる',
  'その時間',
] as const

function listRows(rows: readonly ReportRow[]): Row[] {
  return [
    listHeads.map(heading),
    ...rows.map((row) => [
      text(row.number),
      text(row.themeLabel),
      wrapped(row.title),
      text(row.unitNames.join('、')),
      text(formatJstDay(row.receivedOn)),
      text(row.stateLabel),
      text(row.conclusion),
      text(row.answeredOn === null ? '' : formatJstDay(row.answeredOn)),
      wrapped(row.reason),
      text(row.date === null ? '' : formatJstDay(row.date)),
      number(row.expected),
      number(row.measured),
      wrapped(row.adoptedBy.join('、')),
      number(row.adoptedBy.length === 0 ? null : row.adoptedHours),
    ]),
  ]
}

function sumRows(title: string, head: string, rows: readonly SumRow[], whole: SumRow): Row[] {
  const heads = [head, ...boardGroups, '計', '実施', '見込み', '確認', 'うちでもやる']
  return [
    [bold(title)],
    heads.map(heading),
    ...[...rows, whole].map((row) => [
      text(row.label),
      ...boardGroups.map((group) => number(row.groups[group])),
      ...[row.total, row.cases, row.expected, row.measured, row.adopted].map(number),
    ]),
  ]
}

function wrapped(value: string) {
  return { ...text(value), wrap: true, alignVertical: 'top' as const }
}

function number(value: number | null): Cell {
  return value === null ? null : { value, type: Number, format: '#,##0.##' }
}

import { indicatorWords } from '../../../views/words/indicators.ts'
import { fiscalYearName } from '../../calendar/fiscal-year.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import type { Edition, Indicator, IndicatorBook } from '../../programme/indicators/book.ts'
import { decimalOf, decimalText } from '../../programme/indicators/decimal.ts'
import { type GapSeries, gapSeries } from '../../programme/indicators/gap.ts'
import { NOT_SURVEYED, pointsOf } from '../../programme/indicators/printed-value.ts'
import { judge, type Verdict } from '../../programme/indicators/verdict.ts'
import { wordsIn } from '../../programme/indicators/wording.ts'
import { type CsvCell, type CsvEncoding, csvFile } from '../csv-file.ts'

const HEAD = [
  '柱番号',
  '改革の柱',
  '項目',
  '指標ID',
  '指標（現状及び目標）',
  '指標（推移）',
  '年度（西暦）',
  '年度',
  '数値',
  '未調査',
  '単位',
  '有効回答数',
  '誤差（95％、±ポイント）',
  '前年度との断絶',
  '目標の版',
  '目標の年度（西暦）',
  '目標',
  '判定',
  '判定の理由',
  '参考（現行目標との比較）',
  '横ばい',
  '出典',
  '時点',
  '見本データ',
]

/**
 * Every series, a line for each year, and the gap below the two it is taken from; verdicts against one
 * edition. Numbers as written, an empty number with 「－」 beside it is a year that was not surveyed.
 *
 * @throws {Problem} `not-encodable` naming the character and its place when CP932 lacks it.
 */
export function indicatorsCsv(
  book: IndicatorBook,
  edition: Edition | null,
  { sample, encoding }: { readonly sample: boolean; readonly encoding: CsvEncoding },
): Buffer {
  const gaps = gapSeries(book)
  const lines: CsvCell[][] = [...(sample ? [[SAMPLE_LINE]] : []), HEAD]
  for (const indicator of book.indicators) {
    for (const year of book.years) {
      if (indicator.values.has(year)) lines.push(valueLine(book, edition, indicator, year))
    }
    const gap = gaps.find(({ of }) => of[1] === indicator)
    if (gap !== undefined) lines.push(...gapLines(gap, book.years))
  }
  return csvFile(lines, encoding, 'UTF-8 の CSV')
}

function valueLine(
  book: IndicatorBook,
  edition: Edition | null,
  indicator: Indicator,
  year: number,
): CsvCell[] {
  const value = indicator.values.get(year)
  const verdict = edition === null ? null : judge(book, indicator, year, edition)
  const words = wordsIn(edition ?? { printed: null }, indicator)
  return [
    ...placeCells(indicator),
    indicator.id,
    words.label,
    words.historyLabel,
    year,
    fiscalYearName(year),
    ...numberCells(value?.text ?? null, indicator),
    value?.respondents ?? null,
    verdict?.margin === null || verdict === null ? null : { percent: verdict.margin, decimals: 1 },
    breakWord(indicator, year),
    ...verdictCells(edition, verdict),
    value?.source ?? '',
    value?.asOfDay ?? '',
    value?.sample === true ? '見本データ' : '',
  ]
}

function gapLines({ of, values, decimals }: GapSeries, years: readonly number[]): CsvCell[][] {
  const [first, second] = of
  return years
    .filter((year) => values.has(year))
    .map((year) => [
      ...placeCells(first),
      `${first.id}-${second.id}`,
      '',
      `差（${first.series}－${second.series}）`,
      year,
      fiscalYearName(year),
      ...numberCells(values.get(year) ?? null, { decimals, unit: pointsOf(first.unit) }),
      ...HEAD.slice(11).map(() => null),
    ])
}

function placeCells({ pillarNumber, pillar, heading }: Indicator): CsvCell[] {
  return [pillarNumber, pillar, heading]
}

function numberCells(
  text: string | null,
  { decimals, unit }: Pick<Indicator, 'decimals' | 'unit'>,
): CsvCell[] {
  if (text === null) return [null, NOT_SURVEYED, unit]
  return [{ digits: decimalText(decimalOf(text), decimals) }, '', unit]
}

function breakWord({ breaks }: Indicator, year: number): string {
  const state = breaks.get(year)?.state
  return state === 'break' ? '断絶' : state === 'possible' ? '断絶のおそれ' : ''
}

function verdictCells(edition: Edition | null, verdict: Verdict | null): CsvCell[] {
  if (edition === null || verdict === null || verdict.target === null) {
    return [null, null, null, null, null, null, null]
  }
  const { target, targetYear, words, reason, isReference, flat } = verdict
  return [
    edition.id,
    targetYear,
    target.words,
    words,
    reason === null ? '' : indicatorWords.ja.reasons[reason],
    isReference ? '参考' : '',
    flat === null ? '' : flat ? '横ばい' : '誤差を超える増減',
  ]
}

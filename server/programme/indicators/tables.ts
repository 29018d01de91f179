import type { Edition, Indicator, IndicatorBook, IndicatorValue } from './book.ts'
import { hasBreak } from './breaks.ts'
import { decimalOf, decimalText, minus } from './decimal.ts'
import { partnerOf } from './gap.ts'
import { type Printed, printed, printedChange } from './printed-value.ts'
import { judge, marginOf, targetsOf, type Verdict } from './verdict.ts'
import { notesOf, wordsIn } from './wording.ts'

/** 表「現状及び目標」 of one edition. */
export interface CurrentTable {
  readonly edition: Edition
  /** Fiscal year that is printed as 現状. */
  readonly year: number
  readonly pillars: readonly Pillar<CurrentRow>[]
  readonly notes: readonly { readonly ref: string; readonly text: string }[]
}

/** Rows that share the cell of a pillar. */
export interface Pillar<Row> {
  readonly number: number
  readonly name: string
  readonly rows: readonly Row[]
}

/** One goal: one series, or the two of a pair under one target. */
export interface CurrentRow {
  /** 「長時間勤務の是正 ①」 */
  readonly heading: string
  readonly series: readonly CurrentSeries[]
  /** As printed: 「増加させる」. Years that ask the same stand together. */
  readonly goals: readonly { readonly years: readonly number[]; readonly words: string }[]
  /** 「※1」 or ''. */
  readonly notes: string
  /** Goal of ※4, or ''. */
  readonly longTerm: string
  readonly verdict: Verdict
}

export interface CurrentSeries {
  readonly indicator: Indicator
  readonly label: string
  readonly value: Measured
  readonly before: Measured
  /** Not comparable with the year before. */
  readonly breaks: boolean
  /** 「＋8.4」「ポイント」 since the year before; null: nothing to compare, or a break. */
  readonly change: Printed | null
}

/** The value of one year. */
export interface Measured {
  readonly year: number
  readonly state: 'value' | 'not-surveyed' | 'no-entry'
  /** As written; null: nothing was measured. */
  readonly text: string | null
  /** 「12.0」「時間」; null: nothing was measured. */
  readonly printed: Printed | null
  readonly respondents: number | null
  /** Points at 95 %, of a share of the survey. */
  readonly margin: number | null
  readonly sample: boolean
}

/**
 * 表「現状及び目標」 as an edition prints it: series with a target of it, in the order of the programme.
 *
 * @param year printed as 現状, that of the edition unless told.
 * @throws {RangeError} when there is no such edition.
 */
export function currentTable(book: IndicatorBook, editionId: string, year?: number): CurrentTable {
  const edition = editionOf(book, editionId)
  const at = year ?? edition.currentYear
  const asked = book.indicators.filter(
    (indicator) => !indicator.isReference && targetsOf(indicator, edition.id).length > 0,
  )
  const rows = asked.flatMap((indicator, i) => {
    const partner = partnerOf({ indicators: asked }, indicator)
    if (partner !== null && asked.indexOf(partner) < i) return []
    return [{ indicator, partner }]
  })
  return {
    edition,
    year: at,
    pillars: byPillar(rows, ({ indicator }) => indicator).map(({ rows: own, ...pillar }) => ({
      ...pillar,
      rows: own.map(({ indicator, partner }) => rowOf(book, edition, at, indicator, partner)),
    })),
    notes: notesOf(book, edition),
  }
}

/** @throws {RangeError} when there is no such edition. */
export function editionOf({ editions }: Pick<IndicatorBook, 'editions'>, id: string): Edition {
  const edition = editions.find((one) => one.id === id)
  if (edition === undefined) throw new RangeError(`no edition ${id}`)
  return edition
}

/** What stands in the cell of a year. */
export function measuredIn(indicator: Indicator, year: number): Measured {
  const value = indicator.values.get(year)
  return {
    year,
    state: stateOf(value),
    text: value?.text ?? null,
    printed: value === undefined || value.text === null ? null : printed(indicator, value.text),
    respondents: value?.respondents ?? null,
    margin: value === undefined ? null : marginOf(indicator, value),
    sample: value?.sample ?? false,
  }
}

/** Neighbours of one pillar together. */
export function byPillar<Row>(
  rows: readonly Row[],
  indicatorOf: (row: Row) => Pick<Indicator, 'pillar' | 'pillarNumber'>,
): Pillar<Row>[] {
  const pillars: { number: number; name: string; rows: Row[] }[] = []
  for (const row of rows) {
    const { pillarNumber: number, pillar: name } = indicatorOf(row)
    const last = pillars.at(-1)
    if (last?.number === number) last.rows.push(row)
    else pillars.push({ number, name, rows: [row] })
  }
  return pillars
}

function rowOf(
  book: IndicatorBook,
  edition: Edition,
  year: number,
  indicator: Indicator,
  partner: Indicator | null,
): CurrentRow {
  const words = wordsIn(edition, indicator)
  return {
    heading: indicator.heading,
    series: [indicator, ...(partner === null ? [] : [partner])].map((one) => ({
      indicator: one,
      label: wordsIn(edition, one).label,
      ...sinceTheYearBefore(one, year),
    })),
    goals: goalsOf(indicator, edition),
    notes: words.notes,
    longTerm: words.longTerm,
    verdict: judge(book, indicator, year, edition),
  }
}

function sinceTheYearBefore(indicator: Indicator, year: number) {
  const [value, before] = [measuredIn(indicator, year), measuredIn(indicator, year - 1)]
  const breaks = hasBreak(indicator, year)
  const change =
    value.text === null || before.text === null || breaks
      ? null
      : decimalText(minus(decimalOf(value.text), decimalOf(before.text)))
  return {
    value,
    before,
    breaks,
    change: change === null ? null : printedChange(indicator, change),
  }
}

/** What an edition asks, years that ask the same together. */
export function goalsOf(indicator: Indicator, edition: Pick<Edition, 'id'>): CurrentRow['goals'] {
  const goals = new Map<string, number[]>()
  for (const { target, year } of targetsOf(indicator, edition.id)) {
    goals.set(target.words, [...(goals.get(target.words) ?? []), year])
  }
  return [...goals].map(([words, years]) => ({ words, years }))
}

function stateOf(value: IndicatorValue | undefined): Measured['state'] {
  if (value === undefined) return 'no-entry'
  return value.text === null ? 'not-surveyed' : 'value'
}

import { z } from 'zod'
import type {
  CommonsReader,
  IndicatorRow,
  IndicatorValueRow,
  TargetOp,
} from '../../stores/commons.ts'

/** Everything that is known of the programme's indicators, read at once: some twenty series of a few years. */
export interface IndicatorBook {
  /** In the order of the programme. */
  readonly indicators: readonly Indicator[]
  /** Fiscal years that have a value of any indicator, oldest first. */
  readonly years: readonly number[]
  /** Oldest first. */
  readonly editions: readonly Edition[]
  /** ※1 to ※4, in this order. */
  readonly notes: readonly { readonly ref: string; readonly text: string }[]
}

export interface Indicator {
  readonly id: string
  readonly pillarNumber: number
  readonly pillar: string
  /** 「長時間勤務の是正 ①」 */
  readonly heading: string
  /** As the table 現状及び目標 calls it, and as 指標の推移 does. */
  readonly label: string
  readonly historyLabel: string
  /** 「男性」「女性」 of a pair of series, or ''. */
  readonly series: string
  readonly unit: string
  readonly decimals: number
  readonly source: string
  readonly asOf: 'year' | 'next-april'
  /** Question of the survey that measures it; null: none. */
  readonly item: string | null
  /** The other series of a gap. */
  readonly gapWith: string | null
  /** 「※1」 or ''. */
  readonly notes: string
  /** The long-term goal of ※4, or ''. */
  readonly longTerm: string
  /** （参考）: in the history only, without a target. */
  readonly isReference: boolean
  readonly remark: string
  /** By fiscal year. A year that is absent has no entry at all; a `value` of null is 「－」. */
  readonly values: ReadonlyMap<number, IndicatorValue>
  /** By edition and fiscal year, as `targetKey` names it. */
  readonly targets: ReadonlyMap<string, Target>
  /** By fiscal year: from this year on not comparable with the years before. */
  readonly breaks: ReadonlyMap<number, IndicatorBreak>
}

export interface IndicatorValue {
  /** As written: 「12.0」; null is 「－」 (not surveyed). */
  readonly text: string | null
  readonly source: string
  readonly asOfDay: string | null
  /** Valid answers, of a value from a survey in this system. */
  readonly respondents: number | null
  readonly survey: string | null
  readonly sample: boolean
}

export interface Target {
  readonly op: TargetOp
  /** A decimal as written, of `ge`, `le`, `eq`. */
  readonly value: string | null
  /** As printed: 「4.0％以下」. */
  readonly words: string
}

export interface IndicatorBreak {
  readonly reason: string
  /** `possible`: treated as a break until 人事課 has said that it is none. */
  readonly state: 'possible' | 'break' | 'none'
}

/** An edition of the programme, revised every June. */
export interface Edition {
  /** 「R7.6」 */
  readonly id: string
  readonly label: string
  readonly day: string
  /** The fiscal year that its table prints as 現状. */
  readonly currentYear: number
  readonly source: string
  /** What it printed, where a later edition may say it otherwise; null: as the indicators stand. */
  readonly printed: PrintedWords | null
}

/** Words of one edition: by id of the indicator and by ref of the note. */
export type PrintedWords = z.infer<typeof printedWords>

const printedWords = z.object({
  indicators: z.record(
    z.string(),
    z.object({
      label: z.string(),
      historyLabel: z.string(),
      longTerm: z.string(),
      notes: z.string(),
    }),
  ),
  notes: z.record(z.string(), z.string()),
})

export function targetKey(edition: string, year: number): string {
  return `${edition}/${year}`
}

export async function readIndicatorBook(commons: CommonsReader): Promise<IndicatorBook> {
  const rows = await commons.selectFrom('indicator').selectAll().orderBy('position').execute()
  const values = await commons.selectFrom('indicator_value').selectAll().execute()
  const targets = await commons.selectFrom('indicator_target').selectAll().execute()
  const breaks = await commons.selectFrom('indicator_break').selectAll().execute()
  const editions = await commons.selectFrom('programme_edition').selectAll().execute()
  const notes = await commons.selectFrom('indicator_note').selectAll().orderBy('ref').execute()
  const of = <T extends { indicator: string }>(all: readonly T[], id: string) =>
    all.filter(({ indicator }) => indicator === id)
  return {
    indicators: rows.map((row) => ({
      ...indicatorOf(row),
      values: new Map(of(values, row.id).map((v) => [v.fiscal_year, valueOf(v)])),
      targets: new Map(
        of(targets, row.id).map(({ edition, fiscal_year, op, value, words }) => [
          targetKey(edition, fiscal_year),
          { op, value, words },
        ]),
      ),
      breaks: new Map(
        of(breaks, row.id).map(({ fiscal_year, reason, state }) => [
          fiscal_year,
          { reason, state },
        ]),
      ),
    })),
    years: [...new Set(values.map((v) => v.fiscal_year))].sort((a, b) => a - b),
    editions: editions
      .map((e) => ({
        id: e.id,
        label: e.label,
        day: e.day,
        currentYear: e.current_year,
        source: e.source,
        printed: e.printed === null ? null : printedWords.parse(JSON.parse(e.printed)),
      }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    notes,
  }
}

function indicatorOf(row: IndicatorRow): Omit<Indicator, 'values' | 'targets' | 'breaks'> {
  return {
    id: row.id,
    pillarNumber: row.pillar_number,
    pillar: row.pillar,
    heading: row.heading,
    label: row.label,
    historyLabel: row.history_label,
    series: row.series,
    unit: row.unit,
    decimals: row.decimals,
    source: row.source,
    asOf: row.as_of,
    item: row.item,
    gapWith: row.gap_with,
    notes: row.notes,
    longTerm: row.long_term,
    isReference: row.is_reference === 1,
    remark: row.remark,
  }
}

function valueOf(row: Omit<IndicatorValueRow, 'sample'> & { sample: number }): IndicatorValue {
  return {
    text: row.value,
    source: row.source,
    asOfDay: row.as_of_day,
    respondents: row.respondents,
    survey: row.survey,
    sample: row.sample === 1,
  }
}

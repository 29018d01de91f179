import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { projectFile } from '../../http/project-file.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { fillFromSurvey, publishedSurveys } from './fill-from-survey.ts'
import type { ProgrammeWriter } from './writer.ts'

/** Where the offered figures come from, as pages cite it. */
export const PROGRAMME = '「働き方・仕事の進め方改革」実行プログラム'

/** The edition that the offered figures are taken from. */
export const OFFERED_EDITION = {
  id: 'R7.6',
  label: '令和7年6月改訂',
  day: '2025-06-01',
  current_year: 2024,
  source: PROGRAMME,
} as const

/** R2 to R6. */
const YEARS = [2020, 2021, 2022, 2023, 2024] as const
/** ※3: the targets are to be reached every year. */
const TARGET_YEARS = [2024, 2025] as const
/** The two series of 係長職 are judged by their gap. */
const GAPS: Readonly<Record<string, string>> = { 'I3-7m': 'I3-7f', 'I3-7f': 'I3-7m' }
/** Series that the newest table names otherwise than the history does; the remark says so. */
const RENAMED: readonly { readonly indicator: string; readonly year: number }[] = [
  { indicator: 'I2-1', year: 2024 },
]

const bankRow = z.object({
  indicator_id: z.string().min(1),
  pillar_no: z.coerce.number().int(),
  pillar: z.string(),
  group: z.string(),
  label_current_R6: z.string(),
  label_history_R2_R5: z.string(),
  series: z.string(),
  unit: z.string(),
  decimals: z.coerce.number().int(),
  source_inferred: z.string(),
  R2: z.string(),
  R3: z.string(),
  R4: z.string(),
  R5: z.string(),
  R6: z.string(),
  target_text: z.string(),
  target_op: z.enum(['increase', 'decrease', 'ge', 'le', 'eq', 'converge', '']),
  target_value: z.string(),
  notes_ref: z.string(),
  long_term_goal: z.string(),
  as_of: z.enum(['年度', '翌年度4月1日']),
  kpi_item_id: z.string(),
  remark: z.string(),
})
type BankRow = z.infer<typeof bankRow>
const noteRow = z.object({ ref: z.string(), text: z.string() })

/** What the offer would write, in numbers, for the page that offers it. */
export function offeredContent() {
  const { rows, notes } = readBank()
  const values = rows.flatMap((row) => valuesOf(row, ''))
  return {
    series: rows.length,
    years: YEARS,
    values: values.filter(({ value }) => value !== null).length,
    absent: values.filter(({ value }) => value === null).length,
    targets: rows.filter(({ target_op }) => target_op !== '').length,
    targetYears: TARGET_YEARS,
    notes: notes.length,
    survey: rows.filter(({ kpi_item_id }) => kpi_item_id !== '').length,
    rows: rows.map((row) => ({
      id: row.indicator_id,
      label: row.label_history_R2_R5,
      series: row.series,
      unit: row.unit,
      values: YEARS.map((year, i) => cellOf(row, i, year)),
    })),
    edition: OFFERED_EDITION,
  }
}

/** @returns whether the programme's indicators are there. */
export async function hasIndicators(commons: CommonsReader): Promise<boolean> {
  const row = await commons.selectFrom('indicator').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/**
 * Writes the programme's series with R2 to R6, targets, notes and the edition they stand in; then the
 * values of surveys that are published already. In one transaction, and only when there are none.
 *
 * @param day of the act, ISO (JST).
 * @returns false when there are indicators already.
 */
export async function offerIndicators(trx: ProgrammeWriter, day: string): Promise<boolean> {
  if (await hasIndicators(trx)) return false
  const { rows, notes } = readBank()
  await trx.insertInto('indicator').values(rows.map(seriesOf)).execute()
  await trx
    .insertInto('indicator_value')
    .values(rows.flatMap((row) => valuesOf(row, day)))
    .execute()
  await trx.insertInto('indicator_note').values(notes).execute()
  await trx.insertInto('programme_edition').values(OFFERED_EDITION).execute()
  await trx.insertInto('indicator_target').values(rows.flatMap(targetsOf)).execute()
  await trx.insertInto('indicator_break').values(possibleBreaks(rows)).execute()
  for (const survey of await publishedSurveys(trx)) await fillFromSurvey(trx, survey, day)
  return true
}

function seriesOf(row: BankRow, position: number) {
  return {
    id: row.indicator_id,
    position,
    pillar_number: row.pillar_no,
    pillar: row.pillar,
    heading: row.group,
    label: row.label_current_R6,
    history_label: row.label_history_R2_R5,
    series: row.series,
    unit: row.unit,
    decimals: row.decimals,
    source: row.source_inferred,
    as_of: row.as_of === '年度' ? ('year' as const) : ('next-april' as const),
    item: row.kpi_item_id === '' ? null : row.kpi_item_id,
    gap_with: GAPS[row.indicator_id] ?? null,
    notes: row.notes_ref,
    long_term: row.long_term_goal,
    is_reference: row.target_op === '' ? 1 : 0,
    remark: row.remark,
  }
}

/** An empty cell is 「－」; what a reference series lacks in the newest year is not said at all. */
function valuesOf(row: BankRow, day: string) {
  return YEARS.flatMap((year, i) => {
    const value = cellOf(row, i, year)
    if (value === undefined) return []
    return [
      {
        indicator: row.indicator_id,
        fiscal_year: year,
        value,
        source: `${PROGRAMME}（${OFFERED_EDITION.label}）`,
        as_of_day: row.as_of === '年度' ? null : `${year + 1}-04-01`,
        respondents: null,
        survey: null,
        approved_on: day,
      },
    ]
  })
}

function cellOf(row: BankRow, i: number, year: number): string | null | undefined {
  const cell = [row.R2, row.R3, row.R4, row.R5, row.R6][i] ?? ''
  if (cell !== '') return cell
  return row.target_op === '' && year === OFFERED_EDITION.current_year ? undefined : null
}

function targetsOf({ indicator_id: indicator, target_op: op, target_value, target_text }: BankRow) {
  if (op === '') return []
  const value = target_value === '' ? null : target_value
  const same = { edition: OFFERED_EDITION.id, indicator, op, value, words: target_text }
  return TARGET_YEARS.map((fiscal_year) => ({ ...same, fiscal_year }))
}

function possibleBreaks(rows: readonly BankRow[]) {
  return RENAMED.flatMap(({ indicator, year }) => {
    const remark = rows.find((row) => row.indicator_id === indicator)?.remark ?? ''
    const reason = remark.split('（')[0] ?? ''
    return [{ indicator, fiscal_year: year, reason, state: 'possible' as const }]
  })
}

function readBank(): { rows: BankRow[]; notes: z.infer<typeof noteRow>[] } {
  return {
    rows: z.array(bankRow).parse(csvOf('indicators.csv')),
    notes: z.array(noteRow).parse(csvOf('indicator_notes.csv')),
  }
}

function csvOf(name: string): unknown {
  const file = projectFile('server', 'programme', 'indicators', 'bank', name)
  return parse(readFileSync(file), { columns: true, bom: true })
}

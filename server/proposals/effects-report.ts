import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import type { BoardLine, BoardPresent } from './board.ts'
import { type Theme, themes } from './catalogue.ts'
import { clockNames, duesOf } from './clocks.ts'
import { bandInWords, countBand, hiddenCounts } from './hidden-counts.ts'
import type { Day, Proposal } from './proposal.ts'
import { reminderSteps } from './reminders.ts'
import { countGroups, type GroupCounts, type Hours, hoursOf, isConfirmed } from './statistics.ts'
import { lastMonthEnd } from './visibility.ts'

/** One proposal as 部会 and 庁議 read it; nothing in it that the board does not show. */
export interface ReportRow {
  readonly number: string
  readonly themeLabel: string
  readonly title: string
  readonly unitNames: readonly string[]
  readonly receivedOn: Day
  readonly stateLabel: string
  /** The conclusion in force; '' before the first. */
  readonly conclusion: string
  readonly answeredOn: Day | null
  readonly reason: string
  /** Planned, carried out, or when the next answer is due. */
  readonly date: Day | null
  readonly expected: number | null
  /** Confirmed by 提案担当. */
  readonly measured: number | null
  readonly adoptedBy: readonly string[]
  readonly adoptedHours: number
  readonly modelCase: string
}

export interface OverdueRow {
  readonly number: string
  readonly title: string
  readonly unitNames: readonly string[]
  readonly stateLabel: string
  readonly clock: string
  readonly day: Day
  /** Working days past the day. */
  readonly late: number
}

export interface SumRow extends GroupCounts, Hours {
  readonly label: string
}

export interface EffectsReport {
  readonly fiscalYear: number
  /** Years to choose from, newest first. */
  readonly years: readonly number[]
  readonly today: Day
  /** Received in the year, or with something that happened in it; by theme, then by day. */
  readonly rows: readonly ReportRow[]
  readonly byUnit: readonly SumRow[]
  readonly byTheme: readonly SumRow[]
  readonly whole: SumRow
  /** What goes to 部会 because the last day is long past, the latest first; as of today. */
  readonly overdue: readonly OverdueRow[]
  /** Overdue ones that the board does not show. */
  readonly overdueOthers: string
  readonly modelCases: readonly ReportRow[]
  /** Received in the year and for the unit only, in words. */
  readonly closed: string
  readonly closedAsOf: Day
}

/** From so many working days past the last one 部会 reads of it. */
const COMMITTEE_DAYS =
  reminderSteps.find(({ to }) => (to as readonly string[]).includes('committee'))?.offset ?? 10

export function effectsReport(
  present: BoardPresent,
  all: readonly Proposal[],
  asked: number | null,
): EffectsReport {
  const { today, board, org, positionOf } = present
  const { lines } = board
  const newest = fiscalYearOf(today)
  const oldest = Math.min(newest, ...lines.map(({ fiscalYear }) => fiscalYear))
  const years = Array.from({ length: newest - oldest + 1 }, (_, i) => newest - i)
  const fiscalYear = asked !== null && years.includes(asked) ? asked : newest
  const received = lines.filter((line) => line.fiscalYear === fiscalYear)
  const { hours, hoursByUnit, hoursByTheme } = hoursOf(lines, fiscalYear, present)

  const units = new Set([
    ...received.map(({ entry }) => entry.units[0] ?? ''),
    ...hoursByUnit.map(({ unit }) => unit),
  ])
  const byUnit = [...units]
    .toSorted((a, b) => positionOf(a) - positionOf(b))
    .map((unit) => ({
      label: org.nameOf(unit),
      ...countGroups(received.filter(({ entry }) => entry.units[0] === unit)),
      ...(hoursByUnit.find((row) => row.unit === unit) ?? noHours),
    }))
  const byTheme = hoursByTheme.map(({ theme, ...own }) => ({
    label: themes[theme],
    ...countGroups(received.filter(({ entry }) => entry.theme === theme)),
    ...own,
  }))
  const rows = lines.filter((line) => belongsTo(line, fiscalYear)).toSorted(byThemeAndDay)
  const closedAsOf = lastMonthEnd(today)
  return {
    fiscalYear,
    years,
    today,
    rows: rows.map(reportRow),
    byUnit: byUnit.map(sumRow),
    byTheme: byTheme.map(sumRow).filter((row) => row.total + row.cases + row.adopted > 0),
    whole: sumRow({ label: '計', ...countGroups(received), ...hours }),
    ...overdueRows(present, all),
    modelCases: rows.filter(({ entry }) => entry.modelCase !== null).map(reportRow),
    closed: bandInWords(hiddenCounts(all, closedAsOf)(fiscalYear).closed),
    closedAsOf,
  }
}

function belongsTo({ entry, fiscalYear }: BoardLine, wanted: number): boolean {
  const days = [...entry.steps, ...entry.answers, ...entry.adoptions].map(({ on }) => on)
  return fiscalYear === wanted || days.some((day) => fiscalYearOf(day) === wanted)
}

const themeOrder = Object.keys(themes) as Theme[]

function byThemeAndDay({ entry: a }: BoardLine, { entry: b }: BoardLine): number {
  const theme = themeOrder.indexOf(a.theme) - themeOrder.indexOf(b.theme)
  if (theme !== 0) return theme
  const [first, second] = [`${a.receivedOn}${a.number}`, `${b.receivedOn}${b.number}`]
  return first < second ? -1 : 1
}

function reportRow(line: BoardLine): ReportRow {
  const { entry } = line
  const last = entry.answers[0]
  const adopted = entry.adoptions.reduce((sum, { hours }) => sum + (hours ?? 0), 0)
  return {
    number: entry.number,
    themeLabel: entry.themeLabel,
    title: entry.title,
    unitNames: entry.unitNames,
    receivedOn: entry.receivedOn,
    stateLabel: entry.stateLabel,
    conclusion: last?.label ?? '',
    answeredOn: last?.on ?? null,
    reason: last?.answer.reason ?? '',
    date: entry.outcome?.doneOn ?? last?.answer.date ?? last?.answer.nextDate ?? null,
    expected: entry.outcome?.expectedHours ?? null,
    measured: isConfirmed(line) ? (entry.outcome?.measuredHours ?? null) : null,
    adoptedBy: entry.adoptions.map(({ unit }) => unit),
    adoptedHours: adopted,
    modelCase: entry.modelCase?.text ?? '',
  }
}

/** As of today, whatever the year; of what the board does not show only how many there are. */
function overdueRows(present: BoardPresent, all: readonly Proposal[]) {
  const overdue: OverdueRow[] = []
  let others = 0
  for (const p of all) {
    const late = latest(p, present)
    if (late === null) continue
    const entry = present.board.find(p.number)?.entry
    if (entry === undefined) {
      others += 1
      continue
    }
    const { number, title, unitNames, stateLabel } = entry
    overdue.push({ number, title, unitNames, stateLabel, ...late })
  }
  overdue.sort((a, b) => b.late - a.late || (a.number < b.number ? -1 : 1))
  return { overdue, overdueOthers: bandInWords(countBand(others)) }
}

function latest(p: Proposal, present: BoardPresent): Omit<OverdueRow, keyof Named> | null {
  for (const { clock, owner, day, left } of duesOf(p, present)) {
    if (owner !== 'unit' || day === null || left === null || left > -COMMITTEE_DAYS) continue
    return { clock: clockNames[clock], day, late: -left }
  }
  return null
}

type Named = Pick<OverdueRow, 'number' | 'title' | 'unitNames' | 'stateLabel'>

const noHours: Hours = { cases: 0, expected: 0, measured: 0, adopted: 0 }

function sumRow({ label, total, groups, cases, expected, measured, adopted }: SumRow): SumRow {
  return { label, total, groups, cases, expected, measured, adopted }
}

import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { nextDay, type WorkCalendar } from '../calendar/working-days.ts'
import type { Board, BoardLine } from './board.ts'
import { type Theme, themes } from './catalogue.ts'
import { type CountBand, type HiddenKind, hiddenCounts } from './hidden-counts.ts'
import { isEffectConfirmed } from './outcome.ts'
import type { Day, Proposal } from './proposal.ts'
import { type BoardGroup, boardGroups } from './states.ts'
import { lastMonthEnd, type Organisation } from './visibility.ts'

/** From so many answers on the answer time of a unit is shown. */
export const ENOUGH_ANSWERS = 5

export interface GroupCounts {
  readonly total: number
  readonly groups: Readonly<Record<BoardGroup, number>>
}

/** Hours a year. */
export interface Hours {
  /** What was carried out in the year. */
  readonly cases: number
  readonly expected: number
  /** Confirmed by 提案担当. */
  readonly measured: number
  /** うちでもやる: reported in the year by the units that followed. */
  readonly adopted: number
}

export interface UnitHours extends Hours {
  readonly unit: string
  readonly name: string
}

export interface AnswerTime {
  readonly unit: string
  readonly name: string
  readonly answers: number
  /** Median of the working days from receipt to first conclusion; null below `ENOUGH_ANSWERS`. */
  readonly medianDays: number | null
}

export interface YearNumbers {
  readonly fiscalYear: number
  /** What is on the board and was received in the year. */
  readonly received: GroupCounts
  readonly themes: readonly (GroupCounts & { readonly theme: Theme })[]
  /** Of first conclusions given in the year, by the unit that signed. */
  readonly answerTimes: readonly AnswerTime[]
  readonly hours: Hours
  readonly hoursByUnit: readonly UnitHours[]
  readonly hoursByTheme: readonly (Hours & { readonly theme: Theme })[]
  readonly hidden: Readonly<Record<HiddenKind, CountBand>>
}

export interface BoardNumbers {
  /** Day of what is counted on the board. */
  readonly today: Day
  /** Day of what is not shown there. */
  readonly hiddenAsOf: Day
  /** Newest first; the first is the present one. */
  readonly years: readonly YearNumbers[]
}

export interface NumbersWork {
  readonly today: Day
  readonly calendar: WorkCalendar
  readonly org: Organisation
  /** Position in 建制順. */
  readonly positionOf: (unit: string) => number
}

/** Everything that may be counted, by fiscal year; of what is hidden see hidden-counts.ts. */
export function boardNumbers(
  board: Board,
  all: readonly Proposal[],
  work: NumbersWork,
): BoardNumbers {
  const { lines } = board
  const hiddenAsOf = lastMonthEnd(work.today)
  const hidden = hiddenCounts(all, hiddenAsOf)
  // Years come from what is visible: a year of hidden ones only would tell of them.
  const present = fiscalYearOf(work.today)
  const first = Math.min(present, ...lines.map(({ fiscalYear }) => fiscalYear))
  const days = workingDayNumbers(lines, work)
  const years: YearNumbers[] = []
  for (let year = present; year >= first; year -= 1) {
    const received = lines.filter(({ fiscalYear }) => fiscalYear === year)
    years.push({
      fiscalYear: year,
      received: countGroups(received),
      themes: eachTheme((theme) => countGroups(received.filter((l) => l.entry.theme === theme))),
      answerTimes: answerTimes(lines, year, days, work),
      hidden: hidden(year),
      ...hoursOf(lines, year, work),
    })
  }
  return { today: work.today, hiddenAsOf, years }
}

export function countGroups(lines: readonly BoardLine[]): GroupCounts {
  const groups = Object.fromEntries(boardGroups.map((group) => [group, 0]))
  for (const { entry } of lines) groups[entry.group] = (groups[entry.group] ?? 0) + 1
  return { total: lines.length, groups: groups as Record<BoardGroup, number> }
}

/** Whether 提案担当 has confirmed the measured effect. */
export function isConfirmed({ entry }: BoardLine): boolean {
  return isEffectConfirmed(entry)
}

/** Hours a year that everybody may read: measured once 提案担当 has confirmed them, else what is expected. */
export function shownHours(
  line: BoardLine,
): { readonly number: number; readonly measured: boolean } | null {
  const { outcome, answers } = line.entry
  if (outcome !== null && outcome.measuredHours !== null && isConfirmed(line))
    return { number: outcome.measuredHours, measured: true }
  const expected = outcome?.expectedHours ?? answers[0]?.answer.hours ?? null
  return expected === null ? null : { number: expected, measured: false }
}

/** Effects of what was carried out in a fiscal year, of the unit that answers for it. */
export function hoursOf(
  lines: readonly BoardLine[],
  fiscalYear: number,
  { org, positionOf }: Pick<NumbersWork, 'org' | 'positionOf'>,
): Pick<YearNumbers, 'hours' | 'hoursByUnit' | 'hoursByTheme'> {
  const inYear = (day: Day) => fiscalYearOf(day) === fiscalYear
  const whole = new Sum()
  const units = new Map<string, Sum>()
  const byTheme = new Map<Theme, Sum>()
  for (const line of lines) {
    const { outcome, theme } = line.entry
    const lead = line.entry.units[0] ?? ''
    if (outcome !== null && inYear(outcome.doneOn)) {
      const measured = isConfirmed(line) ? (outcome.measuredHours ?? 0) : 0
      for (const sum of [whole, sumIn(units, lead), sumIn(byTheme, theme)])
        sum.carryOut(outcome.expectedHours, measured)
    }
    for (const { unit, on, hours } of line.adopted) {
      if (hours === null || !inYear(on)) continue
      for (const sum of [whole, sumIn(units, unit), sumIn(byTheme, theme)]) sum.adopted += hours
    }
  }
  return {
    hours: whole.hours(),
    hoursByUnit: [...units]
      .toSorted(([a], [b]) => positionOf(a) - positionOf(b))
      .map(([unit, sum]) => ({ unit, name: org.nameOf(unit), ...sum.hours() })),
    hoursByTheme: eachTheme((theme) => (byTheme.get(theme) ?? new Sum()).hours()),
  }
}

function answerTimes(
  lines: readonly BoardLine[],
  fiscalYear: number,
  numberOf: (day: Day) => number,
  { org, positionOf }: NumbersWork,
): AnswerTime[] {
  const times = new Map<string, number[]>()
  for (const { answered, entry } of lines) {
    if (answered === null || fiscalYearOf(answered.on) !== fiscalYear) continue
    const own = times.get(answered.unit) ?? []
    own.push(numberOf(answered.on) - numberOf(entry.receivedOn))
    times.set(answered.unit, own)
  }
  return [...times]
    .toSorted(([a], [b]) => positionOf(a) - positionOf(b))
    .map(([unit, own]) => ({
      unit,
      name: org.nameOf(unit),
      answers: own.length,
      medianDays: own.length < ENOUGH_ANSWERS ? null : median(own),
    }))
}

/** Working days up to each day, counted once: counting them for every answer takes a second for 10,000. */
function workingDayNumbers(
  lines: readonly BoardLine[],
  { calendar, today }: NumbersWork,
): (day: Day) => number {
  const numbers = new Map<Day, number>()
  let day = lines.reduce(
    (first, { entry }) => (entry.receivedOn < first ? entry.receivedOn : first),
    today,
  )
  for (let number = 0; day <= today; day = nextDay(day)) {
    if (calendar.isWorkingDay(day)) number += 1
    numbers.set(day, number)
  }
  return (wanted) => numbers.get(wanted) ?? 0
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2
}

function eachTheme<T>(of: (theme: Theme) => T): (T & { readonly theme: Theme })[] {
  return (Object.keys(themes) as Theme[]).map((theme) => ({ theme, ...of(theme) }))
}

function sumIn<K>(sums: Map<K, Sum>, key: K): Sum {
  const sum = sums.get(key) ?? new Sum()
  sums.set(key, sum)
  return sum
}

class Sum {
  adopted = 0
  #cases = 0
  #expected = 0
  #measured = 0

  carryOut(expected: number, measured: number): void {
    this.#cases += 1
    this.#expected += expected
    this.#measured += measured
  }

  hours(): Hours {
    const { adopted } = this
    return {
      cases: this.#cases,
      expected: round(this.#expected),
      measured: round(this.#measured),
      adopted: round(adopted),
    }
  }
}

/** Hours are reported with decimals at times; sums of them must not end in …0000001. */
function round(hours: number): number {
  return Math.round(hours * 100) / 100
}

import { addDays, addMonths, nextDay, type WorkCalendar } from '../calendar/working-days.ts'
import { type Day, lastAnswer, type Proposal } from './proposal.ts'
import { isStopped, type ProposalSettings } from './settings.ts'

export const clockNames = {
  check: '受付確認',
  acceptance: '受諾',
  firstReply: '一次回答',
  conclusion: '結論',
  trial: '試行の終わり',
  next: '次の回答',
  carryOut: '実施',
  effect: '効果の確認',
} as const
export type ClockName = keyof typeof clockNames

/** Something that somebody owes. */
export interface Due {
  readonly clock: ClockName
  /** 提案担当, or the responsible units. */
  readonly owner: 'desk' | 'unit'
  /** Last day; null while a stop without an end stands. */
  readonly day: Day | null
  /** Working days left (negative: late); null like `day`. */
  readonly left: number | null
}

export interface ClockWork {
  readonly settings: ProposalSettings
  readonly calendar: WorkCalendar
  readonly today: Day
}

const FAR = 3700

/** Every clock that runs for a proposal, the nearest first. */
export function duesOf(p: Proposal, work: ClockWork): Due[] {
  return running(p, work)
    .map(({ clock, owner, day }) => ({
      clock,
      owner,
      day,
      left: day === null ? null : work.calendar.between(work.today, day),
    }))
    .toSorted((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9'))
}

function running(p: Proposal, work: ClockWork): Omit<Due, 'left'>[] {
  const { clocks } = work.settings
  const working = (from: Day, n: number) => nthDay(p, work, from, n, 'working')
  switch (p.state) {
    case 'received':
      return [{ clock: 'check', owner: 'desk', day: working(p.stateOn, clocks.check) }]
    case 'routing':
      if (p.refusal !== null && !p.settled)
        return [{ clock: 'check', owner: 'desk', day: working(p.refusal.on, clocks.check) }]
      return [
        {
          clock: 'acceptance',
          owner: 'unit',
          day: working(p.routedOn ?? p.stateOn, clocks.acceptance),
        },
      ]
    case 'reopened':
      return [{ clock: 'acceptance', owner: 'unit', day: working(p.stateOn, clocks.acceptance) }]
    case 'reviewing':
    case 'trial': {
      const from = p.acceptedOn ?? p.stateOn
      const owed: Omit<Due, 'left'>[] = [
        {
          clock: 'conclusion',
          owner: 'unit',
          day: nthDay(p, work, from, clocks.conclusion, 'calendar'),
        },
      ]
      if (p.interim === null && p.answers.length === 0) {
        owed.push({ clock: 'firstReply', owner: 'unit', day: working(from, clocks.firstReply) })
      }
      if (p.state === 'trial' && p.trial !== null) {
        owed.push({ clock: 'trial', owner: 'unit', day: p.trial.endsOn })
      }
      return owed
    }
    case 'continued':
      return fixed('next', lastAnswer(p)?.answer.nextDate)
    case 'planned':
    case 'partly_planned':
      return fixed('carryOut', lastAnswer(p)?.answer.date)
    case 'done':
    case 'partly_done':
      return p.outcome === null || p.outcome.measuredHours !== null
        ? []
        : fixed('effect', addMonths(p.outcome.doneOn, 6))
    default:
      return []
  }
}

/** A day that the department itself has published: no pause moves it. */
function fixed(clock: ClockName, day: Day | null | undefined): Omit<Due, 'left'>[] {
  return day === null || day === undefined ? [] : [{ clock, owner: 'unit', day }]
}

/**
 * The n-th counted day after `from`; days of a stop and of the one pause (a question to the author) do not
 * count. A calendar count that ends on a closed day ends on the next working day.
 *
 * @returns null while a stop without an end stands.
 */
function nthDay(
  p: Proposal,
  { settings, calendar, today }: ClockWork,
  from: Day,
  n: number,
  by: 'working' | 'calendar',
): Day | null {
  const endless = settings.stops.some((stop) => stop.to === null && stop.from <= today)
  const counts = (day: Day) =>
    !isStopped(settings, day) &&
    !isPaused(p, day, settings.clocks.question) &&
    (by === 'calendar' || calendar.isWorkingDay(day))
  let day = from
  for (let left = n, walked = 0; left > 0; walked += 1) {
    day = nextDay(day)
    if (counts(day)) left -= 1
    if (walked > FAR || (endless && day > today && left > 0)) return null
  }
  while (!calendar.isWorkingDay(day) || isStopped(settings, day)) day = nextDay(day)
  return day
}

/** The clock stands while the first question is with the author, 14 days at most. */
function isPaused(p: Proposal, day: Day, most: number): boolean {
  const first = p.questions.find((question) => question.openedOn !== null)
  if (first === undefined || first.openedOn === null) return false
  const until = first.closedOn ?? addDays(first.openedOn, most)
  return first.openedOn < day && day <= until
}

/** When reminders are given: working days before (−) or after the last day, and to whom. */
export const reminderSteps = [
  { offset: -5, to: ['promoter'] },
  { offset: 0, to: ['promoter'] },
  { offset: 5, to: ['head', 'director'] },
  { offset: 10, to: ['committee'] },
] as const
export type Reminded = (typeof reminderSteps)[number]['to'][number]

export interface Reminder {
  /** `conclusion+5`: kept in the proposal, so that nobody is reminded twice. */
  readonly step: string
  readonly clock: ClockName
  readonly offset: number
  readonly to: readonly Reminded[]
  readonly day: Day
}

/**
 * Reminders that are due today and were not given; of one clock only the latest. None on closed days and
 * none during a stop. The caller keeps to the hours (`mayRemind`).
 */
export function remindersFor(p: Proposal, work: ClockWork): Reminder[] {
  if (!work.calendar.isWorkingDay(work.today) || isStopped(work.settings, work.today)) return []
  return duesOf(p, work).flatMap(({ clock, owner, day, left }) => {
    if (owner !== 'unit' || day === null || left === null) return []
    const reached = reminderSteps.filter(({ offset }) => left <= -offset).at(-1)
    if (reached === undefined) return []
    const { offset, to } = reached
    const step = `${clock}${offset < 0 ? '' : '+'}${offset}:${day}`
    return p.reminders.some((given) => given.step === step)
      ? []
      : [{ step, clock, offset, to, day }]
  })
}

/** The programme forbids orders for the same day after 16:00: reminders go out from 8:30 to 16:00, JST. */
export function mayRemind(at: Date): boolean {
  const minutes = ((at.getUTCHours() + 9) % 24) * 60 + at.getUTCMinutes()
  return minutes >= 8 * 60 + 30 && minutes < 16 * 60
}

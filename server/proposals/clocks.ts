import { addMonths, nextDay, type WorkCalendar } from '../calendar/working-days.ts'
import { type Day, lastAnswer, type Proposal } from './proposal.ts'
import { rules } from './rules.ts'
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
  /** The last day is over; with `left` 0 no working day has come since. */
  readonly passed: boolean
}

type Owed = Omit<Due, 'left' | 'passed'>

export interface ClockWork {
  readonly settings: ProposalSettings
  readonly calendar: WorkCalendar
  readonly today: Day
}

/** As far as a day is looked for. */
const FAR = 3700

/** Dues as last reckoned: a list of 10,000 is asked for again and again on the same day. */
const reckoned = new WeakMap<Proposal, { readonly work: ClockWork; readonly dues: Due[] }>()

/** Every clock that runs for a proposal, the nearest first. */
export function duesOf(p: Proposal, work: ClockWork): Due[] {
  const last = reckoned.get(p)
  if (last !== undefined && isSameWork(last.work, work)) return [...last.dues]
  const dues = reckon(p, work)
  const { settings, calendar, today } = work
  reckoned.set(p, { work: { settings, calendar, today }, dues })
  return [...dues]
}

function isSameWork(a: ClockWork, b: ClockWork): boolean {
  return a.today === b.today && a.settings === b.settings && a.calendar === b.calendar
}

function reckon(p: Proposal, work: ClockWork): Due[] {
  return running(p, work)
    .map(({ clock, owner, day }) => ({
      clock,
      // What is approved waits for its publication: no unit is late with it.
      owner: p.draft?.stage === 'approved' ? ('desk' as const) : owner,
      day,
      left: day === null ? null : daysLeft(work, day),
      passed: day !== null && day < work.today,
    }))
    .toSorted((a, b) => (a.day ?? '9').localeCompare(b.day ?? '9'))
}

function running(p: Proposal, work: ClockWork): Owed[] {
  const { clocks } = work.settings
  const working = (from: Day, n: number) => nthDay(p, work, from, n, 'working')
  const check = (from: Day): Owed[] => [
    { clock: 'check', owner: 'desk', day: working(from, clocks.check) },
  ]
  const acceptance = (from: Day): Owed[] => [
    { clock: 'acceptance', owner: 'unit', day: working(from, clocks.acceptance) },
  ]
  switch (p.state) {
    case 'received':
      return check(checkedFrom(p, work))
    case 'routing':
      if (p.refusal !== null && !p.settled) return check(later(p.refusal.on, p.stateOn))
      return acceptance(later(p.routedOn, p.stateOn))
    case 'reopened':
      return acceptance(p.stateOn)
    case 'reviewing':
    case 'trial': {
      // After the undoing of a 統合 the unit begins anew; a trial goes on within the same 60 days.
      const from =
        p.state === 'trial' ? (p.acceptedOn ?? p.stateOn) : later(p.acceptedOn, p.stateOn)
      const owed: Owed[] = [
        {
          clock: 'conclusion',
          owner: 'unit',
          day: nthDay(p, work, from, clocks.conclusion, 'calendar'),
        },
      ]
      if (p.interim === null && p.answers.length === 0) {
        owed.push({ clock: 'firstReply', owner: 'unit', day: working(from, clocks.firstReply) })
      }
      if (p.state === 'trial') owed.push(...fixed('trial', p.trial?.endsOn, work))
      return owed
    }
    case 'continued':
      return fixed('next', lastAnswer(p)?.answer.nextDate, work)
    case 'planned':
    case 'partly_planned':
      return fixed('carryOut', lastAnswer(p)?.answer.date, work)
    case 'done':
    case 'partly_done':
    case 'model_case':
      return effect(p, work)
    default:
      return []
  }
}

/** The check stands while the author reads the 要旨, and begins anew after. */
function checkedFrom(p: Proposal, { settings }: ClockWork): Day {
  if (p.summary === null) return p.stateOn
  if (p.summary.stage === 'asked')
    return later(p.stateOn, lastAuthorDay(settings, p.summary.askedOn, settings.clocks.returned))
  const answered = p.steps.findLast(({ act }) => summaryEnds.includes(act))
  return later(p.stateOn, answered?.on ?? p.summary.askedOn)
}

const summaryEnds: readonly string[] = [
  rules['approve-summary'].label,
  rules['reject-summary'].label,
  rules['summary-lapsed'].label,
]

/** First the unit reports, then 提案担当 confirms. */
function effect(p: Proposal, work: ClockWork): Owed[] {
  if (p.outcome === null) return []
  const { doneOn, measuredOn } = p.outcome
  if (measuredOn === null) return fixed('effect', addMonths(doneOn, 6), work)
  if (p.state === 'model_case') return []
  const day = nthDay(p, work, measuredOn, work.settings.clocks.check, 'working')
  return [{ clock: 'effect', owner: 'desk', day }]
}

/** A day that the department itself has published: only a closed day or a stop on that very day moves it. */
function fixed(clock: ClockName, day: Day | null | undefined, work: ClockWork): Owed[] {
  if (day === null || day === undefined) return []
  return [{ clock, owner: 'unit', day: openDayFrom(day, work) }]
}

/**
 * The n-th counted day after `from`; days of a stop and of the one pause (a question to the author) do not
 * count. A calendar count that ends on a closed day ends on the next working day.
 *
 * @returns null when a stop without an end comes first.
 */
function nthDay(
  p: Proposal,
  work: ClockWork,
  from: Day,
  n: number,
  by: 'working' | 'calendar',
): Day | null {
  const { settings, calendar } = work
  const pause = pauseOf(p, settings)
  const endless = endlessFrom(settings)
  let day = from
  for (let left = n, walked = 0; left > 0; walked += 1) {
    day = nextDay(day)
    if (walked > FAR || day >= endless) return null
    if (isStopped(settings, day) || (pause !== null && pause.after < day && day <= pause.until))
      continue
    if (by === 'calendar' || calendar.isWorkingDay(day)) left -= 1
  }
  return openDayFrom(day, work)
}

/** The day itself, or the next one on which the city hall works and no stop stands. */
function openDayFrom(day: Day, { settings, calendar }: ClockWork): Day | null {
  const endless = endlessFrom(settings)
  let open = day
  for (let walked = 0; walked <= FAR && open < endless; walked += 1) {
    if (calendar.isWorkingDay(open) && !isStopped(settings, open)) return open
    open = nextDay(open)
  }
  return null
}

/** From here on a stop stands of which nobody knows the end; '9' where there is none. */
function endlessFrom({ stops }: ProposalSettings): Day {
  return stops.reduce((first, { from, to }) => (to === null && from < first ? from : first), '9')
}

/** Working days until the day; negative: since it. Days of a stop count neither way. */
function daysLeft({ settings, calendar, today }: ClockWork, day: Day): number {
  const [from, to] = day < today ? [day, today] : [today, day]
  let days = 0
  for (let at = from; at < to; ) {
    at = nextDay(at)
    if (calendar.isWorkingDay(at) && !isStopped(settings, at)) days += 1
  }
  return day < today ? 0 - days : days
}

/** The clock stands while the first question is with the author, 14 days at most. */
function pauseOf(p: Proposal, settings: ProposalSettings): { after: Day; until: Day } | null {
  const opened = p.questions.find((question) => question.openedOn !== null)
  if (opened === undefined || opened.openedOn === null) return null
  const after = opened.openedOn
  const most = lastAuthorDay(settings, after, settings.clocks.question)
  const until = opened.closedOn === null || opened.closedOn > most ? most : opened.closedOn
  return { after, until }
}

/** The last of the days that an author has from a day on; days of a stop do not count. */
function lastAuthorDay(settings: ProposalSettings, from: Day, days: number): Day {
  let day = from
  for (let left = days, walked = 0; left > 0 && walked <= FAR; walked += 1) {
    day = nextDay(day)
    if (!isStopped(settings, day)) left -= 1
  }
  return day
}

/** Whether the days that an author had are over. */
export function isAuthorTimeOver(
  settings: ProposalSettings,
  from: Day,
  days: number,
  today: Day,
): boolean {
  return lastAuthorDay(settings, from, days) < today
}

function later(a: Day | null, b: Day): Day {
  return a === null || a < b ? b : a
}

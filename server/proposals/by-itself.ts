import { setImmediate as nextTurn } from 'node:timers/promises'
import { addDays } from '../calendar/working-days.ts'
import type { OfficialAct } from './acts.ts'
import { type ClockName, duesOf, isAuthorTimeOver } from './clocks.ts'
import { decide, Refused } from './decide.ts'
import { circumstances, type Handled, type Surroundings } from './desk.ts'
import type { Ledger } from './ledger.ts'
import type { Day, Proposal } from './proposal.ts'
import { shownText } from './readings.ts'
import { lastGiven, mayRemind, remindersFor, reminderSteps, type Reminded } from './reminders.ts'
import { moveAll, type Successor } from './reorganise.ts'
import { isStopped } from './settings.ts'
import type { State } from './states.ts'
import { onBoard, type Taken } from './visibility.ts'

export interface PassingTime {
  readonly ledger: Ledger
  readonly around: Surroundings
  readonly at: Date
  /** Who follows units that have ended. */
  readonly successors?: readonly Successor[]
  /** Monday of the week whose figure of endorsements is shown; null: none was shown yet. */
  readonly shownWeek?: {
    read(): Promise<Day | null>
    keep(monday: Day): Promise<void>
  }
}

/** How many proposals it happened to. */
export interface Passed {
  readonly moved: number
  readonly unmerged: number
  readonly accepted: number
  /** Time of an author that was over: 差戻し, 要旨, a question. */
  readonly lapsed: number
  readonly reminded: number
  /** Whether the weekly figure of endorsements was renewed. */
  readonly endorsements: boolean
}

/** So many proposals are looked at before other requests get their turn. */
const TURN = 500

/**
 * What happens by itself: on working days, and not while a stop stands. Nothing happens twice, so that it
 * may be called every ten minutes; after an outage everything that was due happens once.
 */
export async function passTime(passing: PassingTime): Promise<Passed> {
  const { ledger, around, at, successors = [] } = passing
  const count = { unmerged: 0, accepted: 0, lapsed: 0, reminded: 0 }
  const moved = (await moveAll(ledger, around, successors)).length
  const { calendar, settings, today } = around
  if (!calendar.isWorkingDay(today) || isStopped(settings, today))
    return { ...count, moved, endorsements: false }

  for (const [i, p] of ledger.all().entries()) {
    if (i % TURN === TURN - 1) await nextTurn()
    let now = p
    for (const act of dueActs(p, around, ledger)) {
      const next = await happen(ledger, now, act, around)
      if (next === undefined) continue
      now = next
      count[counted[act.act]] += 1
    }
    const steps = mayRemind(at) ? remindersFor(now, around).map(({ step }) => step) : []
    const reminded =
      steps.length > 0 && (await happen(ledger, now, { act: 'remind', steps }, around))
    if (reminded) count.reminded += 1
  }
  return { ...count, moved, endorsements: await showWeek(passing) }
}

type TimedAct = Extract<
  OfficialAct,
  {
    act: 'unmerge' | 'return-lapsed' | 'summary-lapsed' | 'question-lapsed' | 'accept-by-time'
  }
>

const counted = {
  unmerge: 'unmerged',
  'return-lapsed': 'lapsed',
  'summary-lapsed': 'lapsed',
  'question-lapsed': 'lapsed',
  'accept-by-time': 'accepted',
} as const

/** What has come to its time, in the order in which it happens. */
function dueActs(
  p: Proposal,
  work: Surroundings,
  { find }: Pick<Ledger, 'find'>,
): readonly TimedAct[] {
  const { settings, today } = work
  const isOver = (from: Day, days: number) => isAuthorTimeOver(settings, from, days, today)
  switch (p.state) {
    case 'merged':
      return isGone(find(p.merged?.into ?? '')) ? [{ act: 'unmerge' }] : []
    case 'returned':
      return isOver(p.stateOn, settings.clocks.returned) ? [{ act: 'return-lapsed' }] : []
    case 'received':
      return p.summary?.stage === 'asked' && isOver(p.summary.askedOn, settings.clocks.returned)
        ? [{ act: 'summary-lapsed' }]
        : []
    case 'reviewing':
    case 'trial':
      return p.questions.flatMap(({ id, stage, openedOn }) =>
        stage === 'open' && openedOn !== null && isOver(openedOn, settings.clocks.question)
          ? [{ act: 'question-lapsed' as const, question: id }]
          : [],
      )
    case 'routing':
    case 'reopened': {
      const due = duesOf(p, work).find(({ clock }) => clock === 'acceptance')?.day ?? null
      return due !== null && due < today ? [{ act: 'accept-by-time' }] : []
    }
    default:
      return []
  }
}

/** What was joined to it would go with it: its author has not withdrawn, nobody has excluded it. */
function isGone(main: Proposal | undefined): boolean {
  if (main === undefined) return true
  return gone.includes(main.state === 'expired' ? (main.expiredFrom ?? main.state) : main.state)
}

const gone: readonly State[] = ['withdrawn', 'referred', 'out_of_scope']

/** undefined: somebody was faster, and it is no longer due. */
async function happen(
  ledger: Ledger,
  { number, version }: Proposal,
  act: OfficialAct,
  around: Surroundings,
): Promise<Proposal | undefined> {
  const system = { role: 'system', unit: '' } as const
  try {
    return await ledger.change(number, null, (p) => {
      if (p.version !== version) throw new Refused('')
      return decide(p, system, act, circumstances(around))
    })
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

async function showWeek({ ledger, around, shownWeek }: PassingTime): Promise<boolean> {
  if (shownWeek === undefined) return false
  const monday = mondayOf(around.today)
  const shown = await shownWeek.read()
  if (shown !== null && shown >= monday) return false
  await ledger.showEndorsements()
  await shownWeek.keep(monday)
  return true
}

function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7))
}

/** A reminder that was given and still stands. */
export interface StandingReminder {
  readonly number: string
  /** null where the reader of a list must not see it. */
  readonly title: string | null
  readonly clock: ClockName
  readonly offset: number
  readonly day: Day
}

/**
 * Reminders that were given and whose clock still runs, for somebody in this part: before and on the day for
 * 推進担当者, from +5 for 推進責任者 and 部長, from +10 (the list for 部会) for 提案担当. Who stands in for a
 * unit (what is about its head, a unit that has ended) has those of the unit.
 */
export function remindersOf(
  { proposal: p }: Pick<Handled, 'proposal'>,
  part: Taken,
  around: Surroundings,
): StandingReminder[] {
  const addressed = addresseesOf(p, part, around)
  return duesOf(p, around).flatMap(({ clock, owner, day }) => {
    if (owner !== 'unit' || day === null) return []
    const given = lastGiven(p, clock, day)
    const own = reminderSteps.filter(
      ({ offset, to }) => given !== null && offset <= given && to.some((one) => addressed(one)),
    )
    const last = own.at(-1)
    if (last === undefined) return []
    // The list for 部会 is read beyond 提案担当.
    const mayName = part.role !== 'desk' || onBoard(p)
    const title = mayName ? (shownText(p)?.title ?? null) : null
    return [{ number: p.number, title, clock, offset: last.offset, day }]
  })
}

function addresseesOf(
  p: Proposal,
  { role, unit }: Taken,
  { org }: Surroundings,
): (to: Reminded) => boolean {
  const [lead] = p.units
  if (lead === undefined) return () => false
  if (role === 'desk') return (to) => to === 'committee'
  const answers = lead.unit === unit || (role === 'director' && org.bureauOf(lead.unit) === unit)
  if (!answers) return () => false
  const standsIn = role === 'director' && (p.aboutHead || !org.isUnit(lead.unit))
  if (standsIn) return (to) => to !== 'committee'
  return (to) => to === role
}

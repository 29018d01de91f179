import { type ClockName, type ClockWork, duesOf } from './clocks.ts'
import type { Day, Proposal } from './proposal.ts'
import { isStopped } from './settings.ts'

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
    const given = lastGiven(p, clock, day)
    if (given !== null && given >= offset) return []
    return [{ step: `${clock}${offset < 0 ? '' : '+'}${offset}:${day}`, clock, offset, to, day }]
  })
}

/** The furthest reminder given of this clock and day; null: none. */
export function lastGiven(p: Proposal, clock: ClockName, day: Day): number | null {
  const offsets = p.reminders.flatMap(({ step }) => {
    const [, name, offset, due] = /^([a-zA-Z]+)([+-]\d+):(.+)$/.exec(step) ?? []
    return name === clock && due === day ? [Number(offset)] : []
  })
  return offsets.length === 0 ? null : Math.max(...offsets)
}

/** The programme forbids orders for the same day after 16:00: reminders go out from 8:30 to 16:00, JST. */
export function mayRemind(at: Date): boolean {
  const minutes = ((at.getUTCHours() + 9) % 24) * 60 + at.getUTCMinutes()
  return minutes >= 8 * 60 + 30 && minutes < 16 * 60
}

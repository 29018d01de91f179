import type { ProposalDesk, Surroundings } from '../../proposals/desk.ts'
import { leadOf, type Proposal } from '../../proposals/proposal.ts'
import { shownText } from '../../proposals/readings.ts'
import { states } from '../../proposals/states.ts'
import type { StaffPerson } from '../auth/signed-in.ts'
import { type Duty, dutyOf, isJoint, standsStill } from './duty.ts'
import { type GivenReminder, givenReminders } from './given-reminders.ts'
import { listMine, seatsOf } from './my-proposal.ts'

/** One proposal in the lists of a unit. */
export interface InboxRow {
  readonly number: string
  readonly title: string
  /** Name of the unit that answers. */
  readonly unit: string
  readonly joint: boolean
  readonly aboutHead: boolean
  readonly stateLabel: string
  readonly duty: Duty
  readonly standsStill: boolean
  readonly reminders: readonly GivenReminder[]
}

/** Everything of this person's units, what is due first at the top. */
export async function inboxOf(
  desk: ProposalDesk,
  person: StaffPerson,
): Promise<{ rows: InboxRow[]; around: Surroundings }> {
  const around = await desk.surroundings()
  const handled = await listMine(desk, person)
  const rows = handled.map((one) => {
    const seats = seatsOf(one, around.org)
    const p = one.proposal
    const duty = dutyOf(p, seats, around)
    return {
      number: p.number,
      title: shownText(p)?.title ?? '（本文は消去されています）',
      unit: around.org.nameOf(leadOf(p) ?? ''),
      joint: isJoint(p),
      aboutHead: p.aboutHead,
      stateLabel: states[p.state],
      duty,
      standsStill: duty.group !== 'ended' && standsStill(p, around),
      reminders: duty.group === 'ended' ? [] : givenReminders(p, seats, around),
      order: orderOf(p, duty),
    }
  })
  rows.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0))
  return { rows: rows.map(({ order: _order, ...row }) => row), around }
}

export interface RowReminder extends GivenReminder {
  readonly title: string
  readonly unit: string
}

/** The latest reminder of each, what is late by five working days first. */
export function remindersOf(rows: readonly InboxRow[]): RowReminder[] {
  return rows
    .flatMap(({ title, unit, reminders }) =>
      reminders.slice(0, 1).map((reminder) => ({ ...reminder, title, unit })),
    )
    .toSorted((a, b) => Number(b.late) - Number(a.late) || a.day.localeCompare(b.day))
}

/** The nearest day first; what has ended, the newest first; numbers are random, so they decide nothing. */
function orderOf(p: Proposal, { group, due }: Duty): string {
  if (group !== 'ended') return `${due?.day ?? '9999'} ${p.number}`
  const newest = 99_999_999 - Number(p.stateOn.replaceAll('-', ''))
  return `${newest} ${p.number}`
}

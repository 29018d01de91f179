import { Problem } from '../../http/problems.ts'
import type { ActName } from '../../proposals/acts.ts'
import type { Handled, ProposalDesk, Surroundings } from '../../proposals/desk.ts'
import { leadOf, type Proposal } from '../../proposals/proposal.ts'
import { type UnitReading, unitReading } from '../../proposals/unit-reading.ts'
import { mayAct, rules } from '../../proposals/rules.ts'
import type { Official, Organisation, Taken } from '../../proposals/visibility.ts'
import type { StaffPerson } from '../auth/signed-in.ts'

/** For which unit, and as what, somebody answers a proposal. */
export interface Seat {
  readonly role: 'promoter' | 'head' | 'director'
  readonly unit: string
  /** Of the unit that answers; false: of a joint unit, which gives its opinion. */
  readonly lead: boolean
}

/** A proposal as somebody of a responsible unit has it before them. */
export interface Mine {
  readonly proposal: Proposal
  readonly reading: UnitReading
  readonly seats: readonly Seat[]
}

/** What joint units may do. */
const ofJoint: readonly ActName[] = ['opinion', 'ask']

export function officialOf({ number, unit, roles }: StaffPerson): Official {
  return { number, unit, roles }
}

/** Empty: nothing to do with this person's units, or not for their eyes. */
export function seatsOf({ proposal, parts }: Handled, org: Organisation): Seat[] {
  const lead = leadOf(proposal)
  return parts.flatMap(({ role, unit }: Taken): Seat[] => {
    if (role === 'promoter' || role === 'head') return [{ role, unit, lead: unit === lead }]
    if (role !== 'director' || lead === undefined) return []
    return [{ role, unit, lead: unit === lead || unit === org.bureauOf(lead) }]
  })
}

/** The seat in which this can be done in this state; undefined: by nobody who is asking. */
export function seatFor({ proposal, seats }: Mine, act: ActName): Seat | undefined {
  return seats.find((seat) => suits(seat, act) && mayAct(act, seat.role, proposal.state))
}

/** Whether it is this person's to do, in this state or another. */
export function takesPart({ seats }: Mine, act: ActName): boolean {
  return seats.some((seat) => suits(seat, act) && rules[act].roles.includes(seat.role))
}

function suits({ lead }: Seat, act: ActName): boolean {
  return act === 'opinion' ? !lead : lead || ofJoint.includes(act)
}

/**
 * A proposal of the own units.
 *
 * @throws {Problem} `not-found`, the same for what is hidden and for what does not exist
 */
export async function requireMine(
  desk: ProposalDesk,
  person: StaffPerson,
  number: string,
): Promise<Mine> {
  const around = await desk.surroundings()
  const handled = await desk.find(officialOf(person), number)
  const mine = handled === undefined ? undefined : mineOf(handled, around)
  if (mine === undefined) throw new Problem('not-found')
  return mine
}

/** All proposals of the own units, in no order. */
export async function listMine(desk: ProposalDesk, person: StaffPerson): Promise<Handled[]> {
  const { org } = await desk.surroundings()
  const handled = await desk.list(officialOf(person))
  return handled.filter((one) => seatsOf(one, org).length > 0)
}

function mineOf(handled: Handled, around: Surroundings): Mine | undefined {
  const seats = seatsOf(handled, around.org)
  if (seats.length === 0) return undefined
  const { proposal } = handled
  return { proposal, reading: unitReading(proposal, around.org, around), seats }
}

import { type Day, leadOf, type Proposal, unitsOf } from './proposal.ts'
import type { ActingRole } from './rules.ts'
import { boardGroupOf, hiddenFromUnits } from './states.ts'

/** Somebody who is signed in, as far as proposals care. */
export interface Official {
  readonly number: string
  /** Where the person works. */
  readonly unit: string
  readonly roles: readonly {
    readonly role: string
    readonly unit: string
    /** How the office is held; it changes no power, only how a step reads on record. */
    readonly manner?: string
  }[]
}

/** The organisation of today. */
export interface Organisation {
  isUnit(code: string): boolean
  /** The 部 above a unit (a 部 itself for itself); null for the whole body. */
  bureauOf(code: string): string | null
  nameOf(code: string): string
  /** Units in which 提案担当 work: what is proposed to them is checked by コンプライアンス too. */
  readonly deskUnits: readonly string[]
}

/** A part that an official may take in a proposal; the unit is the one the role is held for. */
export interface Taken {
  readonly role: ActingRole
  readonly unit: string
}

/**
 * Units whose people must not learn of it: it is about their head. The unit that it was aimed at, and those
 * that answer for it, for the author may not have known which unit that is.
 */
export function conflictUnits(p: Proposal): string[] {
  if (!p.aboutHead) return []
  return p.aimedAt === null ? unitsOf(p) : [p.aimedAt, ...unitsOf(p)]
}

/**
 * Whether this account belongs to the unit whose head a proposal is about; where that is a 部, to any unit
 * below it.
 */
export function isConflicted(p: Proposal, official: Official, org: Organisation): boolean {
  return (
    standsBelow(official.unit, p, org) ||
    official.roles.some(({ role, unit }) => ofUnits.includes(role) && standsBelow(unit, p, org))
  )
}

function standsBelow(unit: string, p: Proposal, org: Organisation): boolean {
  return conflictUnits(p).some(
    (own) =>
      own === unit || (unit !== '' && org.bureauOf(own) === own && org.bureauOf(unit) === own),
  )
}

const ofUnits = ['promoter', 'head', 'director']

/** Whether it concerns 行政管理課 itself, so that 提案担当 alone must not put it aside. */
export function concernsDesk(p: Proposal, org: Organisation): boolean {
  const units = p.aimedAt === null ? unitsOf(p) : [p.aimedAt, ...unitsOf(p)]
  return units.some((unit) => org.deskUnits.includes(unit))
}

/**
 * The parts an official may take, the reading part included; empty: for this account the proposal does not
 * exist, number and count included.
 *
 * @param complained whether an open complaint of its author is with コンプライアンス
 */
export function partsOf(
  p: Proposal,
  official: Official,
  org: Organisation,
  complained: boolean,
): Taken[] {
  if (isConflicted(p, official, org)) return []
  const holds = (role: string) => official.roles.some((held) => held.role === role)
  const taken: Taken[] = []
  const deskIsConflicted = org.deskUnits.some((unit) => standsBelow(unit, p, org))
  if (holds('secretariat')) taken.push({ role: 'desk', unit: '' })
  const ofDesk = deskIsConflicted || concernsDesk(p, org)
  if (holds('compliance') && (complained || ofDesk)) {
    taken.push({ role: 'compliance', unit: '' })
    // In the place of 提案担当, for what they must not know of or not decide alone.
    if (ofDesk && !holds('secretariat')) taken.push({ role: 'desk', unit: '' })
  }
  if (!isHiddenFromUnits(p)) taken.push(...partsOfUnits(p, official, org))
  return taken
}

/** What a unit was not to know of stays hidden when its text is deleted. */
function isHiddenFromUnits({ state, expiredFrom }: Proposal): boolean {
  return hiddenFromUnits.includes(state === 'expired' ? (expiredFrom ?? state) : state)
}

function partsOfUnits(p: Proposal, official: Official, org: Organisation): Taken[] {
  const taken: Taken[] = []
  const responsible = unitsOf(p)
  // What is about a head is for the one 部長 above the unit that answers, and for nobody beside.
  const below = p.aboutHead ? responsible.slice(0, 1) : responsible
  for (const { role, unit } of official.roles) {
    if (role === 'director' && below.some((own) => own === unit || org.bureauOf(own) === unit)) {
      taken.push({ role: 'director', unit })
    }
    if ((role === 'head' || role === 'promoter') && responsible.includes(unit)) {
      taken.push({ role, unit })
    }
    if ((role === 'head' || role === 'promoter') && !responsible.includes(unit) && onBoard(p)) {
      taken.push({ role: 'anyUnit', unit })
    }
  }
  return taken
}

/** Whether everybody may read of it. What is about a head is never on the board. */
export function onBoard(p: Proposal): boolean {
  if (boardGroupOf(p.state) === null || p.aboutHead || p.written === null) return false
  if (p.publicity === 'open') return true
  return p.publicity === 'summary' && summaryStands(p)
}

/** The author approved the 要旨, or let the time for it pass. */
export function summaryStands(p: Proposal): boolean {
  return p.summary?.stage === 'approved' || p.summary?.stage === 'lapsed'
}

export interface Owner {
  readonly role: 'desk' | 'author' | 'head' | 'director'
  /** '' for desk and author; of a director the 部. */
  readonly unit: string
}

/**
 * Who has to act next: no state is without an owner. It is 提案担当, unless it is with the author or a unit. Of
 * a unit that has ended the 部長 of its old 部 has the duty, and 提案担当 hand it on (`transfer`).
 */
export function ownerOf(p: Proposal, org: Organisation): Owner {
  switch (p.state) {
    case 'returned':
      return { role: 'author', unit: '' }
    case 'routing':
      return p.refusal !== null && !p.settled ? byDesk : answererOf(p, org)
    case 'reviewing':
    case 'trial':
    case 'reopened':
    case 'planned':
    case 'partly_planned':
    case 'continued':
      // An approved answer waits for its publication.
      return p.draft?.stage === 'approved' ? byDesk : answererOf(p, org)
    case 'done':
    case 'partly_done':
    case 'model_case':
      return p.outcome === null || p.outcome.measuredOn !== null ? byDesk : answererOf(p, org)
    default:
      return byDesk
  }
}

const byDesk: Owner = { role: 'desk', unit: '' }

/** Who answers for the unit that it lies with; 提案担当 when there is nobody, and they have to hand it on. */
export function answererOf(p: Proposal, org: Organisation): Owner {
  const lead = leadOf(p)
  if (lead === undefined) return byDesk
  if (!p.aboutHead && org.isUnit(lead)) return { role: 'head', unit: lead }
  const bureau = org.bureauOf(lead)
  if (bureau === null || bureau === lead || !org.isUnit(bureau)) return byDesk
  return conflictUnits(p).includes(bureau) ? byDesk : { role: 'director', unit: bureau }
}

/** Text as everybody but 提案担当 reads it: what is masked stands as ■, line by line. */
export function masked(p: Proposal): NonNullable<Proposal['written']> | null {
  if (p.written === null) return null
  const shown = { ...p.written }
  for (const { part, start, end } of p.masks) {
    const text = shown[part]
    const hidden = text.slice(start, end).replace(/[^\n]/gu, '■')
    // ■ has one UTF-16 unit; padding keeps the places of later masks.
    const block = hidden.padEnd(end - start, '■')
    shown[part] = text.slice(0, start) + block + text.slice(end)
  }
  return shown
}

/** The end of the last full month: counts of what is hidden never change from day to day. */
export function lastMonthEnd(today: Day): Day {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10)
}

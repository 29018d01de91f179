import type { Act, ActName } from './acts.ts'
import type { Day, Proposal } from './proposal.ts'
import type { ActingRole } from './rules.ts'
import type { ProposalSettings } from './settings.ts'

/** An act that is not possible here; `message` is Japanese and says what to do. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

export interface Who {
  readonly role: ActingRole
  /** Unit the role is held for; '' for desk, compliance, author and system. */
  readonly unit: string
}

export interface Circumstances {
  readonly today: Day
  readonly settings: ProposalSettings
  /** Whether a unit exists today. */
  readonly isUnit: (code: string) => boolean
}

/** What an act brings; `note` goes to its step. */
export type Change = Partial<Omit<Proposal, 'number' | 'version' | 'stateOn'>> & {
  readonly note?: string
}

/** One proposal, and who acts on it when. */
export interface Turn {
  readonly p: Proposal
  readonly who: Who
  readonly at: Circumstances
  readonly today: Day
}

/**
 * What each act demands and brings, once the rule table has allowed it.
 *
 * @throws {Refused}
 */
export type Changes<N extends ActName> = {
  readonly [K in N]: (turn: Turn, act: Extract<Act, { readonly act: K }>) => Change
}

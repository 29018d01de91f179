import type { RosterWriters } from '../roster/apply.ts'
import type { RosterReaders } from '../roster/stored.ts'

export interface OrganisationOptions {
  readonly stores: RosterReaders & RosterWriters
  readonly now: () => Date
}

/** A form of these pages is short; a long one is no form of ours. */
export const BODY = { bodyLimit: 16 * 1024 }

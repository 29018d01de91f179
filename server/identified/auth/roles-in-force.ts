import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { IdentityTables } from '../../stores/identity.ts'

/** Days (JST) between which a role is held, both included; null: no bound. */
export interface Validity {
  readonly valid_from: string | null
  readonly valid_to: string | null
}

/** A condition on `role`: held on this day. Whoever reads roles to let somebody do something adds it. */
export function inForce(day: string): Expression<SqlBool> {
  const eb = expressionBuilder<IdentityTables, 'role'>()
  return eb.and([
    eb.or([eb('role.valid_from', 'is', null), eb('role.valid_from', '<=', day)]),
    eb.or([eb('role.valid_to', 'is', null), eb('role.valid_to', '>=', day)]),
  ])
}

/** Where a role stands on a day: held, not yet, or no more. */
export function standingOf(role: Validity, day: string): 'now' | 'coming' | 'ended' {
  if (role.valid_to !== null && role.valid_to < day) return 'ended'
  return role.valid_from !== null && role.valid_from > day ? 'coming' : 'now'
}

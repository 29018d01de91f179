import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { IdentityStore, IdentityTables, Role } from '../../stores/identity.ts'

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

/** Units where somebody works who holds a role on this day; people without a unit are left out. */
export async function unitsOfRole(
  identity: Pick<IdentityStore, 'selectFrom'>,
  role: Role,
  day: string,
): Promise<string[]> {
  const rows = await identity
    .selectFrom('role')
    .innerJoin('person', 'person.number', 'role.person')
    .select('person.unit')
    .distinct()
    .where('role.role', '=', role)
    .where(inForce(day))
    .execute()
  return rows.map(({ unit }) => unit).filter((unit) => unit !== '')
}

/** Where a role stands on a day: held, not yet, or no more. */
export function standingOf(role: Validity, day: string): 'now' | 'coming' | 'ended' {
  if (role.valid_to !== null && role.valid_to < day) return 'ended'
  return role.valid_from !== null && role.valid_from > day ? 'coming' : 'now'
}

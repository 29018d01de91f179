import type { Transaction } from 'kysely'
import { addDays } from '../../calendar/working-days.ts'
import type { IdentityTables } from '../../stores/identity.ts'
import type { Validity } from '../auth/roles-in-force.ts'

/** So many days ahead somebody must be there: who leaves in a week is no successor. */
export const DAYS_AHEAD = 30

/**
 * Whether, without this person, somebody who can sign in is 情報担当 on every one of the thirty days from
 * `day` on.
 */
export async function othersAreAdmin(
  trx: Transaction<IdentityTables>,
  person: string,
  day: string,
): Promise<boolean> {
  const others = await trx
    .selectFrom('role')
    .innerJoin('credential', 'credential.person', 'role.person')
    .select(['role.valid_from', 'role.valid_to'])
    .where('role.role', '=', 'admin')
    .where('role.person', '!=', person)
    .execute()
  return areCovered(others, day, addDays(day, DAYS_AHEAD - 1))
}

/** Whether the periods together leave no day out between two days, both included. */
export function areCovered(periods: readonly Validity[], from: string, to: string): boolean {
  let day = from
  while (day <= to) {
    const ends = periods
      .filter(({ valid_from: first }) => first === null || first <= day)
      .map(({ valid_to: last }) => last ?? '9999-12-31')
      .filter((last) => last >= day)
    const last = ends.toSorted().at(-1)
    if (last === undefined) return false
    if (last >= to) return true
    day = addDays(last, 1)
  }
  return true
}

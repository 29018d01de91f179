import type { IdentityStore } from '../../stores/identity.ts'
import { inForce } from '../auth/roles-in-force.ts'

/** Units with somebody who can answer: 推進責任者, or 部長 where a 部 itself is responsible. */
export async function unitsWithHead(
  identity: IdentityStore,
  today: string,
): Promise<ReadonlySet<string>> {
  const rows = await identity
    .selectFrom('role')
    .select('unit')
    .distinct()
    .where('role', 'in', ['head', 'director'])
    .where(inForce(today))
    .execute()
  return new Set(rows.map(({ unit }) => unit))
}

import type { IdentityStore } from '../../stores/identity.ts'

/** Units with somebody who can answer: 推進責任者, or 部長 where a 部 itself is responsible. */
export async function unitsWithHead(identity: IdentityStore): Promise<ReadonlySet<string>> {
  const rows = await identity
    .selectFrom('role')
    .select('unit')
    .distinct()
    .where('role', 'in', ['head', 'director'])
    .execute()
  return new Set(rows.map(({ unit }) => unit))
}

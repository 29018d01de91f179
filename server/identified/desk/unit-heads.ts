import type { IdentityStore } from '../../stores/identity.ts'

/** Units with at least one 推進責任者. */
export async function unitsWithHead(identity: IdentityStore): Promise<ReadonlySet<string>> {
  const rows = await identity
    .selectFrom('role')
    .select('unit')
    .distinct()
    .where('role', '=', 'head')
    .execute()
  return new Set(rows.map(({ unit }) => unit))
}

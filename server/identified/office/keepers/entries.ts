import type { Insertable, Selectable } from 'kysely'
import type { IdentityStore, IdentityTables } from '../../../stores/identity.ts'

/** One line of 受渡簿; `day` in JST. */
export type KeeperEntry = Selectable<IdentityTables['keeper_entry']>
export type KeeperAct = KeeperEntry['act']

/** In the order in which they were written. */
export function listEntries(
  identity: Pick<IdentityStore, 'selectFrom'>,
  survey: string,
): Promise<KeeperEntry[]> {
  return identity
    .selectFrom('keeper_entry')
    .selectAll()
    .where('survey', '=', survey)
    .orderBy('id')
    .execute()
}

export async function addEntries(
  identity: Pick<IdentityStore, 'insertInto'>,
  entries: readonly Insertable<IdentityTables['keeper_entry']>[],
): Promise<void> {
  if (entries.length > 0) await identity.insertInto('keeper_entry').values(entries).execute()
}

/** Keys are made anew before the announcement: what was recorded speaks of sheets that open nothing. */
export async function clearEntries(
  identity: Pick<IdentityStore, 'deleteFrom'>,
  survey: string,
): Promise<void> {
  await identity.deleteFrom('keeper_entry').where('survey', '=', survey).execute()
}

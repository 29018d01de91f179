import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { CommonsReader, UnitRow } from '../../stores/commons.ts'
import type { IdentityStore, IdentityTables, PersonRow } from '../../stores/identity.ts'
import { listUnits } from '../../survey/units.ts'

export type RoleRow = Selectable<IdentityTables['role']>

/** The stores as far as checking needs them; `Stores` of stores/open.ts fits. */
export interface RosterReaders {
  readonly identity: Pick<IdentityStore, 'selectFrom'>
  readonly commonsReader: CommonsReader
}

export interface StoredPeople {
  readonly people: readonly PersonRow[]
  readonly roles: readonly RoleRow[]
}

/** The organisation and its people, as stored or as an import will leave them. */
export interface Roster extends StoredPeople {
  readonly units: readonly UnitRow[]
}

export async function readRoster(stores: RosterReaders): Promise<Roster> {
  return { units: await listUnits(stores.commonsReader), ...(await readPeople(stores.identity)) }
}

export async function readPeople(
  identity: Pick<IdentityStore, 'selectFrom'>,
): Promise<StoredPeople> {
  const people = await identity.selectFrom('person').selectAll().orderBy('number').execute()
  const roles = await identity
    .selectFrom('role')
    .selectAll()
    .orderBy('person')
    .orderBy('role')
    .orderBy('unit')
    .execute()
  return { people, roles }
}

/** Tells whether what a plan was made against is still what is stored. */
export function fingerprint(rows: StoredPeople | readonly UnitRow[]): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex')
}

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

/** Staff numbers of 情報担当, at whatever time, who have a password. */
export async function adminSignIns(identity: Pick<IdentityStore, 'selectFrom'>): Promise<string[]> {
  const rows = await identity
    .selectFrom('role')
    .innerJoin('credential', 'credential.person', 'role.person')
    .select('role.person')
    .where('role.role', '=', 'admin')
    .execute()
  return rows.map(({ person }) => person)
}

export async function readPeople(
  identity: Pick<IdentityStore, 'selectFrom'>,
): Promise<StoredPeople> {
  const people: PersonRow[] = []
  const roles: RoleRow[] = []
  for await (const slice of peopleInSlices(identity)) {
    people.push(...slice.people)
    roles.push(...slice.roles)
  }
  return { people, roles }
}

/** A query answers all at once and nothing else is answered meanwhile: so many people at a time. */
const SLICE = 2000

/**
 * People by number with their roles (by role and unit). Between the slices others are answered, so
 * outside a transaction a change may fall between two of them.
 */
export async function* peopleInSlices(
  identity: Pick<IdentityStore, 'selectFrom'>,
): AsyncGenerator<StoredPeople> {
  for (let after = ''; ; ) {
    const people = await identity
      .selectFrom('person')
      .selectAll()
      .where('number', '>', after)
      .orderBy('number')
      .limit(SLICE)
      .execute()
    const last = people.at(-1)?.number
    if (last === undefined) return
    const roles = await identity
      .selectFrom('role')
      .selectAll()
      .where('person', '>', after)
      .where('person', '<=', last)
      .orderBy('person')
      .orderBy('role')
      .orderBy('unit')
      .execute()
    yield { people, roles }
    after = last
    await pause()
  }
}

/** Lets others be answered. */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/** Tells whether the people a plan was made against are still those that are stored. */
export function fingerprintPeople() {
  const hashes = [createHash('sha256'), createHash('sha256')] as const
  return {
    add(slice: StoredPeople): void {
      for (const person of slice.people) hashes[0].update(`${JSON.stringify(person)}\n`)
      for (const role of slice.roles) hashes[1].update(`${JSON.stringify(role)}\n`)
    },
    digest: (): string => hashes.map((hash) => hash.digest('hex')).join(' '),
  }
}

/** The same for units. */
export function fingerprintUnits(units: readonly UnitRow[]): string {
  return createHash('sha256').update(JSON.stringify(units)).digest('hex')
}

import type { Transaction } from 'kysely'
import type { IdentityStore, IdentityTables, Role } from '../../stores/identity.ts'
import { recordAct } from '../auth/audit.ts'

export interface RoleGrant {
  readonly person: string
  readonly role: Role
  readonly unit: string
}

/** An official's change of roles: who does it, when, and how it reads in the record. */
export interface RoleAct {
  readonly actor: string
  readonly now: Date
  readonly detail: string
}

/** Roles given by hand; those of the roster come and go with the import. */
export async function rolesByHand(identity: IdentityStore): Promise<RoleGrant[]> {
  return identity
    .selectFrom('role')
    .select(['person', 'role', 'unit'])
    .where('origin', '=', 'hand')
    .orderBy('role')
    .orderBy('unit')
    .orderBy('person')
    .execute()
}

export async function giveRole(
  identity: IdentityStore,
  grant: RoleGrant,
  act: RoleAct,
): Promise<'given' | 'no-such-person' | 'already'> {
  return identity.transaction().execute(async (trx) => {
    const person = await trx
      .selectFrom('person')
      .select('number')
      .where('number', '=', grant.person)
      .executeTakeFirst()
    if (person === undefined) return 'no-such-person'
    const given = await trx
      .insertInto('role')
      .values({ ...grant, origin: 'hand' })
      .onConflict((already) => already.doNothing())
      .executeTakeFirst()
    if (given.numInsertedOrUpdatedRows !== 1n) return 'already'
    await recordAct(trx, act.now, act.actor, '役割を付けた', act.detail)
    return 'given'
  })
}

/** Takes a role away that was given by hand. Somebody must remain who can sign in as 情報担当. */
export async function endRole(
  identity: IdentityStore,
  grant: RoleGrant,
  act: RoleAct,
): Promise<'ended' | 'not-held' | 'last-admin'> {
  return identity.transaction().execute(async (trx) => {
    if (grant.role === 'admin' && !(await isAnotherAdmin(trx, grant.person))) return 'last-admin'
    const ended = await trx
      .deleteFrom('role')
      .where('person', '=', grant.person)
      .where('role', '=', grant.role)
      .where('unit', '=', grant.unit)
      .where('origin', '=', 'hand')
      .executeTakeFirst()
    if (ended.numDeletedRows !== 1n) return 'not-held'
    await recordAct(trx, act.now, act.actor, '役割を外した', act.detail)
    return 'ended'
  })
}

async function isAnotherAdmin(trx: Transaction<IdentityTables>, person: string): Promise<boolean> {
  const other = await trx
    .selectFrom('role')
    .innerJoin('credential', 'credential.person', 'role.person')
    .select('role.person')
    .where('role.role', '=', 'admin')
    .where('role.person', '!=', person)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

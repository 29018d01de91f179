import type { Transaction } from 'kysely'
import { jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import type { IdentityStore, IdentityTables, Manner, Role } from '../../stores/identity.ts'
import { recordAct } from '../auth/audit.ts'
import { standingOf } from '../auth/roles-in-force.ts'
import { othersAreAdmin } from './admin-cover.ts'

/** A person has a role for a unit once, whatever the manner. */
export interface RoleKey {
  readonly person: string
  readonly role: Role
  readonly unit: string
}

export interface RoleGrant extends RoleKey {
  readonly manner: Manner
  /** Days (JST), both included; null: from now on, without an end. */
  readonly from: string | null
  readonly to: string | null
}

/** An official's change of roles: who does it, when, and how it reads in the record. */
export interface RoleAct {
  readonly actor: string
  readonly now: Date
  readonly detail: string
}

/** Gives a role by hand. One that has ended makes room for the new one. */
export async function giveRole(
  identity: IdentityStore,
  grant: RoleGrant,
  act: RoleAct,
): Promise<'given' | 'no-such-person' | 'already' | 'own' | 'apart'> {
  if (grant.person === act.actor) return 'own'
  return identity.transaction().execute(async (trx) => {
    const person = await trx
      .selectFrom('person')
      .select('number')
      .where('number', '=', grant.person)
      .executeTakeFirst()
    if (person === undefined) return 'no-such-person'
    const given = await putRole(trx, grant, jstDay(act.now))
    if (given !== 'given') return given
    await recordAct(trx, act.now, act.actor, '役割を付けた', act.detail)
    return given
  })
}

/** Who runs the machine must neither lead surveys nor read proposals: never both in one person. */
const APART: readonly Role[] = ['hr', 'secretariat', 'compliance']

/** Writes the role unless it is held, or will be; what has ended is overwritten. */
export async function putRole(
  trx: Transaction<IdentityTables>,
  { person, role, unit, manner, from, to }: RoleGrant,
  today: string,
): Promise<'given' | 'already' | 'apart'> {
  const held = await findRole(trx, { person, role, unit })
  if (held !== undefined && standingOf(held, today) !== 'ended') return 'already'
  if (await holdsApart(trx, { person, role }, { from: from ?? today, to })) return 'apart'
  const row = { manner, valid_from: from, valid_to: to, origin: 'hand' as const }
  await trx
    .insertInto('role')
    .values({ person, role, unit, ...row })
    .onConflict((there) => there.columns(['person', 'role', 'unit']).doUpdateSet(row))
    .execute()
  return 'given'
}

/** Whether somebody holds, on a day of the period, what may not be held beside this role. */
async function holdsApart(
  trx: Transaction<IdentityTables>,
  { person, role }: Pick<RoleKey, 'person' | 'role'>,
  { from, to }: { readonly from: string; readonly to: string | null },
): Promise<boolean> {
  const others: readonly Role[] = role === 'admin' ? APART : APART.includes(role) ? ['admin'] : []
  if (others.length === 0) return false
  const found = await trx
    .selectFrom('role')
    .select('role')
    .where('person', '=', person)
    .where('role', 'in', others)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', from)]))
    .where((eb) =>
      eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', to ?? '9999-12-31')]),
    )
    .executeTakeFirst()
  return found !== undefined
}

/** Takes a role away at once that was given by hand. Somebody must remain who can sign in as 情報担当. */
export async function endRole(
  identity: IdentityStore,
  key: RoleKey,
  act: RoleAct,
): Promise<'ended' | 'not-held' | 'last-admin'> {
  return identity.transaction().execute(async (trx) => {
    const held = await findRole(trx, key)
    if (held?.origin !== 'hand') return 'not-held'
    const today = jstDay(act.now)
    const counts = key.role === 'admin' && standingOf(held, today) !== 'ended'
    if (counts && !(await othersAreAdmin(trx, key.person, today))) return 'last-admin'
    await dropRole(trx, key)
    await recordAct(trx, act.now, act.actor, '役割を外した', act.detail)
    return 'ended'
  })
}

/**
 * Sets the last day of a role that was given by hand, earlier or later than it was.
 *
 * @param to null: without an end
 */
export async function setLastDay(
  identity: IdentityStore,
  key: RoleKey,
  to: string | null,
  act: RoleAct,
): Promise<'set' | 'not-held' | 'last-admin' | 'before-first-day' | 'apart'> {
  return identity.transaction().execute(async (trx) => {
    const held = await findRole(trx, key)
    if (held?.origin !== 'hand') return 'not-held'
    if (to !== null && held.valid_from !== null && to < held.valid_from) return 'before-first-day'
    if (key.role === 'admin' && to !== null) {
      if (!(await othersAreAdmin(trx, key.person, addDays(to, 1)))) return 'last-admin'
    }
    // Only days that are added: the two offices of the first administrator can still be brought to an end.
    if (held.valid_to !== null && (to === null || to > held.valid_to)) {
      const added = { from: addDays(held.valid_to, 1), to }
      if (await holdsApart(trx, key, added)) return 'apart'
    }
    await trx
      .updateTable('role')
      .set({ valid_to: to })
      .where('person', '=', key.person)
      .where('role', '=', key.role)
      .where('unit', '=', key.unit)
      .execute()
    await recordAct(trx, act.now, act.actor, '役割の期間を変えた', act.detail)
    return 'set'
  })
}

export async function findRole(
  identity: Pick<IdentityStore, 'selectFrom'>,
  { person, role, unit }: RoleKey,
) {
  return identity
    .selectFrom('role')
    .selectAll()
    .where('person', '=', person)
    .where('role', '=', role)
    .where('unit', '=', unit)
    .executeTakeFirst()
}

export async function dropRole(
  trx: Transaction<IdentityTables>,
  { person, role, unit }: RoleKey,
): Promise<void> {
  await trx
    .deleteFrom('role')
    .where('person', '=', person)
    .where('role', '=', role)
    .where('unit', '=', unit)
    .execute()
}

import type { Transaction } from 'kysely'
import { jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import type { IdentityStore, IdentityTables } from '../../stores/identity.ts'
import { DAYS_AHEAD } from '../admin/admin-cover.ts'
import { dropRole, findRole, putRole, type RoleAct, type RoleKey } from '../admin/role-ledger.ts'
import { recordAct } from '../auth/audit.ts'
import { standingOf } from '../auth/roles-in-force.ts'

export type PassedOn =
  | 'passed'
  | 'own-number'
  | 'no-such-person'
  | 'no-password'
  | 'first-password'
  | 'already'
  | 'apart'
  | 'ends-before'
  | 'ends-soon'
  | 'from-roster'
  | 'not-held'

/**
 * Passes a role that was given by hand on to a successor: theirs begins on the day, the own one ends the day
 * before. There is no day without, so the last 情報担当 may go: to somebody who has an own password already,
 * and for thirty days at least.
 *
 * @param day first day (JST) of the successor, today or later
 */
export async function passOn(
  identity: IdentityStore,
  key: RoleKey,
  successor: string,
  day: string,
  act: RoleAct,
): Promise<PassedOn> {
  const today = jstDay(act.now)
  return identity.transaction().execute(async (trx): Promise<PassedOn> => {
    const held = await findRole(trx, key)
    if (held === undefined || standingOf(held, today) !== 'now') return 'not-held'
    if (held.origin === 'roster') return 'from-roster'
    if (successor === key.person) return 'own-number'
    const account = await accountOf(trx, successor)
    const isAdmin = key.role === 'admin'
    if (account !== 'ready' && !(account === 'first-password' && !isAdmin)) return account
    const lastDay = addDays(day, -1)
    if (held.valid_to !== null && held.valid_to < lastDay) return 'ends-before'
    const to = held.valid_to !== null && held.valid_to >= day ? held.valid_to : null
    if (isAdmin && to !== null && to < addDays(day, DAYS_AHEAD - 1)) return 'ends-soon'
    const grant = { ...key, person: successor, manner: held.manner, from: day, to }
    const put = await putRole(trx, grant, today)
    if (put !== 'given') return put
    if (held.valid_from !== null && lastDay < held.valid_from) await dropRole(trx, key)
    else await endOn(trx, key, lastDay)
    await recordAct(trx, act.now, act.actor, '役割を引き渡した', act.detail)
    return 'passed'
  })
}

async function accountOf(
  trx: Transaction<IdentityTables>,
  number: string,
): Promise<'ready' | 'no-such-person' | 'no-password' | 'first-password'> {
  const row = await trx
    .selectFrom('person')
    .leftJoin('credential', 'credential.person', 'person.number')
    .select('credential.must_change')
    .where('person.number', '=', number)
    .executeTakeFirst()
  if (row === undefined) return 'no-such-person'
  if (row.must_change === null) return 'no-password'
  return row.must_change === 1 ? 'first-password' : 'ready'
}

async function endOn(
  trx: Transaction<IdentityTables>,
  { person, role, unit }: RoleKey,
  day: string,
): Promise<void> {
  await trx
    .updateTable('role')
    .set({ valid_to: day })
    .where('person', '=', person)
    .where('role', '=', role)
    .where('unit', '=', unit)
    .execute()
}

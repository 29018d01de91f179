import { createHash, randomBytes } from 'node:crypto'
import { jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { inForce } from './roles-in-force.ts'
import type { HeldRole } from './signed-in.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const ID_FORM = /^[A-Za-z0-9_-]{43}$/

export interface Session {
  readonly person: string
  readonly unit: string
  readonly mustChange: boolean
  /** In force today; others give no right to anything. */
  readonly roles: readonly HeldRole[]
}

/**
 * Starts a session. The cookie carries 32 random bytes, the store only their SHA-256 and the last day
 * (JST) it is good for: no time of sign-in or of the last visit can be read from it.
 *
 * @returns the value for the cookie.
 */
export async function startSession(
  identity: IdentityStore,
  person: string,
  now: Date,
  days = 1,
): Promise<string> {
  const id = randomBytes(32).toString('base64url')
  const expires_on = jstDay(new Date(now.getTime() + days * DAY_MS))
  await identity
    .insertInto('session')
    .values({ id_hash: hashOf(id), person, expires_on })
    .execute()
  return id
}

/** The session of a cookie, unless it has ended or its last day (JST) has passed. */
export async function findSession(
  identity: IdentityStore,
  id: string,
  now: Date,
): Promise<Session | undefined> {
  if (!ID_FORM.test(id)) return undefined
  const today = jstDay(now)
  // One query for session, person and roles: every request of the staff side begins with it.
  const rows = await identity
    .selectFrom('session')
    .innerJoin('person', 'person.number', 'session.person')
    .innerJoin('credential', 'credential.person', 'session.person')
    .leftJoin('role', (join) => join.onRef('role.person', '=', 'session.person').on(inForce(today)))
    .select(['session.person', 'person.unit', 'credential.must_change'])
    .select(['credential.reset_on', 'credential.card_from'])
    .select(['role.role', 'role.unit as role_unit', 'role.manner'])
    .where('session.id_hash', '=', hashOf(id))
    .where('session.expires_on', '>=', today)
    .orderBy('role.role')
    .orderBy('role.unit')
    .execute()
  const [row] = rows
  if (row === undefined) return undefined
  // Whoever holds the letter of a reset has no office before the person and colleagues can notice.
  const { reset_on, card_from } = row
  const rests = reset_on !== null && card_from !== null && today < card_from
  const roles = (rests ? [] : rows).flatMap(({ role, role_unit: unit, manner }) =>
    role === null || unit === null || manner === null ? [] : [{ role, unit, manner }],
  )
  return { person: row.person, unit: row.unit, mustChange: row.must_change === 1, roles }
}

export async function endSession(identity: IdentityStore, id: string): Promise<void> {
  if (!ID_FORM.test(id)) return
  await identity.deleteFrom('session').where('id_hash', '=', hashOf(id)).execute()
}

/** Signs the person out on every PC and tablet. */
export async function endAllSessions(identity: IdentityStore, person: string): Promise<void> {
  await identity.deleteFrom('session').where('person', '=', person).execute()
}

/** So long colleagues of an official see that the password was reset; then nothing is left of it. */
export const RESET_SHOWN_DAYS = 14

/**
 * Removes what can no longer be used, days of old resets too, and writes the rest anew, in the order of the
 * hashes: SQLite puts new rows beside the last ones, so the file would tell in which order people have
 * signed in.
 *
 * @param today `2026-11-22` in JST.
 */
export async function tidySessions(identity: IdentityStore, today: string): Promise<void> {
  await identity.transaction().execute(async (trx) => {
    await trx
      .updateTable('credential')
      .set({ card_from: null })
      .where('card_from', '<=', addDays(today, -RESET_SHOWN_DAYS))
      .execute()
    const rows = await trx
      .selectFrom('session')
      .selectAll()
      .where('expires_on', '>=', today)
      .orderBy('id_hash')
      .execute()
    await trx.deleteFrom('session').execute()
    for (let i = 0; i < rows.length; i += 300) {
      await trx
        .insertInto('session')
        .values(rows.slice(i, i + 300))
        .execute()
    }
  })
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}

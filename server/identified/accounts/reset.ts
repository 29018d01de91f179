import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { jstDay } from '../../calendar/jst.ts'
import { recordAct } from '../auth/audit.ts'
import { holdLock, LockHeld } from '../auth/file-lock.ts'
import { generateFirstPassword } from '../auth/first-password.ts'
import { readSheet, replaceSheet } from '../auth/password-sheet.ts'
import type { PasswordDesk } from '../auth/passwords.ts'
import { inForce } from '../auth/roles-in-force.ts'
import { roleInWords, unitNames } from '../auth/role-words.ts'
import { endAllSessions } from '../auth/sessions.ts'

export interface ResetRequest {
  readonly actor: string
  readonly person: string
  readonly reason: string
  /** How the identity was checked. */
  readonly check: string
}

export interface ResetDesk {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly passwords: PasswordDesk
  /** The list of first passwords that is still to be printed. */
  readonly listFile: string
  readonly now: () => Date
  /** The n-th working day after a day, with the city's own days. */
  readonly nextWorkingDay: (day: string) => Promise<string>
}

export type ResetOutcome =
  | {
      readonly state: 'reset'
      readonly password: string
      readonly unit: string
      readonly on: string
      readonly cardsFrom: string
    }
  | { readonly state: 'own' | 'no-such-person' | 'no-password' | 'list-busy' }

/** Officials' resets stand under a name of their own in the record. */
const ACT = 'パスワードを再発行'
const ACT_ON_OFFICIAL = 'パスワードを再発行（担当者）'

/**
 * A new first password in place of the old one. The old password and every session end, cards wait for the
 * next working day, and the person is told at the next sign-in.
 */
export async function resetPassword(desk: ResetDesk, wish: ResetRequest): Promise<ResetOutcome> {
  const { identity, now } = desk
  if (wish.person === wish.actor) return { state: 'own' }
  const found = await identity
    .selectFrom('person')
    .leftJoin('credential', 'credential.person', 'person.number')
    .select(['person.unit', 'credential.password_hash'])
    .where('person.number', '=', wish.person)
    .executeTakeFirst()
  if (found === undefined) return { state: 'no-such-person' }
  if (found.password_hash === null) return { state: 'no-password' }
  if (!(await dropFromList(desk.listFile, wish.person))) return { state: 'list-busy' }

  const password = generateFirstPassword()
  const password_hash = await desk.passwords.hash(password)
  const at = now()
  const today = jstDay(at)
  const card_from = await desk.nextWorkingDay(today)
  const offices = await officesOf(desk, wish.person, today)
  const detail = [
    `職員番号 ${wish.person}`,
    ...(offices.length === 0 ? [] : [`役割：${offices.join('、')}`]),
    `理由：${wish.reason}`,
    `本人確認：${wish.check}`,
  ].join('　')
  await identity.transaction().execute(async (trx) => {
    await trx
      .updateTable('credential')
      .set({ password_hash, must_change: 1, reset_on: today, card_from })
      .where('person', '=', wish.person)
      .execute()
    await endAllSessions(trx, wish.person)
    await recordAct(trx, at, wish.actor, offices.length === 0 ? ACT : ACT_ON_OFFICIAL, detail)
  })
  return { state: 'reset', password, unit: found.unit, on: today, cardsFrom: card_from }
}

/** The letter that waits to be printed would not work any more. @returns false while the list is being made. */
async function dropFromList(file: string, person: string): Promise<boolean> {
  try {
    const release = await holdLock(`${file}.lock`)
    try {
      const lines = await readSheet(file)
      const rest = lines.filter((line) => line.number !== person)
      if (rest.length < lines.length) await replaceSheet(file, rest)
    } finally {
      await release()
    }
    return true
  } catch (error) {
    if (error instanceof LockHeld) return false
    throw error
  }
}

async function officesOf(
  { identity, commons }: Pick<ResetDesk, 'identity' | 'commons'>,
  person: string,
  today: string,
): Promise<string[]> {
  const roles = await identity
    .selectFrom('role')
    .select(['role', 'unit', 'manner'])
    .where('person', '=', person)
    .where(inForce(today))
    .execute()
  if (roles.length === 0) return []
  const nameOf = await unitNames(
    commons,
    roles.map(({ unit }) => unit),
  )
  return roles.map((held) => roleInWords(held, nameOf))
}

import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { recordAct } from './audit.ts'
import { createPasswordDesk, type PasswordDesk } from './passwords.ts'
import { WHOLE_BODY } from './roles.ts'

export interface FirstAdministrator {
  readonly number: string
  readonly password: string
  readonly now: Date
  readonly passwords?: PasswordDesk
}

/**
 * Makes the one account an empty installation begins with: 情報担当 and 人事課 of the whole body, with
 * the password just chosen. The number may later appear in the roster; the account is then that
 * person's.
 *
 * @throws {Problem} `gone` as soon as anybody has a password.
 */
export async function createFirstAdministrator(
  identity: IdentityStore,
  { number, password, now, passwords = createPasswordDesk() }: FirstAdministrator,
): Promise<void> {
  const password_hash = await passwords.hash(password)
  await identity.transaction().execute(async (trx) => {
    const anybody = await trx.selectFrom('credential').select('person').limit(1).executeTakeFirst()
    if (anybody !== undefined) throw new Problem('gone')
    await trx
      .insertInto('person')
      .values({
        number,
        unit: WHOLE_BODY,
        position: '',
        age: '',
        sex: '',
        employment: '',
        job: '',
        own_pc: 1,
        origin: 'setup',
      })
      .onConflict((already) => already.doNothing())
      .execute()
    await trx
      .insertInto('credential')
      .values({ person: number, password_hash, must_change: 0 })
      .execute()
    await trx
      .insertInto('role')
      .values([
        { person: number, role: 'admin', unit: WHOLE_BODY, origin: 'hand' },
        { person: number, role: 'hr', unit: WHOLE_BODY, origin: 'hand' },
      ])
      .onConflict((already) => already.doNothing())
      .execute()
    await recordAct(trx, now, number, '最初の管理者を登録', '情報担当、人事課')
  })
}

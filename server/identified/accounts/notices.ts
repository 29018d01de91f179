import { jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { RESET_SHOWN_DAYS } from '../auth/sessions.ts'
import { roleInWords, unitNames } from '../auth/role-words.ts'
import { WHOLE_BODY } from '../auth/roles.ts'
import { inForce, standingOf } from '../auth/roles-in-force.ts'
import type { StaffPerson } from '../auth/signed-in.ts'
import { type ResetState, resetStateOf } from './card-block.ts'

/** What the page after signing in says about the own account and offices. */
export interface AccountNotices {
  readonly reset: ResetState
  /** Has offices that rest until `reset.cardsFrom` (auth/sessions.ts). */
  readonly officesRest: boolean
  /** Colleagues in the same office whose password was reset lately. */
  readonly colleagues: readonly { readonly number: string; readonly office: string }[]
  /** Offices that were passed on to this person: to come, or begun within the last two weeks. */
  readonly passedOn: readonly {
    readonly words: string
    readonly from: string
    readonly begun: boolean
  }[]
  /** Has an office that can be handed over. */
  readonly office: boolean
}

/** So long a new office is spoken of. */
const NEW_DAYS = 14

export async function accountNotices(
  { identity, commons }: { identity: IdentityStore; commons: CommonsReader },
  person: Pick<StaffPerson, 'number' | 'roles'>,
  now: Date,
): Promise<AccountNotices> {
  const today = jstDay(now)
  const reset = await resetStateOf(identity, person.number, today)
  const colleagues = person.roles.length === 0 ? [] : await resetColleagues(identity, person, today)
  const given = await identity
    .selectFrom('role')
    .selectAll()
    .where('person', '=', person.number)
    .where('origin', '=', 'hand')
    .where('valid_from', '>', addDays(today, -NEW_DAYS))
    .execute()
  const nameOf = await unitNames(commons, [
    WHOLE_BODY,
    ...[...given, ...colleagues].map(({ unit }) => unit),
  ])
  return {
    reset,
    officesRest:
      reset.on !== null &&
      reset.cardsFrom !== null &&
      (await holdsOffice(identity, person.number, today)),
    colleagues: colleagues.map((one) => ({ number: one.person, office: roleInWords(one, nameOf) })),
    passedOn: given.flatMap((held) => {
      const standing = standingOf(held, today)
      if (held.valid_from === null || standing === 'ended') return []
      const words = roleInWords(held, nameOf)
      return [{ words, from: held.valid_from, begun: standing === 'now' }]
    }),
    office: person.roles.length > 0,
  }
}

async function holdsOffice(
  identity: IdentityStore,
  person: string,
  today: string,
): Promise<boolean> {
  const held = await identity
    .selectFrom('role')
    .select('role')
    .where('person', '=', person)
    .where(inForce(today))
    .executeTakeFirst()
  return held !== undefined
}

/**
 * A reset of an official's password opens an office to whoever holds the letter. Who shares the office sees
 * it for two weeks: of the whole body, or of the same unit.
 */
async function resetColleagues(
  identity: IdentityStore,
  { number, roles }: Pick<StaffPerson, 'number' | 'roles'>,
  today: string,
) {
  const rows = await identity
    .selectFrom('credential')
    .innerJoin('role', 'role.person', 'credential.person')
    .select(['role.person', 'role.role', 'role.unit', 'role.manner'])
    .where('credential.card_from', '>', addDays(today, -RESET_SHOWN_DAYS))
    .where('role.person', '!=', number)
    .where(inForce(today))
    .orderBy('role.person')
    .execute()
  return rows.filter((row) =>
    roles.some((own) => (row.unit === WHOLE_BODY ? own.role === row.role : own.unit === row.unit)),
  )
}

import { formatJstDay } from '../../calendar/jst.ts'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'

/** What is known of the last reset of somebody's password. */
export interface ResetState {
  /** Day (JST) of a reset that the person has not confirmed yet; null: none. */
  readonly on: string | null
  /** First day (JST) on which a card may be taken; null: today already. */
  readonly cardsFrom: string | null
}

/** As of a day (JST). */
export async function resetStateOf(
  identity: IdentityStore,
  person: string,
  today: string,
): Promise<ResetState> {
  const row = await identity
    .selectFrom('credential')
    .select(['reset_on', 'card_from'])
    .where('person', '=', person)
    .executeTakeFirst()
  const from = row?.card_from ?? null
  return { on: row?.reset_on ?? null, cardsFrom: from !== null && today < from ? from : null }
}

/**
 * Whoever has the letter of a reset must not be able to take a card before the person can notice: a help
 * desk cannot answer for anybody.
 *
 * @throws {Problem} `card-after-reset` until the next working day after the reset
 */
export async function requireCardsOpen(
  identity: IdentityStore,
  person: string,
  today: string,
): Promise<void> {
  const { cardsFrom } = await resetStateOf(identity, person, today)
  if (cardsFrom === null) return
  throw new Problem('card-after-reset', {
    detail: `${formatJstDay(cardsFrom)}から受け取れます。パスワードの手紙に心当たりがないときは、人事課へお知らせください。`,
  })
}

/** The person has read of the reset. Before cards may be taken it stays: offices rest as long. */
export async function confirmReset(
  identity: IdentityStore,
  person: string,
  today: string,
): Promise<void> {
  await identity
    .updateTable('credential')
    .set({ reset_on: null })
    .where('person', '=', person)
    .where((eb) => eb.or([eb('card_from', 'is', null), eb('card_from', '<=', today)]))
    .execute()
}

import type { IdentityStore } from '../../stores/identity.ts'

/**
 * Records an act of an official, with the exact time. `act` is a short Japanese phrase that stands on
 * the audit page as it is (「権限を付与」); the same act always has the same phrase. Inside a
 * transaction hand in `trx`, so that act and record stand or fall together.
 */
export async function recordAct(
  identity: Pick<IdentityStore, 'insertInto'>,
  now: Date,
  actor: string,
  act: string,
  detail: string,
): Promise<void> {
  await identity.insertInto('audit').values({ at: now.toISOString(), actor, act, detail }).execute()
}

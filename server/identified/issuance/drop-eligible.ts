import type { IdentityStore } from '../../stores/identity.ts'

/** Of a cancelled survey nothing about people stays: who was asked, who took a card, how many did. */
export async function dropEligible(identity: IdentityStore, survey: string): Promise<void> {
  await identity.transaction().execute(async (trx) => {
    for (const table of ['card', 'eligible_class', 'signing_key', 'turnout'] as const) {
      await trx.deleteFrom(table).where('survey', '=', survey).execute()
    }
    await trx.deleteFrom('slip').where('pool', '=', survey).execute()
  })
}

import { jstDay } from '../../calendar/jst.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { countIssued } from './cards.ts'

/**
 * Turnout of the whole body: cards issued ÷ eligible, rounded to 5 points, fixed once a day. A finer or
 * fresher number would show who has just taken a card.
 */
export async function turnoutOf(
  identity: IdentityStore,
  survey: string,
  eligible: number,
  now: Date,
): Promise<number> {
  const day = jstDay(now)
  const known = await identity
    .selectFrom('turnout')
    .select('percent')
    .where('survey', '=', survey)
    .where('day', '=', day)
    .executeTakeFirst()
  if (known !== undefined) return known.percent
  const issued = await countIssued(identity, survey)
  const percent = eligible === 0 ? 0 : Math.round((issued * 20) / eligible) * 5
  await identity
    .insertInto('turnout')
    .values({ survey, day, percent })
    .onConflict((oc) => oc.columns(['survey', 'day']).doNothing())
    .execute()
  return percent
}

import { jstDay } from '../../calendar/jst.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { countIssued } from './cards.ts'
import { countExchanged } from './slips.ts'

/** A step of the shown turnout covers at least this many people. */
const STEP_PEOPLE = 5

/**
 * Turnout of the whole body: cards issued, at sign-in or for a slip, ÷ eligible in percent, fixed once a day, in steps of 5 points, or
 * of as many as cover five people in a small body. A finer or fresher number would show who has just taken
 * a card.
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
  const issued = (await countIssued(identity, survey)) + (await countExchanged(identity, survey))
  const percent = eligible === 0 ? 0 : inSteps(issued, eligible)
  await identity
    .insertInto('turnout')
    .values({ survey, day, percent })
    .onConflict((oc) => oc.columns(['survey', 'day']).doNothing())
    .execute()
  return percent
}

function inSteps(issued: number, eligible: number): number {
  const step = 5 * Math.ceil((100 * STEP_PEOPLE) / (5 * eligible))
  return Math.min(100, Math.round((100 * issued) / eligible / step) * step)
}

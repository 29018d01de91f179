import type { CommonsReader } from '../../stores/commons.ts'
import { readProtectedSet } from '../published-sets.ts'
import { KeptResults } from './kept-results.ts'
import { type ShownResults, shownResults } from './shown-results.ts'
import { readResultsQuery } from './view/results-view.ts'

/** The set that is looked at and the one before it. */
const KEPT = 2

/**
 * The protected set as `partials/results-body` shows it, released or not: 人事課 sees before the
 * publication exactly what everyone will see after it. undefined before the opening.
 *
 * @param query of the address: which part (`readResultsQuery`).
 * @throws {Problem} `bad-request`, `not-found` for another part than the set has.
 */
export async function protectedResults(
  commons: CommonsReader,
  survey: string,
  query: unknown,
): Promise<ShownResults | undefined> {
  const stored = await readProtectedSet(commons, survey)
  if (stored === null) return undefined
  return shownResults(
    commons,
    new KeptResults(commons, KEPT),
    stored,
    readResultsQuery(query),
    'ja',
  )
}

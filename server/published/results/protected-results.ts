import type { CommonsReader } from '../../stores/commons.ts'
import { parsePublishedSet, readProtectedSet } from '../published-sets.ts'
import { type ResultsModel, resultsModel } from './model.ts'

/**
 * The protected set as `partials/results-body` shows it, released or not: 人事課 sees before the
 * publication exactly what everyone will see after it. undefined before the opening.
 */
export async function protectedResults(
  commons: CommonsReader,
  survey: string,
): Promise<ResultsModel | undefined> {
  const stored = await readProtectedSet(commons, survey)
  if (stored === null) return undefined
  return resultsModel(parsePublishedSet(stored.body), stored.questionnaire)
}

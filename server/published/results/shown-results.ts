import type { CommonsReader } from '../../stores/commons.ts'
import type { Publication } from '../published-sets.ts'
import type { KeptResults } from './kept-results.ts'
import type { ResultsModel } from './model.ts'
import { type ResultsQuery, type ResultsView, resultsView } from './view/results-view.ts'

/** A published set and the part of it that was asked for, beside the survey before. */
export interface ShownResults {
  readonly model: ResultsModel
  readonly view: ResultsView
}

/** @throws {Problem} `not-found` for what the set does not have. */
export async function shownResults(
  commons: CommonsReader,
  kept: KeptResults,
  publication: Publication,
  query: ResultsQuery,
): Promise<ShownResults> {
  const [model, years, unit] = await Promise.all([
    kept.model(publication),
    kept.years(publication),
    query.unit === undefined ? undefined : findUnit(commons, query.unit),
  ])
  return { model, view: resultsView(model, query, years, unit) }
}

function findUnit(commons: CommonsReader, code: string) {
  return commons
    .selectFrom('unit')
    .select(['name', 'bureau', 'section', 'similar'])
    .where('code', '=', code)
    .executeTakeFirst()
}

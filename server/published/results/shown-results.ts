import type { CommonsReader } from '../../stores/commons.ts'
import { listReductions } from '../../survey/plan-reductions.ts'
import { tableName } from '../../survey/table-names.ts'
import type { Publication } from '../published-sets.ts'
import type { KeptResults } from './kept-results.ts'
import type { ResultsModel } from './model.ts'
import { type ResultsQuery, type ResultsView, resultsView } from './view/results-view.ts'

/** A published set and the part of it that was asked for, beside the survey before. */
export interface ShownResults {
  readonly model: ResultsModel
  readonly view: ResultsView
  /** Tables of the announced plan that did not pass the check and were left out by decision. */
  readonly withdrawn: readonly { readonly names: string; readonly decision: string }[]
}

/** @throws {Problem} `not-found` for what the set does not have. */
export async function shownResults(
  commons: CommonsReader,
  kept: KeptResults,
  publication: Publication,
  query: ResultsQuery,
): Promise<ShownResults> {
  const [model, reductions, years, unit] = await Promise.all([
    kept.model(publication),
    listReductions(commons, publication.survey),
    kept.years(publication),
    query.unit === undefined ? undefined : findUnit(commons, query.unit),
  ])
  const { attributes } = model.questionnaire
  const withdrawn = reductions.map(({ tables, decision }) => ({
    names: tables.map((table) => tableName(table, attributes)).join('、'),
    decision,
  }))
  return { model, view: resultsView(model, query, years, unit), withdrawn }
}

function findUnit(commons: CommonsReader, code: string) {
  return commons
    .selectFrom('unit')
    .select(['name', 'bureau', 'section', 'similar'])
    .where('code', '=', code)
    .executeTakeFirst()
}

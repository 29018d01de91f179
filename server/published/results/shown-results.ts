import type { Language } from '../../../views/words/language.ts'
import { joined, type Said } from '../../../views/words/phrase.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { listReductions } from '../../survey/plan-reductions.ts'
import type { Publication } from '../published-sets.ts'
import type { KeptResults } from './kept-results.ts'
import type { ResultsModel } from './model.ts'
import { type Speech, speechOf } from './speech.ts'
import { findUnit } from './view/known-unit.ts'
import { type ResultsQuery, type ResultsView, resultsView } from './view/results-view.ts'

/** A published set and the part of it that was asked for, beside the survey before. */
export interface ShownResults {
  readonly model: ResultsModel
  readonly view: ResultsView
  readonly speech: Speech
  readonly w: Speech['w']
  /** Tables of the announced plan that did not pass the check and were left out by decision. */
  readonly withdrawn: readonly { readonly names: Said; readonly decision: string }[]
}

/** @throws {Problem} `not-found` for what the set does not have. */
export async function shownResults(
  commons: CommonsReader,
  kept: KeptResults,
  publication: Publication,
  query: ResultsQuery,
  language: Language,
): Promise<ShownResults> {
  const [model, reductions, years, unit] = await Promise.all([
    kept.model(publication),
    listReductions(commons, publication.survey),
    kept.years(publication, language),
    query.unit === undefined ? undefined : findUnit(commons, query.unit),
  ])
  const speech = speechOf(model, language)
  const withdrawn = reductions.map(({ tables, decision }) => ({
    names: joined(
      tables.map((table) => speech.table(table)),
      speech.w.figure.list,
    ),
    decision,
  }))
  const view = resultsView(model, query, years, unit, speech)
  return { model, view, speech, w: speech.w, withdrawn }
}

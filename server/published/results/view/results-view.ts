import { z } from 'zod'
import { Problem } from '../../../http/problems.ts'
import { findTable, type ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { groupView, type GroupView } from './group-view.ts'
import { tableView, type TableView } from './table-view.ts'
import { type KnownUnit, unitResult } from './units.ts'
import { type WholeView, wholeView } from './whole-view.ts'

export type ResultsView = WholeView | GroupView | TableView

const word = z.string().min(1).max(200).optional()
const querySchema = z
  .object({ unit: word, group: word, table: word, theme: word })
  .refine(({ unit, group, table }) => [unit, group, table].filter(Boolean).length <= 1)
  .refine(({ table, theme }) => theme === undefined || table !== undefined)

/** Which part of the results is asked for: `unit`, `group`, or `table` with `theme`; none: the whole body. */
export type ResultsQuery = z.infer<typeof querySchema>

/** @throws {Problem} `bad-request` for what cannot be asked. */
export function readResultsQuery(query: unknown): ResultsQuery {
  const read = querySchema.safeParse(query)
  if (read.success) return read.data
  throw new Problem('bad-request', {
    detail:
      'アドレスの unit・group・table は、どれか一つだけを指定できます（theme は table と一緒に）。結果のページから選び直してください。',
  })
}

/**
 * @param unit the unit of `query.unit`, when the stored organisation knows it.
 * @throws {Problem} `not-found` for what the set does not have.
 */
export function resultsView(
  model: ResultsModel,
  query: ResultsQuery,
  years: YearOnYear | null,
  unit: KnownUnit | undefined,
  speech: Speech,
): ResultsView {
  if (query.unit !== undefined) {
    const found = unitResult(model, query.unit, unit, speech)
    if (found === null) {
      throw notFound('この所属コードの結果はありません。部や課の一覧から選び直してください。')
    }
    return groupView(model, found.group, years, speech, { code: query.unit, words: found.words })
  }
  if (query.group !== undefined) {
    const group = model.groups.get(query.group)
    if (group === undefined) {
      throw notFound('この区分の結果はありません。結果のページの表から選び直してください。')
    }
    return group === model.whole
      ? wholeView(model, years, speech)
      : groupView(model, group, years, speech, { code: null, words: null })
  }
  if (query.table === undefined) return wholeView(model, years, speech)
  const table = findTable(model, query.table)
  const theme = model.themes.find(({ id }) => id === query.theme) ?? null
  if (table === undefined || (query.theme !== undefined && theme === null)) {
    throw notFound('この表は公表していません。結果のページの表から選び直してください。')
  }
  return tableView(model, table, theme, years, speech)
}

function notFound(detail: string): Problem {
  return new Problem('not-found', { detail })
}

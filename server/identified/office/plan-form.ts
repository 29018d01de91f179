import { z } from 'zod'
import type { SurveyDraft } from '../../survey/draft.ts'
import { plannableTables, tableKey } from '../../survey/plannable-tables.ts'
import { tableName } from '../../survey/table-names.ts'
import { chosen, wholeNumber } from './form-fields.ts'

/** Assumed percent of the eligible who answer, for the estimate. */
export const USUAL_RATE = 80

/** Attributes as forms and names of tables speak of them. */
export type Labelled = readonly { readonly id: string; readonly label: string }[]

/** The tables that may be ticked, in the order of a plan. */
export function tablesField(attributes: Labelled) {
  const tables = plannableTables(attributes.map(({ id }) => id))
  const choices = tables.map(tableKey).filter((key) => key !== '')
  return chosen(choices).transform((keys) =>
    tables.filter((table) => table.length === 0 || keys.includes(tableKey(table))),
  )
}

export const kField = wholeNumber('公表する最小の人数', 5, 100, '人')

export const rateField = z.preprocess(
  (typed) => typed ?? String(USUAL_RATE),
  wholeNumber('見込みの回答率', 30, 100, '％'),
)

/** What of a draft decides how fine its results are. */
export type DraftPlan = Pick<
  SurveyDraft,
  'attributeIds' | 'ownAttributes' | 'categories' | 'leftOut' | 'tables' | 'k' | 'referenceDay'
>

/** The tables as the form holds them, one a line. */
export function typedTables(tables: SurveyDraft['tables']): string {
  return tables
    .map(tableKey)
    .filter((key) => key !== '')
    .join('\n')
}

/** Check boxes of the plan, in groups with a legend; `folded` ones are rarely wanted. */
export interface PlanGroup {
  readonly legend: string
  readonly folded: boolean
  readonly choices: readonly { readonly value: string; readonly label: string }[]
}

export function planGroups(attributes: Labelled): PlanGroup[] {
  const tables = plannableTables(attributes.map(({ id }) => id))
  const isUnit = (id: string | undefined) => id === 'bu' || id === 'ka' || id === 'similar'
  const group = (legend: string, folded: boolean, kept: (table: readonly string[]) => boolean) => ({
    legend,
    folded,
    choices: tables
      .filter((table) => table.length > 0 && kept(table))
      .map((t) => ({ value: tableKey(t), label: tableName(t, attributes) })),
  })
  return [
    group('所属ごと', false, ([a, b]) => isUnit(a) && b === undefined),
    group('属性ごと（全庁）', false, ([a, b]) => !isUnit(a) && b === undefined),
    group('部ごとの属性', false, ([a, b]) => isUnit(a) && b !== undefined),
    group('2つの属性の組み合わせ（全庁）', true, ([a, b]) => !isUnit(a) && b !== undefined),
  ].filter(({ choices }) => choices.length > 0)
}

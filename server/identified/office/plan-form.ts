import { z } from 'zod'
import type { SurveyDraft } from '../../survey/draft.ts'
import { plannableTables, tableAbove, tableKey } from '../../survey/plannable-tables.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import { tableName } from '../../survey/table-names.ts'
import { chosen, isDay, wholeNumber } from './form-fields.ts'

export const PUBLISHED_K = 10
/** Assumed percent of the eligible who answer, for the estimate. */
export const USUAL_RATE = 80
const MOST_ATTRIBUTES = 4

/** The fields of a survey's form that decide how fine its results are. */
export function planFields(bank: QuestionBank) {
  const attributeIds = bank.attributes.map((a) => a.id)
  const tables = plannableTables(attributeIds)
  const choices = tables.map(tableKey).filter((key) => key !== '')
  return {
    attributes: chosen(attributeIds).refine((ids) => ids.length <= MOST_ATTRIBUTES, {
      error: `属性は${MOST_ATTRIBUTES}つまで選べます。`,
    }),
    tables: chosen(choices).transform((keys) =>
      tables.filter((table) => table.length === 0 || keys.includes(tableKey(table))),
    ),
    k: wholeNumber('公表する最小の人数', 5, 100, '人'),
    referenceDay: z
      .string({ error: '基準日を入力してください。' })
      .refine(isDay, { error: '基準日を 2026-10-01 の形で入力してください。' }),
  }
}

export const rateField = z.preprocess(
  (typed) => typed ?? String(USUAL_RATE),
  wholeNumber('見込みの回答率', 30, 100, '％'),
)

/** What is estimated: the plan as it is typed, before the rest of the form is right. */
export function estimateFormSchema(bank: QuestionBank) {
  return z
    .object({ ...planFields(bank), rate: rateField })
    .superRefine((form, context) => {
      const message = planFault(bank, form)
      if (message !== null) context.addIssue({ code: 'custom', path: ['tables'], message })
    })
    .transform(({ attributes, tables, k, referenceDay, rate }) => ({
      plan: { attributeIds: attributes, tables, k, referenceDay },
      rate,
    }))
}

/** What of a draft decides how fine its results are. */
export type DraftPlan = Pick<SurveyDraft, 'attributeIds' | 'tables' | 'k' | 'referenceDay'>

/** Why these tables cannot be published together, as a sentence that says what to do; null: they can. */
export function planFault(
  bank: QuestionBank,
  form: {
    readonly attributes: readonly string[]
    readonly tables: readonly (readonly string[])[]
  },
): string | null {
  const name = (table: readonly string[]) => `「${tableName(table, bank.attributes)}」`
  const unasked = bank.attributes.find(
    ({ id }) => !form.attributes.includes(id) && form.tables.some((table) => table.includes(id)),
  )
  if (unasked !== undefined) {
    const with_ = form.tables.filter((table) => table.includes(unasked.id))
    return `${with_.map(name).join('')}を公表するには、属性で「${unasked.label}」を選んでください。尋ねないときは、この表を外してください。`
  }
  for (const table of form.tables) {
    const above = tableAbove(table)
    if (above !== null && !form.tables.some((other) => tableKey(other) === tableKey(above)))
      return `${name(table)}を公表するには、${name(above)}も選んでください。`
  }
  return null
}

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

export function planGroups(bank: QuestionBank): PlanGroup[] {
  const tables = plannableTables(bank.attributes.map((a) => a.id))
  const isUnit = (id: string | undefined) => id === 'bu' || id === 'ka' || id === 'similar'
  const group = (legend: string, folded: boolean, kept: (table: readonly string[]) => boolean) => ({
    legend,
    folded,
    choices: tables
      .filter((table) => table.length > 0 && kept(table))
      .map((t) => ({ value: tableKey(t), label: tableName(t, bank.attributes) })),
  })
  return [
    group('所属ごと', false, ([a, b]) => isUnit(a) && b === undefined),
    group('属性ごと（全庁）', false, ([a, b]) => !isUnit(a) && b === undefined),
    group('部ごとの属性', false, ([a, b]) => isUnit(a) && b !== undefined),
    group('2つの属性の組み合わせ（全庁）', true, ([a, b]) => !isUnit(a) && b !== undefined),
  ]
}

/** The questionnaire of one survey as it is frozen at the announcement. Pure: the browser reads it too. */
import type { QuestionnaireWords, Translated } from './questionnaire-words.ts'

export type ScaleItem = {
  readonly type: 'scale'
  readonly id: string
  readonly section: string
  readonly text: string
  /** The programme's own wording of the indicator this item measures; absent for other items. */
  readonly indicator?: { readonly id: string; readonly label: string }
  readonly audience?: Audience
}

/** いくつでも: every option is chosen or not. Published as one share an option, `ID.1`, `ID.2`, … */
export type MultiItem = {
  readonly type: 'multi'
  readonly id: string
  readonly section: string
  readonly text: string
  /** Two or more, in the order of the page. */
  readonly options: readonly string[]
  readonly audience?: Audience
}

/** Who is asked this, as the page says it; absent: everybody. */
export type Audience = '管理職'

export type TextItem = {
  readonly type: 'text'
  readonly id: string
  readonly section: string
  readonly text: string
  /** UTF-16 code units, as `maxlength` counts them. */
  readonly maxChars: number
}

export type Item = ScaleItem | MultiItem | TextItem

/** Options in order; code 0 is 「回答しない」, code i is options[i-1]. */
export interface Attribute {
  readonly id: string
  readonly label: string
  readonly options: readonly string[]
}

/** Who of the roster was asked; `leftOut`: by rule how many were not, a person under one rule only. */
export interface Asked {
  readonly people: number
  readonly leftOut: readonly AskedRule[]
}

export interface AskedRule {
  readonly rule: 'unit' | 'appointer' | 'status' | 'employment'
  /** What the roster says, or the name of the unit; '' where the roster says nothing. */
  readonly value: string
  readonly people: number
}

/** A 部 and what below it an answer may name. Codes as in the roster. */
export interface BureauChoice {
  readonly code: string
  readonly name: string
  readonly sections: readonly SectionChoice[]
}

/** A 課, or the 施設 of one kind that belong to it: 「保育園（保育幼稚園課）」. */
export interface SectionChoice {
  readonly code: string
  readonly name: string
  /** Code of the 課 it counts in, or of the 部 when in no 課; absent: it is one itself. */
  readonly within?: string
  /** 類似所属 it counts in; absent: none. */
  readonly similar?: string
}

export interface Questionnaire {
  readonly version: 1
  readonly survey: string
  readonly title: string
  readonly scale: 4 | 5
  /** Labels of the scale, best first: answer code 1 is options[0]. */
  readonly options: readonly string[]
  readonly purpose: string
  readonly contact: string
  readonly contacts: readonly string[]
  readonly minutes: number
  /** 基準日, an ISO date (JST). */
  readonly referenceDay: string
  readonly sections: readonly { readonly id: string; readonly label: string }[]
  readonly items: readonly Item[]
  readonly attributes: readonly Attribute[]
  readonly bureaus: readonly BureauChoice[]
  readonly k: number
  /** Fewest respondents for all answers of a question side by side; absent in older surveys: 2 k. */
  readonly kDistribution?: number
  /** Tables that will be published, frozen (publication-plan.ts): [] is the whole body, ['bu'] by 部. */
  readonly tables: readonly (readonly string[])[]
  /** Absent in older surveys: everybody of the roster was asked. */
  readonly asked?: Asked
  /** The two posts that read the texts before any is shown; absent: nobody reads them, none is shown. */
  readonly readers?: readonly [string, string]
  /** Absent in older surveys: Japanese only. */
  readonly translations?: Translated<QuestionnaireWords>
  /** Absent: no paper slips. `people` are given one instead of a card at sign-in. */
  readonly slips?: { readonly people: number; readonly printed: number }
}

export function scaleItems(q: Questionnaire): ScaleItem[] {
  return q.items.filter((i) => i.type === 'scale')
}

export function multiItems(q: Questionnaire): MultiItem[] {
  return q.items.filter((i) => i.type === 'multi')
}

export function textItems(q: Questionnaire): TextItem[] {
  return q.items.filter((i) => i.type === 'text')
}

/** What is published of an item: a scale by its id, each option of いくつでも as `ID.1`, `ID.2`, …; of a text nothing. */
export function publishedIds(item: Item): string[] {
  if (item.type === 'scale') return [item.id]
  return item.type === 'multi' ? item.options.map((_, i) => `${item.id}.${i + 1}`) : []
}

export function audienceOf(item: Item): Audience | undefined {
  return item.type === 'text' ? undefined : item.audience
}

/**
 * What people read before a question, on the answer page and in the results: 問1, 問2 … in the order of the
 * themes; managers' questions are counted by themselves. A text has none.
 */
export function questionNumbers(q: Pick<Questionnaire, 'sections' | 'items'>): Map<string, string> {
  const numbers = new Map<string, string>()
  let everybody = 0
  let managers = 0
  for (const { id } of q.sections) {
    for (const item of q.items) {
      if (item.section !== id || item.type === 'text') continue
      const isManagers = item.audience !== undefined
      numbers.set(item.id, isManagers ? `管理職の問${++managers}` : `問${++everybody}`)
    }
  }
  return numbers
}

/** The questionnaire of one survey as it is frozen at the announcement. Pure: the browser reads it too. */

export type ScaleItem = {
  readonly type: 'scale'
  readonly id: string
  readonly section: string
  readonly text: string
  /** The programme's own wording of the indicator this item measures; absent for other items. */
  readonly indicator?: { readonly id: string; readonly label: string }
}

export type TextItem = {
  readonly type: 'text'
  readonly id: string
  readonly section: string
  readonly text: string
  /** UTF-16 code units, as `maxlength` counts them. */
  readonly maxChars: number
}

export type Item = ScaleItem | TextItem

/** Options in order; code 0 is 「回答しない」, code i is options[i-1]. */
export interface Attribute {
  readonly id: string
  readonly label: string
  readonly options: readonly string[]
}

/** A 部 and the 課 below it that an answer may name. Codes as in the roster. */
export interface BureauChoice {
  readonly code: string
  readonly name: string
  readonly sections: readonly { readonly code: string; readonly name: string }[]
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
  /** Tables that will be published, frozen: [] is the whole body, ['bu'] is by 部. */
  readonly tables: readonly (readonly string[])[]
}

export function scaleItems(q: Questionnaire): ScaleItem[] {
  return q.items.filter((i) => i.type === 'scale')
}

export function textItems(q: Questionnaire): TextItem[] {
  return q.items.filter((i) => i.type === 'text')
}

/** The words of a questionnaire in another language; what nobody has translated is not in it. */
export interface QuestionnaireWords {
  readonly title?: string
  readonly purpose: string
  /** By id of the question. */
  readonly items: Readonly<Record<string, string>>
  /** Of the scale, the best first. */
  readonly options: readonly string[]
  /** Options of いくつでも by id of the question, in the order of the page. */
  readonly multi: Readonly<Record<string, readonly string[]>>
  readonly sections: Readonly<Record<string, string>>
  /** As many options as the attribute has. */
  readonly attributes: Readonly<Record<string, Labels>>
}

interface Labels {
  readonly label: string
  readonly options: readonly string[]
}

/** やさしい日本語 and English. */
export interface Translated<Words> {
  readonly easy: Words
  readonly en: Words
}

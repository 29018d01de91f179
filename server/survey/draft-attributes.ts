import type { OwnAttribute, SurveyDraft } from './draft.ts'
import type { BankAttribute, QuestionBank } from './question-bank.ts'

type Attributes = Pick<SurveyDraft, 'attributeIds' | 'ownAttributes' | 'categories'>

/** An attribute with the map from the roster that holds for this draft. */
export interface DraftAttribute extends BankAttribute {
  /** Column of the roster it is estimated from; absent when the roster does not know it. */
  readonly column?: string
}

/** Attributes that are asked for, in the order of the ballot: the bank's, then the city's own. */
export function chosenAttributes(draft: Attributes, bank: QuestionBank): DraftAttribute[] {
  return allAttributes(draft, bank).filter(({ id }) => draft.attributeIds.includes(id))
}

/** Every attribute that can be chosen. */
export function allAttributes(
  draft: Pick<Attributes, 'ownAttributes' | 'categories'>,
  bank: QuestionBank,
): DraftAttribute[] {
  const known = bank.attributes.map(
    (a): DraftAttribute => (a.roster === undefined ? a : { ...a, column: a.id }),
  )
  return [...known, ...draft.ownAttributes.map(ownAttribute)].map((attribute) => {
    const changed = draft.categories[attribute.id]
    if (attribute.column === undefined || changed === undefined) return attribute
    return { ...attribute, roster: { ...attribute.roster, ...changed } }
  })
}

/** The option that somebody of whom the roster says this would choose; null: none, 「回答しない」. */
export function optionOf(
  { options, roster }: Pick<DraftAttribute, 'options' | 'roster'>,
  said: string,
): string | null {
  const option = roster?.[said] ?? said
  return options.includes(option) ? option : null
}

function ownAttribute({ id, label, options, column }: OwnAttribute): DraftAttribute {
  const known = column === '' ? {} : { column, roster: {} }
  return { id, label, options, usual: false, ...known }
}

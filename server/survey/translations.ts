import type { SurveyDraft } from './draft.ts'
import type { BankWords, QuestionBank } from './question-bank.ts'
import type { Attribute, Item } from './questionnaire.ts'
import type { QuestionnaireWords, Translated } from './questionnaire-words.ts'

type Asked = { readonly items: readonly Item[]; readonly attributes: readonly Attribute[] }

/**
 * What is frozen beside the Japanese words: of the questions that are asked, those of the bank and what
 * 人事課 has written for its own. Only the Japanese words decide what is compared from year to year.
 */
export function translationsOf(
  draft: SurveyDraft,
  bank: QuestionBank,
  asked: Asked,
): Translated<QuestionnaireWords> {
  return { easy: wordsIn('easy', draft, bank, asked), en: wordsIn('en', draft, bank, asked) }
}

function wordsIn(
  language: 'easy' | 'en',
  draft: SurveyDraft,
  bank: QuestionBank,
  { items, attributes }: Asked,
): QuestionnaireWords {
  const own = draft.ownItems.flatMap((item) => {
    const words = item[language]
    return words === undefined ? [] : [{ id: item.id, type: item.type, ...words }]
  })
  const ownAttributes = draft.ownAttributes.flatMap((attribute) => {
    const words = attribute[language]
    return words === undefined
      ? []
      : [[attribute.id, { label: words.text, options: words.options }] as const]
  })
  const words = bank.words[language]
  const title = titleIn(language, draft, bank)
  const ids = items.map(({ id }) => id)
  return {
    ...(title === '' ? {} : { title }),
    purpose: words.purpose,
    items: only(ids, { ...words.items, ...Object.fromEntries(own.map((o) => [o.id, o.text])) }),
    options: words.scales[draft.scale],
    multi: only(ids, { ...words.multi, ...multiOf(own) }),
    sections: only(
      items.map(({ section }) => section),
      words.sections,
    ),
    attributes: only(
      attributes.map(({ id }) => id),
      { ...words.attributes, ...Object.fromEntries(ownAttributes) },
    ),
  }
}

/** A title that nobody has changed is translated in the bank. */
function titleIn(language: 'easy' | 'en', draft: SurveyDraft, bank: QuestionBank): string {
  const typed = language === 'easy' ? draft.titleEasy : draft.titleEn
  const { title }: BankWords = bank.words[language]
  return typed !== '' || draft.title !== bank.title ? typed : title
}

function multiOf(own: readonly { id: string; type: string; options: readonly string[] }[]) {
  return Object.fromEntries(own.filter((o) => o.type === 'multi').map((o) => [o.id, o.options]))
}

/** Each id once, in its order: what the questionnaire is hashed with must not depend on the bank's. */
function only<T>(ids: readonly string[], all: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const found = all[id]
      return found === undefined ? [] : [[id, found] as const]
    }),
  )
}

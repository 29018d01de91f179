import type { Language } from '../../../views/words/language.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'

/** Words of a questionnaire in another language; undefined for what nobody has translated. */
export interface Translation {
  title(): string | undefined
  item(id: string): string | undefined
  /** Of 「いくつでも」, by the id of the option: `ID.1`. */
  itemOption(id: string): string | undefined
  /** Of the scale, the best first. */
  option(index: number): string | undefined
  section(id: string): string | undefined
  attribute(id: string): string | undefined
  /** @param label of the category, in Japanese. */
  category(attribute: string, label: string): string | undefined
}

/** Older surveys have none at all. */
export function translationOf(
  { translations, options, attributes }: Questionnaire,
  language: Exclude<Language, 'ja'>,
): Translation {
  const words = translations?.[language]
  return {
    title: () => words?.title,
    item: (id) => words?.items[id],
    itemOption(id) {
      const [item = '', number] = id.split('.')
      return words?.multi[item]?.[Number(number) - 1]
    },
    option: (index) =>
      words?.options.length === options.length ? words.options[index] : undefined,
    section: (id) => words?.sections[id],
    attribute: (id) => words?.attributes[id]?.label,
    category(attribute, label) {
      const asked = attributes.find(({ id }) => id === attribute)?.options ?? []
      const own = words?.attributes[attribute]?.options ?? []
      return own.length === asked.length ? own[asked.indexOf(label)] : undefined
    },
  }
}

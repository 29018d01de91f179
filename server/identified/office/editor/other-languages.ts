import type { z } from 'zod'
import { lines, optionalLine } from '../form-fields.ts'

/** What somebody has written in another language: the text, and an option a line. */
interface Written {
  text: string
  options: string[]
}

const names = { easy: 'やさしい日本語', en: '英語' } as const
type Other = keyof typeof names
const others = Object.keys(names) as Other[]

/** Fields of one's own question or attribute in the other languages; none has to be filled in. */
export const otherFields = {
  easyText: optionalLine('やさしい日本語の文', 300),
  easyOptions: lines('やさしい日本語の選択肢', 20, 100),
  enText: optionalLine('英語の文', 300),
  enOptions: lines('英語の選択肢', 20, 100),
}

type OtherForm = {
  readonly [Field in keyof typeof otherFields]: z.output<(typeof otherFields)[Field]>
}

/** Options are told apart by their place, so each needs its line. @param count of the Japanese options */
export function refuseOthers(
  form: OtherForm,
  count: number,
  refuse: (path: string, message: string) => void,
): void {
  for (const language of others) {
    const { text, options } = writtenIn(form, language)
    if (options.length > 0 && options.length !== count)
      refuse(
        `${language}Options`,
        `${names[language]}の選択肢を、日本語と同じ順に${count}行で入力してください（今は${options.length}行です）。`,
      )
    if (options.length > 0 && text === '')
      refuse(`${language}Text`, `${names[language]}の選択肢だけがあります。文も入力してください。`)
  }
}

/** Only what was filled in. */
export function othersOf(form: OtherForm): { readonly [Language in Other]?: Written } {
  return Object.fromEntries(
    others
      .map((language) => [language, writtenIn(form, language)] as const)
      .filter(([, { text }]) => text !== ''),
  )
}

export function typedOthers(own: {
  readonly easy?: Written | undefined
  readonly en?: Written | undefined
}): Record<string, string> {
  return Object.fromEntries(
    others.flatMap((language) => [
      [`${language}Text`, own[language]?.text ?? ''],
      [`${language}Options`, own[language]?.options.join('\n') ?? ''],
    ]),
  )
}

function writtenIn(form: OtherForm, language: Other): Written {
  return { text: form[`${language}Text`], options: form[`${language}Options`] }
}

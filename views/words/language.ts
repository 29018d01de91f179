/** The languages of what staff see. Japanese is the first one: the others are made from it. */
export const languages = ['ja', 'easy', 'en'] as const
export type Language = (typeof languages)[number]

/** As the choice of language shows them, each in itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  ja: '日本語',
  easy: 'やさしい日本語',
  en: 'English',
}

/** For the attribute `lang`. */
export const languageTags: Readonly<Record<Language, string>> = { ja: 'ja', easy: 'ja', en: 'en' }

/**
 * The words of a page (or of a part of pages) in every language. The shape is the Japanese one's
 * (`typeof ja`), so that a missing key does not compile; a text with a value in it is a function.
 */
export type Catalogue<Words> = Readonly<Record<Language, Words>>

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language)
}

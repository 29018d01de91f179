import { isLanguage, type Language } from '../../words/language.ts'

/** In the tab only, and only when it is not Japanese: the next person at a tablet starts in Japanese. */
const PLACE = 'kazetoshi.language'

export function keptLanguage(): Language {
  try {
    const kept = sessionStorage.getItem(PLACE)
    return isLanguage(kept) ? kept : 'ja'
  } catch {
    return 'ja'
  }
}

/** What is no language of ours counts as Japanese. */
export function keepLanguage(language: string | undefined): void {
  try {
    if (isLanguage(language) && language !== 'ja') sessionStorage.setItem(PLACE, language)
    else sessionStorage.removeItem(PLACE)
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
}

/** Before somebody else uses the tablet. */
export function forgetLanguage(): void {
  keepLanguage('ja')
}

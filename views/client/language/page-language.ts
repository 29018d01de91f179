import { isLanguage } from '../../words/language.ts'
import { speak, type Translation } from './spoken.ts'

/** On pages of the staff side: the server has chosen, and the page says so. */
export function speakAsPage(words: Translation): void {
  const { language } = document.documentElement.dataset
  if (isLanguage(language) && language !== 'ja') speak(language, words)
}

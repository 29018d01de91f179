import { isLanguage, type Language } from '../../words/language.ts'
import { loadPart } from '../proposals/load-part.ts'
import { forgetLanguage, keepLanguage, keptLanguage } from './kept-language.ts'
import { speak, type Translation } from './spoken.ts'

let words: Promise<Translation> | undefined
const buttons = [...document.querySelectorAll<HTMLButtonElement>('.languages [data-language]')]
const failure = document.getElementById('languages-failed')

/**
 * The choice of language at the top of every page of the anonymous side. Everybody's browser fetches the same
 * file of words, whatever is chosen: nobody outside this page learns the choice.
 */
export function setUpLanguages(): void {
  const list = buttons[0]?.closest<HTMLElement>('.languages')
  if (list) list.hidden = false
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const { language } = button.dataset
      if (isLanguage(language)) void choose(language)
    })
  }
  loaded().catch(() => {})
  const kept = keptLanguage()
  if (kept !== 'ja') void choose(kept)
}

/** For the next person at a tablet: Japanese again, and nothing kept. */
export function backToJapanese(): void {
  forgetLanguage()
  show('ja', null)
}

async function choose(language: Language): Promise<void> {
  const found = language === 'ja' ? null : await loaded().catch(() => undefined)
  if (failure) failure.hidden = found !== undefined
  if (found === undefined) return
  keepLanguage(language)
  show(language, found)
}

function show(language: Language, found: Translation | null): void {
  speak(language, found)
  document.documentElement.dataset['language'] = language
  for (const button of buttons)
    button.setAttribute('aria-pressed', String(button.dataset['language'] === language))
}

async function loaded(): Promise<Translation> {
  words ??= loadPart<{ translation: Translation }>('words').then(({ translation }) => translation)
  try {
    return await words
  } catch (error) {
    words = undefined
    throw error
  }
}

import { Window } from 'happy-dom'

const JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const SHOWN = ['aria-label', 'alt', 'title', 'placeholder', 'value']

/**
 * What a page in another language still says in Japanese: texts and labels outside elements that are marked
 * `lang="ja"` (names of units, titles of surveys, what people wrote). [] when it is translated.
 */
export function untranslated(html: string): string[] {
  const { document } = new Window()
  document.write(html)
  const found: string[] = []
  for (const element of document.querySelectorAll('title, body *')) {
    if (element.closest('script, style, template')) continue
    const isJapanese = element.closest('[lang]')?.getAttribute('lang')?.startsWith('ja') === true
    if (isJapanese) continue
    for (const name of SHOWN) {
      if (name === 'value' && !['button', 'submit'].includes(element.getAttribute('type') ?? ''))
        continue
      const said = element.getAttribute(name)
      if (said !== null && JAPANESE.test(said)) found.push(`${name}: ${said}`)
    }
    for (const node of element.childNodes) {
      const text = node.nodeType === 3 ? (node.textContent ?? '').trim() : ''
      // A title cannot mark its parts: after the bar stands the name of the city.
      const said = element.tagName === 'TITLE' ? (text.split('｜')[0] ?? '') : text
      if (JAPANESE.test(said)) found.push(said)
    }
  }
  return found
}

import { type Line, put, shown } from '../language/spoken.ts'

/** An element with a text and children; texts of people go through here and never through markup. */
export function element(
  tag: string,
  className: string,
  ...content: readonly (string | Node)[]
): HTMLElement {
  const made = document.createElement(tag)
  if (className !== '') made.className = className
  made.append(...content)
  return made
}

/** A sentence of ours in an element of its own. */
export function said(line: Line, tag = 'span', className = ''): HTMLElement {
  return put(element(tag, className), line)
}

/** A word of a closed list. */
export function term(word: string, tag = 'span', className = ''): HTMLElement {
  const made = element(tag, className, word)
  made.dataset['term'] = ''
  return shown(made)
}

/** Words of the city or of people: Japanese in every language. */
export function japanese(words: string, tag = 'span', className = ''): HTMLElement {
  const made = element(tag, className, words)
  made.lang = 'ja'
  return made
}

/** A button that is no submit. */
export function button(
  className: string,
  words: Line | string,
  press: () => void,
): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = `button ${className}`.trim()
  made.append(typeof words === 'string' ? words : said(words))
  made.addEventListener('click', press)
  return made
}

/** Words that only a screen reader says. */
export function unseen(words: Line): HTMLElement {
  return said(words, 'span', 'visually-hidden')
}

/** Rows of a `summary-list`. */
export function rows(pairs: readonly (readonly [term: Line, words: Node])[]): HTMLElement[] {
  return pairs.map(([head, words]) =>
    element('div', '', said(head, 'dt'), element('dd', '', words)),
  )
}

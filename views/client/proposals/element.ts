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

/** A button that is no submit. */
export function button(className: string, words: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = `button ${className}`.trim()
  made.textContent = words
  made.addEventListener('click', press)
  return made
}

/** Words that only a screen reader says. */
export function unseen(words: string): HTMLElement {
  return element('span', 'visually-hidden', words)
}

/** Rows of a `summary-list`. */
export function rows(pairs: readonly (readonly [term: string, words: string])[]): HTMLElement[] {
  return pairs.map(([term, words]) =>
    element('div', '', element('dt', '', term), element('dd', '', words)),
  )
}

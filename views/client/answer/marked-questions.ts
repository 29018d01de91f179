/**
 * Gives the questions their keys for the other languages: on the page each would stand there many times over.
 * The page's own texts are named after the controls (server/anonymous/ballot/translated-page.ts).
 */
export function markQuestions(form: HTMLElement): void {
  for (const ask of form.querySelectorAll<HTMLElement>('.ask:not(#unit)')) {
    const name = ask.id.replace('-ask', '')
    const head = ask.querySelector<HTMLElement>('legend, label')
    if (head) rest(head).dataset['t'] = name
    markNumber(ask.querySelector<HTMLElement>('legend b'))
    const labels = [...ask.querySelectorAll<HTMLElement>(':is(.scale, .pick) label')]
    for (const [i, label] of labels.entries()) {
      const words = rest(label)
      const isRefusal = label.querySelector('[type="radio"][value="0"]') !== null
      if (isRefusal) words.dataset['w'] = name.startsWith('a') ? 'refuse' : 'noAnswer'
      else words.dataset['t'] = `${name.startsWith('s') ? 'o' : name}.${i}`
    }
  }
}

/** 問7, 管理職の問2. */
function markNumber(number: HTMLElement | null): void {
  const [digits] = /\d+/.exec(number?.textContent ?? '') ?? []
  if (!number || digits === undefined) return
  number.dataset['w'] = number.textContent.startsWith('問') ? 'number' : 'managersNumber'
  number.dataset['v'] = `[${digits}]`
}

/** What follows the number or the box, in an element of its own. */
function rest(head: HTMLElement): HTMLElement {
  const words = document.createElement('span')
  const first = head.firstElementChild?.matches('b, input') ? head.firstElementChild : null
  const nodes = first === null ? [...head.childNodes] : [...head.childNodes].slice(1)
  words.append(...nodes)
  const [text] = words.childNodes
  if (text instanceof Text && text.data.startsWith(' ')) {
    text.data = text.data.trimStart()
    head.append(' ')
  }
  head.append(words)
  return words
}

import {
  findSimilar,
  readSimilarIndex,
  type SimilarIndex,
} from '../../../server/proposals/similar.ts'
import { byId } from '../answer/page.ts'
import { button, element, unseen } from './element.ts'
import { textControl } from './fields.ts'

/** Typing rests for so long before the index is searched. */
const PAUSE_MS = 500

type Endorse = (number: string) => Promise<string>

/** Shorter drafts find only what is alike by chance. */
const LEAST_CHARACTERS = 8

/**
 * 似た提案, found in the browser while somebody writes: the index of published texts came once, the draft goes
 * nowhere.
 *
 * @param index what the door gave, or null
 * @param endorse resolves with what to say to the reader; null on a shared tablet, where another tab or a card
 *   of somebody else has no place: then only the titles are shown
 */
export function setUpSimilar(form: HTMLFormElement, index: unknown, endorse: Endorse | null): void {
  const read = readSimilarIndex(index)
  if (read === null || read.ids.length === 0) return
  let shown = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const search = () => {
    const found = likeDraft(form, read)
    const ids = found.map(({ id }) => id).join()
    if (ids === shown) return
    shown = ids
    byId('similar').hidden = found.length === 0
    byId('similar-list').replaceChildren(...found.map((one) => item(one, endorse)))
    byId('similar-said').textContent =
      found.length === 0 ? '' : `似た提案が${found.length}件あります。`
  }
  form.addEventListener('input', (event) => {
    if (!(event.target as Element).matches('[name="title"], textarea')) return
    clearTimeout(timer)
    timer = setTimeout(search, PAUSE_MS)
  })
  form.addEventListener('reset', () => {
    clearTimeout(timer)
    setTimeout(search)
  })
}

function likeDraft(form: HTMLFormElement, index: SimilarIndex) {
  const value = (name: string) => textControl(form, name).value
  const draft = { title: value('title'), text: `${value('current')}\n${value('idea')}` }
  if ((draft.title + draft.text).trim().length < LEAST_CHARACTERS) return []
  return findSimilar(index, draft)
}

function item({ id, title }: { id: string; title: string }, endorse: Endorse | null): HTMLElement {
  if (endorse === null) return element('li', '', title)
  const link = document.createElement('a')
  link.href = `${byId('similar-list').dataset['board'] ?? ''}/${encodeURIComponent(id)}`
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.append(title, unseen('（新しいタブで開きます）'))
  const said = element('span', 'small')
  said.setAttribute('role', 'status')
  const press = button('button-second button-small', '共感する', () => {
    press.disabled = true
    void endorse(id).then((words) => {
      said.textContent = words
      press.hidden = true
    })
  })
  press.append(unseen(`：${title}`))
  return element('li', '', link, press, said)
}

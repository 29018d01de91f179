import type { SimilarIndex } from '../../../server/proposals/similar.ts'
import type { Author } from '../author.ts'
import { postSaidJa } from '../../words/post-said.ts'
import { byId } from '../answer/page.ts'
import { type Line, put, silence, speaker } from '../language/spoken.ts'
import { button, element, japanese, unseen } from './element.ts'
import { textControl } from './fields.ts'

const { line } = speaker(postSaidJa)

/** Typing rests for so long before the index is searched. */
const PAUSE_MS = 500

type Endorse = (number: string) => Promise<Line>

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
export function setUpSimilar(
  form: HTMLFormElement,
  { findSimilar, readSimilarIndex }: Author,
  index: unknown,
  endorse: Endorse | null,
): void {
  const read = readSimilarIndex(index)
  if (read === null || read.ids.length === 0) return
  let shown = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  const search = () => {
    const found = likeDraft(form, read, findSimilar)
    const ids = found.map(({ id }) => id).join()
    if (ids === shown) return
    shown = ids
    byId('similar').hidden = found.length === 0
    byId('similar-list').replaceChildren(...found.map((one) => item(one, endorse)))
    if (found.length === 0) silence(byId('similar-said'))
    else put(byId('similar-said'), line('similarFound', found.length))
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

function likeDraft(form: HTMLFormElement, index: SimilarIndex, findSimilar: Author['findSimilar']) {
  const value = (name: string) => textControl(form, name).value
  const draft = { title: value('title'), text: `${value('current')}\n${value('idea')}` }
  if ((draft.title + draft.text).trim().length < LEAST_CHARACTERS) return []
  return findSimilar(index, draft)
}

function item({ id, title }: { id: string; title: string }, endorse: Endorse | null): HTMLElement {
  if (endorse === null) return japanese(title, 'li')
  const link = document.createElement('a')
  link.href = `${byId('similar-list').dataset['board'] ?? ''}/${encodeURIComponent(id)}`
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.append(japanese(title), unseen(line('newTab')))
  const said = element('span', 'small')
  said.setAttribute('role', 'status')
  const press = button('button-second button-small', line('endorse'), () => {
    press.disabled = true
    void endorse(id).then((words) => {
      put(said, words)
      press.hidden = true
    })
  })
  press.append(unseen(line('endorseOf', { ja: title })))
  return element('li', '', link, press, said)
}

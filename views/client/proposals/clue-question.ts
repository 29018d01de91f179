import type { findClues } from '../../../server/proposals/clues.ts'
import type { Written } from '../../../server/proposals/message.ts'
import { authorSaidJa } from '../../words/author-said.ts'
import { followSaidJa } from '../../words/follow-said.ts'
import { speaker } from '../language/spoken.ts'
import { adviceOn } from './clue-advice.ts'
import { element, japanese, said } from './element.ts'

const { line } = speaker({ ...authorSaidJa, ...followSaidJa })

/** What each form was told about already. */
const told = new WeakMap<HTMLFormElement, string>()

/**
 * Before a rewritten text goes out: the clues in it, once. The same text sent again goes out.
 *
 * @returns whether it may be sent now
 */
export function mayGoOut(form: HTMLFormElement, written: Written, find: typeof findClues): boolean {
  const clues = Object.values(written).flatMap((text) => find(text))
  const words = clues.map((clue) => clue.words).join(' ')
  if (clues.length === 0 || told.get(form) === words) return true
  told.set(form, words)
  const items = clues.map((clue) =>
    element(
      'li',
      '',
      element('p', '', japanese(clue.words, 'mark')),
      said(adviceOn(clue), 'p', 'small'),
    ),
  )
  const notice = element(
    'div',
    'notice notice-warning',
    element(
      'div',
      '',
      said(line('anyClues', clues.length), 'p', 'notice-title'),
      said(line('pressAgain'), 'p'),
      element('ul', 'clue-list', ...items),
    ),
  )
  notice.tabIndex = -1
  notice.setAttribute('role', 'group')
  form.querySelector('.notice')?.remove()
  form.querySelector('.actions')?.before(notice)
  notice.focus()
  return false
}

import type { findClues } from '../../../server/proposals/clues.ts'
import type { Written } from '../../../server/proposals/message.ts'
import { element } from './element.ts'

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
      element('p', '', element('mark', '', clue.words)),
      element('p', 'small', clue.advice),
    ),
  )
  const notice = element(
    'div',
    'notice notice-warning',
    element(
      'div',
      '',
      element('p', 'notice-title', `人が分かりそうな書き方が${clues.length}か所あります`),
      element(
        'p',
        '',
        '直すかどうかは、あなたが決められます。このまま送るときは、もう一度ボタンを押してください。',
      ),
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

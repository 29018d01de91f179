import type { AuthorAct } from '../../../server/proposals/message.ts'
import type { ReceiptKeys } from '../protocol/receipt.ts'
import { followSaidJa } from '../../words/follow-said.ts'
import { type Line, speaker } from '../language/spoken.ts'
import { authorPart } from './author-part.ts'
import { element, said } from './element.ts'

const { line } = speaker(followSaidJa)

/** More of one receipt do not wait in the box at a time. */
const MOST = 5

/**
 * Sends acts, one form each. Sealed and signed once: after a first attempt the very same bytes go out again,
 * so the form is closed to changes then.
 *
 * @param keys of the receipt that is being followed; null when the page has been wiped
 */
export function actSending(keys: () => ReceiptKeys | null) {
  const sealed = new WeakMap<HTMLFormElement, Uint8Array>()
  const busy = new WeakSet<HTMLFormElement>()
  let sent = 0

  return async function send(form: HTMLFormElement, act: AuthorAct): Promise<void> {
    if (busy.has(form)) return
    if (sent >= MOST && !sealed.has(form)) return say(form, 'warning', TOO_MANY)
    busy.add(form)
    say(form, 'info', { title: line('sealing'), text: line('nothing') })
    const part = await authorPart().catch(() => null)
    try {
      const receipt = keys()
      if (part === null || receipt === null) throw new Error('the page is not whole')
      const known = sealed.get(form)
      const envelope = known ?? part.followUpEnvelope(await part.fetchProposalKey(''), receipt, act)
      sealed.set(form, envelope)
      close(form)
      await part.sendEnvelope('', envelope)
      sent += known === undefined ? 1 : 0
      done(form)
    } catch (error) {
      say(form, 'warning', part?.troubleOf(error) ?? NOT_LOADED)
    }
    busy.delete(form)
  }
}

const TOO_MANY = { title: line('tooMany'), text: line('tooManyText') }
const NOT_LOADED = { title: line('unconnected'), text: line('sendAgain') }

/** What was sealed is not changed any more. */
function close(form: HTMLFormElement): void {
  for (const text of form.querySelectorAll('textarea, input')) text.setAttribute('readonly', '')
  for (const box of form.querySelectorAll<HTMLInputElement>('[type="checkbox"]'))
    box.disabled = true
}

function say(
  form: HTMLFormElement,
  kind: 'info' | 'warning',
  { title, text }: { readonly title: Line; readonly text: Line },
): void {
  const notice = element(
    'div',
    `notice notice-${kind}`,
    element('div', '', said(title, 'p', 'notice-title'), said(text, 'p')),
  )
  notice.setAttribute('role', 'status')
  form.querySelector('.notice')?.remove()
  form.prepend(notice)
}

/** The other ways of the same question or summary are over too. */
function done(form: HTMLFormElement): void {
  const act = form.closest<HTMLElement>('section')
  const words = element(
    'div',
    'notice notice-success',
    element(
      'div',
      '',
      said(line('inTheBox'), 'p', 'notice-title'),
      said(line('inTheBoxText'), 'p'),
    ),
  )
  words.setAttribute('role', 'status')
  words.tabIndex = -1
  for (const other of act?.querySelectorAll('form') ?? []) {
    other.reset()
    if (other !== form) (other.closest('details') ?? other).hidden = true
  }
  form.replaceWith(words)
  words.focus()
}

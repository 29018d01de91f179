import type { SlipKind } from '../../../server/tokens/slip-code.ts'
import { byId, controlById } from '../answer/page.ts'
import { type Line, put, silence } from '../language/spoken.ts'
import { asPrinted, judgeTyped } from './typed-code.ts'

export interface Entry {
  /** @param why name of the sentence that says why no QR was read. */
  open(why?: string): void
  hasInput(): boolean
  wipe(): void
}

/** The field for the printed code: one field, whatever way it is typed; below it what was read so far. */
export function setUpEntry(
  read: (slip: { readonly kind: SlipKind; readonly code: string }) => void,
): Entry {
  const form = controlById('enter', HTMLFormElement)
  const field = controlById('f-code', HTMLInputElement)
  const error = byId('f-code-error')
  const reasons = form.querySelectorAll<HTMLElement>('[data-why]')

  field.addEventListener('input', () => {
    byId('code-groups').textContent = asPrinted(field.value)
    if (!error.hidden) showFault(null)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const typed = judgeTyped(field.value)
    if (!('fault' in typed)) return read(typed)
    showFault(typed.fault)
    field.focus()
  })
  return {
    open(why) {
      for (const reason of reasons) reason.hidden = reason.dataset['why'] !== why
    },
    hasInput: () => field.value !== '',
    wipe() {
      form.reset()
      byId('code-groups').textContent = ''
      showFault(null)
      for (const reason of reasons) reason.hidden = true
    },
  }

  function showFault(fault: Line | null): void {
    error.hidden = fault === null
    const words = byId('f-code-error-text')
    if (fault === null) silence(words)
    else put(words, fault)
    field.closest('.field')?.classList.toggle('has-error', fault !== null)
    if (fault === null) field.removeAttribute('aria-invalid')
    else field.setAttribute('aria-invalid', 'true')
  }
}

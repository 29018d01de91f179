import type { AuthorAct } from '../../../server/proposals/message.ts'
import { cleanText } from '../../../server/proposals/plain-text.ts'
import type { AuthorReading } from '../../../server/proposals/shown.ts'
import { followSaidJa } from '../../words/follow-said.ts'
import { byId } from '../answer/page.ts'
import { type Line, speaker } from '../language/spoken.ts'
import { readWritten, writtenFaults } from './draft.ts'
import { japanese } from './element.ts'
import { countCharacters, type Faults, showFaults, textControl, ticked } from './fields.ts'
import { questionSections } from './thread-questions.ts'

const { line } = speaker(followSaidJa)

/** Seals, signs and sends one act; the form shows how that went. */
export type SendAct = (form: HTMLFormElement, act: AuthorAct) => void

/** What the author may do now, each act with a form of its own. */
export function showActs(reading: AuthorReading, send: SendAct): void {
  const may = (...acts: AuthorAct['act'][]) => acts.some((act) => reading.may.includes(act))
  byId('act-rewrite').hidden = !may('rewrite')
  byId('act-summary').hidden = !may('approve-summary', 'reject-summary')
  byId('act-reconsider').hidden = !may('reconsider')
  byId('act-withdraw').hidden = !may('withdraw')
  byId('act-hunt').hidden = !may('report-hunt')
  byId('questions').replaceChildren(...questionSections(reading, send))
  if (may('rewrite') && reading.written !== null) fill(reading.written)
  const { summary } = reading
  byId('summary-text').replaceChildren(
    ...(summary === null
      ? []
      : [japanese(summary.title, 'h3'), japanese(summary.text, 'p', 'text')]),
  )
}

/** Once, for the forms that the page brings. */
export function setUpActs(send: SendAct): void {
  for (const [act, read] of Object.entries(reads)) {
    const form = document.querySelector<HTMLFormElement>(`[data-form="${act}"]`)
    if (!form) continue
    countCharacters(form)
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const result = read(form)
      showFaults(form, 'faults' in result ? result.faults : [])
      if (!('faults' in result)) send(form, result)
    })
  }
}

type Read = (form: HTMLFormElement) => AuthorAct | { readonly faults: Faults }

const reads: Readonly<Record<string, Read>> = {
  rewrite(form) {
    const written = readWritten(form)
    const faults = writtenFaults(written)
    return faults.length > 0 ? { faults } : { act: 'rewrite', written }
  },
  'approve-summary': () => ({ act: 'approve-summary' }),
  'reject-summary': (form) =>
    withText(form, 'summary-note', line('noNote'), (text) => ({
      act: 'reject-summary',
      text,
    })),
  reconsider: (form) =>
    withText(form, 'reconsider', line('noReason'), (text) => ({
      act: 'reconsider',
      text,
    })),
  withdraw: (form) =>
    ticked(form, 'sure').length === 0
      ? { faults: [['sure', line('notSure')]] }
      : { act: 'withdraw' },
  'report-hunt': (form) =>
    withText(form, 'hunt', line('noHunt'), (text) => ({
      act: 'report-hunt',
      text,
    })),
}

function withText(
  form: HTMLFormElement,
  name: string,
  fault: Line,
  act: (text: string) => AuthorAct,
): ReturnType<Read> {
  const text = cleanText(textControl(form, name).value)
  return text === '' ? { faults: [[name, fault]] } : act(text)
}

/** The form begins with what was written before. */
function fill(written: NonNullable<AuthorReading['written']>): void {
  const form = document.querySelector<HTMLFormElement>('[data-form="rewrite"]')
  if (!form) return
  for (const [name, text] of Object.entries(written)) textControl(form, name).value = text
  form.dispatchEvent(new Event('input'))
}

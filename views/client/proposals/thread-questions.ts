import { cleanText } from '../../../server/proposals/plain-text.ts'
import type { AuthorReading } from '../../../server/proposals/shown.ts'
import { followSaidJa } from '../../words/follow-said.ts'
import { controlById } from '../answer/page.ts'
import { type Line, put, showAll, silence, speaker } from '../language/spoken.ts'
import { textControl } from './fields.ts'
import { onDate } from './on-date.ts'
import type { SendAct } from './thread-acts.ts'

const { line } = speaker(followSaidJa)

type Question = AuthorReading['questions'][number]

/** Each question of a unit, the open one with its forms, the newest first. */
export function questionSections(reading: AuthorReading, send: SendAct): DocumentFragment[] {
  const mayFlag = reading.may.includes('flag-question')
  const mayReply = reading.may.includes('reply')
  return reading.questions.toReversed().map((question, i) => {
    const part = controlById('question', HTMLTemplateElement).content.cloneNode(true)
    const fragment = part as DocumentFragment
    const place = (name: string) => fragment.querySelector<HTMLElement>(`[data-place="${name}"]`)
    const write = (name: string, words: Line | null) => {
      const element = place(name)
      if (element && words) put(element, words)
    }
    showAll(fragment)
    write('from', line('dayAndUnit', onDate(question.on), { ja: question.unit }))
    place('text')?.append(question.text)
    write('state', stateOf(question))
    hide(place('open'), question.stage !== 'open' || !mayReply)
    hide(place('flag'), question.stage === 'flagged' || !mayFlag)
    for (const name of ['reply', 'flag']) label(fragment, name, `${name}-${i}`)
    setUp(fragment, question, send)
    return fragment
  })
}

function stateOf({ stage, reply }: Question): Line | null {
  if (stage === 'open') return null
  if (stage === 'answered') return line('yourReply', { ja: reply })
  return line(stage === 'flagged' ? 'flagged' : 'unanswered')
}

function setUp(fragment: DocumentFragment, { id }: Question, send: SendAct): void {
  for (const form of fragment.querySelectorAll('form')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const text = (name: string) => cleanText(textControl(form, name).value)
      switch (form.dataset['form']) {
        case 'reply': {
          const reply = text('reply')
          showError(form, reply === '' ? line('noReplyText') : null)
          if (reply !== '') send(form, { act: 'reply', question: id, text: reply })
          return
        }
        case 'leave-unanswered':
          return send(form, { act: 'leave-unanswered', question: id })
        default:
          send(form, { act: 'flag-question', question: id, text: text('flag') })
      }
    })
  }
}

function label(fragment: DocumentFragment, name: string, id: string): void {
  fragment.querySelector(`[data-label="${name}"]`)?.setAttribute('for', id)
  const control = fragment.querySelector(`[name="${name}"]`)
  if (control) control.id = id
}

function showError(form: HTMLFormElement, message: Line | null): void {
  const place = form.querySelector<HTMLElement>('[data-error]')
  if (place) place.hidden = message === null
  const words = place?.querySelector('span')
  if (words && message) put(words, message)
  else if (words) silence(words)
  form.querySelector('.field')?.classList.toggle('has-error', message !== null)
  if (message !== null) form.querySelector('textarea')?.focus()
}

function hide(element: HTMLElement | null, hidden: boolean): void {
  if (element) element.hidden = hidden
}

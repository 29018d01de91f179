/** Texts and choices of the authors' pages, as `partials/author-*.eta` make them. */
import { countsJa } from '../../words/counts.ts'
import { byId, linkItem } from '../answer/page.ts'
import { copyOf, type Line, put, silence, speaker } from '../language/spoken.ts'
import { element, said } from './element.ts'

const say = speaker({ left: countsJa.left })

type TextControl = HTMLInputElement | HTMLTextAreaElement

/** What is wrong with a form, by the name of the field, in its order. */
export type Faults = readonly (readonly [field: string, message: Line])[]

/** @throws when the page and this program do not belong together. */
export function textControl(form: HTMLFormElement, name: string): TextControl {
  const control = form.elements.namedItem(name)
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) return control
  throw new Error(`no text ${name}`)
}

/** Values of the boxes that are ticked, in the order of the page. */
export function ticked(form: HTMLFormElement, name: string): string[] {
  const boxes = form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]:checked`)
  return [...boxes].map(({ value }) => value)
}

/** Labels of what is ticked; null: nothing is. */
export function tickedWords(form: HTMLFormElement, name: string, and: Line): HTMLElement | null {
  const found = `input[name="${name}"]:checked + span > span:first-child`
  const labels = [...form.querySelectorAll<HTMLElement>(found)]
  if (labels.length === 0) return null
  const parts = labels.flatMap((label, i) => [...(i === 0 ? [] : [said(and)]), copyOf(label)])
  return element('span', '', ...parts)
}

/** Keeps 「あと○字」 below the texts of a form up to date. */
export function countCharacters(form: HTMLFormElement): void {
  const show = () => {
    for (const text of form.querySelectorAll<TextControl>('[maxlength]')) {
      const place = document.getElementById(`${text.id}-count`)
      if (place) say(place, 'left', text.maxLength - text.value.length)
    }
  }
  form.addEventListener('input', show)
  form.addEventListener('reset', () => setTimeout(show))
  show()
}

/** Marks the fields; with a summary, lists the messages there and moves the focus to it. */
export function showFaults(form: HTMLFormElement, faults: Faults, summary?: HTMLElement): void {
  for (const place of form.querySelectorAll<HTMLElement>('.field-error')) {
    const name = place.id.replace(/^f-|-error$/g, '')
    const message = faults.find(([field]) => field === name)?.[1]
    place.hidden = message === undefined
    const words = place.querySelector('span')
    if (words && message) put(words, message)
    else if (words) silence(words)
    place.closest('.field')?.classList.toggle('has-error', message !== undefined)
    const control = document.getElementById(`f-${name}`)
    if (control?.matches('input, textarea')) {
      control.setAttribute('aria-invalid', String(message !== undefined))
    }
  }
  if (!summary) {
    if (faults[0]) focusField(faults[0][0])
    return
  }
  summary.hidden = faults.length === 0
  summary
    .querySelector('ul')
    ?.replaceChildren(
      ...faults.map(([field, message]) =>
        linkItem(`f-${field}`, [said(message)], () => focusField(field)),
      ),
    )
  if (faults.length > 0) summary.focus()
}

/** To a control, or to the first one of a group. */
export function focusField(name: string): void {
  const field = byId(`f-${name}`)
  const control = field.matches('fieldset') ? field.querySelector('input, select') : field
  field.closest('.field')?.scrollIntoView({ block: 'start' })
  if (control instanceof HTMLElement) control.focus({ preventScroll: true })
}

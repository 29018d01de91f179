import {
  aloneAmong,
  type BallotAnswers,
  type BallotShape,
  isAskedAsManager,
  managersAnswer,
} from '../../../server/survey/ballot-form.ts'
import { answerSaidJa } from '../../words/answer-said.ts'
import { copyOf, speaker } from '../language/spoken.ts'
import { keepAlone } from './choices.ts'
import { markQuestions } from './marked-questions.ts'
import { controlById } from './page.ts'
import { setUpUnit } from './unit.ts'

const say = speaker(answerSaidJa)

/** What can be put into an element. */
export type Shown = readonly (string | HTMLElement)[]

/** A question on the page as the reader sees it. */
export interface Question {
  readonly element: HTMLElement
  /** Its number and its words, made anew: 問7 …; a text has no number. */
  title(): Shown
  /** The words of the theme above it. */
  readonly theme: HTMLElement | null
  readonly isText: boolean
  /** Closed questions are not shown, nor counted, nor named as blank. */
  isOpen(): boolean
  /** Asked of the reader for certain: what may be missed out. */
  isCounted(): boolean
  isBlank(): boolean
  /** The chosen labels, or the text; empty when it is blank. */
  answer(): Shown
  /** Where the focus goes when the reader returns to it. */
  control(): HTMLElement
}

export interface Sheet {
  readonly questions: readonly Question[]
  readonly shape: BallotShape
  answers(): BallotAnswers
}

/**
 * Reads the questionnaire off the page: the page is the same for everyone, and so is its shape. To be called
 * while the page is in Japanese: labels decide who is asked as a manager.
 */
export function readSheet(form: HTMLFormElement): Sheet {
  markQuestions(form)
  const unit = setUpUnit()
  const asks = [...form.querySelectorAll<HTMLElement>('.ask')]
  const scales = inBallotOrder(asks.filter((ask) => /^s\d+$/.test(ask.id)))
  const attributes = inBallotOrder(asks.filter((ask) => /^a\d+$/.test(ask.id)))
  const texts = inBallotOrder([...form.querySelectorAll('textarea')])
  const multis = inBallotOrder(asks.filter((ask) => /^m\d+$/.test(ask.id)))
  const codes = (list: readonly HTMLElement[]) => list.map((ask) => Number(picked(ask)?.value ?? 0))
  const shape: BallotShape = {
    scale: labels(scales[0]).length - 1,
    items: [
      ...scales.map((ask) => ({ type: 'scale', ...audienceOf(ask) }) as const),
      ...multis.map(
        (ask) => ({ type: 'multi', options: labels(ask), ...audienceOf(ask) }) as const,
      ),
      ...texts.map(({ maxLength }) => ({ type: 'text', maxChars: maxLength }) as const),
    ],
    attributes: attributes.map((ask) => ({ options: labels(ask).slice(0, -1) })),
    bureaus: unit.bureaus,
  }
  const tellsManagers = managersAnswer(shape) !== null
  const isManager = () => isAskedAsManager(shape, codes(attributes))
  const isOpen = (ask: HTMLElement) => !isForManagers(ask) || isManager()
  const isCounted = (ask: HTMLElement) => !isForManagers(ask) || (tellsManagers && isManager())
  for (const ask of multis) keepAlone(ask, aloneAmong(labels(ask)))
  showManagers()
  form.addEventListener('change', showManagers)
  form.addEventListener('reset', () => showManagers(false))

  return {
    questions: asks.map((ask) => ({
      ...question(ask),
      ...(ask.id === 'unit' ? unitQuestion() : {}),
      isOpen: () => isOpen(ask),
      isCounted: () => isCounted(ask),
    })),
    shape,
    answers() {
      const { bureau, section } = unit.chosen() ?? partOfUnit()
      const open = <T>(ask: HTMLElement, answer: T, closed: T) => (isOpen(ask) ? answer : closed)
      return {
        bureau,
        section,
        attributes: codes(attributes),
        scale: scales.map((ask) => open(ask, Number(picked(ask)?.value ?? 0), 0)),
        multi: multis.map((ask) => open(ask, chosen(ask), [])),
        texts: texts.map((text) => text.value.trim().replace(/\p{Cs}/gu, '\uFFFD')),
      }
    },
  }

  /** Only here, on this page: what the choice opens is known to nobody else. */
  function showManagers(open: unknown = true): void {
    for (const theme of form.querySelectorAll<HTMLElement>('[data-managers]')) {
      theme.hidden = tellsManagers && (open === false || !isManager())
    }
  }

  /** A 部 without a 課 counts as 「課は答えない」. */
  function partOfUnit() {
    const { value } = controlById('bureau', HTMLSelectElement)
    return { bureau: value === '' ? null : Number(value), section: null }
  }

  function unitQuestion(): Partial<Question> {
    const [bureau, section] = [
      controlById('bureau', HTMLSelectElement),
      controlById('section', HTMLSelectElement),
    ]
    return {
      isBlank: () => unit.chosen() === null,
      answer: () => unit.words(),
      control: () => (bureau.value !== '' && section.value === '' ? section : bureau),
    }
  }
}

function question(ask: HTMLElement): Omit<Question, 'isOpen' | 'isCounted'> {
  const text = ask.querySelector('textarea')
  const words = ask.querySelectorAll<HTMLElement>(':is(legend, .ask > label) > :is(b, span)')
  return {
    element: ask,
    title: () => [...words].flatMap((part, i) => [...(i === 0 ? [] : [' ']), copyOf(part)]),
    theme: ask.closest('.theme')?.querySelector<HTMLElement>('h2 > span') ?? null,
    isText: text !== null,
    isBlank: () => (text ? text.value.trim() === '' : picked(ask) === null),
    answer: () => (text ? [text.value.trim()].filter(Boolean) : chosenLabels(ask)),
    control: () => text ?? picked(ask) ?? ask.querySelector('input') ?? ask,
  }
}

/** Names count in the order of the ballot, which need not be the order on the page. */
function inBallotOrder<T extends HTMLElement>(elements: readonly T[]): T[] {
  return [...elements].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)))
}

function picked(ask: HTMLElement): HTMLInputElement | null {
  return ask.querySelector<HTMLInputElement>('input:checked')
}

function chosen(ask: HTMLElement): number[] {
  return [...ask.querySelectorAll<HTMLInputElement>('input:checked')].map(({ value }) =>
    Number(value),
  )
}

function labels(ask: HTMLElement | undefined): string[] {
  return [...(ask?.querySelectorAll('.scale label, .pick label') ?? [])].map((l) => l.textContent)
}

function chosenLabels(ask: HTMLElement): Shown {
  const labels = ask.querySelectorAll<HTMLElement>('label:has(:checked) > span')
  return [...labels].flatMap((label, i) => [
    ...(i === 0 ? [] : [say(document.createElement('span'), 'and')]),
    copyOf(label),
  ])
}

function isForManagers(ask: HTMLElement): boolean {
  return ask.closest('[data-managers]') !== null
}

function audienceOf(ask: HTMLElement): { audience?: '管理職' } {
  return isForManagers(ask) ? { audience: '管理職' } : {}
}

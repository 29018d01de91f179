import type { BallotAnswers, BallotShape } from '../../../server/survey/ballot-form.ts'
import { controlById } from './page.ts'
import { setUpUnit } from './unit.ts'

/** A question on the page as the reader sees it. */
export interface Question {
  readonly element: HTMLElement
  readonly words: string
  /** 問7, or '' for a text. */
  readonly number: string
  readonly theme: string
  readonly isText: boolean
  isBlank(): boolean
  /** The chosen label, the text, or ''. */
  answer(): string
  /** Where the focus goes when the reader returns to it. */
  control(): HTMLElement
}

export interface Sheet {
  readonly questions: readonly Question[]
  readonly shape: BallotShape
  answers(): BallotAnswers
  unitWords(): string
}

/** Reads the questionnaire off the page: the page is the same for everyone, and so is its shape. */
export function readSheet(form: HTMLFormElement): Sheet {
  const unit = setUpUnit()
  const asks = [...form.querySelectorAll<HTMLElement>('.ask')]
  const scales = inBallotOrder(asks.filter((ask) => /^s\d+$/.test(ask.id)))
  const attributes = inBallotOrder(asks.filter((ask) => /^a\d+$/.test(ask.id)))
  const texts = inBallotOrder([...form.querySelectorAll('textarea')])
  const codes = (list: readonly HTMLElement[]) => list.map((ask) => Number(picked(ask)?.value ?? 0))
  const options = (ask: HTMLElement | undefined) => (ask?.querySelectorAll('input').length ?? 1) - 1

  return {
    questions: asks.map((ask) => (ask.id === 'unit' ? unitQuestion(ask) : question(ask))),
    shape: {
      scale: options(scales[0]),
      items: [
        ...scales.map(() => ({ type: 'scale' }) as const),
        ...texts.map(({ maxLength }) => ({ type: 'text', maxChars: maxLength }) as const),
      ],
      attributes: attributes.map((ask) => ({ options: Array(options(ask)).fill(null) })),
      bureaus: unit.bureaus,
    },
    answers() {
      const { bureau, section } = unit.chosen() ?? partOfUnit()
      return {
        bureau,
        section,
        attributes: codes(attributes),
        scale: codes(scales),
        texts: texts.map((text) => text.value.trim().replace(/\p{Cs}/gu, '\uFFFD')),
      }
    },
    unitWords: () => unit.words(),
  }

  /** A 部 without a 課 counts as 「課は答えない」. */
  function partOfUnit() {
    const { value } = controlById('bureau', HTMLSelectElement)
    return { bureau: value === '' ? null : Number(value), section: null }
  }

  function unitQuestion(ask: HTMLElement): Question {
    const [bureau, section] = [
      controlById('bureau', HTMLSelectElement),
      controlById('section', HTMLSelectElement),
    ]
    return {
      ...question(ask),
      isBlank: () => unit.chosen() === null,
      answer: () => unit.words(),
      control: () => (bureau.value !== '' && section.value === '' ? section : bureau),
    }
  }
}

function question(ask: HTMLElement): Question {
  const text = ask.querySelector('textarea')
  const number = ask.querySelector('legend b')?.textContent ?? ''
  return {
    element: ask,
    number,
    words: (ask.querySelector('legend, label')?.textContent ?? '').replace(number, '').trim(),
    theme: ask.closest('.theme')?.querySelector('h2')?.firstChild?.textContent?.trim() ?? '',
    isText: text !== null,
    isBlank: () => (text ? text.value.trim() === '' : picked(ask) === null),
    answer: () => text?.value.trim() ?? picked(ask)?.parentElement?.textContent ?? '',
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

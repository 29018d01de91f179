import { answerSaidJa } from '../../words/answer-said.ts'
import { countsJa } from '../../words/counts.ts'
import { type Value, japaneseOf, speaker } from '../language/spoken.ts'
import { byId, linkItem, onAct } from './page.ts'
import type { Question, Sheet } from './sheet.ts'

const say = speaker({ ...answerSaidJa, left: countsJa.left })

/** Blank questions are listed up to here, then counted. */
const LISTED = 10

/** Progress, the characters that are left, and the soft prompt that names what is blank. */
export function setUpMeter(form: HTMLFormElement, sheet: Sheet, proceed: () => void): void {
  const choices = sheet.questions.filter((question) => !question.isText)
  const counted = () => choices.filter((question) => question.isCounted())
  const blank = () => counted().filter((question) => question.isBlank())
  const prompt = byId('blanks')
  const next = form.querySelector<HTMLButtonElement>('[data-act="next-blank"]')
  let prompted = false
  let themesDone = new Set<HTMLElement | null>()

  form.addEventListener('input', update)
  form.addEventListener('change', () => announce())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (blank().length === 0) return proceed()
    prompted = true
    update()
    prompt.focus()
  })
  onAct('proceed', proceed)
  onAct('next-blank', () => {
    const first = blank()[0]
    if (first) goTo(first)
    else proceed()
  })
  update()

  function update(): void {
    const left = blank()
    const all = counted().length
    byId('count').textContent = String(all - left.length)
    byId('of').textContent = String(all)
    const bar = form.querySelector('progress')
    if (bar) {
      bar.max = all
      bar.value = all - left.length
    }
    for (const text of form.querySelectorAll('textarea')) {
      say(byId(`${text.id}-count`), 'left', text.maxLength - text.value.length)
    }
    prompt.hidden = !prompted || left.length === 0
    if (!prompted) return
    byId('blanks-count').textContent = String(left.length)
    byId('blanks-list').replaceChildren(...listed(left))
    for (const question of choices) {
      question.element.classList.toggle('is-blank', left.includes(question))
    }
    if (next) {
      next.hidden = false
      say(next, left.length > 0 ? 'toNextBlank' : 'toTheReview')
    }
  }

  /** Sparingly: once for each theme that is complete. */
  function announce(): void {
    const open = new Set(blank().map(({ theme }) => theme))
    const done = new Set(
      counted()
        .map(({ theme }) => theme)
        .filter((theme) => !open.has(theme)),
    )
    const fresh = [...done].filter((theme) => !themesDone.has(theme))
    themesDone = done
    if (fresh.length === 0) return
    say(byId('said'), 'themesDone', fresh.map(themeWords), blank().length)
  }
}

export function goTo(question: Question): void {
  question.element.scrollIntoView({ block: 'start' })
  question.control().focus({ preventScroll: true })
}

function listed(blank: readonly Question[]): HTMLElement[] {
  const items = blank
    .slice(0, LISTED)
    .map((question) => linkItem(question.element.id, question.title(), () => goTo(question)))
  if (blank.length > LISTED) {
    const rest = document.createElement('li')
    items.push(say(rest, 'othersBlank', blank.length - LISTED))
  }
  return items
}

/** Of a heading: a text of the page, or a sentence of ours. */
function themeWords(theme: HTMLElement | null): Value {
  const { t = '', w = t } = theme?.dataset ?? {}
  return { text: w, japanese: theme === null ? '' : japaneseOf(theme) }
}

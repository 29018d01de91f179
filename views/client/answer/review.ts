import type { Question, Sheet } from './sheet.ts'

/** Every answer once more, the unit first, each with a way back. */
export function listAnswers(
  sheet: Sheet,
  correct: (question: Question) => void,
): readonly HTMLElement[] {
  const unit = sheet.questions.find(({ element }) => element.id === 'unit')
  const rest = sheet.questions.filter((question) => question !== unit && question.isOpen())
  const themes = [...new Set(rest.map(({ theme }) => theme))]
  return [
    ...(unit ? [list([unit], correct)] : []),
    ...themes.flatMap((theme) => {
      const heading = make('h2', 'review-theme', theme)
      return [
        heading,
        list(
          rest.filter((question) => question.theme === theme),
          correct,
        ),
      ]
    }),
  ]
}

function list(questions: readonly Question[], correct: (question: Question) => void): HTMLElement {
  const rows = questions.map((question) => {
    const answer = question.answer()
    const button = make('button', 'button button-text button-small', '直す')
    button.setAttribute('type', 'button')
    button.append(make('span', 'visually-hidden', `：${question.number} ${question.words}`))
    button.addEventListener('click', () => correct(question))
    const way = make('dd', '', '')
    way.append(button)
    const row = make('div', question.isText && answer !== '' ? 'long' : '', '')
    const term = make('dt', '', `${question.number} ${question.words}`.trim())
    row.append(term, make('dd', answer === '' ? 'no-answer' : '', answer || '（空欄）'), way)
    return row
  })
  const all = make('dl', 'summary-list review', '')
  all.append(...rows)
  return all
}

function make(tag: string, className: string, text: string): HTMLElement {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  element.textContent = text
  return element
}

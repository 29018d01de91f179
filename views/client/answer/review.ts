import { answerSaidJa } from '../../words/answer-said.ts'
import { copyOf, speaker } from '../language/spoken.ts'
import type { Question, Sheet } from './sheet.ts'

const say = speaker(answerSaidJa)

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
      const heading = make('h2', 'review-theme')
      if (theme) heading.append(copyOf(theme))
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
    const isBlank = answer.length === 0
    const button = make('button', 'button button-text button-small', say(make('span'), 'edit'))
    button.setAttribute('type', 'button')
    button.append(make('span', 'visually-hidden', say(make('span'), 'colon'), ...question.title()))
    button.addEventListener('click', () => correct(question))
    const shown = isBlank ? [say(make('span'), 'blank')] : answer
    const row = make('div', question.isText && !isBlank ? 'long' : '')
    row.append(
      make('dt', '', ...question.title()),
      make('dd', isBlank ? 'no-answer' : '', ...shown),
      make('dd', '', button),
    )
    return row
  })
  return make('dl', 'summary-list review', ...rows)
}

function make(
  tag: string,
  className = '',
  ...content: readonly (string | HTMLElement)[]
): HTMLElement {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  element.append(...content)
  return element
}

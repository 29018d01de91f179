import type { AuthorReading, ShownAnswer } from '../../../server/proposals/shown.ts'
import { followSaidJa } from '../../words/follow-said.ts'
import { stateSaidJa } from '../../words/state-said.ts'
import { byId } from '../answer/page.ts'
import { type Line, put, silence, speaker } from '../language/spoken.ts'
import { onDate } from './on-date.ts'
import { element, japanese, rows, said, term } from './element.ts'

const { line } = speaker({ ...followSaidJa, ...stateSaidJa })

/** Everything of a thread that is only read. */
export function showThread(reading: AuthorReading): void {
  const { state, stateLabel, unitNames, expected } = reading
  put(byId('state-words'), line(`is_${state}`))
  showRoad(reading)
  showMessage(reading)
  byId('facts').replaceChildren(
    ...rows([
      [line('number'), document.createTextNode(reading.number)],
      [line('state'), said(line('stateSince', { term: stateLabel }, onDate(reading.stateOn)))],
      [line('receivedOn'), onDay(reading.receivedOn)],
      [line('theme'), term(reading.theme)],
      ...(unitNames.length === 0 ? [] : [[line('units'), japanese(unitNames.join('、'))] as const]),
      ...(expected === '' ? [] : [[line('expected'), onDay(expected)] as const]),
    ]),
  )
  showAnswers(reading)
  showTexts(reading)
  byId('past').hidden = reading.steps.length === 0
  byId('past-list').replaceChildren(
    ...reading.steps.map(({ on, act }) =>
      element('li', '', said(line('day', onDate(on)), 'span', 'muted'), ' ', term(act)),
    ),
  )
}

/** What `showThread` has put on the page. */
export function clearThread(): void {
  for (const id of [
    'facts',
    'answers-list',
    'texts-shown',
    'past-list',
    'summary-text',
    'questions',
  ])
    byId(id).replaceChildren()
  for (const id of ['state-words', 'message-title', 'message-text', 'texts-note']) silence(byId(id))
}

function onDay(day: string): HTMLElement {
  return said(line('day', onDate(day)))
}

type State = AuthorReading['state']

/** Which of the five steps of the road the proposal stands on; none of them once it has left it. */
const road: readonly (readonly State[])[] = [
  ['received', 'returned'],
  ['routing'],
  ['reviewing', 'trial', 'reopened'],
  ['planned', 'partly_planned', 'in_place', 'continued', 'declined'],
  ['done', 'partly_done', 'confirmed', 'model_case'],
]

function showRoad({ state }: AuthorReading): void {
  const current = road.findIndex((states) => states.includes(state))
  byId('road').hidden = current === -1
  for (const [i, step] of [...byId('road').children].entries()) {
    step.classList.toggle('done', i < current)
    if (i === current) step.setAttribute('aria-current', 'step')
    else step.removeAttribute('aria-current')
  }
}

function showMessage({ state, message, desk, mergedInto }: AuthorReading): void {
  const titles: Partial<Record<State, Line>> = {
    returned: line('rewriteAsked'),
    referred: line('referredTo', desk === '' ? line('specialDesk') : { term: desk }),
    out_of_scope: line('outOfScope'),
    merged: line('mergedInto', mergedInto),
  }
  const title = titles[state]
  byId('message').hidden = title === undefined
  silence(byId('message-text'))
  if (title === undefined) return silence(byId('message-title'))
  put(byId('message-title'), title)
  if (state === 'merged') put(byId('message-text'), line('mergedText'))
  else byId('message-text').append(japanese(message))
}

function showAnswers({ answers, interim }: AuthorReading): void {
  const shown = answers.map((answer, i) => answerElement(answer, i > 0))
  if (interim !== null) {
    const words = japanese(interim.text, 'p', 'text')
    const from = said(line('dayAndUnit', onDate(interim.on), { ja: interim.unit }), 'p', 'muted')
    shown.push(element('article', 'seen', said(line('interim'), 'h3'), from, words))
  }
  byId('answers').hidden = shown.length === 0
  byId('answers-list').replaceChildren(...shown)
}

function answerElement({ answer, ...shown }: ShownAnswer, old: boolean): HTMLElement {
  const { date, nextDate, hours } = answer
  const done = answer.conclusion === 'done' || answer.conclusion === 'partly_done'
  const written = (key: WrittenRow, words: string): Row[] =>
    words === '' ? [] : [[line(key), japanese(words)]]
  const list: Row[] = [
    ...(nextDate === null ? [] : [[line('nextOn'), onDay(nextDate)] as const]),
    ...(date === null ? [] : [[line(done ? 'doneOn' : 'plannedOn'), onDay(date)] as const]),
    ...(shown.reasonLabel === '' ? [] : [[line('declineKind'), term(shown.reasonLabel)] as const]),
    ...written('reason', answer.reason),
    ...written('part', answer.part),
    ...written('where', answer.where),
    ...written('wouldChange', answer.wouldChange),
    ...(hours === null ? [] : [[line('hoursExpected'), said(line('saved', hours))] as const]),
    ...written('committee', answer.committee),
    ...written('signedBy', shown.signedBy.join('、')),
    ...written('decision', shown.decisionNumber),
  ]
  const name = said(line(old ? 'earlierAnswer' : 'answer'))
  const head = element('h3', '', name, ' ', term(shown.label, 'span', 'tag'))
  const on = said(line('publishedOn', onDate(shown.on)), 'p', 'muted')
  return element('article', 'seen', head, on, element('dl', 'summary-list', ...rows(list)))
}

function showTexts({ shown, written, publicity, state }: AuthorReading): void {
  const own = written === null ? [] : [written.current, written.idea, written.effect]
  const early = ['received', 'returned', 'referred', 'out_of_scope', 'withdrawn'].includes(state)
  byId('texts').hidden = shown === null && written === null
  put(byId('texts-note'), line(early ? 'ownEarly' : textNotes[publicity]))
  const parts =
    early || shown === null
      ? own.map((text, i) => ({ label: ['今の状況', '改善の案', '期待できる効果'][i] ?? '', text }))
      : shown.parts
  const title = early || shown === null ? (written?.title ?? '') : shown.title
  byId('texts-shown').replaceChildren(
    japanese(title, 'h3'),
    ...parts
      .filter(({ text }) => text !== '')
      .flatMap(({ label, text }) => [term(label, 'h4'), japanese(text, 'p', 'text')]),
  )
}

const textNotes = { open: 'shownOpen', summary: 'shownSummary', closed: 'shownClosed' } as const

type Row = readonly [term: Line, words: Node]
/** Rows with what people have written. */
type WrittenRow =
  | 'reason'
  | 'part'
  | 'where'
  | 'wouldChange'
  | 'committee'
  | 'signedBy'
  | 'decision'

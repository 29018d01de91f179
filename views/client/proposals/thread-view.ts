import type { AuthorReading, ShownAnswer } from '../../../server/proposals/shown.ts'
import { byId } from '../answer/page.ts'
import { dayWords } from './day-words.ts'
import { element, rows } from './element.ts'

/** Everything of a thread that is only read. */
export function showThread(reading: AuthorReading): void {
  const { state, stateLabel, unitNames, expected } = reading
  byId('state-words').textContent = stateWords[state] ?? `今の状態は「${stateLabel}」です。`
  showRoad(reading)
  showMessage(reading)
  byId('facts').replaceChildren(
    ...rows([
      ['提案番号', reading.number],
      ['状態', `${stateLabel}（${dayWords(reading.stateOn)}から）`],
      ['受け付けた日', dayWords(reading.receivedOn)],
      ['テーマ', reading.theme],
      ...(unitNames.length === 0 ? [] : [['所管', unitNames.join('、')] as const]),
      ...(expected === '' ? [] : [['次の期限', dayWords(expected)] as const]),
    ]),
  )
  showAnswers(reading)
  showTexts(reading)
  byId('past').hidden = reading.steps.length === 0
  byId('past-list').replaceChildren(
    ...reading.steps.map(({ on, act }) =>
      element('li', '', element('span', 'muted', dayWords(on)), ` ${act}`),
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
  for (const id of ['state-words', 'message-title', 'message-text', 'texts-note'])
    byId(id).textContent = ''
}

type State = AuthorReading['state']

const stateWords: Partial<Record<State, string>> = {
  received: '提案担当が、内容を確かめています。',
  returned: '提案担当から、書き直しのお願いがあります。',
  referred: '専用の窓口をご案内しています。',
  out_of_scope: 'この制度の対象外となりました。',
  merged: '同じ趣旨の提案と一つにして、検討しています。',
  routing: '所管の所属に送られました。所属が受けるかどうかを確かめています。',
  reviewing: '所管の所属が検討しています。',
  trial: '小さく試しながら、検討しています。',
  reopened: '再検討することになりました。',
  planned: '実施することになりました。',
  partly_planned: '一部を実施することになりました。',
  in_place: 'すでに対応済みという回答です。',
  continued: '引き続き検討するという回答です。',
  declined: '今回は見送るという回答です。',
  done: '実施されました。',
  partly_done: '一部が実施されました。',
  confirmed: '実施され、効果が確認されました。',
  model_case: '実施され、好事例に選ばれました。',
  withdrawn: '取り下げました。',
  expired: '保存期間が過ぎ、文章は消去されました。',
}

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
  const titles: Partial<Record<State, string>> = {
    returned: '書き直しのお願い',
    referred: `${desk || '専用の窓口'}へお願いします`,
    out_of_scope: '対象外とした理由',
    merged: `提案番号 ${mergedInto} に統合しました`,
  }
  const words =
    state === 'merged'
      ? '結論は、統合した提案に対して出されます。提案の一覧で、その番号をご覧ください。'
      : message
  byId('message').hidden = titles[state] === undefined
  byId('message-title').textContent = titles[state] ?? ''
  byId('message-text').textContent = words
}

function showAnswers({ answers, interim }: AuthorReading): void {
  const shown = answers.map((answer, i) => answerElement(answer, i > 0))
  if (interim !== null) {
    const words = element('p', 'text', interim.text)
    const from = element('p', 'muted', `${dayWords(interim.on)}　${interim.unit}`)
    shown.push(element('article', 'seen', element('h3', '', '途中の回答'), from, words))
  }
  byId('answers').hidden = shown.length === 0
  byId('answers-list').replaceChildren(...shown)
}

function answerElement({ answer, ...shown }: ShownAnswer, old: boolean): HTMLElement {
  const { date, nextDate, hours } = answer
  const done = answer.conclusion === 'done' || answer.conclusion === 'partly_done'
  const pairs: [string, string][] = [
    ['次に回答する日', nextDate === null ? '' : dayWords(nextDate)],
    [done ? '実施した日' : '実施の予定日', date === null ? '' : dayWords(date)],
    ['見送りの理由の区分', shown.reasonLabel],
    ['理由', answer.reason],
    ['実施する部分と、残りを実施しない理由', answer.part],
    ['どこを見れば分かるか', answer.where],
    ['何が変われば実施できるか', answer.wouldChange],
    ['見込まれる効果', hours === null ? '' : `年間${hours.toLocaleString('ja-JP')}時間の削減`],
    ['部会の議', answer.committee],
    ['回答した所属', shown.signedBy.join('、')],
    ['決裁番号', shown.decisionNumber],
  ]
  const list = element('dl', 'summary-list', ...rows(pairs.filter(([, words]) => words !== '')))
  const head = element(
    'h3',
    '',
    `${old ? '前の回答' : '回答'} `,
    element('span', 'tag', shown.label),
  )
  return element('article', 'seen', head, element('p', 'muted', `${dayWords(shown.on)}公表`), list)
}

function showTexts({ shown, written, publicity, state }: AuthorReading): void {
  const own = written === null ? [] : [written.current, written.idea, written.effect]
  const early = ['received', 'returned', 'referred', 'out_of_scope', 'withdrawn'].includes(state)
  byId('texts').hidden = shown === null && written === null
  byId('texts-note').textContent = early
    ? 'あなたが書いた文章です。所属には、まだ見えていません。'
    : textNotes[publicity]
  const parts =
    early || shown === null
      ? own.map((text, i) => ({ label: ['今の状況', '改善の案', '期待できる効果'][i] ?? '', text }))
      : shown.parts
  const title = early || shown === null ? (written?.title ?? '') : shown.title
  byId('texts-shown').replaceChildren(
    element('h3', '', title),
    ...parts
      .filter(({ text }) => text !== '')
      .flatMap(({ label, text }) => [element('h4', '', label), element('p', 'text', text)]),
  )
}

const textNotes = {
  open: '所管の所属が読んでいる文章です。提案の一覧に載っているときは、全職員も同じ文章を読めます。■は、人が分かるおそれがあるため、提案担当が伏せた文字です。',
  summary: '所属と全職員が読んでいる要旨です。',
  closed:
    '所管の所属が読んでいる文章です。■は、人が分かるおそれがあるため、提案担当が伏せた文字です。提案の一覧には載っていません。',
} as const

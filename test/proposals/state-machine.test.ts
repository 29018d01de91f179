/** 状態の表: who may do what in which state, written down from the design and not from the program. */
import { describe, expect, it } from 'vitest'
import type { ActName } from '../../server/proposals/acts.ts'
import { decide, Refused, type Who } from '../../server/proposals/decide.ts'
import { circumstances } from '../../server/proposals/desk.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { proposalSchema } from '../../server/proposals/proposal.ts'
import { type ActingRole, actingRoles } from '../../server/proposals/rules.ts'
import { stateNames } from '../../server/proposals/states.ts'
import {
  answers,
  around,
  author,
  compliance,
  desk,
  director,
  head,
  inState,
  JOINT,
  LEAD,
  neighbour,
  promoter,
  type Step,
  system,
} from './village.ts'

const CHECK = 'received returned'
const UNIT = 'routing reviewing trial reopened'
const CONSIDERED = 'reviewing trial'
/** Where an answer can be written: the first one, or the next after one that is not final. */
const WRITING = 'reviewing trial continued planned partly_planned'
const CARRIED_OUT = 'done partly_done'
const PUBLISHED = `planned partly_planned in_place continued declined ${CARRIED_OUT} confirmed model_case`
const ALIVE = `${CHECK} ${UNIT} ${PUBLISHED}`
const NOT_EXPIRED = `${ALIVE} referred out_of_scope merged withdrawn`
const OVER = `referred out_of_scope merged withdrawn expired in_place declined ${CARRIED_OUT} confirmed model_case`
const SPREAD = `planned partly_planned in_place ${CARRIED_OUT} confirmed model_case`

const TODAY = '2027-01-20'
const written = { title: '件名', current: '今', idea: '案', effect: '' }
const draft = (stage: 'drafting' | 'submitted' | 'approved') => ({
  answer: answers(TODAY).declined,
  stage,
  decisionNumber: '',
  note: '',
  on: '2027-01-19',
})
const question = (stage: 'screening' | 'open') => ({
  id: 'Q1XX',
  unit: LEAD,
  text: 'いつからですか。',
  stage,
  askedOn: '2027-01-04',
  openedOn: stage === 'open' ? '2027-01-04' : null,
  closedOn: null,
  reply: '',
  note: '',
})
const outcome = (measuredOn: string | null) => ({
  doneOn: '2026-06-10',
  expectedHours: 120,
  measuredHours: measuredOn === null ? null : 100,
  measuredText: '',
  measuredOn,
})
const pending: Proposal['pending'] = {
  act: 'erase',
  on: TODAY,
  text: '第三者の氏名',
  desk: null,
  reasonCode: null,
  erase: ['current'],
}
const answeredToday = [
  { answer: answers(TODAY).declined, units: [LEAD], decisionNumber: '', on: '2027-01-18' },
]

interface Row {
  readonly act: Step[1]
  readonly roles: string
  readonly states: string
  /** What has to be there, besides the state, for the act to be possible. */
  readonly given?: Partial<Proposal>
}

const DESK = 'desk'
const BOTH = 'desk compliance'
const HEAD = 'head director'
const STAFF = 'promoter head director'

/** One line an act: by whom, in which states. */
const table: Readonly<Record<ActName, Row>> = {
  // 提案担当
  mask: { act: { act: 'mask', masks: [] }, roles: DESK, states: ALIVE },
  retheme: { act: { act: 'retheme', theme: 'office' }, roles: DESK, states: ALIVE },
  return: { act: { act: 'return', text: 'お願い' }, roles: DESK, states: 'received' },
  summarise: {
    act: { act: 'summarise', title: '要旨', text: '要旨です。' },
    roles: DESK,
    states: 'received',
    given: { publicity: 'summary', summary: null },
  },
  refer: {
    act: { act: 'refer', desk: 'whistle', text: '窓口へ' },
    roles: DESK,
    states: `${CHECK} ${UNIT}`,
    given: { answers: [] },
  },
  exclude: {
    act: { act: 'exclude', reasonCode: 'defamation', text: '中傷です。' },
    roles: DESK,
    states: `${CHECK} ${UNIT}`,
    given: { answers: [] },
  },
  erase: {
    act: { act: 'erase', erase: ['current'], text: '第三者の氏名' },
    roles: BOTH,
    states: NOT_EXPIRED,
  },
  confirm: { act: { act: 'confirm' }, roles: BOTH, states: NOT_EXPIRED, given: { pending } },
  dismiss: {
    act: { act: 'dismiss', text: '誤りでした。' },
    roles: BOTH,
    states: NOT_EXPIRED,
    given: { pending },
  },
  merge: {
    act: { act: 'merge', into: 'ABCD-EF' },
    roles: DESK,
    states: 'received routing reviewing',
  },
  unmerge: {
    act: { act: 'unmerge' },
    roles: 'desk system',
    states: 'merged',
    given: { merged: { into: 'ABCD-EF', on: '2027-01-10', from: 'received' } },
  },
  route: {
    act: { act: 'route', units: ['2020'] },
    roles: DESK,
    states: 'received routing',
    given: { refusal: { unit: LEAD, names: '2020', reason: '所管は2020です。', on: TODAY } },
  },
  'release-question': {
    act: { act: 'release-question', question: 'Q1XX' },
    roles: DESK,
    states: CONSIDERED,
    given: { questions: [question('screening')] },
  },
  'refuse-question': {
    act: { act: 'refuse-question', question: 'Q1XX', text: '人を特定します。' },
    roles: DESK,
    states: CONSIDERED,
    given: { questions: [question('screening')] },
  },
  publish: {
    act: { act: 'publish' },
    roles: DESK,
    states: WRITING,
    given: { draft: draft('approved') },
  },
  'give-back': {
    act: { act: 'give-back', text: '理由が分かりません。' },
    roles: DESK,
    states: WRITING,
    given: { draft: draft('approved') },
  },
  'confirm-effect': {
    act: { act: 'confirm-effect' },
    roles: DESK,
    states: `${CARRIED_OUT} model_case`,
    given: { outcome: outcome('2027-01-12') },
  },
  'model-case': {
    act: { act: 'model-case', text: '紹介' },
    roles: DESK,
    states: `${CARRIED_OUT} confirmed`,
  },
  reopen: { act: { act: 'reopen', text: '法令が変わりました。' }, roles: DESK, states: PUBLISHED },
  transfer: {
    act: { act: 'transfer', from: LEAD, to: '2020' },
    roles: 'desk system',
    states: `${ALIVE} merged`,
    given: {
      units: [{ unit: LEAD, acceptedOn: null, opinion: '' }],
      answers: [],
      draft: null,
    },
  },
  hold: { act: { act: 'hold', text: '開示請求' }, roles: BOTH, states: NOT_EXPIRED },
  'release-hold': {
    act: { act: 'release-hold' },
    roles: BOTH,
    states: NOT_EXPIRED,
    given: { hold: { reason: '開示請求', on: TODAY } },
  },
  // 所管
  accept: { act: { act: 'accept' }, roles: HEAD, states: 'routing reopened' },
  decline: {
    act: { act: 'decline', names: '2020', text: '所管は2020です。' },
    roles: HEAD,
    states: 'routing',
  },
  interim: { act: { act: 'interim', text: '検討しています。' }, roles: HEAD, states: CONSIDERED },
  ask: { act: { act: 'ask', text: 'どの帳票ですか。' }, roles: STAFF, states: CONSIDERED },
  opinion: {
    act: { act: 'opinion', text: '賛成です。' },
    roles: STAFF,
    states: CONSIDERED,
  },
  draft: { act: { act: 'draft', answer: answers(TODAY).done }, roles: STAFF, states: WRITING },
  submit: {
    act: { act: 'submit' },
    roles: 'promoter',
    states: WRITING,
    given: { draft: draft('drafting') },
  },
  approve: {
    act: { act: 'approve', decisionNumber: '' },
    roles: HEAD,
    states: WRITING,
    given: { draft: draft('submitted') },
  },
  'send-back': {
    act: { act: 'send-back', text: 'もう一度' },
    roles: HEAD,
    states: WRITING,
    given: { draft: draft('submitted') },
  },
  'start-trial': {
    act: { act: 'start-trial', endsOn: '2027-03-31', text: '試します。' },
    roles: HEAD,
    states: 'reviewing',
  },
  'mark-done': {
    act: { act: 'mark-done', conclusion: 'done', doneOn: TODAY, hours: 10, text: '終わりました。' },
    roles: HEAD,
    states: 'planned partly_planned',
  },
  'report-effect': {
    act: { act: 'report-effect', hours: 90, text: '測りました。' },
    roles: HEAD,
    states: `${CARRIED_OUT} model_case`,
    given: { outcome: outcome(null) },
  },
  // Any unit
  adopt: { act: { act: 'adopt', text: 'うちでも' }, roles: 'anyUnit', states: SPREAD },
  'report-adoption': {
    act: { act: 'report-adoption', hours: 5, text: '減りました。' },
    roles: 'anyUnit',
    states: SPREAD,
    given: {
      adoptions: [{ unit: '2020', on: TODAY, stage: 'planned', text: 'うちでも', hours: null }],
    },
  },
  // 提案者
  rewrite: { act: { act: 'rewrite', written }, roles: 'author', states: 'returned' },
  'approve-summary': {
    act: { act: 'approve-summary' },
    roles: 'author',
    states: 'received',
    given: { summary: { title: '要旨', text: '要旨', stage: 'asked', askedOn: TODAY, note: '' } },
  },
  'reject-summary': {
    act: { act: 'reject-summary', text: '違います。' },
    roles: 'author',
    states: 'received',
    given: { summary: { title: '要旨', text: '要旨', stage: 'asked', askedOn: TODAY, note: '' } },
  },
  reply: {
    act: { act: 'reply', question: 'Q1XX', text: '月報です。' },
    roles: 'author',
    states: CONSIDERED,
    given: { questions: [question('open')] },
  },
  'leave-unanswered': {
    act: { act: 'leave-unanswered', question: 'Q1XX' },
    roles: 'author',
    states: CONSIDERED,
    given: { questions: [question('open')] },
  },
  'flag-question': {
    act: { act: 'flag-question', question: 'Q1XX', text: '' },
    roles: 'author',
    states: NOT_EXPIRED,
    given: { questions: [question('open')] },
  },
  withdraw: {
    act: { act: 'withdraw' },
    roles: 'author',
    states: `${CHECK} ${UNIT} merged`,
    given: { answers: [] },
  },
  reconsider: {
    act: { act: 'reconsider', text: '新しい理由です。' },
    roles: 'author',
    states: PUBLISHED,
    given: { answers: answeredToday },
  },
  'report-hunt': {
    act: { act: 'report-hunt', text: 'だれが書いたか聞かれました。' },
    roles: 'author',
    states: NOT_EXPIRED,
  },
  // By itself
  'accept-by-time': { act: { act: 'accept-by-time' }, roles: 'system', states: 'routing reopened' },
  'return-lapsed': { act: { act: 'return-lapsed' }, roles: 'system', states: 'returned' },
  'summary-lapsed': {
    act: { act: 'summary-lapsed' },
    roles: 'system',
    states: 'received',
    given: {
      summary: { title: '要旨', text: '要旨', stage: 'asked', askedOn: '2027-01-04', note: '' },
    },
  },
  'question-lapsed': {
    act: { act: 'question-lapsed', question: 'Q1XX' },
    roles: 'system',
    states: CONSIDERED,
    given: { questions: [question('open')] },
  },
  remind: {
    act: { act: 'remind', steps: ['conclusion+5:2027-01-12'] },
    roles: 'system',
    states: ALIVE,
  },
  expire: { act: { act: 'expire', kinds: ['texts'] }, roles: 'system', states: OVER },
}

const who: Readonly<Record<ActingRole, Who>> = {
  author,
  desk,
  compliance,
  promoter,
  head,
  director,
  anyUnit: neighbour,
  system,
}

const at = circumstances(around(TODAY))
const names = Object.keys(table) as ActName[]
const fixtures = new Map(stateNames.map((state) => [state, inState(state)]))

type Decide = typeof decide

/** Where a state machine departs from the table: `desk received: done, not refused`. */
function departures(machine: Decide, name: ActName): string[] {
  const { act, given, ...row } = table[name]
  const roles = row.roles.split(' ')
  const allowedIn = row.states.split(' ')
  return stateNames.flatMap((state) => {
    const fixture = fixtures.get(state)
    if (fixture === undefined) throw new Error(state)
    const p: Proposal = { ...fixture, pending: null, hold: null, ...given }
    return actingRoles.flatMap((role) => {
      const expected = roles.includes(role) && allowedIn.includes(state) ? 'done' : 'refused'
      const found = outcomeOf(machine, p, role, act)
      return found === expected ? [] : [`${name} ${role} ${state}: ${found}, not ${expected}`]
    })
  })
}

function outcomeOf(
  machine: Decide,
  p: Proposal,
  role: ActingRole,
  act: Step[1],
): 'done' | 'refused' {
  const joint = act.act === 'opinion' && role !== 'desk'
  try {
    proposalSchema.parse(machine(p, joint ? { ...who[role], unit: JOINT } : who[role], act, at))
    return 'done'
  } catch (error) {
    if (error instanceof Refused) return 'refused'
    throw error
  }
}

describe('状態・役割・操作の表', () => {
  it.each(names)('「%s」は、設計の役割と状態でだけできる', (name) => {
    expect(departures(decide, name)).toEqual([])
  })

  it('は、20の状態のすべてを知っている', () => {
    const named = new Set(Object.values(table).flatMap(({ states }) => states.split(' ')))
    expect([...named].toSorted()).toEqual([...stateNames].toSorted())
  })

  it('は、断った操作のあとを何も残さない', () => {
    const p = deepFrozen(inState('planned'))
    const before = JSON.stringify(p)
    for (const { act } of Object.values(table)) {
      for (const role of actingRoles) outcomeOf(decide, p, role, act)
    }
    expect(JSON.stringify(p)).toBe(before)
  })

  it('は、本来の道を通って20の状態のすべてに着く', () => {
    for (const state of stateNames) expect(inState(state).state).toBe(state)
  })

  it.each<[string, Decide]>([
    [
      '事務局が回答を承認できる',
      (p, by, act, on) =>
        decide(p, act.act === 'approve' && by.role === 'desk' ? head : by, act, on),
    ],
    [
      '所管が受付の前から質問できる',
      (p, by, act, on) => {
        if (act.act !== 'ask' || p.state !== 'received') return decide(p, by, act, on)
        return { ...decide({ ...p, units: fromRouting, state: 'reviewing' }, by, act, on) }
      },
    ],
    [
      '好事例を消去できない',
      (p, by, act, on) => {
        if (act.act === 'expire' && p.state === 'model_case') throw new Refused('')
        return decide(p, by, act, on)
      },
    ],
  ])('は、まちがった仕組みを見つける：%s', (_, machine) => {
    expect(names.flatMap((name) => departures(machine, name))).not.toEqual([])
  })
})

const fromRouting = [{ unit: LEAD, acceptedOn: null, opinion: '' }]

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const own of Object.values(value)) deepFrozen(own)
    Object.freeze(value)
  }
  return value
}

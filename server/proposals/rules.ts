import type { ActName } from './acts.ts'
import { concluded, ended, type State, stateNames } from './states.ts'

/**
 * In which part somebody acts. `head` is 推進責任者 of a responsible unit; `director` the 部長 above it;
 * `anyUnit` head or promoter of any unit at all (うちでもやる).
 */
export const actingRoles = [
  'author',
  'desk',
  'compliance',
  'promoter',
  'head',
  'director',
  'anyUnit',
  'system',
] as const
export type ActingRole = (typeof actingRoles)[number]

interface Rule {
  /** What is recorded and what a button says. */
  readonly label: string
  readonly roles: readonly ActingRole[]
  readonly states: readonly State[]
}

const before: readonly State[] = ['received', 'returned']
const open: readonly State[] = ['routing', 'reviewing', 'trial', 'reopened']
/** An answer may be written: for the first time, or because a published one is not final. */
const answerable: readonly State[] = [
  'reviewing',
  'trial',
  'continued',
  'planned',
  'partly_planned',
]
const carriedOut: readonly State[] = ['done', 'partly_done']
const alive: readonly State[] = stateNames.filter((state) => !ended.includes(state))
const notExpired: readonly State[] = stateNames.filter((state) => state !== 'expired')
/** Nobody owes an answer any more. */
const over: readonly State[] = [
  ...ended,
  'in_place',
  'declined',
  ...carriedOut,
  'confirmed',
  'model_case',
]

const ofHead: readonly ActingRole[] = ['head', 'director']
const ofUnit: readonly ActingRole[] = ['promoter', 'head', 'director']

/** The state machine as a table: who may do what, in which states. `decide` adds what each act demands. */
export const rules: Readonly<Record<ActName, Rule>> = {
  mask: { label: '伏せる箇所を決定', roles: ['desk'], states: alive },
  retheme: { label: 'テーマを変更', roles: ['desk'], states: alive },
  return: { label: '書き直しのお願い', roles: ['desk'], states: ['received'] },
  summarise: { label: '要旨の案を作成', roles: ['desk'], states: ['received'] },
  refer: { label: '専用窓口の案内を起案', roles: ['desk'], states: [...before, ...open] },
  exclude: { label: '対象外を起案', roles: ['desk'], states: [...before, ...open] },
  erase: { label: '個人情報の消去を起案', roles: ['desk', 'compliance'], states: notExpired },
  confirm: { label: '二人目の確認', roles: ['desk', 'compliance'], states: notExpired },
  dismiss: { label: '起案の取りやめ', roles: ['desk', 'compliance'], states: notExpired },
  merge: { label: '統合', roles: ['desk'], states: ['received', 'routing', 'reviewing'] },
  unmerge: { label: '統合の取消し', roles: ['desk', 'system'], states: ['merged'] },
  route: { label: '所管へ照会', roles: ['desk'], states: ['received', 'routing'] },
  'release-question': {
    label: '質問を提案者へ送付',
    roles: ['desk'],
    states: ['reviewing', 'trial'],
  },
  'refuse-question': { label: '質問を所管へ返却', roles: ['desk'], states: ['reviewing', 'trial'] },
  publish: { label: '回答を公表', roles: ['desk'], states: answerable },
  'give-back': { label: '回答の案を所管へ返却', roles: ['desk'], states: answerable },
  'confirm-effect': {
    label: '効果を確認',
    roles: ['desk'],
    states: [...carriedOut, 'model_case'],
  },
  'model-case': { label: '好事例に選定', roles: ['desk'], states: [...carriedOut, 'confirmed'] },
  reopen: { label: '再検討を依頼', roles: ['desk'], states: concluded },
  transfer: {
    label: '承継する所属へ引継ぎ',
    roles: ['desk', 'system'],
    states: [...alive, 'merged'],
  },
  hold: { label: '消去を停止', roles: ['desk', 'compliance'], states: notExpired },
  'release-hold': { label: '消去の停止を解除', roles: ['desk', 'compliance'], states: notExpired },

  accept: { label: '受諾', roles: ofHead, states: ['routing', 'reopened'] },
  decline: { label: '所管でない旨の回答', roles: ofHead, states: ['routing'] },
  interim: { label: '一次回答', roles: ofHead, states: ['reviewing', 'trial'] },
  ask: { label: '提案者への質問を作成', roles: ofUnit, states: ['reviewing', 'trial'] },
  opinion: { label: '関係所属の意見', roles: ofUnit, states: ['reviewing', 'trial'] },
  draft: { label: '回答の案を作成', roles: ofUnit, states: answerable },
  submit: { label: '回答の案を提出', roles: ['promoter'], states: answerable },
  approve: { label: '回答を承認', roles: ofHead, states: answerable },
  'send-back': { label: '回答の案を差戻し', roles: ofHead, states: answerable },
  'start-trial': { label: '試行を開始', roles: ofHead, states: ['reviewing'] },
  'mark-done': { label: '実施を報告', roles: ofHead, states: ['planned', 'partly_planned'] },
  'report-effect': {
    label: '効果を報告',
    roles: ofHead,
    states: [...carriedOut, 'model_case'],
  },

  adopt: {
    label: 'うちでもやる',
    roles: ['anyUnit'],
    states: ['planned', 'partly_planned', 'in_place', ...carriedOut, 'confirmed', 'model_case'],
  },
  'report-adoption': {
    label: 'うちでもやる：効果を報告',
    roles: ['anyUnit'],
    states: ['planned', 'partly_planned', 'in_place', ...carriedOut, 'confirmed', 'model_case'],
  },

  rewrite: { label: '書き直し', roles: ['author'], states: ['returned'] },
  'approve-summary': {
    label: '要旨を承認',
    roles: ['author'],
    states: ['received'],
  },
  'reject-summary': {
    label: '要旨の手直しを希望',
    roles: ['author'],
    states: ['received'],
  },
  reply: { label: '質問に回答', roles: ['author'], states: ['reviewing', 'trial'] },
  'leave-unanswered': {
    label: '質問に答えない',
    roles: ['author'],
    states: ['reviewing', 'trial'],
  },
  'flag-question': {
    label: '質問についてコンプライアンスへ連絡',
    roles: ['author'],
    states: notExpired,
  },
  withdraw: { label: '取下げ', roles: ['author'], states: [...before, ...open, 'merged'] },
  reconsider: { label: '再検討を希望', roles: ['author'], states: concluded },
  'report-hunt': { label: 'コンプライアンスへ連絡', roles: ['author'], states: notExpired },

  'accept-by-time': {
    label: '期限の経過により検討開始',
    roles: ['system'],
    states: ['routing', 'reopened'],
  },
  'return-lapsed': { label: '書き直しの期限の経過', roles: ['system'], states: ['returned'] },
  'summary-lapsed': {
    label: '要旨の確認期限の経過',
    roles: ['system'],
    states: ['received'],
  },
  'question-lapsed': {
    label: '質問の回答期限の経過',
    roles: ['system'],
    states: ['reviewing', 'trial'],
  },
  remind: { label: '期限のお知らせ', roles: ['system'], states: alive },
  expire: { label: '保存期間の満了により消去', roles: ['system'], states: over },
}

export function mayAct(act: ActName, role: ActingRole, state: State): boolean {
  const rule = rules[act]
  return rule.roles.includes(role) && rule.states.includes(state)
}

import { addDays } from '../calendar/working-days.ts'
import { type Change, type Changes, Refused } from './change.ts'
import type { AuthorAct } from './message.ts'
import type { Day, Proposal } from './proposal.ts'
import { withQuestion } from './questions.ts'
import { mayAct, rules } from './rules.ts'

/** How long the author can put a published answer into question. Days. */
const RECONSIDER_DAYS = 30

/** What the author does with the receipt. */
export const authorActs: Changes<AuthorAct['act']> = {
  // A draft of the desk was about the text that is gone.
  rewrite({ p }, { written }) {
    if (p.hold !== null)
      throw new Refused('開示請求のため、今は書き直せません。書き直しの期限の後に次へ進みます。')
    return { state: 'received', written, masks: [], summary: null, pending: null }
  },
  'approve-summary': ({ p }) => ({ summary: { ...askedSummary(p), stage: 'approved' } }),
  'reject-summary': ({ p }, { text }) => ({
    summary: { ...askedSummary(p), stage: 'rejected', note: text },
  }),
  reply: ({ p, today }, { question, text }) =>
    withQuestion(p, question, 'open', { stage: 'answered', reply: text, closedOn: today }),
  'leave-unanswered': ({ p, today }, { question }) =>
    withQuestion(p, question, 'open', { stage: 'unanswered', closedOn: today }),
  'flag-question': ({ p, today }, { question: id }) => {
    const question = p.questions.find((one) => one.id === id)
    if (question === undefined || question.openedOn === null)
      throw new Refused('質問がありません。')
    return question.stage === 'open'
      ? withQuestion(p, id, 'open', { stage: 'flagged', closedOn: today })
      : {}
  },
  withdraw({ p }) {
    if (p.answers.length > 0) throw new Refused('回答が公表された後は、取り下げられません。')
    // Personal data of others does not stay because its author has gone.
    const pending = p.pending?.act === 'erase' ? p.pending : null
    return { state: 'withdrawn', pending, merged: null }
  },
  reconsider({ p, today }, { text }) {
    const refusal = reconsiderRefusal(p, today)
    if (refusal !== null) throw new Refused(refusal)
    return reopened('author', text, today)
  },
  'report-hunt': () => ({}),
}

/** Once, within 30 days of the answer; 提案担当's own reopening does not use it up. null: possible. */
export function reconsiderRefusal(p: Proposal, today: Day): string | null {
  const used = p.steps.some(({ act }) => act === rules.reconsider.label)
  if (used || p.reconsideration?.by === 'author') return '再検討の希望は、一度だけです。'
  const last = p.answers.at(-1)
  return last === undefined || addDays(last.on, RECONSIDER_DAYS) < today
    ? '再検討の希望は、回答の公表から30日までです。'
    : null
}

/** The author's acts that `decide` would accept. */
export function authorMay(p: Proposal, today: Day): AuthorAct['act'][] {
  const asked = p.summary?.stage === 'asked'
  const open = p.questions.some(({ stage }) => stage === 'open')
  const possible: Readonly<Record<AuthorAct['act'], boolean>> = {
    rewrite: p.hold === null,
    'approve-summary': asked,
    'reject-summary': asked,
    reply: open,
    'leave-unanswered': open,
    'flag-question': p.questions.some(({ openedOn }) => openedOn !== null),
    withdraw: p.answers.length === 0,
    reconsider: reconsiderRefusal(p, today) === null,
    'report-hunt': true,
  }
  return (Object.keys(possible) as AuthorAct['act'][]).filter(
    (act) => possible[act] && mayAct(act, 'author', p.state),
  )
}

export function reopened(by: 'author' | 'desk', reason: string, today: Day): Change {
  return {
    state: 'reopened',
    reconsideration: { by, reason, on: today },
    interim: null,
    modelCase: null,
    acceptedOn: null,
  }
}

/** @throws {Refused} */
export function askedSummary(p: Proposal): NonNullable<Proposal['summary']> {
  if (p.summary?.stage !== 'asked') throw new Refused('確認を待っている要旨はありません。')
  return p.summary
}

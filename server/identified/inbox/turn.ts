import type { Due } from '../../proposals/clocks.ts'
import type { Day, Proposal } from '../../proposals/proposal.ts'
import type { Owner } from '../../proposals/visibility.ts'
import type { Group } from './duty.ts'

/** Whose turn it is, in words. */
export interface Turn {
  readonly next: string
  readonly mine: boolean
}

/** What the turn depends on, for somebody who asks. */
export interface Present {
  readonly p: Proposal
  /** The one who asks approves answers here; prepares them; belongs to a joint unit alone. */
  readonly answers: boolean
  readonly drafts: boolean
  readonly joint: boolean
  /** The own unit, a joint one, has given no opinion. */
  readonly opinionMissing: boolean
  /** Who answers, in words. */
  readonly answerer: string
  readonly due: Due | null
  readonly effectFrom: Day | null
  readonly today: Day
}

export const answererNames: Readonly<Record<Owner['role'], string>> = {
  head: '推進責任者',
  director: '部長',
  desk: '提案担当',
  author: '',
}

/** Working days before a published day from which on it is somebody's turn. */
const SOON = 10

export function turnOf(group: Group, present: Present): Turn {
  return turns[group](present)
}

const turns: Readonly<Record<Group, (present: Present) => Turn>> = {
  acceptance({ p, answers, answerer }) {
    if (p.state === 'reopened')
      return answers ? own('再検討を始める') : other(`${answerer}が再検討を始めるのを待っています`)
    if (p.refusal !== null && !p.settled) return other('所管でない旨を回答済み。提案担当の決定待ち')
    return answers ? own('受諾するかを答える') : other(`${answerer}の受諾待ち`)
  },
  review: considering,
  asking(present) {
    const interimDue = present.answers && present.due?.clock === 'firstReply'
    return interimDue || present.joint ? considering(present) : other('提案者の返事を待っています')
  },
  draft(present) {
    const { p, answers, drafts, joint, answerer } = present
    if (joint) return opinion(present)
    if (p.draft?.stage === 'approved') return other('提案担当の公表待ち')
    if (p.draft?.stage === 'submitted')
      return answers ? own('回答の案を確かめて承認する') : other(`${answerer}の承認待ち`)
    return drafts ? own('回答の案を仕上げる') : other('所属が回答の案を作成中')
  },
  planned({ answers, joint, answerer, due }) {
    if (joint) return nothing
    if (answers && isSoon(due)) return own('実施したら報告する')
    return other(isLate(due) ? `${answerer}の実施の報告待ち` : '実施の予定日を待っています')
  },
  effect({ answers, answerer, effectFrom, today }) {
    if (effectFrom !== null && effectFrom > today)
      return other('実施から3か月たつと、効果を報告できます')
    return answers ? own('実際の効果を報告する') : other(`${answerer}の効果の報告待ち`)
  },
  continued({ drafts, joint, due }) {
    if (joint) return nothing
    if (drafts && isSoon(due)) return own('次の回答の案を作る')
    return other(isLate(due) ? '所属の回答待ち' : '次に回答する日を待っています')
  },
  ended({ p }) {
    const done = p.state === 'done' || p.state === 'partly_done'
    return done ? other('提案担当の効果の確認待ち') : nothing
  },
}

function considering(present: Present): Turn {
  const { answers, drafts, joint, due } = present
  if (joint) return opinion(present)
  if (answers && due?.clock === 'firstReply') return own('一次回答をする')
  return drafts ? own('回答の案を作る') : other('所属が検討しています')
}

function opinion({ opinionMissing }: Present): Turn {
  return opinionMissing ? own('関係所属の意見を書く') : other('主管の所属の回答待ち')
}

const nothing: Turn = { next: '', mine: false }
const own = (next: string): Turn => ({ next, mine: true })
const other = (next: string): Turn => ({ next, mine: false })

function isSoon(due: Due | null): boolean {
  return due !== null && due.left !== null && due.left <= SOON
}

function isLate(due: Due | null): boolean {
  return due !== null && due.left !== null && due.left < 0
}

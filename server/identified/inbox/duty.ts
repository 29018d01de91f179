import { addMonths } from '../../calendar/working-days.ts'
import { type ClockWork, type Due, duesOf } from '../../proposals/clocks.ts'
import type { Surroundings } from '../../proposals/desk.ts'
import { type Day, type Proposal, unitsOf } from '../../proposals/proposal.ts'
import { isStopped } from '../../proposals/settings.ts'
import { answererOf, type Owner } from '../../proposals/visibility.ts'
import type { Seat } from './my-proposal.ts'

/** The sections of the inbox, in its order. */
export const groups = {
  acceptance: '受諾待ち',
  review: '検討中',
  asking: '提案者へ質問中',
  draft: '回答の案',
  planned: '実施予定',
  effect: '効果の報告待ち',
  continued: '継続検討',
  ended: '終わったもの',
} as const
export type Group = keyof typeof groups

/** What comes next with a proposal, for somebody in these seats. */
export interface Duty {
  readonly group: Group
  /** What is to be done, or who is waited for; '' when nothing is. */
  readonly next: string
  /** Whether the one who asks is to do it. */
  readonly mine: boolean
  /** The nearest of the unit's clocks. */
  readonly due: Due | null
}

/** Working days before a published day from which on it is somebody's turn. */
const SOON = 10

export function dutyOf(p: Proposal, seats: readonly Seat[], around: Surroundings): Duty {
  const group = groupOf(p)
  const due =
    group === 'ended' ? null : (duesOf(p, around).find(({ owner }) => owner === 'unit') ?? null)
  const answerer = answererOf(p, around.org).role
  const part = partOf(answerer, seats)
  const [next, mine] = turnOf(p, seats, group, part, names[answerer], due, around.today)
  return { group, next, mine, due }
}

/** From this day on the effect can be reported; null when there is none to report. */
export function effectFrom(p: Proposal): Day | null {
  return p.outcome === null ? null : addMonths(p.outcome.doneOn, 3)
}

/** Whether the clocks stand still: a stop of all, or the one question that halts them. */
export function standsStill(p: Proposal, work: ClockWork): boolean {
  if (isStopped(work.settings, work.today)) return true
  const first = p.questions.find(({ openedOn }) => openedOn !== null)
  return first?.stage === 'open'
}

export function groupOf(p: Proposal): Group {
  switch (p.state) {
    case 'routing':
    case 'reopened':
      return 'acceptance'
    case 'reviewing':
    case 'trial':
      if (p.draft !== null) return 'draft'
      return p.questions.some(({ stage }) => stage === 'open') ? 'asking' : 'review'
    case 'planned':
    case 'partly_planned':
      return p.draft === null ? 'planned' : 'draft'
    case 'continued':
      return p.draft === null ? 'continued' : 'draft'
    case 'done':
    case 'partly_done':
    case 'model_case':
      return p.outcome?.measuredHours === null ? 'effect' : 'ended'
    default:
      return 'ended'
  }
}

/** `answerer` approves; `drafter` drafts only; `joint` gives an opinion; `above` watches. */
type Part = 'answerer' | 'drafter' | 'joint' | 'above'

function partOf(answerer: Owner['role'], seats: readonly Seat[]): Part {
  const lead = seats.filter((seat) => seat.lead)
  if (lead.some(({ role }) => role === answerer)) return 'answerer'
  if (lead.some(({ role }) => role === 'promoter')) return 'drafter'
  return lead.length > 0 ? 'above' : 'joint'
}

/** Who answers, in words. */
const names: Readonly<Record<Owner['role'], string>> = {
  head: '推進責任者',
  director: '部長',
  desk: '提案担当',
  author: '',
}

function turnOf(
  p: Proposal,
  seats: readonly Seat[],
  group: Group,
  part: Part,
  head: string,
  due: Due | null,
  today: Day,
): readonly [string, boolean] {
  const answers = part === 'answerer'
  const drafts = answers || part === 'drafter'
  const soon = due !== null && due.left !== null && due.left <= SOON
  switch (group) {
    case 'acceptance':
      if (p.state === 'routing' && p.refusal !== null && !p.settled)
        return ['所管でない旨を回答済み。提案担当の決定待ち', false]
      if (p.state === 'reopened')
        return answers
          ? ['再検討を始める', true]
          : [`${head}が再検討を始めるのを待っています`, false]
      return answers ? ['受諾するかを答える', true] : [`${head}の受諾待ち`, false]
    case 'review':
    case 'asking':
      if (part === 'joint') return opinionTurn(p, seats)
      if (answers && due?.clock === 'firstReply') return ['一次回答をする', true]
      if (group === 'asking') return ['提案者の返事を待っています', false]
      return drafts ? ['回答の案を作る', true] : ['所属が検討しています', false]
    case 'draft':
      if (part === 'joint') return opinionTurn(p, seats)
      if (p.draft?.stage === 'approved') return ['提案担当の公表待ち', false]
      if (p.draft?.stage === 'submitted')
        return answers ? ['回答の案を確かめて承認する', true] : [`${head}の承認待ち`, false]
      return drafts ? ['回答の案を仕上げる', true] : ['所属が回答の案を作成中', false]
    case 'planned':
      if (part === 'joint') return ['', false]
      if (answers && soon) return ['実施したら報告する', true]
      return ['実施の予定日を待っています', false]
    case 'effect': {
      const from = effectFrom(p)
      if (from !== null && from > today) return ['実施から3か月たつと、効果を報告できます', false]
      return answers ? ['実際の効果を報告する', true] : [`${head}の効果の報告待ち`, false]
    }
    case 'continued':
      if (part === 'joint') return ['', false]
      return drafts && soon ? ['次の回答の案を作る', true] : ['次に回答する日を待っています', false]
    case 'ended':
      return [
        p.outcome?.measuredHours != null && isDone(p) ? '提案担当の効果の確認待ち' : '',
        false,
      ]
  }
}

function opinionTurn(p: Proposal, seats: readonly Seat[]): readonly [string, boolean] {
  const missing = p.units
    .slice(1)
    .some(({ unit, opinion }) => opinion === '' && seats.some((seat) => seat.unit === unit))
  return missing ? ['関係所属の意見を書く', true] : ['主管の所属の回答待ち', false]
}

function isDone(p: Proposal): boolean {
  return p.state === 'done' || p.state === 'partly_done'
}

/** Whether several units answer together. */
export function isJoint(p: Proposal): boolean {
  return unitsOf(p).length > 1
}

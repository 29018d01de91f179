import { addMonths } from '../../calendar/working-days.ts'
import { type Due, duesOf } from '../../proposals/clocks.ts'
import type { Surroundings } from '../../proposals/desk.ts'
import { type Day, type Proposal, unitsOf } from '../../proposals/proposal.ts'
import { isStopped } from '../../proposals/settings.ts'
import { answererOf } from '../../proposals/visibility.ts'
import type { Seat } from './my-proposal.ts'
import { answererNames, turnOf } from './turn.ts'

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

export function dutyOf(p: Proposal, seats: readonly Seat[], around: Surroundings): Duty {
  const group = groupOf(p)
  const dues = group === 'ended' ? [] : duesOf(p, around)
  const due = dues.find(({ owner }) => owner === 'unit') ?? null
  const answerer = answererOf(p, around.org).role
  const lead = seats.filter((seat) => seat.lead)
  const turn = turnOf(group, {
    p,
    answers: lead.some(({ role }) => role === answerer),
    drafts: lead.some(({ role }) => role === answerer || role === 'promoter'),
    joint: lead.length === 0,
    opinionMissing: opinionMissing(p, seats),
    answerer: answererNames[answerer],
    due,
    effectFrom: effectFrom(p),
    today: around.today,
  })
  return { group, due, ...turn }
}

/** From this day on the effect can be reported; null when there is none to report. */
export function effectFrom(p: Proposal): Day | null {
  return p.outcome === null ? null : addMonths(p.outcome.doneOn, 3)
}

/** Whether the clocks stand still: a stop of all, or the one question that halts them. */
export function standsStill(p: Proposal, { settings, today }: Surroundings): boolean {
  if (isStopped(settings, today)) return true
  const first = p.questions.find(({ openedOn }) => openedOn !== null)
  return first?.stage === 'open'
}

/** Whether several units answer together. */
export function isJoint(p: Proposal): boolean {
  return unitsOf(p).length > 1
}

function groupOf(p: Proposal): Group {
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

function opinionMissing(p: Proposal, seats: readonly Seat[]): boolean {
  return p.units
    .slice(1)
    .some(({ unit, opinion }) => opinion === '' && seats.some((seat) => seat.unit === unit))
}

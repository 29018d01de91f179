import type { Due } from '../../proposals/clocks.ts'
import type { Proposal } from '../../proposals/proposal.ts'
import { ended } from '../../proposals/states.ts'

/** A proposal in a list of the desk, with the clocks that run for it. */
export interface Listed {
  readonly proposal: Proposal
  readonly dues: readonly Due[]
}

export type ListGroup = 'todo' | 'waiting' | 'all'

export interface DeskList {
  readonly label: string
  readonly group: ListGroup
  readonly holds: (one: Listed) => boolean
  /** What the page says where nothing is in it. */
  readonly empty: string
}

const todo = ['arrivals', 'refused', 'second', 'questions', 'publish', 'effect'] as const
const waiting = ['returned', 'summary', 'routing', 'reviewing', 'planned', 'continued'] as const
export const listNames = ['todo', ...todo, ...waiting, 'overdue', 'closed', 'all'] as const
export type ListName = (typeof listNames)[number]

/** Working days after which a late answer is on the list for 部会. */
export const COMMITTEE_AFTER = 10

/** What is to be done now, what others are to do, and everything: the filters of the desk, in order. */
export const deskLists: Readonly<Record<ListName, DeskList>> = {
  todo: {
    label: 'することのある提案すべて',
    group: 'todo',
    holds: (one) => todo.some((name) => deskLists[name].holds(one)),
    empty: 'いま、提案担当がすることはありません。',
  },
  arrivals: {
    label: '受付（確認前）',
    group: 'todo',
    holds: ({ proposal: p }) =>
      p.state === 'received' && p.summary?.stage !== 'asked' && p.pending === null,
    empty: '確認を待っている提案はありません。',
  },
  refused: {
    label: '所管でないとの回答',
    group: 'todo',
    holds: ({ proposal: p }) => isRefused(p) && p.pending === null,
    empty: '所管でないと回答された提案はありません。',
  },
  second: {
    label: '二人目の確認待ち',
    group: 'todo',
    holds: ({ proposal: p }) => p.pending !== null,
    empty: '二人目の確認を待っている起案はありません。',
  },
  questions: {
    label: '質問の点検',
    group: 'todo',
    holds: ({ proposal: p }) => p.questions.some(({ stage }) => stage === 'screening'),
    empty: '点検を待っている質問はありません。',
  },
  publish: {
    label: '公表待ちの回答',
    group: 'todo',
    holds: ({ proposal: p }) => p.draft?.stage === 'approved' && p.pending === null,
    empty: '公表を待っている回答はありません。',
  },
  effect: {
    label: '効果の確認待ち',
    group: 'todo',
    holds: ({ proposal: p }) =>
      (p.state === 'done' || p.state === 'partly_done') &&
      p.outcome !== null &&
      p.outcome.measuredHours !== null,
    empty: '効果の確認を待っている提案はありません。',
  },
  returned: {
    label: '差戻し中',
    group: 'waiting',
    holds: ({ proposal: p }) => p.state === 'returned',
    empty: '提案者の書き直しを待っている提案はありません。',
  },
  summary: {
    label: '要旨の確認中',
    group: 'waiting',
    holds: ({ proposal: p }) => p.state === 'received' && p.summary?.stage === 'asked',
    empty: '提案者の確認を待っている要旨はありません。',
  },
  routing: {
    label: '所管照会中',
    group: 'waiting',
    holds: ({ proposal: p }) => p.state === 'routing' || p.state === 'reopened',
    empty: '所管の返事を待っている提案はありません。',
  },
  reviewing: {
    label: '検討中・試行中',
    group: 'waiting',
    holds: ({ proposal: p }) => p.state === 'reviewing' || p.state === 'trial',
    empty: '所管が検討している提案はありません。',
  },
  planned: {
    label: '実施予定・実施済',
    group: 'waiting',
    holds: ({ proposal: p }) =>
      ['planned', 'partly_planned', 'done', 'partly_done'].includes(p.state),
    empty: '実施予定や実施済の提案はありません。',
  },
  continued: {
    label: '継続検討の期日',
    group: 'waiting',
    holds: ({ proposal: p }) => p.state === 'continued',
    empty: '継続検討の提案はありません。',
  },
  overdue: {
    label: '期限を過ぎたもの',
    group: 'all',
    holds: ({ dues }) => dues.some(({ left }) => left !== null && left < 0),
    empty: '期限を過ぎたものはありません。',
  },
  closed: {
    label: '閉じたもの',
    group: 'all',
    holds: ({ proposal: p }) => isClosed(p),
    empty: '閉じた提案はありません。',
  },
  all: { label: 'すべて', group: 'all', holds: () => true, empty: '当てはまる提案はありません。' },
}

/** What 提案担当 has to do with it now, by the names of the lists. */
export function tasksOf(one: Listed): ListName[] {
  return todo.filter((name) => deskLists[name].holds(one))
}

/** The unit has said that it is not responsible; 提案担当 decides. */
export function isRefused(p: Proposal): boolean {
  return p.state === 'routing' && p.refusal !== null && !p.settled
}

function isClosed(p: Proposal): boolean {
  if (ended.includes(p.state) || p.state === 'confirmed' || p.state === 'model_case') return true
  return p.state === 'in_place' || p.state === 'declined'
}

/** Answers that are so late that 部会 hears of them; the latest first. */
export function forCommittee(all: readonly Listed[]): Listed[] {
  return all
    .filter(({ dues }) => latenessOf(dues) >= COMMITTEE_AFTER)
    .toSorted((a, b) => latenessOf(b.dues) - latenessOf(a.dues) || byNumber(a, b))
}

/**
 * Working days that an answer is late; 0 when nothing is. 提案担当 count like a unit, with the check and with
 * an approved answer that they have not published.
 */
export function latenessOf(dues: readonly Due[]): number {
  return dues.reduce((most, due) => (isOfAnswer(due) ? Math.max(most, -(due.left ?? 0)) : most), 0)
}

/** Of what 提案担当 owe, only the confirmation of an effect keeps nobody waiting for an answer. */
export function isOfAnswer({ owner, clock }: Due): boolean {
  return owner === 'unit' || clock !== 'effect'
}

/** The nearest day first; what has none comes last, and then by the day of arrival. */
export function inOrder(listed: readonly Listed[]): Listed[] {
  return listed.toSorted(
    (a, b) =>
      compared(firstDay(a), firstDay(b)) ||
      compared(a.proposal.receivedOn, b.proposal.receivedOn) ||
      byNumber(a, b),
  )
}

/** By its number, or by words: all of them must stand in its text, its unit's name or its theme. */
export function matches(p: Proposal, query: string, wordsOf: (p: Proposal) => string): boolean {
  const words = folded(query).split(' ').filter(Boolean)
  if (words.length === 0) return true
  if (words.join('').replaceAll('-', '') === folded(p.number).replaceAll('-', '')) return true
  const written = p.written
  const own = written === null ? [] : Object.values(written)
  const text = folded([...own, p.summary?.title ?? '', p.summary?.text ?? '', wordsOf(p)].join(' '))
  return words.every((word) => text.includes(word))
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}

function firstDay({ dues }: Listed): string {
  return dues[0]?.day ?? '9999'
}

function byNumber(a: Listed, b: Listed): number {
  return compared(a.proposal.number, b.proposal.number)
}

/** By code unit: `localeCompare` takes a tenth of a second for all of 10,000. */
function compared(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

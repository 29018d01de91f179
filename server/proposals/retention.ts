import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { addMonths } from '../calendar/working-days.ts'
import type { ActName } from './acts.ts'
import type { Day, Proposal } from './proposal.ts'
import { rules } from './rules.ts'
import type { ProposalSettings } from './settings.ts'
import { ended, type State } from './states.ts'

/** Kinds of data that end by themselves; each has its period in the settings. */
export const disposalKinds = [
  'texts',
  'ended',
  'dialogue',
  'receipts',
  'complaints',
  'steps',
] as const
export type DisposalKind = (typeof disposalKinds)[number]

/** What `expire` and the columns beside a proposal know. */
export type ExpiringKind = Exclude<DisposalKind, 'complaints'>

/** The day on which something of a fiscal year is deleted: so many months after the year's end. */
export function disposalDay(fiscalYear: number, months: number): Day {
  return addMonths(`${fiscalYear + 1}-04-01`, months)
}

/** The next such day, whether anything will be deleted on it or not: a day that appears would tell of it. */
export function nextDisposalDay(today: Day, months: number): Day {
  let fiscalYear = fiscalYearOf(today) - Math.ceil(months / 12) - 1
  while (disposalDay(fiscalYear, months) <= today) fiscalYear += 1
  return disposalDay(fiscalYear, months)
}

/** The fiscal year whose data is deleted on that day. */
export function disposedYear(day: Day, months: number): number {
  return fiscalYearOf(addMonths(day, -months)) - 1
}

/**
 * What of a proposal has to go on this day. Nothing before it has come to an end: while an answer is owed,
 * or a promised one not kept, everything stays. Nothing while a 開示請求 holds it.
 */
export function dueKinds(
  p: Proposal,
  today: Day,
  { retention }: Pick<ProposalSettings, 'retention'>,
): ExpiringKind[] {
  const end = endOf(p)
  if (end === null || p.hold !== null) return []
  const fiscalYear = fiscalYearOf(end.on)
  const isOver = (kind: ExpiringKind) => disposalDay(fiscalYear, retention[kind]) <= today
  const text: ExpiringKind = ended.includes(end.state) ? 'ended' : 'texts'
  const held: ExpiringKind[] = []
  if (p.state !== 'expired') held.push(text)
  if (hasDialogue(p) && !p.erased.includes('dialogue')) held.push('dialogue')
  if (!p.erased.includes('receipts')) held.push('receipts')
  if (!p.erased.includes('steps')) held.push('steps')
  return held.filter(isOver)
}

/** When and how a proposal came to its end; null: it has not. */
export function endOf(p: Proposal): { readonly state: State; readonly on: Day } | null {
  const state = p.state === 'expired' ? (p.expiredFrom ?? p.state) : p.state
  if (!rules.expire.states.includes(state)) return null
  // The day of an expired one is that of its expiry; its end is the last step that moved it.
  const moved = p.steps.findLast(({ act }) => moving.includes(act))
  return { state, on: p.state === 'expired' ? (moved?.on ?? p.stateOn) : p.stateOn }
}

const moves: readonly ActName[] = [
  'confirm',
  'merge',
  'withdraw',
  'publish',
  'mark-done',
  'confirm-effect',
  'model-case',
]
const moving = moves.map((act) => rules[act].label)

export function hasDialogue(p: Proposal): boolean {
  return p.questions.length > 0 || p.reconsideration !== null
}

/** 3年, 18か月 */
export function periodInWords(months: number): string {
  return months % 12 === 0 ? `${months / 12}年` : `${months}か月`
}

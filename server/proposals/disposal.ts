import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import type { Act } from './acts.ts'
import { type Circumstances, decide, Refused } from './decide.ts'
import type { Ledger } from './ledger.ts'
import type { Day, Proposal } from './proposal.ts'
import {
  disposalDay,
  type DisposalKind,
  disposalKinds,
  dueKinds,
  type ExpiringKind,
  hasDialogue,
  periodInWords,
} from './retention.ts'
import type { ProposalSettings } from './settings.ts'

/** A message to コンプライアンス, as far as its disposal goes. */
export interface HeldComplaint {
  readonly id: string
  readonly proposal: string
  /** null: still being dealt with. */
  readonly closedOn: Day | null
}

export interface DisposalDeps {
  readonly ledger: Pick<Ledger, 'all' | 'change' | 'dropReceipt'>
  readonly at: Circumstances
  readonly complaints: {
    readonly list: () => Promise<readonly HeldComplaint[]>
    readonly drop: (ids: readonly string[]) => Promise<void>
  }
  /** Deletes the officials' record of a proposal. */
  readonly dropSteps: (number: string) => Promise<void>
  /** Adds to the record of what was deleted. */
  readonly record: (disposal: Disposal) => Promise<void>
}

/** One line of the record of disposals. */
export interface Disposal {
  readonly kind: DisposalKind | 'answers'
  readonly day: Day
  readonly items: number
  readonly basis: string
}

/**
 * Deletes what is due on this day and writes down what it was. Done twice, or again after a crash, it does
 * the rest. What is made from proposals (board, search, index of similar ones, exports) follows.
 */
export async function disposeDue(deps: DisposalDeps): Promise<readonly Disposal[]> {
  const { ledger, at, record } = deps
  const { today, settings } = at
  const gone = new Map<Disposal['kind'], number>()
  const count = (kind: Disposal['kind'], items: number) =>
    gone.set(kind, (gone.get(kind) ?? 0) + items)

  for (const p of ledger.all()) {
    const kinds = dueKinds(p, today, settings)
    if (kinds.length === 0 || !(await expire(p, kinds, deps))) continue
    for (const kind of kinds) count(kind, kind === 'dialogue' ? dialogueItems(p) : 1)
    if (kinds.includes('texts')) count('answers', p.answers.length)
  }
  const complaints = await dueComplaints(deps)
  await deps.complaints.drop(complaints)
  count('complaints', complaints.length)

  const order: readonly Disposal['kind'][] = [...disposalKinds, 'answers']
  const disposals = order.flatMap((kind): Disposal[] => {
    const items = gone.get(kind) ?? 0
    return items === 0 ? [] : [{ kind, day: today, items, basis: basisOf(kind, settings) }]
  })
  for (const disposal of disposals) await record(disposal)
  return disposals
}

/** Rule and period, as the record keeps them: the settings may change later. */
export function basisOf(kind: Disposal['kind'], { retention }: ProposalSettings): string {
  const months = retention[kind === 'answers' ? 'texts' : kind]
  return `${retention.basis} ${periodInWords(months)}`
}

/** What stands beside the proposal goes first: its mark in `erased` says that it is gone. */
async function expire(
  p: Proposal,
  kinds: readonly ExpiringKind[],
  { ledger, at, dropSteps }: DisposalDeps,
): Promise<boolean> {
  const system = { role: 'system', unit: '' } as const
  const act: Act = { act: 'expire', kinds: [...kinds] }
  try {
    // Tried first, so that nothing is deleted beside a proposal that stays.
    decide(p, system, act, at)
    if (kinds.includes('receipts')) await ledger.dropReceipt(p.number)
    if (kinds.includes('steps')) await dropSteps(p.number)
    await ledger.change(p.number, null, (now) => decide(now, system, act, at))
    return true
  } catch (error) {
    // An act of somebody came in between (a hold, a reopening): it stays.
    if (error instanceof Refused) return false
    throw error
  }
}

/** Messages that were dealt with long enough ago; a hold on the proposal holds them too. */
async function dueComplaints({ ledger, at, complaints }: DisposalDeps): Promise<string[]> {
  const held = new Set(ledger.all().flatMap(({ number, hold }) => (hold === null ? [] : [number])))
  const months = at.settings.retention.complaints
  return (await complaints.list())
    .filter(({ proposal, closedOn }) => {
      if (closedOn === null || held.has(proposal)) return false
      return disposalDay(fiscalYearOf(closedOn), months) <= at.today
    })
    .map(({ id }) => id)
}

function dialogueItems(p: Proposal): number {
  return hasDialogue(p) ? Math.max(1, p.questions.length) : 0
}

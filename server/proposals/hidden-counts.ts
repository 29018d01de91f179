/**
 * Numbers of what the board does not show, so that nobody learns from them that one hidden proposal came in:
 *
 * 1. They are as of the end of the last full month, told from the steps and not from the present state:
 *    within a month they do not change, whatever happens. Two pictures taken a day apart are equal, or a
 *    month has ended between them and brings all of its movements at once.
 * 2. Each is a band of at least five. None and four look alike, and the difference between two months is
 *    never a count.
 * 3. They are by year of receipt and by kind, never by unit or theme, and no total is made with them: what
 *    the board itself counts is a total of the visible only, so nothing is left over to subtract from.
 * 4. What can be counted on the board is not in them: a proposal joined to one that is for everybody
 *    to read is told there, one that was on the board until its text was deleted has its own kind, and a hidden one
 *    stays in its kind when its text is deleted.
 *
 * What remains: of those in 確認中 at the end of a month, the ones that came to the board later can be counted
 * there. Were there fewer of them than the band begins with, the rest came to an end out of sight: known to
 * the month, in the whole body, without unit, theme or number.
 */
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import type { ActName } from './acts.ts'
import type { Day, Proposal } from './proposal.ts'
import { rules } from './rules.ts'
import { type State, states } from './states.ts'

export const hiddenKinds = {
  checking: '確認中',
  referred: '専用窓口をご案内',
  out_of_scope: '対象外',
  withdrawn: '取下げ',
  merged: '統合',
  closed: '非公開',
  expired: '本文消去済',
} as const
export type HiddenKind = keyof typeof hiddenKinds

/** At least `from`, fewer than `below`; null: no end. */
export interface CountBand {
  readonly from: number
  readonly below: number | null
}

const EDGES = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] as const

export function countBand(count: number): CountBand {
  const at = EDGES.findIndex((edge) => count < edge)
  if (at === -1) return { from: EDGES.at(-1) ?? 0, below: null }
  return { from: EDGES[at - 1] ?? 0, below: EDGES[at] ?? null }
}

/** 5件未満, 5〜9件, 10,000件以上 */
export function bandInWords({ from, below }: CountBand): string {
  const shown = (n: number) => n.toLocaleString('ja-JP')
  if (below === null) return `${shown(from)}件以上`
  return from === 0 ? `${shown(below)}件未満` : `${shown(from)}〜${shown(below - 1)}件`
}

/** Counts by kind of what was received in a fiscal year, as of the end of a day. */
export function hiddenCounts(
  all: readonly Proposal[],
  day: Day,
): (fiscalYear: number) => Readonly<Record<HiddenKind, CountBand>> {
  const kindOf = hiddenKindsOn(all, day)
  const counts = new Map<string, number>()
  for (const p of all) {
    const kind = kindOf(p)
    if (kind === null) continue
    const key = `${fiscalYearOf(p.receivedOn)} ${kind}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return (fiscalYear) => {
    const bandOf = (kind: HiddenKind) => countBand(counts.get(`${fiscalYear} ${kind}`) ?? 0)
    return {
      checking: bandOf('checking'),
      referred: bandOf('referred'),
      out_of_scope: bandOf('out_of_scope'),
      withdrawn: bandOf('withdrawn'),
      merged: bandOf('merged'),
      closed: bandOf('closed'),
      expired: bandOf('expired'),
    }
  }
}

/** @returns for each proposal as which kind it was hidden on that day; null: not there yet, or on the board. */
export function hiddenKindsOn(
  all: readonly Proposal[],
  day: Day,
): (p: Proposal) => HiddenKind | null {
  const numbers = new Map(all.map((p) => [p.number, p]))

  function kindOf(p: Proposal): HiddenKind | null {
    const stage = stageOn(p, day)
    if (stage === null) return null
    if (stage === 'live') {
      if (isForUnitOnly(p)) return 'closed'
      return p.state === 'expired' && p.stateOn <= day ? 'expired' : null
    }
    if (stage !== 'merged' || isForUnitOnly(p)) return stage
    // Undone since: the board tells of it now, and told of it then in what it was joined to.
    if (p.merged === null) return null
    const target = numbers.get(p.merged?.into ?? '')
    // Whether the other was on the board on that day must not matter: an undoing would then change the past.
    return target !== undefined && !isForUnitOnly(target) ? null : 'merged'
  }

  return kindOf
}

/** Never on the board, whatever becomes of it. */
function isForUnitOnly(p: Proposal): boolean {
  return p.publicity === 'closed' || p.aboutHead
}

type Stage = 'checking' | 'live' | 'referred' | 'out_of_scope' | 'withdrawn' | 'merged'

/** Where a proposal stood at the end of a day, from its steps; null: it had not been received. */
export function stageOn(p: Proposal, day: Day): Stage | null {
  if (p.receivedOn > day) return null
  // Retention has taken the steps: it had come to its end long before.
  if (!isWhole(p.steps)) return stageOf(p.expiredFrom ?? p.state)
  let stage: Stage = 'checking'
  let before: Stage = stage
  let pending: Stage | null = null
  for (const { act, on } of p.steps) {
    if (on > day) break
    if (is(act, 'return') || is(act, 'rewrite') || is(act, 'return-lapsed')) stage = 'checking'
    else if (is(act, 'route')) stage = 'live'
    else if (is(act, 'refer')) pending = 'referred'
    else if (is(act, 'exclude')) pending = 'out_of_scope'
    else if (is(act, 'erase') || is(act, 'dismiss')) pending = null
    else if (is(act, 'confirm')) {
      stage = pending ?? stage
      pending = null
    } else if (is(act, 'withdraw')) stage = 'withdrawn'
    else if (is(act, 'merge')) [before, stage] = [stage, 'merged']
    else if (is(act, 'unmerge')) stage = before
  }
  return stage
}

/** Whether the first step is there: the receipt. */
function isWhole(steps: Proposal['steps']): boolean {
  return steps[0]?.act === states.received
}

function stageOf(state: State): Stage {
  if (state === 'received' || state === 'returned') return 'checking'
  const apart = ['referred', 'out_of_scope', 'withdrawn', 'merged'] as const
  return apart.find((one) => one === state) ?? 'live'
}

function is(label: string, act: ActName): boolean {
  return rules[act].label === label
}

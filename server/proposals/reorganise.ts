import { decide, Refused } from './decide.ts'
import { circumstances, type StepRecord, type Surroundings } from './desk.ts'
import type { Ledger } from './ledger.ts'
import { type Day, type Proposal, unitsOf } from './proposal.ts'
import { rules } from './rules.ts'
import { ended } from './states.ts'
import { hasPart } from './transfer.ts'
import { type Official, type Organisation, partsOf } from './visibility.ts'

/** From this day on the successor has what the unit had. */
export interface Successor {
  readonly unit: string
  readonly successor: string
  readonly day: Day
}

export interface EndedUnit {
  readonly unit: string
  readonly name: string
  /** Open proposals that it answers for, alone or with others. */
  readonly numbers: readonly string[]
}

/**
 * Units that do not exist today and still answer for proposals. For a page, `ledger` gives only what its
 * reader may know of.
 */
export function endedUnits(ledger: Pick<Ledger, 'all'>, org: Organisation): EndedUnit[] {
  const numbers = new Map<string, string[]>()
  for (const p of ledger.all()) {
    if (!isOpen(p)) continue
    for (const unit of unitsOf(p)) {
      if (org.isUnit(unit)) continue
      numbers.set(unit, [...(numbers.get(unit) ?? []), p.number])
    }
  }
  return [...numbers]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, open]) => ({ unit, name: org.nameOf(unit), numbers: open.toSorted() }))
}

export interface Move {
  readonly ledger: Pick<Ledger, 'all' | 'change'>
  readonly around: Surroundings
  readonly from: string
  readonly to: string
  /** Who decides; left out: it happens by itself. Moves only what this official may know of. */
  readonly by?: {
    readonly official: Official
    readonly record: Pick<StepRecord, 'note'>
    readonly complaints: ReadonlySet<string>
  }
}

/**
 * Moves every open proposal of a unit to another one: clocks run on, joint units, drafts and reports go
 * along; one step each. What was moved is not found again, so that it can be repeated after a crash.
 *
 * @returns the numbers of what was moved.
 * @throws {Refused} when there is no such unit to move to
 */
export async function moveToSuccessor(move: Move): Promise<string[]> {
  const { ledger, around, from, to, by } = move
  if (from === to || !around.org.isUnit(to))
    throw new Refused('引き継ぐ先の所属が見つかりません。今ある所属を選んでください。')
  const moved: string[] = []
  for (const p of ledger.all()) {
    if (!isConcerned(p, from, around.org) || !mayMove(p, move)) continue
    const who = { role: by === undefined ? ('system' as const) : ('desk' as const), unit: '' }
    try {
      await ledger.change(p.number, null, async (now) => {
        const next = decide(now, who, { act: 'transfer', from, to }, circumstances(around))
        await by?.record.note(by.official, 'desk', '', p.number, rules.transfer.label)
        return next
      })
      moved.push(p.number)
    } catch (error) {
      // Somebody was faster.
      if (!(error instanceof Refused)) throw error
    }
  }
  return moved
}

/** Moves what units that have ended still have to the successors that were decided. */
export async function moveAll(
  ledger: Pick<Ledger, 'all' | 'change'>,
  around: Surroundings,
  successors: readonly Successor[],
): Promise<string[]> {
  const due = new Map(
    successors.flatMap(({ unit, successor, day }) =>
      day <= around.today ? [[unit, successor] as const] : [],
    ),
  )
  const moved: string[] = []
  for (const from of due.keys()) {
    const to = around.org.isUnit(from) ? undefined : present(from, due, around.org)
    if (to !== undefined) moved.push(...(await moveToSuccessor({ ledger, around, from, to })))
  }
  return moved
}

/** A successor may have ended too. undefined: nobody is left of it. */
function present(
  unit: string,
  successors: ReadonlyMap<string, string>,
  org: Organisation,
): string | undefined {
  let at = successors.get(unit)
  for (let far = 0; at !== undefined && far <= successors.size; far += 1) {
    if (org.isUnit(at)) return at
    at = successors.get(at)
  }
  return undefined
}

/** Something is still owed, or may come back within its time. */
function isOpen(p: Proposal): boolean {
  if (p.state === 'merged') return true
  if (ended.includes(p.state)) return false
  if (p.outcome !== null && p.outcome.measuredOn === null) return true
  return !rules.expire.states.includes(p.state)
}

function isConcerned(p: Proposal, from: string, org: Organisation): boolean {
  if (!rules.transfer.states.includes(p.state) || !hasPart(p, from)) return false
  const gone = !org.isUnit(from)
  if (isOpen(p) && (unitsOf(p).includes(from) || (gone && p.aimedAt === from))) return true
  return gone && p.adoptions.some(({ unit }) => unit === from)
}

function mayMove(p: Proposal, { around, by }: Move): boolean {
  if (by === undefined) return true
  const parts = partsOf(p, by.official, around.org, by.complaints.has(p.number))
  return parts.some(({ role }) => role === 'desk')
}

import type { OfficialAct } from './acts.ts'
import type { ClockWork } from './clocks.ts'
import { type Circumstances, decide, Refused } from './decide.ts'
import { type Ledger, Outdated } from './ledger.ts'
import type { Proposal } from './proposal.ts'
import { type ActingRole, mayAct, rules } from './rules.ts'
import type { ActName } from './acts.ts'
import {
  concernsDesk,
  type Official,
  type Organisation,
  partsOf,
  type Taken,
} from './visibility.ts'

/** What officials do goes on record with person and time, before it is done. */
export interface StepRecord {
  /** Writes who does what, to the second. */
  note(
    official: Official,
    role: ActingRole,
    unit: string,
    number: string,
    act: string,
  ): Promise<void>
  /** Staff number of whoever did this act to this proposal last. */
  lastActor(number: string, act: string): Promise<string | undefined>
}

export interface DeskOptions {
  readonly ledger: Ledger
  readonly record: StepRecord
  /** Read anew for every act: settings, units and the day may have changed. */
  readonly surroundings: () => Promise<Surroundings>
  /** Numbers of proposals whose author has an open complaint with コンプライアンス. */
  readonly complained: () => Promise<ReadonlySet<string>>
}

export interface Surroundings extends ClockWork {
  readonly org: Organisation
}

/** One proposal in the hands of one official. */
export interface Handled {
  readonly proposal: Proposal
  readonly parts: readonly Taken[]
  /** Acts that the rule table allows in one of the parts; `decide` may still refuse. */
  readonly may: readonly ActName[]
}

export type ActResult =
  | { readonly ok: true; readonly proposal: Proposal }
  | { readonly ok: false; readonly message: string }

/** What pages of officials may do with proposals; what an account must not know of does not exist for it. */
export interface ProposalDesk {
  list(official: Official): Promise<Handled[]>
  find(official: Official, number: string): Promise<Handled | undefined>
  /**
   * @param version the proposal's version that the page showed
   * @param unit the unit for which the official acts, where there are several
   */
  act(
    official: Official,
    number: string,
    version: number,
    act: OfficialAct,
    unit?: string,
  ): Promise<ActResult>
  surroundings(): Promise<Surroundings>
}

const twoPersons = ['refer', 'exclude', 'erase'] as const

export function proposalDesk(options: DeskOptions): ProposalDesk {
  const { ledger, record, surroundings, complained } = options

  async function handled(official: Official, p: Proposal, org: Organisation) {
    const parts = partsOf(p, official, org, (await complained()).has(p.number))
    return parts.length === 0 ? undefined : { proposal: p, parts, may: mayOf(p, parts) }
  }

  return {
    surroundings,
    async list(official) {
      const { org } = await surroundings()
      const open = await complained()
      return ledger.all().flatMap((proposal) => {
        const parts = partsOf(proposal, official, org, open.has(proposal.number))
        return parts.length === 0 ? [] : [{ proposal, parts, may: mayOf(proposal, parts) }]
      })
    },
    async find(official, number) {
      const p = ledger.find(number)
      return p === undefined ? undefined : handled(official, p, (await surroundings()).org)
    },
    async act(official, number, version, act, unit) {
      const around = await surroundings()
      const p = ledger.find(number)
      const hand = p === undefined ? undefined : await handled(official, p, around.org)
      if (p === undefined || hand === undefined) return { ok: false, message: NOT_THERE }
      const wanted = hand.parts.filter((part) => unit === undefined || part.unit === unit)
      const part =
        wanted.find(({ role }) => mayAct(act.act, role, p.state)) ?? wanted[0] ?? hand.parts[0]
      if (part === undefined) return { ok: false, message: NOT_THERE }
      try {
        await requireSecondPerson(official, part, p, act, around)
        await requireTarget(official, act, around.org)
        const at = circumstances(around)
        // Tried first, so that nothing goes on record that cannot be done.
        decide(p, part, act, at)
        await record.note(official, part.role, part.unit, number, recordedAs(p, act))
        const proposal = await ledger.change(number, version, (now) => decide(now, part, act, at))
        return { ok: true, proposal }
      } catch (error) {
        if (error instanceof Refused) return { ok: false, message: error.message }
        if (error instanceof Outdated) return { ok: false, message: OUTDATED }
        throw error
      }
    },
  }

  /** The first person's act is on record; the second must be another, and from outside where it must. */
  async function requireSecondPerson(
    official: Official,
    part: Taken,
    p: Proposal,
    act: OfficialAct,
    { org }: Surroundings,
  ): Promise<void> {
    if (act.act !== 'confirm' || p.pending === null) return
    const first = await record.lastActor(p.number, rules[p.pending.act].label)
    if (first === undefined || first === official.number)
      throw new Refused('起案した人とは別の人が確認してください。')
    if (concernsDesk(p, org) && part.role !== 'compliance')
      throw new Refused(
        '行政管理課自身に関わる提案です。二人目の確認は、コンプライアンス担当が行います。',
      )
  }

  /** What the official must not know of cannot be found as a target either. */
  async function requireTarget(
    official: Official,
    act: OfficialAct,
    org: Organisation,
  ): Promise<void> {
    if (act.act !== 'merge') return
    const into = ledger.find(act.into)
    if (into === undefined || (await handled(official, into, org)) === undefined)
      throw new Refused(`提案番号「${act.into}」は見つかりません。`)
    if (into.merged !== null || into.state === 'withdrawn' || into.written === null)
      throw new Refused(`提案番号「${act.into}」には統合できません。`)
  }
}

const NOT_THERE = 'この提案は見つかりません。'
const OUTDATED = 'ほかの操作が先に行われました。画面を開き直して、今の状態を確かめてください。'

function mayOf(p: Proposal, parts: readonly Taken[]): ActName[] {
  const names = Object.keys(rules) as ActName[]
  return names.filter((name) => parts.some(({ role }) => mayAct(name, role, p.state)))
}

export function circumstances(around: Surroundings): Circumstances {
  const { today, settings, org } = around
  return { today, settings, isUnit: (code) => org.isUnit(code) }
}

/** The second person's step names what was confirmed. */
function recordedAs(p: Proposal, act: OfficialAct): string {
  const { label } = rules[act.act]
  const pending = twoPersons.find((name) => name === p.pending?.act)
  const second = act.act === 'confirm' || act.act === 'dismiss'
  return second && pending !== undefined ? `${label}（${rules[pending].label}）` : label
}

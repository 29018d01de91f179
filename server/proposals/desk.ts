import { type ActName, actSchema, type OfficialAct } from './acts.ts'
import type { ClockWork } from './clocks.ts'
import { type Circumstances, decide, Refused } from './decide.ts'
import { type Ledger, Outdated } from './ledger.ts'
import { cleanText } from './plain-text.ts'
import type { Proposal } from './proposal.ts'
import { type ActingRole, mayAct, rules } from './rules.ts'
import { distanceRefusal, requireAnswerer } from './powers.ts'
import { mayOf, standing } from './standing.ts'
import { ended } from './states.ts'
import {
  concernsDesk,
  type Official,
  type Organisation,
  partsOf,
  type Taken,
} from './visibility.ts'

/**
 * What officials do goes on record with person and time, before it is done: whatever is done is on record.
 */
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
  /** Acts that are possible in one of the parts; `decide` may still refuse what is typed. */
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

export function proposalDesk(options: DeskOptions): ProposalDesk {
  const { ledger, record, surroundings, complained } = options

  function handled(
    official: Official,
    proposal: Proposal,
    org: Organisation,
    complaints: ReadonlySet<string>,
  ): Handled | undefined {
    const parts = partsOf(proposal, official, org, complaints.has(proposal.number))
    if (parts.length === 0) return undefined
    return {
      proposal,
      parts,
      get may() {
        return mayOf(proposal, parts, org).filter(
          (act) => distanceRefusal(official, act, proposal, org) === null,
        )
      },
    }
  }

  return {
    surroundings,
    async list(official) {
      const { org } = await surroundings()
      const complaints = await complained()
      return ledger.all().flatMap((p) => handled(official, p, org, complaints) ?? [])
    },
    async find(official, number) {
      const { org } = await surroundings()
      const complaints = await complained()
      const p = ledger.find(number)
      return p === undefined ? undefined : handled(official, p, org, complaints)
    },
    async act(official, number, version, act, unit) {
      const plain = plainAct(act)
      if (!plain.success) return { ok: false, message: UNREAD }
      const around = await surroundings()
      const complaints = await complained()
      const seen = ledger.find(number)
      const hand = seen && handled(official, seen, around.org, complaints)
      if (hand === undefined) return { ok: false, message: NOT_THERE }
      const parts = hand.parts.filter((part) => unit === undefined || part.unit === unit)
      const request: Request = { official, parts, act: plain.data, around, complaints }
      let noted: (() => Promise<void>) | undefined
      try {
        const proposal = await ledger.change(number, version, async (p) => {
          const { next, who } = await taken(request, p)
          const label = recordedAs(p, plain.data)
          const note = (words: string) => record.note(official, who.role, who.unit, number, words)
          await note(label)
          noted = () => note(`${label}（実行されませんでした）`)
          return next
        })
        return { ok: true, proposal }
      } catch (error) {
        if (error instanceof Refused) return { ok: false, message: error.message }
        if (error instanceof Outdated) return { ok: false, message: OUTDATED }
        await noted?.()
        throw error
      }
    },
  }

  /**
   * The act in the first part in which it is possible.
   *
   * @throws {Refused} why it is not, in the first part that the rule table allows it in
   */
  async function taken(request: Request, p: Proposal): Promise<{ next: Proposal; who: Taken }> {
    const { official, parts, act, around } = request
    const at = circumstances(around)
    const sorted = parts.toSorted(
      (a, b) => Number(mayAct(act.act, b.role, p.state)) - Number(mayAct(act.act, a.role, p.state)),
    )
    let refusal: Refused | undefined
    for (const part of sorted) {
      try {
        const who = standing(part, p, act.act, around.org)
        const next = decide(p, who, act, at)
        await requireSecondPerson(official, who, p, act, around)
        const tooClose = distanceRefusal(official, act.act, p, around.org)
        if (tooClose !== null) throw new Refused(tooClose)
        requireTarget(request, p)
        requireAnswerer(act, next, around.org)
        return { next, who }
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        refusal ??= error
      }
    }
    throw refusal ?? new Refused(NOT_THERE)
  }

  /** The first person's act is on record; the second must be another, and from outside where it must. */
  async function requireSecondPerson(
    official: Official,
    { role }: Taken,
    p: Proposal,
    act: OfficialAct,
    { org }: Surroundings,
  ): Promise<void> {
    if (act.act !== 'confirm' || p.pending === null) return
    const first = await record.lastActor(p.number, rules[p.pending.act].label)
    if (first === undefined || first === official.number)
      throw new Refused('起案した人とは別の人が確認してください。')
    const within = official.roles.some((held) => held.role === 'secretariat')
    if (concernsDesk(p, org) && (role !== 'compliance' || within))
      throw new Refused(
        '行政管理課自身に関わる提案です。二人目の確認は、コンプライアンス担当が行います。',
      )
  }

  /** What the official must not know of cannot be found as a target either, and no author learns of it. */
  function requireTarget({ official, act, around, complaints }: Request, p: Proposal): void {
    if (act.act !== 'merge') return
    const into = ledger.find(act.into)
    if (into === undefined || handled(official, into, around.org, complaints) === undefined)
      throw new Refused(`提案番号「${act.into}」は見つかりません。番号を確かめてください。`)
    const hidden = into.aboutHead || into.publicity === 'closed'
    if (hidden || ended.includes(into.state) || into.written === null)
      throw new Refused(
        `提案番号「${act.into}」には統合できません。公開できる、受付中か検討中の提案を選んでください。`,
      )
    if (ledger.all().some(({ merged }) => merged?.into === p.number))
      throw new Refused(
        'この提案には、すでに統合された提案があります。もう一方の提案を、こちらへ統合してください。',
      )
  }
}

interface Request {
  readonly official: Official
  readonly parts: readonly Taken[]
  readonly act: OfficialAct
  readonly around: Surroundings
  readonly complaints: ReadonlySet<string>
}

const NOT_THERE = 'この提案は見つかりません。'
const OUTDATED = 'ほかの操作が先に行われました。画面を開き直して、今の状態を確かめてください。'
const UNREAD = '入力された内容を読み取れません。空の欄や長すぎる文がないか、確かめてください。'

export function circumstances(around: Surroundings): Circumstances {
  const { today, settings, org } = around
  return { today, settings, isUnit: (code) => org.isUnit(code) }
}

/** Texts of officials are made plain like those of authors. */
function plainAct(act: OfficialAct) {
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string') return cleanText(value)
    if (Array.isArray(value) || value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, plain(own)]))
  }
  return actSchema.safeParse(plain(act))
}

/** The second person's step names what was confirmed. */
function recordedAs(p: Proposal, act: OfficialAct): string {
  const { label } = rules[act.act]
  const second = act.act === 'confirm' || act.act === 'dismiss'
  return second && p.pending !== null ? `${label}（${rules[p.pending.act].label}）` : label
}

import { randomBytes } from 'node:crypto'
import { printedCode, toCrockford } from '../tokens/crockford.ts'
import type { VoiceStore, VoiceTables } from '../stores/voice.ts'
import type { Transaction } from 'kysely'
import { decide, Refused, type Circumstances } from './decide.ts'
import type { AuthorAct, Post } from './message.ts'
import { cleanLine, cleanText } from './plain-text.ts'
import { type Day, type Proposal, proposalSchema } from './proposal.ts'

/** What an opening of the box brings: checked, sorted, without anything about its arrival. */
export interface Batch {
  readonly posts: readonly {
    readonly post: Post
    readonly receiptMac: Buffer
    readonly authorKey: Buffer
  }[]
  /** Numbers of the proposals endorsed. */
  readonly endorsements: readonly string[]
  readonly acts: readonly { readonly receiptMac: Buffer; readonly act: AuthorAct }[]
  /** SHA-256 of every message of the batch, kept until its slots are empty. */
  readonly digests: readonly Buffer[]
}

export interface Released {
  readonly posts: number
  readonly acts: number
  readonly endorsements: number
  /** Well-formed, but not possible any more, or empty. */
  readonly dropped: number
}

/** A change was asked for from a page that is older than the proposal. */
export class Outdated extends Error {
  override readonly name = 'Outdated'
}

/**
 * All proposals, kept in memory beside `voice.db` (10,000 take about 40 MB): one process, one writer. Every
 * change is durable before it is seen.
 */
export interface Ledger {
  all(): readonly Proposal[]
  find(number: string): Proposal | undefined
  /** Grows with every change: what is made from `all()` is kept until then. */
  revision(): number
  /**
   * @param version as the page knew it; null for what happens by itself
   * @throws {Refused} what `step` throws; {Outdated}
   */
  change(number: string, version: number | null, step: (p: Proposal) => Proposal): Promise<Proposal>
  /** One transaction; see `Batch`. */
  release(batch: Batch, at: Circumstances): Promise<Released>
  findByReceipt(receiptMac: Buffer): Proposal | undefined
  authorKeyOf(receiptMac: Buffer): Buffer | undefined
  /** Deletes receipt and author key of a proposal: from then on nobody comes back to it. */
  dropReceipt(number: string): Promise<void>
  /** The weekly figure of endorsements becomes the present one. */
  showEndorsements(): Promise<void>
}

interface Held {
  readonly proposal: Proposal
  readonly receipt: string | null
  readonly authorKey: Buffer | null
}

export async function openLedger(voice: VoiceStore): Promise<Ledger> {
  const held = new Map<string, Held>()
  const byReceipt = new Map<string, string>()
  let revision = 0
  let list: readonly Proposal[] | null = null
  let turn: Promise<unknown> = Promise.resolve()

  for (const row of await voice.selectFrom('proposal').selectAll().execute()) {
    const proposal = proposalSchema.parse(JSON.parse(row.body))
    keep({ proposal, receipt: row.receipt?.toString('hex') ?? null, authorKey: row.author_key })
  }

  function keep(one: Held): void {
    held.set(one.proposal.number, one)
    if (one.receipt !== null) byReceipt.set(one.receipt, one.proposal.number)
    list = null
    revision += 1
  }

  /** One change after the other: each sees what the one before it has written. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function heldOf(number: string): Held {
    const one = held.get(number)
    if (one === undefined) throw new Refused('この提案は見つかりません。')
    return one
  }

  return {
    all() {
      list ??= [...held.values()].map(({ proposal }) => proposal)
      return list
    },
    find: (number) => held.get(number)?.proposal,
    revision: () => revision,
    findByReceipt(mac) {
      const number = byReceipt.get(mac.toString('hex'))
      return number === undefined ? undefined : held.get(number)?.proposal
    },
    authorKeyOf(mac) {
      const number = byReceipt.get(mac.toString('hex'))
      return number === undefined ? undefined : (held.get(number)?.authorKey ?? undefined)
    },
    change: (number, version, step) =>
      inTurn(async () => {
        const one = heldOf(number)
        if (version !== null && one.proposal.version !== version) throw new Outdated()
        const proposal = proposalSchema.parse(step(one.proposal))
        await write(voice, proposal)
        keep({ ...one, proposal })
        return proposal
      }),
    release: (batch, at) =>
      inTurn(async () => {
        const changed = new Map<string, Held>()
        const now = (number: string) => changed.get(number) ?? held.get(number)
        const complaints: VoiceTables['complaint'][] = []
        let dropped = 0
        let acts = 0
        for (const { post, receiptMac, authorKey } of batch.posts) {
          const receipt = receiptMac.toString('hex')
          const proposal = newProposal(post, at.today, (number) => now(number) !== undefined)
          if (proposal === null || byReceipt.has(receipt)) dropped += 1
          else changed.set(proposal.number, { proposal, receipt, authorKey })
        }
        const posts = changed.size
        for (const { receiptMac, act } of batch.acts) {
          const number = byReceipt.get(receiptMac.toString('hex'))
          const one = number === undefined ? undefined : now(number)
          const proposal = one === undefined ? null : authorStep(one.proposal, act, at)
          if (one === undefined || proposal === null) {
            dropped += 1
            continue
          }
          changed.set(proposal.number, { ...one, proposal })
          complaints.push(...complaintOf(proposal.number, act, at.today))
          acts += 1
        }
        let endorsements = 0
        for (const number of batch.endorsements) {
          const one = now(number)
          if (one === undefined) {
            dropped += 1
            continue
          }
          const { proposal } = one
          const more = { ...proposal, endorsements: proposal.endorsements + 1 }
          changed.set(number, { ...one, proposal: more })
          endorsements += 1
        }
        await voice.transaction().execute(async (trx) => {
          for (const one of [...changed.values()].toSorted(byNumber)) await writeWhole(trx, one)
          for (const complaint of complaints) {
            await trx.insertInto('complaint').values(complaint).execute()
          }
          for (const digest of batch.digests) {
            await trx.insertInto('opened_message').values({ digest }).execute()
          }
        })
        for (const one of changed.values()) keep(one)
        return { posts, acts, endorsements, dropped }
      }),
    dropReceipt: (number) =>
      inTurn(async () => {
        const one = heldOf(number)
        await voice
          .updateTable('proposal')
          .set({ receipt: null, author_key: null })
          .where('number', '=', number)
          .execute()
        if (one.receipt !== null) byReceipt.delete(one.receipt)
        keep({ ...one, receipt: null, authorKey: null })
      }),
    showEndorsements: () =>
      inTurn(async () => {
        for (const one of held.values()) {
          const { endorsements, endorsementsShown } = one.proposal
          if (endorsements === endorsementsShown) continue
          const proposal = { ...one.proposal, endorsementsShown: endorsements }
          await write(voice, proposal)
          keep({ ...one, proposal })
        }
      }),
  }
}

/** A released proposal; null when nothing is left of it after cleaning. */
function newProposal(post: Post, today: Day, taken: (number: string) => boolean): Proposal | null {
  const written = {
    title: cleanLine(post.written.title),
    current: cleanText(post.written.current),
    idea: cleanText(post.written.idea),
    effect: cleanText(post.written.effect),
  }
  if (written.title === '' || written.current === '' || written.idea === '') return null
  return {
    number: freshNumber(taken),
    version: 1,
    receivedOn: today,
    state: 'received',
    stateOn: today,
    written,
    aimedAt: post.aimedAt,
    theme: post.theme,
    kind: post.type,
    effects: [...new Set(post.effects)],
    publicity: post.publicity,
    aboutHead: post.aboutHead,
    masks: [],
    summary: null,
    units: [],
    refusal: null,
    settled: false,
    routedOn: null,
    acceptedOn: null,
    interim: null,
    draft: null,
    answers: [],
    questions: [],
    renewals: 0,
    trial: null,
    outcome: null,
    modelCase: null,
    reconsideration: null,
    merged: null,
    endorsements: 0,
    endorsementsShown: 0,
    adoptions: [],
    pending: null,
    ending: null,
    hold: null,
    reminders: [],
    erased: [],
    steps: [{ on: today, role: 'system', unit: '', act: '受付', note: '' }],
  }
}

/** Random, not sequential: a gap would betray a hidden one. 25 bits and a check character. */
function freshNumber(taken: (number: string) => boolean): string {
  for (;;) {
    const number = printedCode(toCrockford(randomBytes(4), 5))
    if (!taken(number)) return number
  }
}

function authorStep(p: Proposal, act: AuthorAct, at: Circumstances): Proposal | null {
  try {
    return decide(p, { role: 'author', unit: '' }, cleaned(act), at)
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

function cleaned(act: AuthorAct): AuthorAct {
  if (act.act === 'rewrite') {
    const { title, current, idea, effect } = act.written
    const written = {
      title: cleanLine(title) || '（件名なし）',
      current: cleanText(current),
      idea: cleanText(idea),
      effect: cleanText(effect),
    }
    return { ...act, written }
  }
  return 'text' in act ? { ...act, text: cleanText(act.text) } : act
}

function complaintOf(number: string, act: AuthorAct, today: Day): VoiceTables['complaint'][] {
  if (act.act !== 'flag-question' && act.act !== 'report-hunt') return []
  const kind = act.act === 'report-hunt' ? 'hunt' : 'question'
  const id = toCrockford(randomBytes(8), 12)
  const text = cleanText(act.text)
  return [{ id, proposal: number, kind, text, received_on: today, closed_on: null, outcome: '' }]
}

async function write(voice: Pick<VoiceStore, 'updateTable'>, proposal: Proposal): Promise<void> {
  await voice
    .updateTable('proposal')
    .set({ state: proposal.state, body: JSON.stringify(proposal) })
    .where('number', '=', proposal.number)
    .execute()
}

async function writeWhole(trx: Transaction<VoiceTables>, one: Held): Promise<void> {
  const { proposal, receipt, authorKey } = one
  const body = JSON.stringify(proposalSchema.parse(proposal))
  await trx
    .insertInto('proposal')
    .values({
      number: proposal.number,
      receipt: receipt === null ? null : Buffer.from(receipt, 'hex'),
      author_key: authorKey,
      state: proposal.state,
      body,
    })
    .onConflict((conflict) =>
      conflict.column('number').doUpdateSet({ state: proposal.state, body }),
    )
    .execute()
}

function byNumber(a: Held, b: Held): number {
  return a.proposal.number < b.proposal.number ? -1 : 1
}

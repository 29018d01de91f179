import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { VoiceTables } from '../stores/voice.ts'
import { printedCode, toCrockford } from '../tokens/crockford.ts'
import { decide } from './decide.ts'
import { type Circumstances, Refused } from './change.ts'
import type { AuthorAct, Post, Written } from './message.ts'
import { cleanLine, cleanText } from './plain-text.ts'
import { type Day, type Proposal, proposalSchema } from './proposal.ts'
import { untouched } from './untouched.ts'
import { onBoard } from './visibility.ts'

/** What an opening of the box brings: checked, sorted, without anything about its arrival. */
export interface Batch {
  readonly posts: readonly {
    readonly post: Post
    readonly receiptMac: Buffer
    readonly authorKey: Buffer
  }[]
  /** Numbers of the proposals endorsed. */
  readonly endorsements: readonly string[]
  readonly acts: readonly {
    readonly receiptMac: Buffer
    readonly act: AuthorAct
    /** Signed with the act; the same id does nothing a second time. */
    readonly id?: string
  }[]
  /** SHA-256 of every message of the batch, kept until its slots are empty. */
  readonly digests: readonly Buffer[]
}

/** A proposal with what leads its author back to it. */
export interface Held {
  readonly proposal: Proposal
  /** Hexadecimal; null once retention has deleted it. */
  readonly receipt: string | null
  readonly authorKey: Buffer | null
}

export interface Known {
  find(number: string): Held | undefined
  numberOf(receipt: string): string | undefined
}

export interface Arrived {
  /** Everything that is new or has changed, by number. */
  readonly changed: ReadonlyMap<string, Held>
  readonly complaints: readonly VoiceTables['complaint'][]
  readonly posts: number
  readonly acts: number
  readonly endorsements: number
  /** Well-formed, but not possible any more, or empty. */
  readonly dropped: number
}

/**
 * What a batch makes of the proposals. Total: whatever an author has sent, it is taken or dropped, for one
 * message must never keep the box from being opened.
 */
export function arrive(batch: Batch, known: Known, at: Circumstances): Arrived {
  const changed = new Map<string, Held>()
  const receipts = new Map<string, string>()
  const complaints: VoiceTables['complaint'][] = []
  const now = (number: string) => changed.get(number) ?? known.find(number)
  const numberOf = (receipt: string) => receipts.get(receipt) ?? known.numberOf(receipt)
  let [posts, acts, endorsements, dropped] = [0, 0, 0, 0]

  for (const { post, receiptMac, authorKey } of batch.posts) {
    const receipt = receiptMac.toString('hex')
    const proposal = newProposal(post, at.today, (number) => now(number) !== undefined)
    if (proposal === null || numberOf(receipt) !== undefined) {
      dropped += 1
      continue
    }
    changed.set(proposal.number, { proposal, receipt, authorKey })
    receipts.set(receipt, proposal.number)
    posts += 1
  }
  for (const { receiptMac, act } of batch.acts.toSorted(inOrder)) {
    const one = now(numberOf(receiptMac.toString('hex')) ?? '')
    const proposal = one === undefined ? null : authorStep(one.proposal, act, at)
    if (one === undefined || proposal === null) {
      dropped += 1
      continue
    }
    changed.set(proposal.number, { ...one, proposal })
    complaints.push(...complaintOf(proposal.number, act, at.today))
    acts += 1
  }
  for (const number of batch.endorsements) {
    const one = now(number)
    if (one === undefined || !mayEndorse(one.proposal)) {
      dropped += 1
      continue
    }
    const { proposal } = one
    const more = { ...proposal, endorsements: proposal.endorsements + 1 }
    changed.set(number, { ...one, proposal: more })
    endorsements += 1
  }
  return { changed, complaints, posts, acts, endorsements, dropped }
}

/**
 * Nothing tells which of one author's acts came first. What asks for care goes before what closes a matter,
 * and withdrawal comes last, for nothing can follow it.
 */
const order: readonly AuthorAct['act'][] = [
  'report-hunt',
  'rewrite',
  'reject-summary',
  'approve-summary',
  'reply',
  'flag-question',
  'leave-unanswered',
  'reconsider',
  'withdraw',
]

function inOrder(a: Batch['acts'][number], b: Batch['acts'][number]): number {
  return order.indexOf(a.act.act) - order.indexOf(b.act.act)
}

/** What everybody may read, and what was joined to such a one since the page was fetched. */
function mayEndorse(p: Proposal): boolean {
  return onBoard(p) || p.state === 'merged'
}

/** A released proposal; null when nothing is left of it after cleaning. */
function newProposal(post: Post, today: Day, taken: (number: string) => boolean): Proposal | null {
  const written = cleanWritten(post.written)
  const proposal: Proposal = {
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
    ...untouched,
    steps: [{ on: today, role: 'system', unit: '', act: '受付', note: '' }],
  }
  return proposalSchema.safeParse(proposal).success ? proposal : null
}

/** Random, not sequential: a gap would betray a hidden one. 25 bits and a check character. */
function freshNumber(taken: (number: string) => boolean): string {
  for (;;) {
    const number = printedCode(toCrockford(randomBytes(4), 5))
    if (!taken(number)) return number
  }
}

/** null: not possible, or nothing is left of it after cleaning. */
function authorStep(p: Proposal, act: AuthorAct, at: Circumstances): Proposal | null {
  const plain = cleaned(act)
  if (plain === null) return null
  try {
    const next = decide(p, { role: 'author', unit: '' }, plain, at)
    if (isReportOnly(plain, p, next)) return p
    return proposalSchema.safeParse(next).success ? next : null
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/**
 * What only コンプライアンス hears is kept apart (`complaint`): in the proposal it leaves neither a step nor
 * another version, by which units and 提案担当 could tell that there was one.
 */
function isReportOnly({ act }: AuthorAct, before: Proposal, after: Proposal): boolean {
  if (act === 'report-hunt') return true
  return act === 'flag-question' && isDeepStrictEqual(before.questions, after.questions)
}

function cleaned(act: AuthorAct): AuthorAct | null {
  if (act.act === 'rewrite') return { ...act, written: cleanWritten(act.written) }
  if (!('text' in act)) return act
  const text = cleanText(act.text)
  return text === '' && act.act !== 'flag-question' ? null : { ...act, text }
}

function cleanWritten({ title, current, idea, effect }: Written): Written {
  return {
    title: cleanLine(title),
    current: cleanText(current),
    idea: cleanText(idea),
    effect: cleanText(effect),
  }
}

function complaintOf(number: string, act: AuthorAct, today: Day): VoiceTables['complaint'][] {
  if (act.act !== 'flag-question' && act.act !== 'report-hunt') return []
  const kind = act.act === 'report-hunt' ? 'hunt' : 'question'
  const id = toCrockford(randomBytes(8), 12)
  const text = cleanText(act.text)
  return [{ id, proposal: number, kind, text, received_on: today, closed_on: null, outcome: '' }]
}

import { createHash, type KeyObject } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type SlotClass, slotClass } from '../../proposals/envelope.ts'
import type { Batch } from '../../proposals/ledger.ts'
import {
  type AuthorAct,
  actIdSchema,
  authorActSchema,
  decodeMessage,
  type Message,
  type Post,
} from '../../proposals/message.ts'
import { lookupOf, readLookup, receiptMac } from '../../proposals/receipt-mac.ts'
import { VERSION } from '../../tokens/suite.ts'
import { unsealBallot } from '../../tokens/unseal.ts'
import { isSignedBy, readAuthorKey } from './author-key.ts'

/** A taken slot: class ‖ sealed message without its version byte. */
export interface WaitingMessage {
  readonly quarter: string
  readonly slot: number
  readonly bytes: Buffer
}

export interface BatchReaders {
  /** The tally keys of the quarters whose box stands. */
  readonly keys: ReadonlyMap<string, KeyObject>
  readonly receiptKey: Buffer
  readonly authorKeyOf: (receiptMac: Buffer) => Buffer | undefined
}

export interface ReadBatch extends Batch {
  /** Unreadable, in the wrong class, copied, or not signed by the author. */
  readonly malformed: number
}

/** An unsealing takes about 2 ms of CPU: after this many, other requests get their turn. */
const TURN = 4

const kindOf: Record<Message['kind'], SlotClass> = {
  post: 'post',
  endorse: 'endorse',
  'follow-up': 'followUp',
}

/** SHA-256 of what stands in a slot. */
export function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/**
 * Opens and checks every waiting message, in memory only. What comes out is in the order of its own
 * content: nothing of slots or arrival is left in it. Overwrites `bytes` of the messages.
 *
 * @throws the reason of `signal` when the officer cancels.
 */
export async function readBatch(
  messages: readonly WaitingMessage[],
  readers: BatchReaders,
  report: () => void,
  signal: AbortSignal,
): Promise<ReadBatch> {
  const digests = new Map<string, Buffer>()
  const opened: Message[] = []
  for (const [i, message] of messages.entries()) {
    if (i % TURN === 0) {
      signal.throwIfAborted()
      await nextTurn()
      report()
    }
    const digest = digestOf(message.bytes)
    const name = digest.toString('base64')
    // Somebody who can read the box could send a copy of a sealed message.
    if (digests.has(name)) continue
    digests.set(name, digest)
    const found = openMessage(message, readers.keys)
    if (found !== null) opened.push(found)
  }
  const posts = postsOf(opened, readers)
  const acts = actsOf(opened, posts, readers)
  const endorsements = opened
    .flatMap((message) => (message.kind === 'endorse' ? [message.proposal] : []))
    .sort()
  return {
    posts,
    acts,
    endorsements,
    digests: [...digests.values()].toSorted((a, b) => Buffer.compare(a, b)),
    malformed: messages.length - posts.length - acts.length - endorsements.length,
  }
}

function openMessage(
  { quarter, bytes }: WaitingMessage,
  keys: BatchReaders['keys'],
): Message | null {
  const own = bytes[0]
  bytes[0] = VERSION
  // Sealed in the last moment of a quarter and sent in the next one: another key than the box's opens it.
  const order = [quarter, ...[...keys.keys()].filter((id) => id !== quarter)]
  for (const id of order) {
    const key = keys.get(id)
    const plain = key === undefined ? null : unsealBallot(key, bytes, id)
    if (plain === null) continue
    const message = decodeMessage(plain)
    plain.fill(0)
    return message !== null && slotClass[kindOf[message.kind]] === own ? message : null
  }
  return null
}

function postsOf(
  opened: readonly Message[],
  { receiptKey, authorKeyOf }: BatchReaders,
): { post: Post; receiptMac: Buffer; authorKey: Buffer }[] {
  const seen = new Set<string>()
  return sorted(opened.filter((message) => message.kind === 'post')).flatMap((post) => {
    const mac = macOf(receiptKey, post.receipt)
    const authorKey = readAuthorKey(post.authorKey)
    if (mac === null || authorKey === null || seen.has(post.receipt)) return []
    if (lookupOf(authorKey).toString('base64url') !== post.receipt) return []
    if (authorKeyOf(mac) !== undefined) return []
    seen.add(post.receipt)
    return [{ post, receiptMac: mac, authorKey }]
  })
}

/** Signed by the author of a released proposal, or of one that comes out with this batch. */
function actsOf(
  opened: readonly Message[],
  posts: readonly { receiptMac: Buffer; authorKey: Buffer }[],
  { receiptKey, authorKeyOf }: BatchReaders,
): { receiptMac: Buffer; act: AuthorAct; id: string }[] {
  const seen = new Set<string>()
  const followUps = opened.filter((message) => message.kind === 'follow-up')
  return sorted(followUps).flatMap(({ receipt, act, signature }) => {
    const mac = macOf(receiptKey, receipt)
    if (mac === null || seen.has(signature)) return []
    const authorKey =
      authorKeyOf(mac) ?? posts.find(({ receiptMac }) => receiptMac.equals(mac))?.authorKey
    const read = readAct(act)
    if (authorKey === undefined || read === null) return []
    if (!isSignedBy(authorKey, receipt, act, signature)) return []
    seen.add(signature)
    return [{ receiptMac: mac, ...read }]
  })
}

function readAct(json: string): { act: AuthorAct; id: string } | null {
  try {
    const { id, ...rest } = actIdSchema.parse(JSON.parse(json))
    const result = authorActSchema.safeParse(rest)
    return result.success ? { act: result.data, id } : null
  } catch {
    return null
  }
}

function macOf(receiptKey: Buffer, receipt: string): Buffer | null {
  const lookup = readLookup(receipt)
  return lookup === null ? null : receiptMac(receiptKey, lookup)
}

function sorted<T extends Message>(messages: readonly T[]): T[] {
  return messages
    .map((message) => [JSON.stringify(message), message] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, message]) => message)
}

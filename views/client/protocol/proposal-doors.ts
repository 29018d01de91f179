/**
 * The requests of the proposal box, for the browser (origin '') and for scripts in Node. Like those of the
 * survey: the anonymous ones omit credentials and referrer, and no request follows a redirect.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import {
  LOOKUP_BYTES,
  THREAD_ANSWER_BYTES,
  THREAD_REQUEST_BYTES,
} from '../../../server/proposals/envelope.ts'
import type { AuthorReading } from '../../../server/proposals/shown.ts'
import { formatKeyId } from '../../../server/tokens/key-id.ts'
import { MODULUS_BYTES } from '../../../server/tokens/suite.ts'
import { concat } from './bytes.ts'
import type { Card } from './card.ts'
import { ANONYMOUS, DoorRefusal, deliver, members, OCTETS, readKey, refusal } from './doors.ts'
import { ProtocolViolation } from './violation.ts'

/** The public facts of a quarter: the same bytes for everyone. */
export interface ProposalKey {
  readonly quarter: string
  /** SubjectPublicKeyInfo, 422 bytes each; three different keys. */
  readonly postKey: Uint8Array
  readonly endorseKey: Uint8Array
  readonly tallyKey: Uint8Array
  /** Fingerprint of all three, recomputed here. */
  readonly keyId: string
  /** Last day of the quarter, ISO. */
  readonly closesOn: string
}

/**
 * GET /voice/proposals/key, without cookies.
 *
 * @throws {DoorRefusal} when the answer is not 200
 * @throws {ProtocolViolation} when a key is unusable, two are the same, or the key id is not theirs
 */
export async function fetchProposalKey(origin: string): Promise<ProposalKey> {
  const response = await request(`${origin}/voice/proposals/key`)
  if (response.status !== 200) throw await refusal(response)
  return readProposalKey(await response.json().catch(() => null))
}

/**
 * POST /voice/proposals/messages, without cookies. Returns on 204; the very same bytes go out again when
 * there was no answer or 503.
 *
 * @param envelope `ENVELOPE_BYTES` of server/proposals/envelope.ts
 * @throws {DoorRefusal}
 */
export async function sendEnvelope(origin: string, envelope: Uint8Array): Promise<void> {
  return deliver(`${origin}/voice/proposals/messages`, envelope)
}

/**
 * POST /voice/proposals/thread, without cookies: request and answer have one size, found or not.
 *
 * @param lookup 16 bytes of the receipt
 * @returns null when no released proposal has this receipt
 * @throws {DoorRefusal} when the answer is not 200, {ProtocolViolation} when it is not readable,
 *   {ThreadTooLong}
 */
export async function fetchThread(
  origin: string,
  lookup: Uint8Array,
): Promise<AuthorReading | null> {
  const body = new Uint8Array(THREAD_REQUEST_BYTES)
  body.set(lookup.subarray(0, LOOKUP_BYTES))
  const init = { method: 'POST', headers: OCTETS, body }
  const response = await request(`${origin}/voice/proposals/thread`, init)
  if (response.status !== 200) throw await refusal(response)
  return readThread(new Uint8Array(await response.arrayBuffer()))
}

/**
 * POST /voice/proposals/slip-card, without cookies. Asked again, the answer is the same.
 *
 * @param id 32 bytes of the slip (see `slipSecrets`)
 * @param blinded 384 bytes
 * @returns 384 bytes, not verified yet (see `finishCard`)
 * @throws {DoorRefusal} when the answer is not 200, {ProtocolViolation} when it has another length
 */
export async function requestCardForSlip(
  origin: string,
  id: Uint8Array,
  blinded: Uint8Array,
): Promise<Uint8Array> {
  return octets(`${origin}/voice/proposals/slip-card`, concat(id, blinded), MODULUS_BYTES)
}

/**
 * POST /voice/proposals/spent, without cookies: whether a card has carried a message before.
 *
 * @throws {DoorRefusal}, {ProtocolViolation}
 */
export async function isCardSpent(origin: string, { nonce, signature }: Card): Promise<boolean> {
  const [spent] = await octets(`${origin}/voice/proposals/spent`, concat(nonce, signature), 1)
  return spent === 1
}

async function octets(url: string, sent: Uint8Array, length: number): Promise<Uint8Array> {
  const init = { method: 'POST', headers: OCTETS, body: Uint8Array.from(sent) }
  const response = await request(url, init)
  if (response.status !== 200) throw await refusal(response)
  const answer = new Uint8Array(await response.arrayBuffer())
  if (answer.length !== length) throw new ProtocolViolation('answer of another size')
  return answer
}

/** GET /voice/proposals/similar, without cookies; null when there is none to be had. */
export async function fetchSimilar(origin: string): Promise<unknown> {
  const response = await request(`${origin}/voice/proposals/similar`).catch(() => null)
  return response?.status === 200 ? response.json().catch(() => null) : null
}

/** More was written around a proposal than the one size of all answers holds. */
export class ThreadTooLong extends Error {
  override readonly name = 'ThreadTooLong'
}

/** @throws {DoorRefusal} with status 0 when there is no answer. */
async function request(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { ...ANONYMOUS, ...init }).catch(() => null)
  if (response === null) throw new DoorRefusal(0, {})
  return response
}

function readProposalKey(body: unknown): ProposalKey {
  const { quarter, keyId, postKey, endorseKey, tallyKey, closesOn } = members(body)
  if (typeof quarter !== 'string' || quarter === '' || typeof closesOn !== 'string')
    throw new ProtocolViolation('quarter is missing')
  const texts = [postKey, endorseKey, tallyKey]
  if (!texts.every((text) => typeof text === 'string') || new Set(texts).size !== 3)
    throw new ProtocolViolation('there must be three keys')
  const [post, endorse, tally] = texts.map(readKey) as [Uint8Array, Uint8Array, Uint8Array]
  const computed = formatKeyId(sha256(concat(post, endorse, tally)))
  if (keyId !== computed) throw new ProtocolViolation('key id does not belong to the keys')
  return {
    quarter,
    keyId: computed,
    postKey: post,
    endorseKey: endorse,
    tallyKey: tally,
    closesOn,
  }
}

/** `length 4 (big-endian) ‖ JSON ‖ zeros`. */
function readThread(bytes: Uint8Array): AuthorReading | null {
  if (bytes.length !== THREAD_ANSWER_BYTES) throw new ProtocolViolation('answer of another size')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  if (length > bytes.length - 4) throw new ProtocolViolation('answer without an end')
  let answer: unknown
  try {
    answer = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  } catch {
    throw new ProtocolViolation('answer that cannot be read')
  }
  bytes.fill(0)
  const { found, tooLong } = members(answer)
  if (found !== true) return null
  if (tooLong === true) throw new ThreadTooLong()
  return answer as AuthorReading
}

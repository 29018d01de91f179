/**
 * What travels to the proposal box: three classes of one length (test T9). Pure: the browser imports
 * this file too.
 *
 * - with a card: `0x01 ‖ nonce 32 ‖ signature 384 ‖ sealed`, a post or an endorsement, told apart by the
 *   key that signed the card
 * - with a receipt: `0x02 ‖ lookup id 16 ‖ random 400 ‖ sealed`
 */
import { MODULUS_BYTES, NONCE_BYTES } from '../tokens/suite.ts'
import { sealedLength } from '../tokens/wire.ts'
import { MESSAGE_BYTES } from './message-bytes.ts'

export const LOOKUP_BYTES = 16
export const FOLLOW_UP = 0x02

/** 417: everything before the sealed message. */
export const HEAD_BYTES = 1 + NONCE_BYTES + MODULUS_BYTES
export const SEALED_BYTES = sealedLength(MESSAGE_BYTES)
export const ENVELOPE_BYTES = HEAD_BYTES + SEALED_BYTES

/** First byte of a taken slot of the proposal box: the class of what stands in it. */
export const slotClass = { post: 0x01, endorse: 0x02, followUp: 0x03 } as const
export type SlotClass = keyof typeof slotClass

/** Request of the thread door: lookup id and zeros; answer: `length 4 ‖ JSON ‖ zeros`. Bytes. */
export const THREAD_REQUEST_BYTES = 64
export const THREAD_ANSWER_BYTES = 131_072

/**
 * @param padding 400 random bytes, in the place of nonce and signature
 * @throws {RangeError} when a part has the wrong length.
 */
export function encodeFollowUp(
  lookup: Uint8Array,
  padding: Uint8Array,
  sealed: Uint8Array,
): Uint8Array {
  if (lookup.length !== LOOKUP_BYTES) throw new RangeError('lookup id is not 16 bytes')
  if (padding.length !== HEAD_BYTES - 1 - LOOKUP_BYTES)
    throw new RangeError('padding is not 400 bytes')
  if (sealed.length !== SEALED_BYTES) throw new RangeError('sealed message has the wrong length')
  const bytes = new Uint8Array(ENVELOPE_BYTES)
  bytes[0] = FOLLOW_UP
  bytes.set(lookup, 1)
  bytes.set(padding, 1 + LOOKUP_BYTES)
  bytes.set(sealed, HEAD_BYTES)
  return bytes
}

/** The parts are views, not copies; null unless it is a follow-up of exactly the right length. */
export function decodeFollowUp(
  bytes: Uint8Array,
): { readonly lookup: Uint8Array; readonly sealed: Uint8Array } | null {
  if (bytes.length !== ENVELOPE_BYTES || bytes[0] !== FOLLOW_UP) return null
  return { lookup: bytes.subarray(1, 1 + LOOKUP_BYTES), sealed: bytes.subarray(HEAD_BYTES) }
}

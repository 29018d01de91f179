import type { KeyObject } from 'node:crypto'
import { Problem } from '../../http/problems.ts'
import { verifyCard } from '../../tokens/redeem.ts'
import { MODULUS_BYTES, NONCE_BYTES } from '../../tokens/suite.ts'

const SLIP_ID_BYTES = 32

/** `id of the slip 32 ‖ blinded message 384`. */
export const SLIP_REQUEST_BYTES = SLIP_ID_BYTES + MODULUS_BYTES
/** `nonce 32 ‖ signature 384`. */
export const SPENT_REQUEST_BYTES = NONCE_BYTES + MODULUS_BYTES

/** What paper slips need of the two other sides. */
export interface Slips {
  /** The other side marks the slip and signs; 384 bytes. It refuses what it does not know. */
  readonly exchange: (box: string, id: Buffer, blinded: Buffer) => Promise<Buffer>
  readonly isSpent: (box: string, nonce: Uint8Array) => Promise<boolean>
}

/**
 * A card for a paper slip: nobody is signed in, and nothing of a person comes with it.
 *
 * @throws {Problem} `bad-request` unless it is an id and a blinded message, and what `exchange` refuses
 */
export async function exchangedCard(
  { exchange }: Pick<Slips, 'exchange'>,
  box: string,
  body: Buffer,
): Promise<Buffer> {
  if (body.length !== SLIP_REQUEST_BYTES) throw new Problem('bad-request')
  const id = body.subarray(0, SLIP_ID_BYTES)
  return exchange(box, id, body.subarray(SLIP_ID_BYTES))
}

/**
 * Whether a card has been used: asked once when a slip is read, since a slip that was used before gives the
 * same card again, and the door thanks for a repeated card without keeping what comes with it.
 * Only who holds the card can ask.
 *
 * @returns one byte, 1 or 0
 * @throws {Problem} `bad-request`, `card-invalid`
 */
export async function spentByte(
  isSpent: (nonce: Uint8Array) => boolean | Promise<boolean>,
  signingKey: KeyObject,
  body: Buffer,
): Promise<Buffer> {
  if (body.length !== SPENT_REQUEST_BYTES) throw new Problem('bad-request')
  const nonce = body.subarray(0, NONCE_BYTES)
  if (!verifyCard(signingKey, nonce, body.subarray(NONCE_BYTES))) {
    throw new Problem('card-invalid', { detail: 'もう一度、紙の券を読み取ってください。' })
  }
  return Buffer.of((await isSpent(nonce)) ? 1 : 0)
}

import {
  constants,
  createPublicKey,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
} from 'node:crypto'
import { MODULUS_BYTES } from './suite.ts'

/** Thrown when a blinded message is not exactly 384 bytes or not below the modulus. */
export class MalformedBlindedMessage extends Error {
  override readonly name = 'MalformedBlindedMessage'
}

/** RFC 9474 §4.3 "signing failure": the result did not verify and was withheld (fault attack). */
export class SigningFailure extends Error {
  override readonly name = 'SigningFailure'
}

/**
 * BlindSign (RFC 9474 §4.3): the raw RSA private operation on what a client has blinded.
 *
 * @param privateKey from `importPrivateKey`
 * @param blinded exactly 384 bytes, big-endian, below the modulus
 * @returns 384 bytes; the same for the same input
 * @throws {MalformedBlindedMessage} before the key is used
 * @throws {SigningFailure} when s^e ≠ m: a faulty CRT result would give the factors of n away
 */
export function blindSign(privateKey: KeyObject, blinded: Uint8Array): Buffer {
  const { publicKey } = publicHalf(privateKey)
  if (!isBlindedMessage(privateKey, blinded)) {
    throw new MalformedBlindedMessage('blinded message is not 384 bytes below the modulus')
  }
  const padding = constants.RSA_NO_PADDING
  const signature = privateDecrypt({ key: privateKey, padding }, blinded)
  if (!publicEncrypt({ key: publicKey, padding }, signature).equals(blinded)) {
    throw new SigningFailure('blind signature did not verify')
  }
  return signature
}

/** Whether `blindSign` would sign these bytes: exactly 384, big-endian, below the modulus. */
export function isBlindedMessage(privateKey: KeyObject, blinded: Uint8Array): boolean {
  return blinded.length === MODULUS_BYTES && publicHalf(privateKey).modulus.compare(blinded) > 0
}

interface PublicHalf {
  readonly publicKey: KeyObject
  readonly modulus: Buffer
}

const publicHalves = new WeakMap<KeyObject, PublicHalf>()

function publicHalf(privateKey: KeyObject): PublicHalf {
  const known = publicHalves.get(privateKey)
  if (known) return known
  const publicKey = createPublicKey(privateKey)
  const { n = '' } = publicKey.export({ format: 'jwk' })
  const half = { publicKey, modulus: Buffer.from(n, 'base64url') }
  publicHalves.set(privateKey, half)
  return half
}

/**
 * What travels and what is stored, byte for byte. Pure: the browser imports this file too.
 */
import { MODULUS_BYTES, NONCE_BYTES, TAG_BYTES, VERSION } from './suite.ts'

export interface Cast {
  /** 32 bytes: the message that the card signs. */
  readonly nonce: Uint8Array
  /** 384 bytes. */
  readonly signature: Uint8Array
  /** `sealedLength(plainLength)` bytes. */
  readonly sealed: Uint8Array
}

const HEADER_BYTES = 1 + NONCE_BYTES + MODULUS_BYTES

/** Length of a sealed ballot: `version 1 ‖ wrapped content key 384 ‖ ciphertext ‖ tag 16`. */
export function sealedLength(plainLength: number): number {
  return 1 + MODULUS_BYTES + plainLength + TAG_BYTES
}

/** Length of a cast; constant within a survey, since every ballot is padded to the same size. */
export function castLength(plainLength: number): number {
  return HEADER_BYTES + sealedLength(plainLength)
}

/**
 * `version 0x01 ‖ nonce 32 ‖ signature 384 ‖ sealed ballot`.
 *
 * @throws {RangeError} when a part has the wrong length.
 */
export function encodeCast({ nonce, signature, sealed }: Cast): Uint8Array {
  if (nonce.length !== NONCE_BYTES) throw new RangeError('nonce is not 32 bytes')
  if (signature.length !== MODULUS_BYTES) throw new RangeError('signature is not 384 bytes')
  if (sealed.length < sealedLength(0)) throw new RangeError('sealed ballot is too short')
  const bytes = new Uint8Array(HEADER_BYTES + sealed.length)
  bytes[0] = VERSION
  bytes.set(nonce, 1)
  bytes.set(signature, 1 + NONCE_BYTES)
  bytes.set(sealed, HEADER_BYTES)
  return bytes
}

/**
 * Takes a cast apart; the parts are views of `bytes`, not copies.
 *
 * @returns null unless version and length are exactly those of a ballot of `plainLength` bytes.
 */
export function decodeCast(bytes: Uint8Array, plainLength: number): Cast | null {
  if (bytes.length !== castLength(plainLength) || bytes[0] !== VERSION) return null
  return {
    nonce: bytes.subarray(1, 1 + NONCE_BYTES),
    signature: bytes.subarray(1 + NONCE_BYTES, HEADER_BYTES),
    sealed: bytes.subarray(HEADER_BYTES),
  }
}

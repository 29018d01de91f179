import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { pow } from '@noble/curves/abstract/modular.js'
import {
  CONTENT_KEY_BYTES,
  CONTENT_NONCE_BYTES,
  HASH_BYTES,
  MODULUS_BYTES,
  sealingContext,
  VERSION,
} from '../../../server/tokens/suite.ts'
import { bytesToInt, concat, intToBytes, randomBytes } from './bytes.ts'
import { encodeOaep } from './padding.ts'
import { readSpki } from './spki.ts'

/**
 * Seals padded answers to the survey's tally key; `server/tokens/unseal.ts` opens them.
 * `0x01 ‖ RSA-OAEP-SHA384(content key) 384 ‖ ChaCha20-Poly1305 ciphertext ‖ tag 16`. The AEAD nonce
 * is zero because every call draws a new content key.
 *
 * @param tallySpki 422 bytes
 * @param plain answers, already padded to the survey's ballot size: the length is not hidden
 * @param context the survey id
 * @returns `sealedLength(plain.length)` bytes, different at each call
 * @throws {ProtocolViolation} when the key is not an RSA-3072 key with e = 65537
 */
export function sealBallot(tallySpki: Uint8Array, plain: Uint8Array, context: string): Uint8Array {
  const { n, e } = readSpki(tallySpki)
  const contentKey = randomBytes(CONTENT_KEY_BYTES)
  const encoded = encodeOaep(contentKey, randomBytes(HASH_BYTES), MODULUS_BYTES)
  const wrapped = intToBytes(pow(bytesToInt(encoded), e, n), MODULUS_BYTES)
  const nonce = new Uint8Array(CONTENT_NONCE_BYTES)
  const sealed = chacha20poly1305(contentKey, nonce, sealingContext(context)).encrypt(plain)
  contentKey.fill(0)
  encoded.fill(0)
  return concat(Uint8Array.of(VERSION), wrapped, sealed)
}

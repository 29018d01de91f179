import { constants, type KeyObject, verify } from 'node:crypto'
import { MODULUS_BYTES, NONCE_BYTES, SALT_BYTES } from './suite.ts'

/**
 * Whether a card carries this survey's signature: RSASSA-PSS-VERIFY with SHA-384, MGF1-SHA-384 and
 * a salt of 48 bytes over the nonce (RFC 9474 §4.5). Whether it was spent before is not asked here.
 *
 * @param publicKey from `importPublicKey`
 * @param nonce 32 bytes
 * @param signature 384 bytes
 * @returns false for anything else, lengths included; never throws on what a client sent
 */
export function verifyCard(
  publicKey: KeyObject,
  nonce: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (nonce.length !== NONCE_BYTES || signature.length !== MODULUS_BYTES) return false
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES }
  return verify('sha384', nonce, key, signature)
}

import { MODULUS_BYTES } from '../../../server/tokens/suite.ts'
import { checkPublicKey, type RsaPublicKey } from './blind-rsa.ts'
import { bytesToInt } from './bytes.ts'
import { ProtocolViolation } from './violation.ts'

export interface SpkiKey extends RsaPublicKey {
  /** The 422 bytes that were read: what fingerprints are made of. */
  readonly bytes: Uint8Array
}

/**
 * DER leaves no choice: every RSA-3072 SubjectPublicKeyInfo (RFC 5280 §4.1, RFC 8017 appendix
 * A.1.1) begins with these 33 bytes, then come the modulus and an exponent of three bytes.
 * SEQUENCE, SEQUENCE { rsaEncryption, NULL }, BIT STRING, SEQUENCE, INTEGER (positive).
 */
const BEFORE_MODULUS = 0x308201a2_300d06092a864886f70d0101010500_0382018f00_3082018a_0282018100n
const MODULUS_AT = 33

/** INTEGER of three bytes. */
const BEFORE_EXPONENT = 0x0203n
const EXPONENT_AT = MODULUS_AT + MODULUS_BYTES + 2

/**
 * Reads an RSA-3072 public key from its only DER spelling.
 *
 * @param bytes 422 bytes
 * @throws {ProtocolViolation} for any other length, framing or algorithm, for an exponent other
 *   than 65537, and for a modulus that is even or shorter than 3072 bits
 */
export function readSpki(bytes: Uint8Array): SpkiKey {
  const part = (from: number, to: number) => bytesToInt(bytes.subarray(from, to))
  if (
    bytes.length !== EXPONENT_AT + 3 ||
    part(0, MODULUS_AT) !== BEFORE_MODULUS ||
    part(EXPONENT_AT - 2, EXPONENT_AT) !== BEFORE_EXPONENT
  ) {
    throw new ProtocolViolation('not the SubjectPublicKeyInfo of an RSA-3072 key')
  }
  const key = {
    n: part(MODULUS_AT, EXPONENT_AT - 2),
    e: part(EXPONENT_AT, bytes.length),
    bytes: Uint8Array.from(bytes),
  }
  checkPublicKey(key)
  return key
}

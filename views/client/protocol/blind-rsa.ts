/**
 * The client's half of RFC 9474, RSABSSA-SHA384-PSS. Message preparation is the identity
 * (RFC 9474 §4.1, "Deterministic"): the message is a random nonce already.
 *
 * Salt and blinding factor are arguments, so everything here is deterministic. `bits` exists for
 * the RFC's own vectors, which have a 4096-bit key.
 */
import { invert, pow } from '@noble/curves/abstract/modular.js'
import { MODULUS_BITS, PUBLIC_EXPONENT } from '../../../server/tokens/suite.ts'
import { bytesToInt, intToBytes } from './bytes.ts'
import { encodePss } from './padding.ts'
import { ProtocolViolation } from './violation.ts'

export interface RsaPublicKey {
  readonly n: bigint
  readonly e: bigint
}

/**
 * Pins what a dishonest issuer could bend (RFC 9474 §7.3): n must be odd and of exactly `bits` bits,
 * and e must be 65537. With a prime exponent of that size, a modulus on which r ↦ r^e is not a
 * permutation (the blinding would leak) lets one signature in 65537 verify at most.
 *
 * @throws {ProtocolViolation}
 */
export function checkPublicKey({ n, e }: RsaPublicKey, bits: number = MODULUS_BITS): void {
  if (e !== BigInt(PUBLIC_EXPONENT)) throw new ProtocolViolation('public exponent is not 65537')
  if (n % 2n !== 1n) throw new ProtocolViolation('modulus is even')
  if (n >> BigInt(bits - 1) !== 1n) throw new ProtocolViolation(`modulus is not ${bits} bits long`)
}

/**
 * Blind (RFC 9474 §4.2).
 *
 * @param message the prepared message: the card's nonce
 * @param salt 48 bytes
 * @param r blinding factor, uniform in 1 … n−1 and coprime to n
 * @returns the blinded message, `bits / 8` bytes
 * @throws {ProtocolViolation} for a key that is not pinned, or one with small factors ("invalid
 *   input", "blinding error")
 */
export function blind(
  key: RsaPublicKey,
  message: Uint8Array,
  salt: Uint8Array,
  r: bigint,
  bits: number = MODULUS_BITS,
): Uint8Array {
  checkPublicKey(key, bits)
  const m = bytesToInt(encodePss(message, salt, bits - 1))
  inverse(m, key.n)
  inverse(r, key.n)
  return intToBytes((m * pow(r, key.e, key.n)) % key.n, bits / 8)
}

/**
 * Finalize (RFC 9474 §4.4): unblinds and verifies. The salt is known here, so s^e is compared with
 * the whole encoded message, which is stricter than RSASSA-PSS-VERIFY and implies it.
 *
 * @param message, salt, r as they were given to `blind`
 * @param blindSignature `bits / 8` bytes from the issuer
 * @returns the signature, `bits / 8` bytes
 * @throws {ProtocolViolation} "unexpected input size" or "invalid signature"; nothing is returned
 */
export function finalize(
  key: RsaPublicKey,
  message: Uint8Array,
  salt: Uint8Array,
  r: bigint,
  blindSignature: Uint8Array,
  bits: number = MODULUS_BITS,
): Uint8Array {
  checkPublicKey(key, bits)
  if (blindSignature.length !== bits / 8) {
    throw new ProtocolViolation('blind signature has the wrong length')
  }
  const s = (bytesToInt(blindSignature) * inverse(r, key.n)) % key.n
  if (pow(s, key.e, key.n) !== bytesToInt(encodePss(message, salt, bits - 1))) {
    throw new ProtocolViolation('blind signature does not verify')
  }
  return intToBytes(s, bits / 8)
}

function inverse(value: bigint, n: bigint): bigint {
  if (value <= 0n || value >= n) throw new ProtocolViolation('value is not between 0 and modulus')
  try {
    return invert(value, n)
  } catch {
    throw new ProtocolViolation('value and modulus have a common factor')
  }
}

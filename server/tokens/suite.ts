/**
 * The one cipher suite: RSABSSA-SHA384-PSS-Deterministic (RFC 9474 §5) with RSA-3072 and e = 65537
 * for the card, RSA-OAEP-SHA384 and ChaCha20-Poly1305 for the sealed ballot. Lengths are in bytes.
 *
 * Pure: the browser imports this file too.
 */

export const MODULUS_BITS = 3072
export const MODULUS_BYTES = 384
export const PUBLIC_EXPONENT = 65537

/** SHA-384. PSS uses a salt of the same length (RFC 9474 §5: sLen = 48). */
export const HASH_BYTES = 48
export const SALT_BYTES = 48

/** The random message that the card signs; it is what the spent list holds. */
export const NONCE_BYTES = 32

export const CONTENT_KEY_BYTES = 32
export const CONTENT_NONCE_BYTES = 12
export const TAG_BYTES = 16

/** First byte of a sealed ballot and of a cast. */
export const VERSION = 0x01

/** Associated data of a sealed ballot: it opens for this survey and for no other. */
export function sealingContext(survey: string): Uint8Array {
  return new TextEncoder().encode(`kazetoshi ballot v1:${survey}`)
}

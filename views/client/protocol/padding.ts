import { sha384 } from '@noble/hashes/sha2.js'
import { HASH_BYTES } from '../../../server/tokens/suite.ts'
import { concat } from './bytes.ts'

/**
 * EMSA-PSS-ENCODE with SHA-384 and MGF1-SHA-384 (RFC 8017 §9.1.1), as RFC 9474 §4.2 calls it.
 *
 * @param emBits modulus bits − 1
 * @returns ⌈emBits / 8⌉ bytes
 * @throws {RangeError} "encoding error" when the modulus is too short for hash and salt
 */
export function encodePss(message: Uint8Array, salt: Uint8Array, emBits: number): Uint8Array {
  const emLength = Math.ceil(emBits / 8)
  const dbLength = emLength - HASH_BYTES - 1
  if (dbLength < salt.length + 1) throw new RangeError('modulus too short for EMSA-PSS')
  const hash = sha384(concat(new Uint8Array(8), sha384(message), salt))
  const db = new Uint8Array(dbLength)
  db[dbLength - salt.length - 1] = 0x01
  db.set(salt, dbLength - salt.length)
  mask(db, hash)
  db[0] = (db[0] ?? 0) & (0xff >> (8 * emLength - emBits))
  return concat(db, hash, Uint8Array.of(0xbc))
}

/**
 * EME-OAEP-ENCODE with SHA-384, MGF1-SHA-384 and an empty label (RFC 8017 §7.1.1 step 2).
 *
 * @param seed 48 random bytes, used once
 * @returns `modulusBytes` bytes, the first of them zero
 * @throws {RangeError} "message too long"
 */
export function encodeOaep(
  message: Uint8Array,
  seed: Uint8Array,
  modulusBytes: number,
): Uint8Array {
  const db = new Uint8Array(modulusBytes - HASH_BYTES - 1)
  const offset = db.length - message.length
  if (offset < HASH_BYTES + 1) throw new RangeError('message too long for OAEP')
  db.set(sha384(new Uint8Array(0)))
  db[offset - 1] = 0x01
  db.set(message, offset)
  mask(db, seed)
  const maskedSeed = Uint8Array.from(seed)
  mask(maskedSeed, db)
  return concat(Uint8Array.of(0), maskedSeed, db)
}

/** XORs `target` with MGF1-SHA-384 of `seed` (RFC 8017 appendix B.2.1). */
function mask(target: Uint8Array, seed: Uint8Array): void {
  for (let offset = 0, counter = 0; offset < target.length; offset += HASH_BYTES, counter++) {
    // The counter stays below 256 for every modulus up to 98,304 bits.
    const block = sha384(concat(seed, Uint8Array.of(0, 0, 0, counter)))
    const end = Math.min(offset + HASH_BYTES, target.length)
    for (let i = offset; i < end; i++) target[i] = (target[i] ?? 0) ^ (block[i - offset] ?? 0)
  }
}

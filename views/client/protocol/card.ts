import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { formatKeyId } from '../../../server/tokens/key-id.ts'
import { MODULUS_BYTES, NONCE_BYTES, SALT_BYTES } from '../../../server/tokens/suite.ts'
import { blind, finalize } from './blind-rsa.ts'
import { bytesToInt, concat, randomBytes, utf8 } from './bytes.ts'
import { readSpki, type SpkiKey } from './spki.ts'

const SEED_BYTES = 32

/** 128 bits more than the modulus: the reduction below is then uniform up to 2⁻¹²⁸. */
const WIDE_BYTES = MODULUS_BYTES + 16

/** What a person spends: nothing in it was ever seen by the issuer. */
export interface Card {
  /** 32 bytes. */
  readonly nonce: Uint8Array
  /** 384 bytes. */
  readonly signature: Uint8Array
}

interface CardSecrets {
  readonly nonce: Uint8Array
  readonly salt: Uint8Array
  readonly r: bigint
}

/** 32 random bytes: the only thing to keep, and to keep before anything is sent. */
export function newSeed(): Uint8Array {
  return randomBytes(SEED_BYTES)
}

/**
 * Everything random about a card, from HKDF-SHA384 (RFC 5869) of the seed: a repeated request is
 * the same request. Survey and key are part of the derivation, so one seed never shows two keys the
 * same nonce.
 *
 * @returns nonce (32 bytes), PSS salt (48 bytes), blinding factor in 1 … n−1
 * @throws {RangeError} when the seed is not 32 bytes
 */
export function deriveCard(seed: Uint8Array, key: SpkiKey, survey: string): CardSecrets {
  if (seed.length !== SEED_BYTES) throw new RangeError('seed is not 32 bytes')
  const info = concat(utf8(`kazetoshi card v1:${survey}:`), sha256(key.bytes))
  const okm = hkdf(sha384, seed, undefined, info, NONCE_BYTES + SALT_BYTES + WIDE_BYTES)
  return {
    nonce: okm.slice(0, NONCE_BYTES),
    salt: okm.slice(NONCE_BYTES, NONCE_BYTES + SALT_BYTES),
    r: (bytesToInt(okm.subarray(NONCE_BYTES + SALT_BYTES)) % (key.n - 1n)) + 1n,
  }
}

/**
 * What is sent to the issuer.
 *
 * @param seed 32 bytes
 * @param signingSpki 422 bytes
 * @param survey the survey id
 * @returns exactly 384 bytes, the same for the same arguments
 * @throws {ProtocolViolation} when the key must not be trusted
 */
export function blindedMessage(
  seed: Uint8Array,
  signingSpki: Uint8Array,
  survey: string,
): Uint8Array {
  const key = readSpki(signingSpki)
  const { nonce, salt, r } = deriveCard(seed, key, survey)
  return blind(key, nonce, salt, r)
}

/**
 * Makes the card of the issuer's answer, having verified it.
 *
 * @param blindSignature exactly 384 bytes
 * @throws {ProtocolViolation} when the signature is not the one for this seed, key and survey
 */
export function finishCard(
  seed: Uint8Array,
  signingSpki: Uint8Array,
  blindSignature: Uint8Array,
  survey: string,
): Card {
  const key = readSpki(signingSpki)
  const { nonce, salt, r } = deriveCard(seed, key, survey)
  return { nonce, signature: finalize(key, nonce, salt, r, blindSignature) }
}

/** The fingerprint of a survey's two keys as people read it; equals `keyId` of `server/tokens/keys.ts`. */
export function keyId(signingSpki: Uint8Array, tallySpki: Uint8Array): string {
  return formatKeyId(sha256(concat(signingSpki, tallySpki)))
}

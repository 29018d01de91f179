import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { SLIP_BYTES, slipCode, type SlipKind } from '../../../server/tokens/slip-code.ts'
import { randomBytes, utf8 } from './bytes.ts'

/** A fresh code. It exists in this browser and on paper; the server never sees it. */
export function newSlipCode(kind: SlipKind): string {
  return slipCode(kind, randomBytes(SLIP_BYTES))
}

/**
 * What a code gives (HKDF-SHA384, RFC 5869): an id that is sent when the slip is exchanged, and the seed of
 * the card, which never leaves the browser. The server holds SHA-256 of the id only, so it can derive
 * neither seed nor nonce; a repeated request is the same request.
 */
export interface SlipSecrets {
  /** 32 bytes. */
  readonly id: Uint8Array
  /** 32 bytes, for `blindedMessage` and `finishCard`. */
  readonly seed: Uint8Array
}

/** @param code as `slipCode` or `readSlipCode` returns it. */
export function slipSecrets(code: string): SlipSecrets {
  const secret = hkdf(sha384, utf8(code), undefined, utf8('kazetoshi slip v1'), 64)
  return { id: secret.slice(0, 32), seed: secret.slice(32) }
}

/** What is published beforehand of a slip: SHA-256 of its id, 32 bytes. */
export function slipHash(code: string): Uint8Array {
  return sha256(slipSecrets(code).id)
}

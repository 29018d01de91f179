import { createHash, createHmac } from 'node:crypto'
import { LOOKUP_BYTES } from './envelope.ts'

/**
 * What `voice.db` keeps of a receipt: HMAC-SHA256 (RFC 2104) of its lookup id, 32 bytes. The id has 100
 * bits behind it, so no slow hash is needed.
 *
 * @param key 32 bytes of `receipt.key`
 * @param lookup 16 bytes, as the browser sends them
 */
export function receiptMac(key: Buffer, lookup: Uint8Array): Buffer {
  return createHmac('sha256', key).update(lookup).digest()
}

/** The 16 bytes of a lookup id in base64url; null for any other spelling of it. */
export function readLookup(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === LOOKUP_BYTES && bytes.toString('base64url') === text ? bytes : null
}

/** The only lookup id that belongs to an author's key: the first 16 bytes of its SHA-256. */
export function lookupOf(authorKey: Uint8Array): Buffer {
  return createHash('sha256').update(authorKey).digest().subarray(0, LOOKUP_BYTES)
}

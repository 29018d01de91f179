import { ed25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256, sha384 } from '@noble/hashes/sha2.js'
import { LOOKUP_BYTES } from '../../../server/proposals/envelope.ts'
import { signedBytes } from '../../../server/proposals/message-bytes.ts'
import { normaliseCode, printedCode, toCrockford } from '../../../server/tokens/crockford.ts'
import { randomBytes, toBase64, utf8 } from './bytes.ts'

/** 20 characters of five bits: 100 random bits, and a check character. */
const CHARACTERS = 20

/** A fresh 控え番号, `XXXX-XXXX-XXXX-XXXX-XXXX-C`. It exists in this browser and on the author's paper. */
export function newReceipt(): string {
  return printedCode(toCrockford(randomBytes(13), CHARACTERS))
}

/** As typed by a person → as `newReceipt` made it; null when the check character does not fit. */
export function readReceipt(text: string): string | null {
  return normaliseCode(text, CHARACTERS)
}

/**
 * What a receipt gives (HKDF-SHA384, RFC 5869): a key that stays, and an id that is sent. The id is a hash of
 * the key's public half, so nobody who has seen it can make another key for it.
 */
export interface ReceiptKeys {
  /** 16 bytes; the server finds the proposal by it and stores an HMAC of it only. */
  readonly lookup: Uint8Array
  /** The same in base64url, as messages carry it. */
  readonly lookupText: string
  /** Ed25519 public key (32 bytes, base64url): goes out once, sealed, with the proposal. */
  readonly authorKey: string
  /** Signs a later act of the author; the key itself never leaves the browser. */
  sign(act: string): string
}

/** @param receipt as `newReceipt` or `readReceipt` returns it. */
export function receiptKeys(receipt: string): ReceiptKeys {
  const secret = hkdf(sha384, utf8(receipt), undefined, utf8('kazetoshi receipt v1'), 32)
  const publicKey = ed25519.getPublicKey(secret)
  const lookup = sha256(publicKey).slice(0, LOOKUP_BYTES)
  const lookupText = base64url(lookup)
  return {
    lookup,
    lookupText,
    authorKey: base64url(publicKey),
    sign: (act) => base64url(ed25519.sign(signedBytes(lookupText, act), secret)),
  }
}

function base64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Fresh for every act of the author. */
export function newActId(): string {
  return base64url(randomBytes(16))
}

import { constants, createDecipheriv, type KeyObject, privateDecrypt } from 'node:crypto'
import {
  CONTENT_KEY_BYTES,
  CONTENT_NONCE_BYTES,
  MODULUS_BYTES,
  sealingContext,
  TAG_BYTES,
  VERSION,
} from './suite.ts'
import { sealedLength } from './wire.ts'

/**
 * Opens a ballot that a browser sealed:
 * `0x01 ‖ RSA-OAEP-SHA384(content key) 384 ‖ ChaCha20-Poly1305 ciphertext ‖ tag 16`.
 * OAEP (RFC 8017 §7.1.2) has an empty label; the AEAD (RFC 8439 §2.8) has twelve zero bytes as
 * nonce, because a content key is used once, and the survey as associated data.
 *
 * @param privateKey the survey's tally key
 * @param context the survey id
 * @returns the padded answers, or null when the ballot is malformed or meant for another key or
 *   survey: it is then counted as malformed
 * @throws {TypeError} when `privateKey` is no private RSA key, lest a wrong key empty the whole box
 */
export function unsealBallot(
  privateKey: KeyObject,
  sealed: Uint8Array,
  context: string,
): Buffer | null {
  if (privateKey.type !== 'private' || privateKey.asymmetricKeyType !== 'rsa') {
    throw new TypeError('unsealing needs a private RSA key')
  }
  if (sealed.length < sealedLength(0) || sealed[0] !== VERSION) return null
  const contentKey = unwrapContentKey(privateKey, sealed.subarray(1, 1 + MODULUS_BYTES))
  if (contentKey?.length !== CONTENT_KEY_BYTES) return null

  const nonce = Buffer.alloc(CONTENT_NONCE_BYTES)
  const cipher = createDecipheriv('chacha20-poly1305', contentKey, nonce, {
    authTagLength: TAG_BYTES,
  })
  contentKey.fill(0)
  const ciphertext = sealed.subarray(1 + MODULUS_BYTES, -TAG_BYTES)
  cipher.setAAD(sealingContext(context), { plaintextLength: ciphertext.length })
  cipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const plain = cipher.update(ciphertext)
  try {
    cipher.final()
  } catch {
    plain.fill(0)
    return null
  }
  return plain
}

function unwrapContentKey(privateKey: KeyObject, wrapped: Uint8Array): Buffer | null {
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  try {
    return privateDecrypt({ key: privateKey, padding, oaepHash: 'sha384' }, wrapped)
  } catch {
    return null
  }
}

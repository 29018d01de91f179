import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto'
import { importPublicKey } from './keys.ts'
import {
  CONTENT_KEY_BYTES,
  CONTENT_NONCE_BYTES,
  sealingContext,
  TAG_BYTES,
  VERSION,
} from './suite.ts'

/**
 * Seals bytes as `views/client/protocol/seal.ts` does in the browser; `unsealBallot` opens them.
 *
 * @param spki an RSA-3072 key of ours
 * @returns `sealedLength(plain.length)` bytes, different at each call
 */
export function sealOnServer(spki: Uint8Array, plain: Uint8Array, context: string): Buffer {
  const contentKey = randomBytes(CONTENT_KEY_BYTES)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const wrapped = publicEncrypt(
    { key: importPublicKey(spki), padding, oaepHash: 'sha384' },
    contentKey,
  )
  const nonce = Buffer.alloc(CONTENT_NONCE_BYTES)
  const cipher = createCipheriv('chacha20-poly1305', contentKey, nonce, {
    authTagLength: TAG_BYTES,
  })
  contentKey.fill(0)
  cipher.setAAD(sealingContext(context), { plaintextLength: plain.length })
  const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()]
  return Buffer.concat([Buffer.of(VERSION), wrapped, ...sealed])
}

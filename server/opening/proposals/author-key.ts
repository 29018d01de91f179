import { createPublicKey, verify } from 'node:crypto'
import { signedBytes } from '../../proposals/message-bytes.ts'

const KEY_BYTES = 32

/** The author's Ed25519 public key (32 bytes) of its base64url; null for any other spelling of it. */
export function readAuthorKey(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === KEY_BYTES && bytes.toString('base64url') === text ? bytes : null
}

/**
 * Whether the holder of the receipt signed this act (Ed25519, RFC 8032) for this proposal.
 *
 * @param receipt lookup id in base64url, as it stands in the message
 * @param act JSON, exactly what was signed
 */
export function isSignedBy(
  authorKey: Buffer,
  receipt: string,
  act: string,
  signature: string,
): boolean {
  try {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: authorKey.toString('base64url') },
      format: 'jwk',
    })
    return verify(null, signedBytes(receipt, act), key, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

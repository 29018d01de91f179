import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import argon2 from 'argon2'
import { z } from 'zod'

/** RFC 9106 §4, second recommended option (64 MiB, t = 3); passphrases carry 80 bits of their own. */
const KDF = {
  type: argon2.argon2id,
  memoryCost: 65_536,
  timeCost: 3,
  parallelism: 1,
  hashLength: 32,
} as const
const CIPHER = 'chacha20-poly1305'
const TAG = { authTagLength: 16 } as const

/** What a passphrase opens; all base64. `key` is ciphertext ‖ tag. */
export const lockSchema = z.object({ salt: z.string(), nonce: z.string(), key: z.string() })
export type Lock = z.infer<typeof lockSchema>

/**
 * @param secret normalised passphrase, or several joined by line breaks
 * @param purpose bound to the lock as associated data
 */
export async function lock(secret: string, plain: Buffer, purpose: string): Promise<Lock> {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv(CIPHER, await keyOf(secret, salt), nonce, TAG)
  cipher.setAAD(Buffer.from(purpose), { plaintextLength: plain.length })
  const key = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return {
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    key: key.toString('base64'),
  }
}

/** @returns null when the passphrase or the purpose is another one. */
export async function unlock(
  secret: string,
  { salt, nonce, key }: Lock,
  purpose: string,
): Promise<Buffer | null> {
  const sealed = Buffer.from(key, 'base64')
  const wrappingKey = await keyOf(secret, Buffer.from(salt, 'base64'))
  const decipher = createDecipheriv(CIPHER, wrappingKey, Buffer.from(nonce, 'base64'), TAG)
  decipher.setAuthTag(sealed.subarray(-16))
  decipher.setAAD(Buffer.from(purpose), { plaintextLength: sealed.length - 16 })
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  } catch {
    return null
  }
}

function keyOf(secret: string, salt: Buffer): Promise<Buffer> {
  return argon2.hash(secret, { ...KDF, salt, raw: true as const })
}

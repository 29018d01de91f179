import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { z } from 'zod'
import { lock, lockSchema, unlock } from './passphrase-lock.ts'

/**
 * A key pair for each keeper's post (X25519, RFC 7748) and wraps of a secret for sets of them. Public
 * halves are enough to wrap, so one post gets a new pair without anybody else's passphrase.
 */
export const keeperSchema = z.object({
  post: z.string(),
  /** Counts the sheets of this post: 1 is the first. */
  sheet: z.number().int().min(1),
  /** SubjectPublicKeyInfo, base64. */
  publicKey: z.string(),
  /** PKCS #8 under the passphrase. */
  lock: lockSchema,
})
export type LockedKeeper = z.infer<typeof keeperSchema>

export const wrapSchema = z.object({
  keepers: z.array(z.number().int()),
  /** SubjectPublicKeyInfo of a pair made for this wrap alone, base64. */
  ephemeral: z.string(),
  /** Ciphertext ‖ tag, base64. */
  key: z.string(),
})
export type KeeperWrap = z.infer<typeof wrapSchema>

const CIPHER = 'chacha20-poly1305'
const TAG = { authTagLength: 16 } as const
const LABEL = 'kazetoshi keeper wrap v2'

export async function lockKeeper(
  survey: string,
  post: string,
  sheet: number,
  passphrase: string,
): Promise<LockedKeeper> {
  const pair = generateKeyPairSync('x25519', {
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  })
  const publicKey = pair.publicKey.toString('base64')
  const locked = await lock(passphrase, pair.privateKey, purposeOf(survey, publicKey))
  pair.privateKey.fill(0)
  return { post, sheet, publicKey, lock: locked }
}

/** @returns the private half, or null when the passphrase does not fit. */
export async function unlockKeeper(
  survey: string,
  keeper: LockedKeeper,
  passphrase: string,
): Promise<KeyObject | null> {
  const pkcs8 = await unlock(passphrase, keeper.lock, purposeOf(survey, keeper.publicKey))
  if (pkcs8 === null) return null
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  pkcs8.fill(0)
  return key
}

/**
 * Wraps a secret so that only all keepers of the set together unwrap it.
 *
 * @param context what the wrap vouches for: another context does not unwrap
 */
export function wrapForAll(
  secret: Buffer,
  set: readonly number[],
  keepers: readonly LockedKeeper[],
  context: string,
): KeeperWrap {
  const once = generateKeyPairSync('x25519')
  const ephemeral = once.publicKey.export({ format: 'der', type: 'spki' })
  const shared = set.map((i) =>
    diffieHellman({
      privateKey: once.privateKey,
      publicKey: importPublic(keepers[i]?.publicKey ?? ''),
    }),
  )
  const cipher = createCipheriv(CIPHER, keyOf(shared, ephemeral), Buffer.alloc(12), TAG)
  cipher.setAAD(Buffer.from(context), { plaintextLength: secret.length })
  const key = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()])
  return { keepers: [...set], ephemeral: ephemeral.toString('base64'), key: key.toString('base64') }
}

/**
 * @param privateKeys of the keepers of the wrap, in its order
 * @returns null when wrap, keys or context are not those it was made with.
 */
export function unwrapTogether(
  wrap: KeeperWrap,
  privateKeys: readonly KeyObject[],
  context: string,
): Buffer | null {
  const sealed = Buffer.from(wrap.key, 'base64')
  try {
    const publicKey = importPublic(wrap.ephemeral)
    const shared = privateKeys.map((privateKey) => diffieHellman({ privateKey, publicKey }))
    const key = keyOf(shared, Buffer.from(wrap.ephemeral, 'base64'))
    const decipher = createDecipheriv(CIPHER, key, Buffer.alloc(12), TAG)
    decipher.setAuthTag(sealed.subarray(-16))
    decipher.setAAD(Buffer.from(context), { plaintextLength: sealed.length - 16 })
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  } catch {
    return null
  }
}

/** Used for one wrap only, so that the nonce may be zero. */
function keyOf(shared: readonly Buffer[], ephemeral: Buffer): Buffer {
  const key = hkdfSync('sha384', Buffer.concat(shared), ephemeral, LABEL, 32)
  for (const one of shared) one.fill(0)
  return Buffer.from(key)
}

function importPublic(spki: string): KeyObject {
  return createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' })
}

function purposeOf(survey: string, publicKey: string): string {
  return `kazetoshi keeper key v2:${survey}:${publicKey}`
}

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { formatKeyId } from './key-id.ts'
import { MODULUS_BITS, PUBLIC_EXPONENT } from './suite.ts'

/** Both halves as DER: PKCS #8 (RFC 5208) and SubjectPublicKeyInfo (RFC 5280 §4.1, 422 bytes). */
export interface KeyPair {
  readonly pkcs8: Buffer
  readonly spki: Buffer
}

/** Thrown when bytes are no RSA-3072 key with e = 65537. The message never holds key material. */
export class UnusableKey extends Error {
  override readonly name = 'UnusableKey'
}

/** A fresh key that signs the cards of one survey, and nothing else ever (RFC 9474 §6.2). */
export function generateSigningKey(): Promise<KeyPair> {
  return generateRsaKey()
}

/** A fresh key to which the ballots of one survey are sealed. Never the signing key. */
export function generateTallyKey(): Promise<KeyPair> {
  return generateRsaKey()
}

/** @throws {UnusableKey} unless the bytes are one PKCS #8 RSA key of 3072 bits with e = 65537. */
export function importPrivateKey(pkcs8: Uint8Array): KeyObject {
  const key = read('private', () =>
    createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }),
  )
  requireSuite(key)
  return key
}

/**
 * @throws {UnusableKey} unless the bytes are exactly the DER of one RSA key of 3072 bits with
 *   e = 65537 (a second spelling of the same key would have another key id).
 */
export function importPublicKey(spki: Uint8Array): KeyObject {
  const key = read('public', () =>
    createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }),
  )
  requireSuite(key)
  if (!key.export({ format: 'der', type: 'spki' }).equals(spki)) {
    throw new UnusableKey('public key is not in canonical DER')
  }
  return key
}

/**
 * The fingerprint people compare with the paper notice: `7K2M-9QXD-…`, 80 bits of SHA-256 over both
 * public keys of a survey, so that neither can be exchanged after the announcement.
 */
export function keyId(signingSpki: Uint8Array, tallySpki: Uint8Array): string {
  return formatKeyId(createHash('sha256').update(signingSpki).update(tallySpki).digest())
}

/** The same for the three keys of a quarter of the proposal box. */
export function proposalKeyId(
  postSpki: Uint8Array,
  endorseSpki: Uint8Array,
  tallySpki: Uint8Array,
): string {
  const hash = createHash('sha256').update(postSpki).update(endorseSpki).update(tallySpki)
  return formatKeyId(hash.digest())
}

async function generateRsaKey(): Promise<KeyPair> {
  // Type `rsa`: a key of type `rsa-pss` refuses the raw operation that blind signing needs.
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: MODULUS_BITS,
    publicExponent: PUBLIC_EXPONENT,
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  })
  return { pkcs8: privateKey, spki: publicKey }
}

function read(half: string, parse: () => KeyObject): KeyObject {
  try {
    return parse()
  } catch {
    throw new UnusableKey(`not a ${half} key in DER`)
  }
}

function requireSuite(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'rsa') {
    throw new UnusableKey(`key type is ${key.asymmetricKeyType}, not rsa`)
  }
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {}
  if (modulusLength !== MODULUS_BITS) {
    throw new UnusableKey(`modulus has ${modulusLength} bits, not ${MODULUS_BITS}`)
  }
  if (publicExponent !== BigInt(PUBLIC_EXPONENT)) {
    throw new UnusableKey(`public exponent is ${publicExponent}, not ${PUBLIC_EXPONENT}`)
  }
}

import type { KeyObject } from 'node:crypto'
import {
  generateSigningKey,
  importPrivateKey,
  importPublicKey,
  type KeyPair,
} from '../../server/tokens/keys.ts'
import { blindSign } from '../../server/tokens/issue.ts'
import { blindedMessage, type Card, finishCard, newSeed } from '../../views/client/protocol/card.ts'

export interface Issuer extends KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export async function newIssuer(): Promise<Issuer> {
  const pair = await generateSigningKey()
  return {
    ...pair,
    privateKey: importPrivateKey(pair.pkcs8),
    publicKey: importPublicKey(pair.spki),
  }
}

/** The whole exchange between one person and an issuer, as both sides see it. */
export function takeCard(issuer: Issuer, survey: string, seed = newSeed()) {
  const blinded = blindedMessage(seed, issuer.spki, survey)
  const blindSignature = blindSign(issuer.privateKey, blinded)
  const card: Card = finishCard(seed, issuer.spki, blindSignature, survey)
  return { seed, blinded, blindSignature, card }
}

export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const changed = Uint8Array.from(bytes)
  const at = bit >> 3
  changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7))
  return changed
}

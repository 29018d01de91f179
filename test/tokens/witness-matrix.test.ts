import { createHash } from 'node:crypto'
import { invert, pow } from '@noble/curves/abstract/modular.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { blindSign } from '../../server/tokens/issue.ts'
import { blind } from '../../views/client/protocol/blind-rsa.ts'
import { bytesToInt, intToBytes, randomBytes } from '../../views/client/protocol/bytes.ts'
import { type Card, deriveCard, newSeed } from '../../views/client/protocol/card.ts'
import { readSpki, type SpkiKey } from '../../views/client/protocol/spki.ts'
import { type Issuer, newIssuer, takeCard } from './support.ts'

const SURVEY = '2026-shokuba'
const PEOPLE = 12

/** What the issuer sees of a person, who is known by name. */
interface Issuance {
  readonly blinded: Uint8Array
  readonly blindSignature: Uint8Array
}

let issuer: Issuer
let key: SpkiKey

beforeAll(async () => {
  issuer = await newIssuer()
  key = readSpki(issuer.spki)
})

/**
 * The one blinding factor that would lead from this issuance to this card:
 * r = (blinded · EMSA(card)⁻¹)^d mod n. The issuer owns d, so the issuer can compute it as well.
 */
function witness({ blinded }: Issuance, card: Card): bigint {
  const encoded = pow(bytesToInt(card.signature), key.e, key.n)
  const power = (bytesToInt(blinded) * invert(encoded, key.n)) % key.n
  return bytesToInt(blindSign(issuer.privateKey, intToBytes(power, 384)))
}

/** Whether that factor makes every byte of the issuance and of the card fit together. */
function explains(r: bigint, { blinded, blindSignature }: Issuance, card: Card): boolean {
  const encoded = pow(bytesToInt(card.signature), key.e, key.n)
  return (
    r > 0n &&
    r < key.n &&
    (encoded * pow(r, key.e, key.n)) % key.n === bytesToInt(blinded) &&
    (bytesToInt(card.signature) * r) % key.n === bytesToInt(blindSignature)
  )
}

function countPairs<A, B>(as: readonly A[], bs: readonly B[], fits: (a: A, b: B) => boolean) {
  return as.reduce((count, a) => count + bs.filter((b) => fits(a, b)).length, 0)
}

describe('Twelve people take a card, and twelve cards are spent', () => {
  it('everyone could have spent any card: 144 of 144 pairs have an explanation', () => {
    const taken = Array.from({ length: PEOPLE }, () => takeCard(issuer, SURVEY))
    const cards = taken.map(({ card }) => card)
    const factors = new Set<bigint>()
    const explained = countPairs(taken, cards, (issuance, card) => {
      const r = witness(issuance, card)
      factors.add(r)
      return explains(r, issuance, card)
    })
    expect(explained).toBe(144)
    expect(factors.size).toBe(144)
  })

  it('the true factor is found for the true pair, so the computation means what it says', () => {
    const { seed, card, ...issuance } = takeCard(issuer, SURVEY)
    expect(witness(issuance, card)).toBe(deriveCard(seed, key, SURVEY).r)
  })

  it('a wrong factor explains nothing, so 144 of 144 is not the answer to everything', () => {
    const taken = Array.from({ length: PEOPLE }, () => takeCard(issuer, SURVEY))
    const cards = taken.map(({ card }) => card)
    const explained = countPairs(taken, cards, (issuance, card) =>
      explains(bytesToInt(randomBytes(383)), issuance, card),
    )
    expect(explained).toBe(0)
  })

  it('would be caught: a card that carries a trace of its blinding fits one person only', () => {
    const trace = (r: bigint) =>
      createHash('sha256').update(intToBytes(r, 384)).digest('hex').slice(0, 16)
    const taken = Array.from({ length: PEOPLE }, () => takeCard(issuer, SURVEY))
    const leakyCards = taken.map(({ seed, card }) => ({
      ...card,
      trace: trace(deriveCard(seed, key, SURVEY).r),
    }))
    const explained = countPairs(taken, leakyCards, (issuance, card) => {
      const r = witness(issuance, card)
      return explains(r, issuance, card) && trace(r) === card.trace
    })
    expect(explained).toBe(12)
  })

  it('would be caught: a weak blinding factor (32 bits) fits one person only', () => {
    const weak = (r: bigint) => r >> 32n === 0n
    const taken = Array.from({ length: PEOPLE }, () => {
      const { nonce, salt } = deriveCard(newSeed(), key, SURVEY)
      const r = bytesToInt(randomBytes(4)) | 1n
      const blinded = blind(key, nonce, salt, r)
      const blindSignature = blindSign(issuer.privateKey, blinded)
      const signature = (bytesToInt(blindSignature) * invert(r, key.n)) % key.n
      return { blinded, blindSignature, card: { nonce, signature: intToBytes(signature, 384) } }
    })
    const cards = taken.map(({ card }) => card)
    const explained = countPairs(taken, cards, (issuance, card) => {
      const r = witness(issuance, card)
      return explains(r, issuance, card) && weak(r)
    })
    expect(explained).toBe(12)
  })
})

describe('A card and its issuance', () => {
  it('share no eight bytes in a row', () => {
    for (let i = 0; i < PEOPLE; i++) {
      const { blinded, blindSignature, card } = takeCard(issuer, SURVEY)
      const seen = new Set([...windows(blinded), ...windows(blindSignature)])
      const shared = [...windows(card.nonce), ...windows(card.signature)].filter((w) => seen.has(w))
      expect(shared).toEqual([])
    }
  })

  it('are others for another survey and for another key, though the seed is the same', async () => {
    const seed = newSeed()
    const other = await newIssuer()
    const nonces = [
      takeCard(issuer, SURVEY, seed),
      takeCard(issuer, '2027-shokuba', seed),
      takeCard(other, SURVEY, seed),
    ].map(({ card }) => Buffer.from(card.nonce).toString('hex'))
    expect(new Set(nonces).size).toBe(3)
  })
})

function windows(bytes: Uint8Array): string[] {
  const hex = Buffer.from(bytes).toString('hex')
  return Array.from({ length: bytes.length - 7 }, (_, i) => hex.slice(i * 2, i * 2 + 16))
}

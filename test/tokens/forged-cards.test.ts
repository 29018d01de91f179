import { constants, createPrivateKey, createVerify, sign } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { blindSign, MalformedBlindedMessage, SigningFailure } from '../../server/tokens/issue.ts'
import { verifyCard } from '../../server/tokens/redeem.ts'
import { bytesToInt, concat, intToBytes, randomBytes } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, newSeed } from '../../views/client/protocol/card.ts'
import { readSpki } from '../../views/client/protocol/spki.ts'
import { flipBit, type Issuer, newIssuer, takeCard } from './support.ts'

const SURVEY = '2026-shokuba'

let issuer: Issuer
let otherIssuer: Issuer

beforeAll(async () => {
  ;[issuer, otherIssuer] = await Promise.all([newIssuer(), newIssuer()])
})

describe('Redeeming an answer card', () => {
  it('accepts a card that was issued', () => {
    const { card } = takeCard(issuer, SURVEY)
    expect(verifyCard(issuer.publicKey, card.nonce, card.signature)).toBe(true)
  })

  it('lets an outside observer verify the card with the published key alone', () => {
    const { card } = takeCard(issuer, SURVEY)
    const observer = createVerify('sha384').update(card.nonce)
    const key = {
      key: issuer.publicKey.export({ format: 'pem', type: 'spki' }),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: 48,
    }
    expect(observer.verify(key, card.signature)).toBe(true)
  })

  it('refuses an invented signature', () => {
    for (let i = 0; i < 50; i++) {
      expect(verifyCard(issuer.publicKey, randomBytes(32), randomBytes(384))).toBe(false)
    }
    const { n } = readSpki(issuer.spki)
    for (const s of [0n, 1n, n - 1n, n]) {
      expect(verifyCard(issuer.publicKey, randomBytes(32), intToBytes(s, 384))).toBe(false)
    }
  })

  it('refuses a card in which any single byte of number or signature was changed', () => {
    const { nonce, signature } = takeCard(issuer, SURVEY).card
    for (let byte = 0; byte < nonce.length; byte++) {
      const changed = flipBit(nonce, byte * 8 + (byte % 8))
      expect(verifyCard(issuer.publicKey, changed, signature)).toBe(false)
    }
    for (let byte = 0; byte < signature.length; byte++) {
      const changed = flipBit(signature, byte * 8 + (byte % 8))
      expect(verifyCard(issuer.publicKey, nonce, changed)).toBe(false)
    }
  })

  it('refuses a card that is too long or too short', () => {
    const { nonce, signature } = takeCard(issuer, SURVEY).card
    const zero = Uint8Array.of(0)
    for (const [n, s] of [
      [nonce, concat(signature, zero)],
      [nonce, concat(zero, signature)],
      [nonce, signature.subarray(0, -1)],
      [nonce, new Uint8Array(0)],
      [concat(nonce, zero), signature],
      [nonce.subarray(1), signature],
      [new Uint8Array(0), signature],
    ] as const) {
      expect(verifyCard(issuer.publicKey, n, s)).toBe(false)
    }
  })

  it('refuses a second spelling of the same signature (signature plus modulus)', () => {
    const { n } = readSpki(issuer.spki)
    // The sum fits into 384 bytes for few signatures only; how few depends on the modulus.
    for (let i = 0; i < 100; i++) {
      const { nonce, signature } = takeCard(issuer, SURVEY).card
      const other = bytesToInt(signature) + n
      if (other >> 3072n) continue
      expect(verifyCard(issuer.publicKey, nonce, intToBytes(other, 384))).toBe(false)
    }
  })

  it('refuses the card of another survey, whose key is another', () => {
    const { nonce, signature } = takeCard(otherIssuer, SURVEY).card
    expect(verifyCard(otherIssuer.publicKey, nonce, signature)).toBe(true)
    expect(verifyCard(issuer.publicKey, nonce, signature)).toBe(false)
  })

  it('refuses signatures of the right key in another form of signing', () => {
    const nonce = randomBytes(32)
    const PSS = constants.RSA_PKCS1_PSS_PADDING
    const forms = [
      sign('sha384', nonce, { key: issuer.privateKey, padding: PSS, saltLength: 32 }),
      sign('sha256', nonce, { key: issuer.privateKey, padding: PSS, saltLength: 48 }),
      sign('sha384', nonce, issuer.privateKey),
    ]
    for (const signature of forms) {
      expect(verifyCard(issuer.publicKey, nonce, signature)).toBe(false)
    }
  })

  it('does not let two cards be multiplied into a third', () => {
    const { n } = readSpki(issuer.spki)
    const [a, b] = [takeCard(issuer, SURVEY).card, takeCard(issuer, SURVEY).card]
    const product = intToBytes((bytesToInt(a.signature) * bytesToInt(b.signature)) % n, 384)
    for (const nonce of [a.nonce, b.nonce, a.nonce.map((x, i) => x ^ (b.nonce[i] ?? 0))]) {
      expect(verifyCard(issuer.publicKey, nonce, product)).toBe(false)
    }
  })
})

describe('Issuing an answer card', () => {
  it('gives the same answer to a repeated request', () => {
    const seed = newSeed()
    const [first, again] = [takeCard(issuer, SURVEY, seed), takeCard(issuer, SURVEY, seed)]
    expect(again.blinded).toEqual(first.blinded)
    expect(again.blindSignature.equals(first.blindSignature)).toBe(true)
    expect(again.card).toEqual(first.card)
  })

  it('refuses a request that is not exactly one number of 384 bytes below the modulus', () => {
    const { n } = readSpki(issuer.spki)
    const blinded = blindedMessage(newSeed(), issuer.spki, SURVEY)
    for (const malformed of [
      new Uint8Array(0),
      blinded.subarray(1),
      blinded.subarray(0, -1),
      concat(Uint8Array.of(0), blinded),
      concat(blinded, Uint8Array.of(0)),
      new Uint8Array(384).fill(0xff),
      intToBytes(n, 384),
      intToBytes(n + 1n, 384),
    ]) {
      expect(() => blindSign(issuer.privateKey, malformed)).toThrow(MalformedBlindedMessage)
    }
    expect(blindSign(issuer.privateKey, intToBytes(n - 1n, 384))).toHaveLength(384)
  })

  it('keeps a wrong result back, since a faulty result would give the key away', () => {
    const jwk = issuer.privateKey.export({ format: 'jwk' })
    const damaged = { ...jwk }
    for (const part of ['d', 'dp', 'dq'] as const) {
      const bytes = Buffer.from(jwk[part] ?? '', 'base64url')
      damaged[part] = Buffer.from(flipBit(bytes, (bytes.length - 1) * 8 + 3)).toString('base64url')
    }
    const faulty = createPrivateKey({ format: 'jwk', key: damaged })
    const blinded = blindedMessage(newSeed(), issuer.spki, SURVEY)
    expect(() => blindSign(faulty, blinded)).toThrow(SigningFailure)
  })
})

import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { blindSign } from '../../server/tokens/issue.ts'
import { importPrivateKey, importPublicKey, UnusableKey } from '../../server/tokens/keys.ts'
import { blind, checkPublicKey, finalize } from '../../views/client/protocol/blind-rsa.ts'
import { concat, randomBytes } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, type Card, finishCard, newSeed } from '../../views/client/protocol/card.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { readSpki } from '../../views/client/protocol/spki.ts'
import { ProtocolViolation } from '../../views/client/protocol/violation.ts'
import { flipBit, type Issuer, newIssuer, takeCard } from './support.ts'

const SURVEY = '2026-shokuba'

let issuer: Issuer
let secondKey: Issuer

beforeAll(async () => {
  ;[issuer, secondKey] = await Promise.all([newIssuer(), newIssuer()])
})

/** Asserts that an attempt stops with an error and leaves nothing behind that could be spent. */
function aborts(attempt: () => unknown): void {
  let result: unknown = 'nothing'
  expect(() => {
    result = attempt()
  }).toThrow(ProtocolViolation)
  expect(result).toBe('nothing')
}

function spkiWith(publicExponent: number, modulusLength: number): Buffer {
  return generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey.export({
    format: 'der',
    type: 'spki',
  })
}

describe('When the issuer answers with a bad signature, the client stops', () => {
  it('if a single bit of the answer is wrong', () => {
    const { seed, blindSignature } = takeCard(issuer, SURVEY)
    for (let bit = 0; bit < 3072; bit += 101) {
      aborts(() => finishCard(seed, issuer.spki, flipBit(blindSignature, bit), SURVEY))
    }
  })

  it('if the answer is random, zero, or somebody else’s', () => {
    const { seed } = takeCard(issuer, SURVEY)
    const foreign = takeCard(issuer, SURVEY).blindSignature
    for (const answer of [randomBytes(384), new Uint8Array(384), foreign]) {
      aborts(() => finishCard(seed, issuer.spki, answer, SURVEY))
    }
  })

  it('if the answer is too short or too long', () => {
    const { seed, blindSignature } = takeCard(issuer, SURVEY)
    for (const answer of [
      new Uint8Array(0),
      blindSignature.subarray(1),
      concat(Uint8Array.of(0), blindSignature),
    ]) {
      aborts(() => finishCard(seed, issuer.spki, answer, SURVEY))
    }
  })

  it('if it was signed with a second key, kept to mark this person', () => {
    const seed = newSeed()
    const blinded = blindedMessage(seed, issuer.spki, SURVEY)
    let marked: Uint8Array
    try {
      marked = blindSign(secondKey.privateKey, blinded)
    } catch {
      marked = blindSign(secondKey.privateKey, concat(Uint8Array.of(0), blinded.subarray(1)))
    }
    aborts(() => finishCard(seed, issuer.spki, marked, SURVEY))
  })

  it('if the key is exchanged between request and answer, or the survey is', () => {
    const { seed, blindSignature } = takeCard(issuer, SURVEY)
    aborts(() => finishCard(seed, secondKey.spki, blindSignature, SURVEY))
    aborts(() => finishCard(seed, issuer.spki, blindSignature, '2027-shokuba'))
  })

  it('and with the right answer it goes on, so the checks above can fail', () => {
    const { seed, blindSignature } = takeCard(issuer, SURVEY)
    const card: Card = finishCard(seed, issuer.spki, blindSignature, SURVEY)
    expect(card.signature).toHaveLength(384)
  })
})

describe('When the key itself is bad, the client sends nothing', () => {
  const refusesKey = (spki: Uint8Array) => {
    aborts(() => readSpki(spki))
    aborts(() => blindedMessage(newSeed(), spki, SURVEY))
    aborts(() => finishCard(newSeed(), spki, randomBytes(384), SURVEY))
    aborts(() => sealBallot(spki, new Uint8Array(64), SURVEY))
  }

  it('if its exponent is not 65537', () => {
    refusesKey(spkiWith(3, 3072))
    refusesKey(spkiWith(65539, 3072))
    const { n } = readSpki(issuer.spki)
    for (const e of [0n, 1n, 3n, 65539n]) aborts(() => checkPublicKey({ n, e }))
  })

  it('if its modulus is even', () => {
    refusesKey(flipBit(issuer.spki, (33 + 383) * 8))
    const { n, e } = readSpki(issuer.spki)
    aborts(() => blind({ n: n - 1n, e }, randomBytes(32), randomBytes(48), 5n))
    aborts(() => finalize({ n: n - 1n, e }, randomBytes(32), randomBytes(48), 5n, randomBytes(384)))
  })

  it('if its modulus is longer or shorter than 3072 bits', () => {
    for (const bits of [2048, 3064, 3080]) refusesKey(spkiWith(65537, bits))
    refusesKey(flipBit(issuer.spki, 33 * 8 + 7))
  })

  it('if its modulus has a small factor that shows in the blinding', () => {
    const { n, e } = readSpki(issuer.spki)
    const multipleOfThree = n - (n % 3n) - ((n / 3n) % 2n === 0n ? 3n : 0n)
    const key = { n: multipleOfThree, e }
    aborts(() => blind(key, randomBytes(32), randomBytes(48), 3n))
  })

  it('if the blinding factor is out of range', () => {
    const { n, e } = readSpki(issuer.spki)
    for (const r of [0n, -1n, n, n + 1n]) {
      aborts(() => blind({ n, e }, randomBytes(32), randomBytes(48), r))
    }
  })

  it('if any byte of its frame is changed, missing or added', () => {
    for (const at of [...Array(33).keys(), 417, 418, 419, 420, 421]) {
      refusesKey(flipBit(issuer.spki, at * 8))
    }
    refusesKey(issuer.spki.subarray(0, -1))
    refusesKey(concat(issuer.spki, Uint8Array.of(0)))
    refusesKey(new Uint8Array(0))
  })

  it('if it is a key of another kind', () => {
    const der = { format: 'der', type: 'spki' } as const
    refusesKey(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export(der))
    refusesKey(generateKeyPairSync('rsa-pss', { modulusLength: 3072 }).publicKey.export(der))
  })

  it('if the seed has the wrong length', () => {
    expect(() => blindedMessage(randomBytes(31), issuer.spki, SURVEY)).toThrow('32 bytes')
  })
})

describe('The server, too, takes no other key', () => {
  const der = { format: 'der' } as const

  it('of another size, exponent or kind', () => {
    for (const pair of [
      generateKeyPairSync('rsa', { modulusLength: 2048 }),
      generateKeyPairSync('rsa', { modulusLength: 3072, publicExponent: 3 }),
      generateKeyPairSync('rsa-pss', { modulusLength: 3072 }),
      generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    ]) {
      const spki = pair.publicKey.export({ ...der, type: 'spki' })
      const pkcs8 = pair.privateKey.export({ ...der, type: 'pkcs8' })
      expect(() => importPublicKey(spki)).toThrow(UnusableKey)
      expect(() => importPrivateKey(pkcs8)).toThrow(UnusableKey)
    }
  })

  it('or bytes that are no key, or a key with something behind it', () => {
    for (const junk of [new Uint8Array(0), randomBytes(422)]) {
      expect(() => importPublicKey(junk)).toThrow(UnusableKey)
      expect(() => importPrivateKey(junk)).toThrow(UnusableKey)
    }
    expect(() => importPublicKey(concat(issuer.spki, Uint8Array.of(0)))).toThrow(UnusableKey)
    expect(() => importPublicKey(issuer.pkcs8)).toThrow(UnusableKey)
    expect(() => importPrivateKey(issuer.spki)).toThrow(UnusableKey)
  })

  it('and the key it signs with belongs to the key it publishes', () => {
    const blinded = blindedMessage(newSeed(), issuer.spki, SURVEY)
    const options = { key: issuer.privateKey, padding: constants.RSA_NO_PADDING }
    expect(blindSign(issuer.privateKey, blinded)).toEqual(privateDecrypt(options, blinded))
  })
})

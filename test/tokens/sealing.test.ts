import { constants, createCipheriv, publicEncrypt } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  generateTallyKey,
  importPrivateKey,
  importPublicKey,
  type KeyPair,
} from '../../server/tokens/keys.ts'
import { unsealBallot } from '../../server/tokens/unseal.ts'
import { sealedLength } from '../../server/tokens/wire.ts'
import { concat, randomBytes, utf8 } from '../../views/client/protocol/bytes.ts'
import { encodeOaep } from '../../views/client/protocol/padding.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { flipBit } from './support.ts'

const SURVEY = '2026-shokuba'
const ANSWERS = utf8('{"q1":4,"自由記述":"会議が長い"}')

let tally: KeyPair
let keeper: ReturnType<typeof importPrivateKey>

beforeAll(async () => {
  tally = await generateTallyKey()
  keeper = importPrivateKey(tally.pkcs8)
})

describe('A sealed ballot', () => {
  it('is opened at the tally exactly as it was filled in, whatever its size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.string(), (plain, survey) => {
        const sealed = sealBallot(tally.spki, plain, survey)
        expect(sealed).toHaveLength(sealedLength(plain.length))
        expect(unsealBallot(keeper, sealed, survey)).toEqual(Buffer.from(plain))
      }),
      { numRuns: 60 },
    )
  })

  it('shows nothing of the answers, and the same answers look different each time', () => {
    const plain = concat(ANSWERS, new Uint8Array(2048))
    const one = Buffer.from(sealBallot(tally.spki, plain, SURVEY))
    const two = Buffer.from(sealBallot(tally.spki, plain, SURVEY))
    for (let i = 1; i + 8 <= one.length; i++) {
      const window = one.subarray(i, i + 8)
      expect(two.includes(window)).toBe(false)
      expect(Buffer.from(plain).includes(window)).toBe(false)
    }
  })

  it('counts as malformed when any byte of it was changed', () => {
    const sealed = sealBallot(tally.spki, ANSWERS, SURVEY)
    for (let byte = 0; byte < sealed.length; byte++) {
      const changed = flipBit(sealed, byte * 8 + (byte % 8))
      expect(unsealBallot(keeper, changed, SURVEY)).toBeNull()
    }
  })

  it('counts as malformed when bytes are missing or added', () => {
    const sealed = sealBallot(tally.spki, ANSWERS, SURVEY)
    for (let length = 0; length < sealed.length; length += 7) {
      expect(unsealBallot(keeper, sealed.subarray(0, length), SURVEY)).toBeNull()
    }
    expect(unsealBallot(keeper, concat(sealed, Uint8Array.of(0)), SURVEY)).toBeNull()
    expect(unsealBallot(keeper, new Uint8Array(2865), SURVEY)).toBeNull()
    expect(unsealBallot(keeper, randomBytes(2865), SURVEY)).toBeNull()
  })

  it('does not open in the box of another survey', () => {
    const sealed = sealBallot(tally.spki, ANSWERS, SURVEY)
    expect(unsealBallot(keeper, sealed, '2027-shokuba')).toBeNull()
    expect(unsealBallot(keeper, sealed, '')).toBeNull()
  })

  it('does not open with another key', async () => {
    const other = importPrivateKey((await generateTallyKey()).pkcs8)
    expect(unsealBallot(other, sealBallot(tally.spki, ANSWERS, SURVEY), SURVEY)).toBeNull()
  })

  it('counts as malformed when its inner key has the wrong length', () => {
    const options = {
      key: importPublicKey(tally.spki),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha384',
    }
    for (const length of [0, 16, 31, 33, 64]) {
      const wrapped = publicEncrypt(options, Buffer.alloc(length))
      const sealed = concat(Uint8Array.of(1), wrapped, new Uint8Array(100))
      expect(unsealBallot(keeper, sealed, SURVEY)).toBeNull()
    }
  })
})

describe('The opening', () => {
  it('stops, instead of counting every ballot as malformed, when it is given a public key', () => {
    const sealed = sealBallot(tally.spki, ANSWERS, SURVEY)
    expect(() => unsealBallot(importPublicKey(tally.spki), sealed, SURVEY)).toThrow(TypeError)
  })

  it('reads what any standard cryptographic library seals by the written format', () => {
    const contentKey = randomBytes(32)
    const options = {
      key: importPublicKey(tally.spki),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha384',
    }
    const cipher = createCipheriv('chacha20-poly1305', contentKey, Buffer.alloc(12), {
      authTagLength: 16,
    })
    cipher.setAAD(Buffer.from(`kazetoshi ballot v1:${SURVEY}`), { plaintextLength: ANSWERS.length })
    const ciphertext = Buffer.concat([cipher.update(ANSWERS), cipher.final()])
    const wrapped = publicEncrypt(options, contentKey)
    const sealed = concat(Uint8Array.of(1), wrapped, ciphertext, cipher.getAuthTag())
    expect(unsealBallot(keeper, sealed, SURVEY)).toEqual(Buffer.from(ANSWERS))
  })

  it('is never asked to hide more than fits into the envelope', () => {
    expect(() => encodeOaep(new Uint8Array(287), randomBytes(48), 384)).toThrow('too long')
    expect(encodeOaep(new Uint8Array(286), randomBytes(48), 384)).toHaveLength(384)
  })
})

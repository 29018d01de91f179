import { webcrypto } from 'node:crypto'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { invert } from '@noble/curves/abstract/modular.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { blindSign } from '../../server/tokens/issue.ts'
import { verifyCard } from '../../server/tokens/redeem.ts'
import { intToBytes } from '../../views/client/protocol/bytes.ts'
import {
  blindedMessage,
  deriveCard,
  finishCard,
  newSeed,
} from '../../views/client/protocol/card.ts'
import { readSpki } from '../../views/client/protocol/spki.ts'
import { type Issuer, newIssuer, takeCard } from './support.ts'

const SURVEY = '2026-shokuba'
const PSS = { name: 'RSA-PSS', hash: 'SHA-384' }

describe('Against the implementation of another house (@cloudflare/blindrsa-ts)', () => {
  const theirs = RSABSSA.SHA384.PSS.Deterministic()
  let issuer: Issuer
  let theirPublicKey: webcrypto.CryptoKey
  let theirPrivateKey: webcrypto.CryptoKey

  beforeAll(async () => {
    issuer = await newIssuer()
    const { subtle } = webcrypto
    theirPublicKey = await subtle.importKey('spki', issuer.spki, PSS, true, ['verify'])
    theirPrivateKey = await subtle.importKey('pkcs8', issuer.pkcs8, PSS, true, ['sign'])
  })

  it('their client gets a valid card from our server', async () => {
    const nonce = newSeed()
    const { blindedMsg, inv } = await theirs.blind(theirPublicKey, nonce)
    const answer = blindSign(issuer.privateKey, blindedMsg)
    const signature = await theirs.finalize(theirPublicKey, nonce, answer, inv)
    expect(verifyCard(issuer.publicKey, nonce, signature)).toBe(true)
  })

  it('our client gets a valid card from their server', async () => {
    const seed = newSeed()
    const blinded = blindedMessage(seed, issuer.spki, SURVEY)
    const answer = await theirs.blindSign(theirPrivateKey, blinded)
    const card = finishCard(seed, issuer.spki, answer, SURVEY)
    expect(await theirs.verify(theirPublicKey, card.signature, card.nonce)).toBe(true)
    expect(verifyCard(issuer.publicKey, card.nonce, card.signature)).toBe(true)
  }, 60_000)

  it('both servers give the same answer, and both clients make the same card of it', async () => {
    const { seed, blinded, blindSignature, card } = takeCard(issuer, SURVEY)
    expect(await theirs.blindSign(theirPrivateKey, blinded)).toEqual(
      Uint8Array.from(blindSignature),
    )
    const key = readSpki(issuer.spki)
    const inverse = intToBytes(invert(deriveCard(seed, key, SURVEY).r, key.n), 384)
    const theirSignature = await theirs.finalize(
      theirPublicKey,
      card.nonce,
      blindSignature,
      inverse,
    )
    expect(theirSignature).toEqual(card.signature)
  }, 60_000)
})

import { constants, createPrivateKey, createPublicKey, privateDecrypt, verify } from 'node:crypto'
import { invert } from '@noble/curves/abstract/modular.js'
import { describe, expect, it } from 'vitest'
import { blind, finalize } from '../../views/client/protocol/blind-rsa.ts'
import { bytesToInt, intToBytes } from '../../views/client/protocol/bytes.ts'
import { encodePss } from '../../views/client/protocol/padding.ts'
import vectors from './vectors/rfc9474.json' with { type: 'json' }

/**
 * The vectors were rebuilt from key, prefixes, salts and inverses of the published ones by a Python
 * program of its own, and compared with head and tail of every published value (the third, our
 * suite, with all of it).
 */
const BITS = 4096

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

function base64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url')
}

describe.each(vectors)('RFC 9474 appendix A, $name', (vector) => {
  const [n, p, q, d] = [vector.n, vector.p, vector.q, vector.d].map((hex) =>
    BigInt(`0x${hex}`),
  ) as [bigint, bigint, bigint, bigint]
  const key = { n, e: BigInt(`0x${vector.e}`) }
  const message = bytes(vector.input_msg)
  const salt = bytes(vector.salt)
  const r = invert(BigInt(`0x${vector.inv}`), n)
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: base64url(vector.n),
      e: base64url(vector.e),
      d: base64url(vector.d),
      p: base64url(vector.p),
      q: base64url(vector.q),
      dp: Buffer.from(intToBytes(d % (p - 1n), 256)).toString('base64url'),
      dq: Buffer.from(intToBytes(d % (q - 1n), 256)).toString('base64url'),
      qi: Buffer.from(intToBytes(invert(q, p), 256)).toString('base64url'),
    },
  })

  it('encodes the message as the standard prints it', () => {
    expect(vector.input_msg).toBe(vector.msg_prefix + vector.msg)
    expect(encodePss(message, salt, BITS - 1)).toEqual(bytes(vector.encoded_msg))
  })

  it('blinds to the printed request', () => {
    expect(blind(key, message, salt, r, BITS)).toEqual(bytes(vector.blinded_msg))
  })

  it('has the printed answer when the issuer signs the printed request', () => {
    const options = { key: privateKey, padding: constants.RSA_NO_PADDING }
    const answer = privateDecrypt(options, bytes(vector.blinded_msg))
    expect(answer.toString('hex')).toBe(vector.blind_sig)
  })

  it('turns the printed answer into the printed signature', () => {
    const signature = finalize(key, message, salt, r, bytes(vector.blind_sig), BITS)
    expect(signature).toEqual(bytes(vector.sig))
    const options = {
      key: createPublicKey(privateKey),
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: salt.length,
    }
    expect(verify('sha384', message, options, signature)).toBe(true)
  })

  it('is not accepted as a key of ours, because our keys have 3072 bits', () => {
    expect(() => blind(key, message, salt, r)).toThrow('3072 bits')
    expect(() => finalize(key, message, salt, r, bytes(vector.blind_sig))).toThrow('3072 bits')
    expect(bytesToInt(bytes(vector.n))).toBe(n)
  })
})

it('covers all four variants of the standard', () => {
  expect(vectors.map((vector) => vector.name)).toEqual([
    'RSABSSA-SHA384-PSS-Randomized',
    'RSABSSA-SHA384-PSSZERO-Randomized',
    'RSABSSA-SHA384-PSS-Deterministic',
    'RSABSSA-SHA384-PSSZERO-Deterministic',
  ])
})

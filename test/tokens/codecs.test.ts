import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  groupsOfFour,
  normaliseCode,
  printedCode,
  toCrockford,
} from '../../server/tokens/crockford.ts'
import { keyId as serverKeyId } from '../../server/tokens/keys.ts'
import { generatePassphrase, normalisePassphrase } from '../../server/tokens/passphrase.ts'
import { castLength, decodeCast, encodeCast, sealedLength } from '../../server/tokens/wire.ts'
import {
  bytesToInt,
  concat,
  fromBase64,
  intToBytes,
  toBase64,
  utf8,
} from '../../views/client/protocol/bytes.ts'
import { keyId as browserKeyId } from '../../views/client/protocol/card.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const octets = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const passphrase = octets(10).map((bytes) => printedCode(toCrockford(bytes, 16)))

describe('What is cast', () => {
  const cast = fc.nat(3000).chain((plainLength) =>
    fc.record({
      plainLength: fc.constant(plainLength),
      nonce: octets(32),
      signature: octets(384),
      sealed: octets(sealedLength(plainLength)),
    }),
  )

  it('is read back exactly as it was written', () => {
    fc.assert(
      fc.property(cast, ({ plainLength, ...parts }) => {
        const bytes = encodeCast(parts)
        expect(bytes).toHaveLength(castLength(plainLength))
        expect(decodeCast(bytes, plainLength)).toEqual(parts)
      }),
      { numRuns: 50 },
    )
  })

  it('has one size for all ballots of a survey, and any other size is refused', () => {
    fc.assert(
      fc.property(cast, fc.nat(3000), ({ plainLength, ...parts }, other) => {
        const bytes = encodeCast(parts)
        fc.pre(other !== plainLength)
        expect(decodeCast(bytes, other)).toBeNull()
        expect(decodeCast(bytes.subarray(1), plainLength)).toBeNull()
        expect(decodeCast(concat(bytes, Uint8Array.of(0)), plainLength)).toBeNull()
      }),
      { numRuns: 50 },
    )
  })

  it('is refused in a version that is not known', () => {
    const parts = {
      nonce: new Uint8Array(32),
      signature: new Uint8Array(384),
      sealed: new Uint8Array(sealedLength(8)),
    }
    const bytes = encodeCast(parts)
    for (let version = 0; version < 256; version++) {
      bytes[0] = version
      expect(decodeCast(bytes, 8) !== null).toBe(version === 1)
    }
  })

  it('is not written with parts of the wrong size', () => {
    const parts = {
      nonce: new Uint8Array(32),
      signature: new Uint8Array(384),
      sealed: new Uint8Array(sealedLength(0)),
    }
    expect(encodeCast(parts)).toHaveLength(castLength(0))
    expect(() => encodeCast({ ...parts, nonce: new Uint8Array(31) })).toThrow(RangeError)
    expect(() => encodeCast({ ...parts, signature: new Uint8Array(385) })).toThrow(RangeError)
    expect(() => encodeCast({ ...parts, sealed: new Uint8Array(400) })).toThrow(RangeError)
  })
})

describe('A keeper’s passphrase', () => {
  it('is 16 characters and a check character, in groups of four, new each time', () => {
    const many = Array.from({ length: 500 }, generatePassphrase)
    for (const one of many) expect(one).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]$/)
    expect(new Set(many).size).toBe(500)
    expect(new Set(many.join('').replaceAll('-', '')).size).toBe(32)
  })

  it('is accepted as it was printed', () => {
    for (let i = 0; i < 200; i++) {
      const one = generatePassphrase()
      expect(normalisePassphrase(one)).toBe(one)
    }
  })

  it('is accepted in lower case, in full width, with other hyphens or none, and with O for 0', () => {
    const wide = (text: string) =>
      Array.from(text, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
    fc.assert(
      fc.property(passphrase, (one) => {
        const confused = one.replaceAll('0', 'O').replaceAll('1', 'l')
        for (const typed of [
          one.toLowerCase(),
          one.replaceAll('-', ''),
          one.replaceAll('-', ' '),
          one.replaceAll('-', '\u3000'),
          one.replaceAll('-', '−'),
          one.replaceAll('-', 'ー'),
          one.replaceAll('-', 'ｰ'),
          one.replaceAll('-', '‐'),
          one.replaceAll('-', '—'),
          wide(one),
          wide(one.toLowerCase()),
          confused,
          confused.toLowerCase(),
          one.replaceAll('1', 'i'),
          ` ${one}\n`,
          `\ufeff${one}\u200b`,
          one.split('').join(' '),
        ]) {
          expect(normalisePassphrase(typed)).toBe(one)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('is refused when any one character is wrong: every place, every wrong character', () => {
    fc.assert(
      fc.property(passphrase, (one) => {
        const code = one.replaceAll('-', '')
        for (let at = 0; at < code.length; at++) {
          for (const wrong of ALPHABET) {
            const typed = code.slice(0, at) + wrong + code.slice(at + 1)
            expect(normalisePassphrase(typed) !== null).toBe(typed === code)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is refused when two characters are swapped, neighbours or not', () => {
    fc.assert(
      fc.property(passphrase, (one) => {
        const code = one.replaceAll('-', '')
        for (let i = 0; i < code.length; i++) {
          for (let j = i + 1; j < code.length; j++) {
            const swapped = Array.from(code)
            ;[swapped[i], swapped[j]] = [swapped[j] ?? '', swapped[i] ?? '']
            const typed = swapped.join('')
            expect(normalisePassphrase(typed) !== null).toBe(typed === code)
          }
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is refused when it is too short, too long, or holds a foreign character', () => {
    const one = generatePassphrase()
    for (const typed of ['', '0', one.slice(1), `${one}0`, one + one, '0000-0000-0000-0000-0']) {
      expect(normalisePassphrase(typed)).toBeNull()
    }
    for (const foreign of ['U', 'あ', '*', '𠮷', 'ß', '.']) {
      expect(normalisePassphrase(foreign + one.slice(1))).toBeNull()
    }
    fc.assert(fc.property(fc.string(), (text) => normalisePassphrase(text) === null))
  })

  it('has the check character that a second computation (by powers, in Python) gives', () => {
    expect(printedCode('WERC8GMRZGE196QV')).toBe('WERC-8GMR-ZGE1-96QV-Y')
    expect(printedCode('EK5JMWTT5YJCF1N2')).toBe('EK5J-MWTT-5YJC-F1N2-A')
    expect(printedCode('0000000000000000')).toBe('0000-0000-0000-0000-K')
  })

  it('shares its alphabet with longer codes, such as a receipt of 100 bits', () => {
    fc.assert(
      fc.property(octets(13), (bytes) => {
        const code = printedCode(toCrockford(bytes, 20))
        expect(normaliseCode(code.toLowerCase(), 20)).toBe(code)
        expect(normaliseCode(code, 16)).toBeNull()
      }),
    )
    expect(() => toCrockford(new Uint8Array(12), 20)).toThrow(RangeError)
  })
})

describe('A key id', () => {
  it('is four groups of four characters, the same on the server and in the browser', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.uint8Array({ maxLength: 500 }),
        (spki, other) => {
          expect(serverKeyId(spki, other)).toMatch(
            /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/,
          )
          expect(browserKeyId(spki, other)).toBe(serverKeyId(spki, other))
        },
      ),
    )
  })

  it('is the leading 80 bits of SHA-256', () => {
    expect(serverKeyId(new Uint8Array(0), new Uint8Array(0))).toBe('WERC-8GMR-ZGE1-96QV')
    expect(serverKeyId(utf8('kaze'), utf8('toshi'))).toBe('EK5J-MWTT-5YJC-F1N2')
    expect(groupsOfFour('')).toBe('')
  })
})

describe('Numbers and bytes', () => {
  it('turn into each other without loss', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 400 }), (bytes) => {
        expect(intToBytes(bytesToInt(bytes), bytes.length)).toEqual(bytes)
        expect(fromBase64(toBase64(bytes))).toEqual(bytes)
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      }),
    )
  })

  it('are refused when a number does not fit', () => {
    expect(() => intToBytes(256n, 1)).toThrow(RangeError)
    expect(() => intToBytes(-1n, 4)).toThrow(RangeError)
    expect(() => fromBase64('あ')).toThrow()
  })
})

/**
 * Codes that people read from paper and type: Crockford's base-32 alphabet (no I, L, O, U) and one
 * check character. Pure: the browser imports this file too.
 *
 * The check is a sum over the field GF(32) = GF(2)[x]/(x⁵+x²+1): character i is multiplied by xⁱ.
 * The element x has order 31, so up to 31 positions have different weights, and the check finds
 * every single wrong character and every swap of two characters, neighbours or not. Crockford's own
 * mod-37 check finds the same but needs `*~$=U`, which people cannot type with ease.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Hyphens and their look-alikes (also −, and ー of a Japanese keyboard), spaces, invisible marks. */
const SEPARATORS = /[\s\p{Pd}\p{Cf}_\u2212\u30fc]/gu

/**
 * The leading `5 × characters` bits of `bytes`, most significant first, five bits a character.
 *
 * @throws {RangeError} when there are not enough bytes.
 */
export function toCrockford(bytes: Uint8Array, characters: number): string {
  if (bytes.length * 8 < characters * 5) throw new RangeError('not enough bytes for the code')
  let code = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5 && code.length < characters) {
      bits -= 5
      code += ALPHABET.charAt((held >> bits) & 31)
    }
  }
  return code
}

/** `ABCDEFGHJ` → `ABCD-EFGH-J`. */
export function groupsOfFour(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-')
}

/** Appends the check character and groups the code: the form that is printed and shown. */
export function printedCode(code: string): string {
  return groupsOfFour(code + ALPHABET.charAt(step(weigh(code), 0)))
}

/**
 * Reads a typed code of `characters` characters plus check character and returns it exactly as
 * `printedCode` shows it; null when a character is foreign, the length differs or the check fails.
 * Lower case, full-width characters, any spaces and hyphens, I or L for 1 and O for 0 are accepted.
 */
export function normaliseCode(text: string, characters: number): string | null {
  const code = typedCharacters(text).replace(/[IL]/g, '1').replace(/O/g, '0')
  if (code.length !== characters + 1) return null
  for (const character of code) if (!ALPHABET.includes(character)) return null
  return weigh(code) === 0 ? groupsOfFour(code) : null
}

/** What was typed without hyphens and spaces, in upper case and half width; nothing is judged yet. */
export function typedCharacters(text: string): string {
  return text.normalize('NFKC').replace(SEPARATORS, '').toUpperCase()
}

/** Starts from 1, so that a row of zeros is no valid code. */
function weigh(code: string): number {
  let sum = 1
  for (const character of code) sum = step(sum, ALPHABET.indexOf(character))
  return sum
}

function step(sum: number, value: number): number {
  const doubled = sum << 1
  return (doubled & 32 ? doubled ^ 0b100101 : doubled) ^ value
}

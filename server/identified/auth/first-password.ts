import { randomInt } from 'node:crypto'

/** Lower case without what is mistaken for something else on paper: g, i, l, o, q, v are left out. */
const LETTERS = 'abcdefhjkmnprstuwxyz'

/** A first password, `abcd-efgh-jkmn-prst`: 16 letters out of 20, 69 random bits. */
export function generateFirstPassword(): string {
  const letter = (): string => LETTERS.charAt(randomInt(LETTERS.length))
  const group = (): string => Array.from({ length: 4 }, letter).join('')
  return Array.from({ length: 4 }, group).join('-')
}

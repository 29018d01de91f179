import { groupsOfFour, toCrockford } from './crockford.ts'

/**
 * Spells a key fingerprint for people: the leading 80 bits of a SHA-256 digest as four groups of
 * four characters. Pure: server and browser bring their own SHA-256.
 */
export function formatKeyId(digest: Uint8Array): string {
  return groupsOfFour(toCrockford(digest, 16))
}

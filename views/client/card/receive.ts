import { bytesToHex } from '@noble/hashes/utils.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { HeldCard } from '../answer/kept-card.ts'
import { fromBase64, toBase64 } from '../protocol/bytes.ts'
import { blindedMessage, finishCard } from '../protocol/card.ts'
import { fetchKey, requestCard, type SurveyKey } from '../protocol/doors.ts'
import { ProtocolViolation } from '../protocol/violation.ts'

/** The survey's keys, as everybody gets them. @throws {ProtocolViolation} unless they are the page's */
export async function keyOfPage(surveyId: string, keyId: string): Promise<SurveyKey> {
  const key = await fetchKey('', surveyId)
  if (key.keyId !== keyId) throw new ProtocolViolation('key of another page')
  return key
}

/** What the staff side keeps of a card: SHA-256 of the blinded message, in hexadecimal digits. */
export function markOf(seed: Uint8Array, key: SurveyKey): string {
  return bytesToHex(sha256(blindedMessage(seed, fromBase64(key.signingKey), key.survey)))
}

/**
 * The blinded message goes out, the signature comes back and is verified.
 *
 * @param keep stores the card: before anything is sent, and again when it is complete
 * @param early of a card taken early: its printed code, and the last day on which it can be used
 * @throws {DoorRefusal} @throws {ProtocolViolation} @throws what `keep` throws: nothing was sent then
 */
export async function receiveCard(
  seed: Uint8Array,
  key: SurveyKey,
  keep: (card: HeldCard) => void,
  early: Pick<HeldCard, 'code' | 'until'> = {},
): Promise<void> {
  const signingKey = fromBase64(key.signingKey)
  const blinded = blindedMessage(seed, signingKey, key.survey)
  const held = { v: 1, seed: toBase64(seed), mark: bytesToHex(sha256(blinded)), ...early } as const
  keep({ ...held, state: 'seed' })
  const answer = await requestCard('', key.survey, blinded)
  const { signature } = finishCard(seed, signingKey, answer, key.survey)
  keep({ ...held, state: 'ready', signature: toBase64(signature), keyId: key.keyId })
}

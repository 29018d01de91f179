/** The requests for 紙の回答券, for the browser (origin '') and for scripts in Node: nobody is signed in. */
import { MODULUS_BYTES } from '../../../server/tokens/suite.ts'
import { concat, fromBase64 } from './bytes.ts'
import { blindedMessage, type Card, finishCard } from './card.ts'
import { ANONYMOUS, DoorRefusal, fetchKey, members, OCTETS, refusal } from './doors.ts'
import { slipSecrets } from './slip.ts'
import { ProtocolViolation } from './violation.ts'

/** A survey that is open and has paper slips. */
export interface SlipSurvey {
  readonly id: string
  readonly title: string
}

/** An ordinary card, with the fingerprint of the keys that it was made with. */
export interface ExchangedCard extends Card {
  readonly keyId: string
}

/**
 * GET /voice/slip/surveys, without cookies.
 *
 * @throws {DoorRefusal} when the answer is not 200, {ProtocolViolation} when it is no list
 */
export async function fetchSlipSurveys(origin: string): Promise<SlipSurvey[]> {
  const response = await ask(`${origin}/voice/slip/surveys`)
  const list: unknown = await response.json().catch(() => null)
  if (!Array.isArray(list)) throw new ProtocolViolation('no list of surveys')
  return list.map((entry) => {
    const { id, title } = members(entry)
    if (typeof id !== 'string' || typeof title !== 'string')
      throw new ProtocolViolation('survey without id or title')
    return { id, title }
  })
}

/**
 * Exchanges a paper slip for an ordinary card: POST /voice/surveys/:id/slip-card. Everything random comes
 * from the code, so a repeated exchange is the same request and gives the same card.
 *
 * @param code as `readSlipCode` returns it, of the kind 'survey'
 * @returns the card, verified; the seed does not leave this function
 * @throws {DoorRefusal} `slip-unknown`, `slip-used`, `survey-closed`, `not-open`; status 0 without an answer
 * @throws {ProtocolViolation} when a key or the answer must not be trusted
 */
export async function exchangeSlip(
  origin: string,
  surveyId: string,
  code: string,
): Promise<ExchangedCard> {
  const { signingKey, keyId } = await fetchKey(origin, surveyId)
  const key = fromBase64(signingKey)
  const { id, seed } = slipSecrets(code)
  const body = Uint8Array.from(concat(id, blindedMessage(seed, key, surveyId)))
  const door = `${origin}/voice/surveys/${encodeURIComponent(surveyId)}/slip-card`
  const response = await ask(door, { method: 'POST', headers: OCTETS, body })
  const answer = new Uint8Array(await response.arrayBuffer())
  if (answer.length !== MODULUS_BYTES) throw new ProtocolViolation('card is not 384 bytes')
  const card = finishCard(seed, key, answer, surveyId)
  seed.fill(0)
  return { ...card, keyId }
}

/**
 * POST /voice/surveys/:id/spent: whether this card has been used. A slip that was used before gives the same
 * card again, and a second answer with it would not be counted.
 *
 * @throws {DoorRefusal}, {ProtocolViolation}
 */
export async function isCardSpent(
  origin: string,
  surveyId: string,
  { nonce, signature }: Card,
): Promise<boolean> {
  const door = `${origin}/voice/surveys/${encodeURIComponent(surveyId)}/spent`
  const body = Uint8Array.from(concat(nonce, signature))
  const response = await ask(door, { method: 'POST', headers: OCTETS, body })
  const answer = new Uint8Array(await response.arrayBuffer())
  if (answer.length !== 1) throw new ProtocolViolation('answer of another size')
  return answer[0] === 1
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, { ...ANONYMOUS, ...init }).catch(() => null)
  if (response === null) throw new DoorRefusal(0, {})
  if (response.status !== 200) throw await refusal(response)
  return response
}

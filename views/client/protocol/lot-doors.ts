/** The two requests for a lot of cards, signed in; for the browser (origin '') and for scripts in Node. */
import { MODULUS_BYTES } from '../../../server/tokens/suite.ts'
import { DoorRefusal, members, OCTETS, refusal, SIGNED_IN } from './doors.ts'
import { ProtocolViolation } from './violation.ts'

export interface CardNumbers {
  readonly posts: number
  readonly endorsements: number
}

/** What the staff side offers the person who is signed in. */
export interface LotOffer {
  readonly quarter: string
  readonly keyId: string
  readonly lot: CardNumbers
  readonly left: CardNumbers
  /** Where the browser keeps the cards: a shared tablet forgets them with its tab. */
  readonly keep: 'local' | 'session'
}

/** For Node, which has no cookie jar: `cookie`, `sec-fetch-site`. */
type ExtraHeaders = Readonly<Record<string, string>>

const MOST_CARDS = 100

/**
 * GET /staff/proposals/cards; null while no box is open.
 *
 * @throws {DoorRefusal}, {ProtocolViolation}
 */
export async function askForLot(
  origin: string,
  extraHeaders: ExtraHeaders = {},
): Promise<LotOffer | null> {
  const init = { ...SIGNED_IN, headers: { accept: 'application/json', ...extraHeaders } }
  const response = await fetch(`${origin}/staff/proposals/cards`, init).catch(noAnswer)
  if (response.status !== 200) throw await refusal(response)
  const { quarter, keyId, lot, left, keep } = members(await response.json().catch(() => null))
  if (quarter === null) return null
  if (typeof quarter !== 'string' || typeof keyId !== 'string')
    throw new ProtocolViolation('offer without a quarter')
  return {
    quarter,
    keyId,
    lot: readNumbers(lot),
    left: readNumbers(left),
    keep: keep === 'local' ? 'local' : 'session',
  }
}

/**
 * POST /staff/proposals/cards.
 *
 * @param blinded 384 bytes a card, posts first
 * @returns as many bytes, not verified yet (see `finishLot`)
 * @throws {DoorRefusal}, {ProtocolViolation} when the answer has another length
 */
export async function requestLot(
  origin: string,
  blinded: Uint8Array,
  extraHeaders: ExtraHeaders = {},
): Promise<Uint8Array> {
  if (blinded.length % MODULUS_BYTES !== 0) throw new RangeError('not whole blinded messages')
  const init = {
    ...SIGNED_IN,
    method: 'POST',
    headers: { ...OCTETS, accept: 'application/json', ...extraHeaders },
    body: Uint8Array.from(blinded),
  }
  const response = await fetch(`${origin}/staff/proposals/cards`, init).catch(noAnswer)
  if (response.status !== 200) throw await refusal(response)
  const answer = new Uint8Array(await response.arrayBuffer())
  if (answer.length !== blinded.length) throw new ProtocolViolation('lot of another length')
  return answer
}

function noAnswer(): never {
  throw new DoorRefusal(0, {})
}

function readNumbers(value: unknown): CardNumbers {
  const { posts, endorsements } = members(value)
  const isCount = (n: unknown): n is number =>
    typeof n === 'number' && Number.isSafeInteger(n) && n >= 0 && n <= MOST_CARDS
  if (!isCount(posts) || !isCount(endorsements))
    throw new ProtocolViolation('offer without numbers of cards')
  return { posts, endorsements }
}

/**
 * The three requests of the protocol, for the browser (origin '') and for scripts in Node.
 *
 * The anonymous ones omit credentials and referrer: measured in Chromium, this is also what makes
 * them use another TCP connection. No request follows a redirect.
 */
import { MODULUS_BYTES } from '../../../server/tokens/suite.ts'
import { fromBase64 } from './bytes.ts'
import { keyId } from './card.ts'
import { readSpki } from './spki.ts'
import { ProtocolViolation } from './violation.ts'

/** The public facts of a survey: the same bytes for everyone. */
export interface SurveyKey {
  readonly survey: string
  /** SubjectPublicKeyInfo, 422 bytes, in base64. */
  readonly signingKey: string
  /** SubjectPublicKeyInfo, 422 bytes, in base64; another key than the signing key. */
  readonly tallyKey: string
  /** Fingerprint of both keys, recomputed here. */
  readonly keyId: string
  /** Length of a padded ballot before it is sealed. */
  readonly ballotBytes: number
}

/** A door answered something else than yes. Members as in RFC 9457; status 0: no answer at all. */
export class DoorRefusal extends Error {
  override readonly name = 'DoorRefusal'
  readonly status: number
  readonly type: string
  readonly title: string
  readonly detail: string

  constructor(status: number, problem: { type?: unknown; title?: unknown; detail?: unknown }) {
    const title = textOr(problem.title, status ? `HTTP ${status}` : 'no answer')
    super(title)
    this.status = status
    this.type = textOr(problem.type, 'about:blank')
    this.title = title
    this.detail = textOr(problem.detail, '')
  }
}

/** Neither cookie nor referrer, and another connection than the staff side's. */
export const ANONYMOUS = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
  redirect: 'manual',
} as const

export const SIGNED_IN = {
  credentials: 'same-origin',
  cache: 'no-store',
  redirect: 'manual',
} as const

export const OCTETS = { 'content-type': 'application/octet-stream' }

const RETRIES = 4
const LONGEST_WAIT_MS = 5000

/**
 * GET /voice/surveys/:id/key, without cookies.
 *
 * @throws {DoorRefusal} when the answer is not 200
 * @throws {ProtocolViolation} when a key is unusable, both are the same, or the key id is not theirs
 */
export async function fetchKey(origin: string, surveyId: string): Promise<SurveyKey> {
  const response = await fetch(`${voice(origin, surveyId)}/key`, ANONYMOUS)
  if (response.status !== 200) throw await refusal(response)
  return readSurveyKey(await response.json().catch(() => null), surveyId)
}

/**
 * POST /staff/surveys/:id/card, signed in.
 *
 * @param blinded exactly 384 bytes
 * @param extraHeaders for Node, which has no cookie jar: `cookie`, `sec-fetch-site`
 * @returns exactly 384 bytes, not verified yet (see `finishCard`)
 * @throws {DoorRefusal} when the answer is not 200
 * @throws {ProtocolViolation} when the answer has another length
 */
export async function requestCard(
  origin: string,
  surveyId: string,
  blinded: Uint8Array,
  extraHeaders: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  if (blinded.length !== MODULUS_BYTES) throw new RangeError('blinded message is not 384 bytes')
  const response = await fetch(`${origin}/staff/surveys/${encodeURIComponent(surveyId)}/card`, {
    ...SIGNED_IN,
    method: 'POST',
    headers: { ...OCTETS, ...extraHeaders },
    body: Uint8Array.from(blinded),
  })
  if (response.status !== 200) throw await refusal(response)
  const answer = new Uint8Array(await response.arrayBuffer())
  if (answer.length !== MODULUS_BYTES) throw new ProtocolViolation('card is not 384 bytes')
  return answer
}

/**
 * POST /voice/surveys/:id/ballots, without cookies. Returns on 204. The very same bytes go out
 * again, up to four times, when there was no answer or 503: a repeat is 204 and counts once.
 *
 * @throws {DoorRefusal} on any other answer, or when the tries are used up
 */
export async function castBallot(
  origin: string,
  surveyId: string,
  bytes: Uint8Array,
): Promise<void> {
  return deliver(`${voice(origin, surveyId)}/ballots`, bytes)
}

/**
 * Sends sealed bytes without cookies until the door has said 204: what `castBallot` does.
 *
 * @throws {DoorRefusal}
 */
export async function deliver(url: string, bytes: Uint8Array): Promise<void> {
  const body = Uint8Array.from(bytes)
  const request = { ...ANONYMOUS, method: 'POST', headers: OCTETS, body }
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(url, request).catch(() => null)
    if (response?.status === 204) return
    const mayRetry = response === null || response.status === 503
    if (!mayRetry || attempt === RETRIES) {
      throw response ? await refusal(response) : new DoorRefusal(0, {})
    }
    await pause(waitBefore(attempt, response?.headers.get('retry-after') ?? null))
  }
}

function voice(origin: string, surveyId: string): string {
  return `${origin}/voice/surveys/${encodeURIComponent(surveyId)}`
}

function readSurveyKey(body: unknown, surveyId: string): SurveyKey {
  const { survey, signingKey, tallyKey, keyId: claimed, ballotBytes } = members(body)
  if (survey !== surveyId) throw new ProtocolViolation('key of another survey')
  if (typeof signingKey !== 'string' || typeof tallyKey !== 'string' || signingKey === tallyKey) {
    throw new ProtocolViolation('signing key and tally key must be two keys')
  }
  const computed = keyId(readKey(signingKey), readKey(tallyKey))
  if (claimed !== computed) throw new ProtocolViolation('key id does not belong to the key')
  if (typeof ballotBytes !== 'number' || !Number.isSafeInteger(ballotBytes) || ballotBytes < 1) {
    throw new ProtocolViolation('ballot size is missing')
  }
  return { survey: surveyId, signingKey, tallyKey, keyId: computed, ballotBytes }
}

/** @throws {ProtocolViolation} when it is not base64, or not an RSA-3072 key with e = 65537. */
export function readKey(base64: string): Uint8Array {
  let bytes: Uint8Array
  try {
    bytes = fromBase64(base64)
  } catch {
    throw new ProtocolViolation('key is not base64')
  }
  return readSpki(bytes).bytes
}

/** Retry-After in seconds (RFC 9110 §10.2.3), else 0.5, 1, 2, 4 s; never longer than five. */
function waitBefore(attempt: number, retryAfter: string | null): number {
  const asked = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : null
  return Math.min(asked ?? 500 * 2 ** attempt, LONGEST_WAIT_MS)
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

export async function refusal(response: Response): Promise<DoorRefusal> {
  return new DoorRefusal(response.status, members(await response.json().catch(() => null)))
}

export function members(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

function textOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback
}

/**
 * 紙の提案券 for tests: codes and cards by the browser's own code, everything else through the doors.
 *
 * ```ts
 * const { codes } = await printSlips(city, 20)              // by the first 提案担当
 * const card = await cardForSlip(city, box, codes[0])       // exchanged, unblinded, verified
 * ```
 */
import type { LightMyRequestResponse } from 'fastify'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, type Card, finishCard } from '../../views/client/protocol/card.ts'
import { newSlipCode, slipHash, slipSecrets } from '../../views/client/protocol/slip.ts'
import type { ProposalBox } from './proposal-box.ts'
import type { SmallCity } from './small-city.ts'

export const HASHES = '/staff/desk/slips/hashes'

/** What the page of printing does: codes that stay on paper, hashes that are sent. */
export async function printSlips(city: SmallCity, count: number) {
  const codes = Array.from({ length: count }, () => newSlipCode('proposal'))
  const answer = await sendHashes(city, hashesOf(codes))
  if (answer.statusCode !== 204) throw new Error(`printing: ${answer.statusCode} ${answer.body}`)
  return { codes, next: () => codes.pop() ?? '' }
}

/** The hashes in their order, one after the other. */
export function hashesOf(codes: readonly string[]): Buffer {
  const hashes = codes.map((code) => Buffer.from(slipHash(code)))
  return Buffer.concat(hashes.toSorted((a, b) => Buffer.compare(a, b)))
}

export async function sendHashes(
  city: SmallCity,
  payload: Buffer | string,
  person = city.officials.secretariat,
): Promise<LightMyRequestResponse> {
  const type = Buffer.isBuffer(payload) ? 'application/octet-stream' : 'text/plain'
  return city.app.inject({
    method: 'POST',
    url: HASHES,
    headers: {
      cookie: await city.session(person),
      'content-type': type,
      'sec-fetch-site': 'same-origin',
      accept: 'application/json',
    },
    payload,
  })
}

/** The bytes of the exchange, with the key that is open now. */
export async function exchangeBytes(box: ProposalBox, code: string): Promise<Buffer> {
  const { quarter, postKey } = await box.key()
  const { id, seed } = slipSecrets(code)
  return Buffer.concat([id, blindedMessage(seed, fromBase64(postKey), quarter)])
}

/** Any bytes to a door of the proposal box. */
export async function atDoor(
  city: SmallCity,
  door: 'slip-card' | 'spent',
  payload: Buffer | string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/octet-stream' },
): Promise<LightMyRequestResponse> {
  return city.app.inject({ method: 'POST', url: `/voice/proposals/${door}`, headers, payload })
}

export async function cardForSlip(city: SmallCity, box: ProposalBox, code: string): Promise<Card> {
  const answer = await atDoor(city, 'slip-card', await exchangeBytes(box, code))
  if (answer.statusCode !== 200) throw new Error(`slip: ${answer.statusCode} ${answer.body}`)
  const { quarter, postKey } = await box.key()
  const { seed } = slipSecrets(code)
  return finishCard(seed, fromBase64(postKey), answer.rawPayload, quarter)
}

export async function isSpent(city: SmallCity, { nonce, signature }: Card): Promise<boolean> {
  const answer = await atDoor(city, 'spent', Buffer.concat([nonce, signature]))
  if (answer.statusCode !== 200) throw new Error(`spent: ${answer.statusCode} ${answer.body}`)
  return answer.rawPayload.equals(Buffer.of(1))
}

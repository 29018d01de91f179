/** Casts for the tests of the box: real cards in bulk, and what the file says of them afterwards. */
import { constants, createPrivateKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { boxPath } from '../../../server/stores/box.ts'
import { ballotBytes } from '../../../server/survey/ballot-form.ts'
import { encodeCast, sealedLength } from '../../../server/tokens/wire.ts'
import type { SmallCity } from '../../support/small-city.ts'

export interface RawCast {
  readonly nonce: Buffer
  readonly signature: Buffer
  readonly sealed: Buffer
}

/**
 * Casts with genuine signatures, made with the survey's own signing key as if each person had gone
 * through the blinding; the sealed part is noise, which the door cannot tell from a sealed ballot.
 */
export async function castsOf(city: SmallCity, count: number): Promise<RawCast[]> {
  const row = await city.stores.identity
    .selectFrom('signing_key')
    .select('pkcs8')
    .where('survey', '=', city.survey.id)
    .executeTakeFirstOrThrow()
  const key = createPrivateKey({ key: row.pkcs8, format: 'der', type: 'pkcs8' })
  const bytes = sealedLength(ballotBytes(city.survey.questionnaire))
  return Array.from({ length: count }, () => ({ ...cardOf(key), sealed: noise(bytes) }))
}

export function cardOf(key: KeyObject): { nonce: Buffer; signature: Buffer } {
  const nonce = randomBytes(32)
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return { nonce, signature: sign('sha384', nonce, { key, padding, saltLength: 48 }) }
}

export function noise(bytes: number): Buffer {
  const sealed = randomBytes(bytes)
  sealed[0] = 1
  return sealed
}

/** Casts for a box that is opened without the app: nobody checks the signature there. */
export function unsignedCasts(count: number, sealedBytes: number): RawCast[] {
  return Array.from({ length: count }, () => ({
    nonce: randomBytes(32),
    signature: randomBytes(384),
    sealed: noise(sealedBytes),
  }))
}

/** Sends a cast to the door, without any header a browser would not send. @returns the status. */
export async function send(city: SmallCity, cast: RawCast): Promise<number> {
  const answer = await city.app.inject({
    method: 'POST',
    url: `/voice/surveys/${city.survey.id}/ballots`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.from(encodeCast(cast)),
  })
  return answer.statusCode
}

export interface BoxContents {
  /** Slot → sealed ballot, filled slots only. */
  readonly ballots: ReadonlyMap<number, Buffer>
  /** Slot → 0x01 ‖ nonce ‖ signature. */
  readonly cards: ReadonlyMap<number, Buffer>
}

export function boxFileOf(city: SmallCity): string {
  return boxPath(city.config.dataDir, city.survey.id)
}

export function readBox(file: string): BoxContents {
  const db = new Database(file, { readonly: true })
  const rows = (table: string, column: string) =>
    new Map(
      (db.prepare(`SELECT slot, ${column} FROM ${table}`).raw().all() as [number, Buffer][]).filter(
        ([, value]) => value[0] !== 0,
      ),
    )
  try {
    return { ballots: rows('ballot', 'sealed'), cards: rows('spent', 'card') }
  } finally {
    db.close()
  }
}

/** Where the casts stand, in the order given: slots, and offsets in the bytes of the file. */
export function placesOf(file: string, casts: readonly RawCast[]) {
  const { ballots, cards } = readBox(file)
  const bytes = readFileSync(file)
  const slotOf = (rows: ReadonlyMap<number, Buffer>, start: Buffer, from: number) => {
    for (const [slot, row] of rows) if (row.subarray(from, from + 32).equals(start)) return slot
    throw new Error('a cast is not in the box')
  }
  return {
    ballotSlots: casts.map(({ sealed }) => slotOf(ballots, sealed.subarray(0, 32), 0)),
    cardSlots: casts.map(({ nonce }) => slotOf(cards, nonce, 1)),
    ballotOffsets: casts.map(({ sealed }) => bytes.indexOf(sealed.subarray(0, 32))),
    cardOffsets: casts.map(({ nonce }) => bytes.indexOf(nonce)),
  }
}

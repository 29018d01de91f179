import { createHash, type KeyObject } from 'node:crypto'
import type { IdentityStore } from '../../stores/identity.ts'
import { blindSign, isBlindedMessage } from '../../tokens/issue.ts'

/** SHA-256 of the id of a slip. */
const HASH_BYTES = 32
const CHUNK = 500

/** 33 zero bytes until a slip is exchanged, then `0x01 ‖ SHA-256(blinded message)`. */
export const NOT_EXCHANGED = Buffer.alloc(33)

export type Exchange =
  | { readonly state: 'signed'; readonly signature: Buffer }
  | { readonly state: 'unknown' | 'used' | 'bad' }

/**
 * Exchanges a paper slip for an ordinary card, without any sign-in: the slip's row is durably marked
 * first, then the blinded message is signed (RFC 9474 §4.3). The same message again gives the same answer.
 * The id says nothing of the seed of the card, so a row cannot be joined with a used card or a ballot.
 *
 * @param pool id of the survey, or `proposals-N`
 * @param id 32 bytes, whose SHA-256 was stored when the slip was printed
 * @param blinded 384 bytes
 * @param kept makes the mark durable elsewhere too, before the card goes out
 */
export async function exchangeSlip(
  identity: IdentityStore,
  key: KeyObject,
  pool: string,
  id: Buffer,
  blinded: Buffer,
  kept: (pool: string, hash: Buffer) => Promise<void> = async () => {},
): Promise<Exchange> {
  const hash = createHash('sha256').update(id).digest()
  const row = await identity
    .selectFrom('slip')
    .select('exchanged')
    .where('pool', '=', pool)
    .where('hash', '=', hash)
    .executeTakeFirst()
  // Before any work with the key: who has no slip costs nothing.
  if (row === undefined) return { state: 'unknown' }
  if (!isBlindedMessage(key, blinded)) {
    // A used slip may come with a message for an earlier quarter's key, too large for this one.
    return { state: row.exchanged.equals(NOT_EXCHANGED) ? 'bad' : 'used' }
  }
  const mark = Buffer.concat([Buffer.of(1), createHash('sha256').update(blinded).digest()])
  const marked = await identity
    .updateTable('slip')
    .set({ exchanged: mark })
    .where('pool', '=', pool)
    .where('hash', '=', hash)
    .where((eb) => eb.or([eb('exchanged', '=', NOT_EXCHANGED), eb('exchanged', '=', mark)]))
    .executeTakeFirst()
  if (marked.numUpdatedRows !== 1n) return { state: 'used' }
  await kept(pool, hash)
  return { state: 'signed', signature: blindSign(key, blinded) }
}

/**
 * The hashes of a printing as the browser that printed it sends them.
 *
 * @param bytes n × 32 bytes, strictly ascending
 * @returns null when they are not in this form: no hash twice, none left to guess their order of printing
 */
export function readHashes(bytes: Buffer): Buffer[] | null {
  if (bytes.length === 0 || bytes.length % HASH_BYTES !== 0) return null
  const hashes = Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  )
  const ascending = hashes.every((hash, i) => {
    const before = hashes[i - 1]
    return before === undefined || Buffer.compare(before, hash) < 0
  })
  return ascending ? hashes : null
}

/** Replaces the slips of a pool, all in one transaction and in the order of their hashes. */
export async function writePool(
  identity: IdentityStore,
  pool: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await identity.transaction().execute(async (trx) => {
    await trx.deleteFrom('slip').where('pool', '=', pool).execute()
    for (let i = 0; i < hashes.length; i += CHUNK) {
      const rows = hashes.slice(i, i + CHUNK).map((hash) => ({ pool, hash }))
      await trx.insertInto('slip').values(rows).execute()
    }
  })
}

export async function countExchanged(identity: IdentityStore, pool: string): Promise<number> {
  const row = await identity
    .selectFrom('slip')
    .select(({ fn }) => fn.countAll<number>().as('slips'))
    .where('pool', '=', pool)
    .where('exchanged', '!=', NOT_EXCHANGED)
    .executeTakeFirstOrThrow()
  return row.slips
}

/**
 * Who is given a slip, as numbers by code of the unit they are in today; who has left the roster is not.
 *
 * @param survey id of an announced survey
 */
export async function slipPeopleByUnit(
  identity: IdentityStore,
  survey: string,
): Promise<Map<string, number>> {
  const rows = await identity
    .selectFrom('card')
    .innerJoin('person', 'person.number', 'card.person')
    .select(({ fn }) => ['person.unit', fn.countAll<number>().as('people')])
    .where('card.survey', '=', survey)
    .where('card.way', '=', 'slip')
    .groupBy('person.unit')
    .execute()
  return new Map(rows.map(({ unit, people }) => [unit, people]))
}

/** SHA-256 of the hashes one after the other, in hex: what is published of a printing beforehand. */
export function listHashOf(hashes: readonly Buffer[]): string {
  return createHash('sha256').update(Buffer.concat(hashes)).digest('hex')
}

/** The published list of a pool, ascending. */
export async function hashesOfPool(identity: IdentityStore, pool: string): Promise<Buffer[]> {
  const rows = await identity
    .selectFrom('slip')
    .select('hash')
    .where('pool', '=', pool)
    .orderBy('hash')
    .execute()
  return rows.map(({ hash }) => hash)
}

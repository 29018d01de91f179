import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { CommonsReader, CommonsStore, CommonsTables } from '../stores/commons.ts'

/** Why an entry was made; `earlier`: announced before there was a list. */
export type KeyLogEvent =
  | 'announced'
  | 'changed'
  | 'program'
  | 'closed'
  | 'cancelled'
  | 'proposal-quarter'
  | 'earlier'

/**
 * One line of the public list. Its canonical text is `JSON.stringify` of these members in this order,
 * without blanks, in UTF-8; the hash of an entry is the SHA-256 of that text, in hex. As `previous` is in
 * it, no earlier entry can be changed or taken out without changing every later hash.
 */
export interface KeyLogEntry {
  /** 1, 2, 3, … */
  readonly number: number
  /** JST. */
  readonly day: string
  /** Id of the survey, or of the quarter of the proposal box. */
  readonly survey: string
  readonly event: KeyLogEvent
  readonly keyId: string
  /** SubjectPublicKeyInfo, base64. Of a quarter: the key that signs cards for posting. */
  readonly signingKey: string
  readonly tallyKey: string
  /** Of a quarter: the key that signs cards for endorsing. */
  readonly endorseKey: string | null
  /** SHA-256 of the frozen questionnaire, in hex; null for a quarter. */
  readonly questionnaireHash: string | null
  /** SHA-256 of the sorted hashes of the paper slips, in hex; null: none. */
  readonly slipsListHash: string | null
  /** What browsers are sent from now on; null: this entry says nothing about it. */
  readonly bundle: Bundle | null
  /** Hash of the entry before, in hex; 64 zeros for the first. */
  readonly previous: string
}

/** SHA-256, in hex, of bytes as a browser has them once decompressed. */
export interface Bundle {
  /** Of `/voice/surveys/ID`. */
  readonly page: string
  /** Of the page for 紙の回答券, `/voice/slip`; absent: the survey has none. */
  readonly slipPage?: string
  /** Of the scripts and styles these pages name, by address, in the order of the addresses. */
  readonly assets: Readonly<Record<string, string>>
}

export interface KeyLogRow {
  readonly entry: KeyLogEntry
  /** As it was hashed, byte for byte. */
  readonly text: string
  readonly hash: string
}

export const NO_PREVIOUS = '0'.repeat(64)

/** Inside a transaction, so that no other entry comes between. */
export type KeyLogWriter = Transaction<CommonsTables>

/** Oldest first. */
export async function readKeyLog(commons: CommonsReader, survey?: string): Promise<KeyLogRow[]> {
  const rows = await commons
    .selectFrom('key_log')
    .select(['entry', 'hash'])
    .$if(survey !== undefined, (query) => query.where('survey', '=', survey ?? ''))
    .orderBy('number')
    .execute()
  return rows.map(({ entry, hash }) => ({
    entry: JSON.parse(entry) as KeyLogEntry,
    text: entry,
    hash,
  }))
}

/** Adds an entry behind the last one. */
export async function appendKeyLog(
  trx: KeyLogWriter,
  content: Omit<KeyLogEntry, 'number' | 'previous'>,
): Promise<void> {
  const last = await trx
    .selectFrom('key_log')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const text = JSON.stringify(
    canonical({ ...content, number, previous: last?.hash ?? NO_PREVIOUS }),
  )
  await trx
    .insertInto('key_log')
    .values({ number, day: content.day, survey: content.survey, entry: text, hash: sha256(text) })
    .execute()
}

/** Adds an entry unless `make` finds that it would say nothing new. */
export async function noteInKeyLog(
  commons: CommonsStore,
  survey: string,
  make: (
    earlier: readonly KeyLogEntry[],
    trx: KeyLogWriter,
  ) => Promise<Omit<KeyLogEntry, 'number' | 'previous'> | null>,
): Promise<void> {
  await commons.transaction().execute(async (trx) => {
    const earlier = (await readKeyLog(trx, survey)).map(({ entry }) => entry)
    const content = await make(earlier, trx)
    if (content !== null) await appendKeyLog(trx, content)
  })
}

export function bundleOf(
  pages: { readonly page: Buffer; readonly slipPage: Buffer | null },
  asset: (address: string) => Buffer,
): Bundle {
  const { page, slipPage } = pages
  const named = [page, slipPage].flatMap((bytes) => bytes?.toString().match(ASSET) ?? [])
  const addresses = [...new Set(named)].sort()
  return {
    page: sha256(page),
    ...(slipPage === null ? {} : { slipPage: sha256(slipPage) }),
    assets: Object.fromEntries(addresses.map((address) => [address, sha256(asset(address))])),
  }
}

const ASSET = /\/assets\/[\w.-]+/g

/** The lines `sha256sum` prints for these addresses: what `bundleHash` is the hash of. */
export function bundleLines(survey: string, { page, slipPage, assets }: Bundle): string[] {
  return [
    `${page}  /voice/surveys/${survey}`,
    ...(slipPage === undefined ? [] : [`${slipPage}  /voice/slip`]),
    ...Object.entries(assets).map(([address, hash]) => `${hash}  ${address}`),
  ]
}

/** One number for all of them: SHA-256 of their lines, each ended by a line feed. */
export function bundleHash(survey: string, bundle: Bundle): string {
  return sha256(
    bundleLines(survey, bundle)
      .map((line) => `${line}\n`)
      .join(''),
  )
}

/** Members in their order, whatever the order they were given in. */
function canonical(entry: KeyLogEntry): KeyLogEntry {
  const { number, day, survey, event, keyId, signingKey, tallyKey, endorseKey } = entry
  const { questionnaireHash, slipsListHash, bundle, previous } = entry
  const keys = { keyId, signingKey, tallyKey, endorseKey }
  const hashes = { questionnaireHash, slipsListHash, bundle, previous }
  return { number, day, survey, event, ...keys, ...hashes }
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

import { createHash, createHmac } from 'node:crypto'
import { type Attempt, type Attack, traces } from './attempt.ts'
import type { Evidence } from './evidence.ts'
import { count } from './words.ts'

/** Serial numbers that are tried. */
const SERIALS = 20_000

/**
 * Of a receipt the store keeps an HMAC of an id with 100 bits behind it. Who holds all files, `receipt.key`
 * too, tries every staff number and every serial number, as they are and hashed.
 */
export const receipts: Attack = {
  id: 'T5',
  slug: 'receipts',
  title: '提案の控え',
  run: (evidence) => [guessing(evidence), plain(evidence)],
}

function storedReceipts({ stores }: Evidence): Buffer[] {
  return stores
    .filter(({ kind, old, tables }) => kind === 'voice' && !old && tables.includes('proposal'))
    .flatMap((store) => store.rows('SELECT receipt FROM proposal WHERE receipt IS NOT NULL'))
    .map(([receipt]) => (Buffer.isBuffer(receipt) ? receipt : Buffer.from(String(receipt))))
}

function guessing(evidence: Evidence): Attempt {
  const stored = new Set(storedReceipts(evidence).map((bytes) => bytes.toString('hex')))
  const key = evidence.folders
    .flatMap(({ files }) => files)
    .find(({ name }) => name === 'receipt.key')
    ?.bytes()
  let hits = 0
  let tried = 0
  if (stored.size > 0) {
    for (const guess of guessesOf(evidence)) {
      for (const hash of hashesOf(guess, key)) {
        tried += 1
        if (stored.has(hash)) hits += 1
      }
    }
  }
  return traces(
    {
      tried: `控えを、職員番号と通し番号から当てる（鍵 receipt.key も使い、${count(tried)}通り）`,
      meaning: '提案のうち、控えを当てられた割合',
    },
    stored.size,
    hits,
  )
}

/** An HMAC has 32 bytes that look like noise; the id itself would be shorter or readable. */
function plain(evidence: Evidence): Attempt {
  const stored = storedReceipts(evidence)
  const finds = stored.filter(
    (bytes) => bytes.length !== 32 || bytes.every((byte) => byte >= 0x20 && byte < 0x7f),
  )
  return traces(
    {
      tried: '控えの値が、もとの番号のまま残っていないか',
      meaning: '提案のうち、控えがそのまま読める割合',
    },
    stored.length,
    finds.length,
  )
}

function* guessesOf({ stores }: Evidence): Generator<string> {
  for (const store of stores.filter(({ kind, old }) => kind === 'identity' && !old)) {
    for (const [number] of store.rows('SELECT number FROM person')) yield String(number)
  }
  for (const store of stores.filter(({ tables }) => tables.includes('proposal'))) {
    for (const [number] of store.rows('SELECT number FROM proposal')) yield String(number)
  }
  for (let serial = 0; serial < SERIALS; serial += 1) yield String(serial)
}

function hashesOf(guess: string, key: Buffer | undefined): string[] {
  const plainHash = createHash('sha256').update(guess).digest()
  // The id of a receipt has 16 bytes: the beginning of a hash is tried as one.
  const keyed =
    key === undefined
      ? []
      : [Buffer.from(guess), plainHash.subarray(0, 16), plainHash].map((message) =>
          createHmac('sha256', key).update(message).digest('hex'),
        )
  return [plainHash.toString('hex'), ...keyed]
}

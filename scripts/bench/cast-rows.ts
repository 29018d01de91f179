import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Child, startChild } from './children.ts'
import { type City, copyId } from './city.ts'
import type { CastOrder, CastResult } from './load.ts'
import { atLeast, list, type Measured, median } from './report.ts'

type Peer = 'cast-null' | 'cast-raw' | 'cast-single'

const CONNECTIONS = 50
const RAW_BATCH = 50
/** The stub answers faster than the product: it gets more casts, so that both run about as long. */
const STUB_SECONDS = 1

/** Casts a second of the product against its peers, side after side, a fresh box each round. */
export async function castRows(
  city: City,
  load: Child,
  rounds: number,
  wanted: readonly Peer[],
): Promise<Measured> {
  const rates: Record<'product' | Peer, number[]> = {
    product: [],
    'cast-null': [],
    'cast-raw': [],
    'cast-single': [],
  }
  const folders = { product: city.copy('product'), single: city.copy('single') }
  const product = await startChild('server', { folder: folders.product, box: 'product' })
  const none = await startChild('server', { folder: city.folder, box: 'none' })
  const single = await startChild('server', { folder: folders.single, box: 'one-by-one' })

  for (let round = 0; round <= rounds; round += 1) {
    const survey = copyId(round)
    city.addBox(folders.product, survey)
    city.addBox(folders.single, survey)
    const some = round === 0 ? Math.min(400, city.casts.count) : city.casts.count
    const sides: [keyof typeof rates, () => Promise<number>][] = [
      ['product', () => castAt(product, survey, some)],
      ['cast-null', () => castAt(none, survey, some, round === 0 ? 0.5 : STUB_SECONDS)],
      ['cast-raw', async () => rawInserts(city, join(city.root, `raw-${round}.db`), some)],
      ['cast-single', () => castAt(single, survey, Math.ceil(some / 4))],
    ]
    if (round % 2 === 0) sides.reverse()
    for (const [side, measure] of sides) {
      if (side !== 'product' && !wanted.includes(side)) continue
      const rate = await measure()
      if (round > 0) rates[side].push(rate)
    }
  }
  for (const server of [product, none, single]) await server.stop()

  const cast = median(rates.product)
  const rows = {
    'cast-null': atLeast('cast-null', cast / median(rates['cast-null']), 0.45, '%'),
    'cast-raw': atLeast('cast-raw', cast / median(rates['cast-raw']), 0.4, '%'),
    'cast-single': atLeast('cast-single', cast / median(rates['cast-single']), 2.5, 'x'),
  }
  const note = (side: keyof typeof rates, what: string) =>
    rates[side].length === 0 ? [] : [`${what}: ${list(rates[side])} /s`]
  return {
    rows: wanted.map((name) => rows[name]),
    notes: [
      ...note('product', `casts at ${CONNECTIONS} connections`),
      ...note('cast-null', 'without the database'),
      ...note('cast-raw', `raw inserts in batches of ${RAW_BATCH}`),
      ...note('cast-single', 'one transaction a request'),
    ],
  }

  async function castAt(
    server: Child,
    survey: string,
    count: number,
    seconds?: number,
  ): Promise<number> {
    const order: CastOrder = {
      port: await server.ask<number>('port'),
      survey,
      file: city.casts.file,
      size: city.casts.size,
      from: 0,
      count,
      connections: CONNECTIONS,
      ...(seconds === undefined ? {} : { seconds }),
    }
    return (await load.ask<CastResult>('cast', order)).rate
  }
}

/** Rows of the same size appended to a file with the same journal, and nothing else. */
function rawInserts(city: City, file: string, count: number): number {
  const casts = readFileSync(city.casts.file)
  const db = new Database(file)
  for (const pragma of ['journal_mode = TRUNCATE', 'secure_delete = ON', 'synchronous = FULL']) {
    db.pragma(pragma)
  }
  db.exec(`CREATE TABLE ballot (slot INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
    CREATE TABLE spent (slot INTEGER PRIMARY KEY, card BLOB NOT NULL) STRICT`)
  const ballot = db.prepare('INSERT INTO ballot VALUES (?, ?)')
  const spent = db.prepare('INSERT INTO spent VALUES (?, ?)')
  const cardBytes = city.casts.size - city.sealedBytes
  const batch = db.transaction((from: number, to: number) => {
    for (let slot = from; slot < to; slot += 1) {
      const at = slot * city.casts.size
      ballot.run(slot, casts.subarray(at + cardBytes, at + city.casts.size))
      spent.run(slot, casts.subarray(at, at + cardBytes))
    }
  })
  const begin = performance.now()
  for (let from = 0; from < count; from += RAW_BATCH) batch(from, Math.min(from + RAW_BATCH, count))
  const seconds = (performance.now() - begin) / 1000
  db.close()
  return count / seconds
}

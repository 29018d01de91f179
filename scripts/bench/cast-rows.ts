import { readFileSync } from 'node:fs'
import { boxPath, openBoxFile } from '../../server/stores/box.ts'
import { type Child, startChild } from './children.ts'
import { type City, copyId } from './city.ts'
import type { CastOrder, CastResult } from './load.ts'
import { seededRandom } from '../demo-answers.ts'
import { atLeast, list, type Measured, medianRatio } from './report.ts'

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
  const withSingle = wanted.includes('cast-single')
  const product = await startChild('server', { folder: folders.product, box: 'product' })
  const none = await startChild('server', { folder: city.folder, box: 'none' })
  const single = withSingle
    ? await startChild('server', { folder: folders.single, box: 'one-by-one' })
    : none

  const cpu = new Map<Child, number[]>([
    [product, []],
    [none, []],
  ])

  for (let round = 0; round <= rounds; round += 1) {
    const survey = copyId(round)
    city.addBox(folders.product, survey)
    if (withSingle) city.addBox(folders.single, survey)
    const some = round === 0 ? Math.min(400, city.casts.count) : city.casts.count
    const sides: [keyof typeof rates, () => Promise<number>][] = [
      ['product', () => castAt(product, survey, some)],
      ['cast-null', () => castAt(none, survey, some, round === 0 ? 0.5 : STUB_SECONDS)],
      ['cast-raw', async () => rawInserts(city, survey, some)],
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

  const against = (peer: Peer) => medianRatio(rates.product, rates[peer])
  const rows = {
    'cast-null': atLeast('cast-null', against('cast-null'), 0.45, '%'),
    'cast-raw': atLeast('cast-raw', against('cast-raw'), 0.4, '%'),
    'cast-single': atLeast('cast-single', against('cast-single'), 2.5, 'x'),
  }
  const note = (side: keyof typeof rates, what: string) =>
    rates[side].length === 0 ? [] : [`${what}: ${list(rates[side])} /s`]
  return {
    rows: wanted.map((name) => rows[name]),
    notes: [
      ...note('product', `casts at ${CONNECTIONS} connections`),
      ...note('cast-null', 'without the database'),
      ...note('cast-raw', `raw writes of ${RAW_BATCH} into a box`),
      ...note('cast-single', 'one transaction a request'),
      `CPU of the server a cast: ${list(cpu.get(product) ?? [])} µs; without the database: ${list(cpu.get(none) ?? [])} µs`,
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
    const before = await server.ask<number>('cpu')
    const { rate, acknowledged } = await load.ask<CastResult>('cast', order)
    cpu.get(server)?.push(((await server.ask<number>('cpu')) - before) / acknowledged.length)
    return rate
  }
}

/** Casts put into random free slots of a box, and nothing else. */
function rawInserts(city: City, survey: string, count: number): number {
  city.addBox(city.folder, survey)
  const box = openBoxFile(boxPath(city.folder, survey))
  const casts = readFileSync(city.casts.file)
  const { size } = city.casts
  const cardBytes = size - city.sealedBytes
  const free = box.freeSlots()
  const random = seededRandom(count)
  const slot = (of: number[]) => of.splice(Math.floor(random() * of.length), 1)[0] ?? 0
  const entries = Array.from({ length: count }, (_, i) => ({
    ballotSlot: slot(free.ballots),
    sealed: casts.subarray(i * size + cardBytes, (i + 1) * size),
    cardSlot: slot(free.cards),
    card: casts.subarray(i * size, i * size + cardBytes),
  }))
  const begin = performance.now()
  for (let i = 0; i < count; i += RAW_BATCH) box.write(entries.slice(i, i + RAW_BATCH))
  const seconds = (performance.now() - begin) / 1000
  box.close()
  return count / seconds
}

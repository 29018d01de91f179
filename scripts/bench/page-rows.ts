import { gzipSync } from 'node:zlib'
import { type Child, startChild } from './children.ts'
import { type City, copyId } from './city.ts'
import type { CastOrder, GetOrder, ProbeOrder } from './load.ts'
import { atMost, list, type Measured, median, medianRatio, quantile } from './report.ts'
import type { TablesMade } from './tables.ts'

const PAGES_A_ROUND = 3000
const PROBED = ['/healthz', '/results']
const PROBE_EVERY_MS = 5
/** No stub casts for longer than the product's side lasts. */
const STUB_SECONDS = 2.5

type Page = { readonly headers: string; readonly body: Buffer }

/** CPU of the answer page against hello world of the same server, and what a first visit loads. */
export async function pageRows(city: City, load: Child, rounds: number): Promise<Measured> {
  const server = await startChild('server', { folder: city.copy('page'), box: 'product' })
  const port = await server.ask<number>('port')
  const path = `/voice/surveys/${city.survey}`
  const cpu: Record<'page' | 'hello', number[]> = { page: [], hello: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const sides: ('page' | 'hello')[] = round % 2 === 0 ? ['page', 'hello'] : ['hello', 'page']
    for (const side of sides) {
      const before = await server.ask<number>('cpu')
      await fetchPage(side === 'page' ? path : '/healthz', PAGES_A_ROUND)
      const spent = ((await server.ask<number>('cpu')) - before) / PAGES_A_ROUND
      if (round > 0) cpu[side].push(spent)
    }
  }

  const html = (await fetchPage(path, 1, 'identity')).body
  const compressed = (await fetchPage(path, 1)).body.length
  const assets = [...html.toString().matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
    (m) => m[1] ?? '',
  )
  let firstLoad = compressed
  for (const asset of new Set(assets)) firstLoad += await sizeOf(asset)
  firstLoad += await sizeOf(`${path}/key`)
  await server.stop()
  return {
    rows: [
      atMost('page', medianRatio(cpu.page, cpu.hello), 3, 'x'),
      atMost('page-html', html.length, 30 * 1024, 'B'),
      atMost('page-compressed', compressed, 4 * 1024, 'B'),
      atMost('page-first-load', firstLoad, 40 * 1024, 'B'),
    ],
    notes: [
      `CPU of the answer page: ${list(cpu.page)} µs; hello world: ${list(cpu.hello)} µs; gzip, as browsers ask for on plain http`,
    ],
  }

  function fetchPage(at: string, count: number, encoding = 'gzip'): Promise<Page> {
    const headers = { accept: 'text/html', 'accept-encoding': encoding }
    const order: GetOrder = { port, path: at, headers, count, connections: count === 1 ? 1 : 8 }
    return load.ask<Page>('get', order)
  }

  async function sizeOf(at: string): Promise<number> {
    const { headers, body } = await fetchPage(at, 1)
    return /content-encoding: gzip/i.test(headers) ? body.length : gzipSync(body).length
  }
}

/** p99 of other pages while 50 connections submit, with the product's box and with none. */
export async function pageWhileCastingRows(
  city: City,
  load: Child,
  rounds: number,
): Promise<Measured> {
  const folder = city.copy('page-casting')
  const prober = await startChild('load')
  const servers = {
    product: await startChild('server', { folder, box: 'product' }),
    none: await startChild('server', { folder: city.folder, box: 'none' }),
  }
  const p99: Record<keyof typeof servers, number[]> = { product: [], none: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const order = (['product', 'none'] as const).toSorted(() => (round % 2 === 0 ? 1 : -1))
    for (const side of order) {
      const value = await probeWhileCasting(side, round)
      if (round > 0) p99[side].push(value)
    }
  }
  for (const child of [servers.product, servers.none, prober]) await child.stop()
  return {
    rows: [atMost('page-p99', medianRatio(p99.product, p99.none), 1.5, 'x')],
    notes: [
      `p99 with casts: ${list(p99.product, 1)} ms; with casts and no database: ${list(p99.none, 1)} ms`,
    ],
  }

  async function probeWhileCasting(side: keyof typeof servers, round: number): Promise<number> {
    const port = await servers[side].ask<number>('port')
    const surveys = [copyId(2 * round), copyId(2 * round + 1)]
    if (side === 'product') for (const survey of surveys) city.addBox(folder, survey)
    const { file, size, count } = city.casts
    const cast = { port, file, size, from: 0, count, connections: 50 }
    const casting = async () => {
      for (const survey of surveys) {
        const order: CastOrder = { ...cast, survey }
        const timed = side === 'none' ? { ...order, seconds: STUB_SECONDS / 2 } : order
        await load.ask('cast', timed)
      }
    }
    const times = await probeDuring(prober, port, casting())
    return quantile(times, 0.99)
  }
}

/** p99 of other pages while the tables of 200,000 ballots are made. */
export async function pageWhileTablesRows(
  city: City,
  rounds: number,
  ballots: number,
): Promise<Measured> {
  const prober = await startChild('load')
  const server = await startChild('server', { folder: city.copy('tables'), box: 'product' })
  const port = await server.ask<number>('port')
  await server.ask('feed', { survey: city.survey })
  const [p99, worst, idle]: [number[], number[], number[]] = [[], [], []]
  let made: TablesMade | undefined
  for (let round = 0; round < rounds; round += 1) {
    idle.push(quantile(await prober.ask<number[]>('probe', probeOf(port, 1)), 0.99))
    const making = server.ask<TablesMade>('tables', { ballots })
    const times = await probeDuring(prober, port, making)
    made = await making
    p99.push(quantile(times, 0.99))
    worst.push(quantile(times, 1))
  }
  for (const child of [server, prober]) await child.stop()
  return {
    rows: [atMost('pages-while-tables', median(p99), 100, 'ms')],
    notes: [
      `tables of ${ballots} ballots (decoded feed, without unsealing) in ${made?.seconds.toFixed(1)} s, ${made?.texts} texts, ${made?.handedBytes} bytes of rows, last step ${made?.lastStepMs.toFixed(0)} ms in one go; ` +
        `p99: ${list(p99, 1)} ms, longest ${list(worst, 1)} ms, idle p99 ${list(idle, 1)} ms`,
    ],
  }
}

/** p99 of other pages while a survey of so many people is protected; it is stopped after `seconds`. */
export async function pageWhileProtectingRows(
  city: City,
  rounds: number,
  people: number,
  seconds: number,
): Promise<Measured> {
  const prober = await startChild('load')
  const server = await startChild('server', { folder: city.copy('protecting'), box: 'product' })
  const port = await server.ask<number>('port')
  await server.ask('protection-city', { people })
  const [p99, worst, idle]: [number[], number[], number[]] = [[], [], []]
  let reached = ''
  for (let round = 0; round < rounds; round += 1) {
    idle.push(quantile(await prober.ask<number[]>('probe', probeOf(port, 1)), 0.99))
    const protecting = server.ask<string>('protect', { seconds })
    const times = await probeDuring(prober, port, protecting)
    reached = await protecting
    p99.push(quantile(times, 0.99))
    worst.push(quantile(times, 1))
  }
  for (const child of [server, prober]) await child.stop()
  return {
    rows: [atMost('pages-while-protecting', median(p99), 100, 'ms')],
    notes: [
      `protection of ${people} people in its thread, ${reached} after ${seconds} s or less; ` +
        `p99: ${list(p99, 1)} ms, longest ${list(worst, 1)} ms, idle p99 ${list(idle, 1)} ms`,
    ],
  }
}

/** Times of answers while something else goes on; the last window, when it is over, does not count. */
async function probeDuring(prober: Child, port: number, work: Promise<unknown>): Promise<number[]> {
  const state: { over: boolean; fault?: unknown } = { over: false }
  const ended = work
    .catch((error: unknown) => {
      state.fault = error
    })
    .then(() => {
      state.over = true
    })
  const times: number[] = []
  for (;;) {
    const window = await prober.ask<number[]>('probe', probeOf(port, 0.25))
    if (state.over && times.length > 0) break
    times.push(...window)
    if (state.over) break
  }
  await ended
  if (state.fault !== undefined) throw state.fault
  return times
}

function probeOf(port: number, seconds: number): ProbeOrder {
  return { port, paths: PROBED, everyMs: PROBE_EVERY_MS, seconds }
}

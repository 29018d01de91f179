/** Known and unknown receipts: nobody who watches sizes and times learns which one was used. */
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { proposalDoor, type ProposalDoorOptions } from '../../server/anonymous/proposals/routes.ts'
import { encodeFollowUp, SEALED_BYTES } from '../../server/proposals/envelope.ts'
import type { ReceiptKeys } from '../../views/client/protocol/receipt.ts'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'
import { noise } from './checks/box.ts'
import { sameSource, timesOf } from './checks/samples.ts'

/** A difference that chance makes once in a thousand runs; three runs, since other programs disturb too. */
const CHANCE = 0.001
const RUNS = 3

let city: SmallCity
let box: ProposalBox
let short: ReceiptKeys
let long: ReceiptKeys
beforeAll(async () => {
  const made = await cityWithBox()
  city = made.city
  box = made.box
  const [first] = await box.release(4)
  if (first === undefined) throw new Error('no author')
  short = first
  long = box.author()
  const text = '漢字とかな'.repeat(200)
  expect(await box.send(await box.post(long, { current: text, idea: text }))).toBe(204)
  for (let i = 0; i < 2; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ released: { posts: 3 } })
  expect([await box.thread(short), await box.thread(long)]).toMatchObject([
    { found: true },
    { found: true },
  ])
})
afterAll(() => city.close())

test('a thread takes the same time for a known receipt and an unknown one, and however long it is', async () => {
  const port = await portOf(city.app)
  const ask = asks(port)
  await warmUp(60, ask.thread(short.lookup), ask.thread(ask.unknown()))
  expect(await tellsApart(ask.thread(short.lookup), () => ask.thread(ask.unknown())())).toBe(false)
  expect(await tellsApart(ask.thread(long.lookup), () => ask.thread(ask.unknown())())).toBe(false)
})

test('what an author sends later takes the same time for a known receipt and an unknown one', async () => {
  const ask = asks(await portOf(city.app))
  const [known, unknown] = [ask.followUp(short.lookup), () => ask.followUp(ask.unknown())()]
  // From the first ones that are kept to those that are above the caps.
  await warmUp(40, known, unknown)
  expect(await tellsApart(known, unknown)).toBe(false)
})

test('the same check catches a millisecond more for known receipts, at either door', async () => {
  const ask = asks(await portOf(city.app))
  const later = (act: () => Promise<void>) => () => act().then(busyMillisecond)
  const [thread, followUp] = [ask.thread(ask.unknown()), ask.followUp(ask.unknown())]
  expect(await isCaught(later(thread), thread)).toBe(true)
  expect(await isCaught(later(followUp), followUp)).toBe(true)
})

test('the same check catches a door that looks up only what it knows', async () => {
  const { door } = city.system.proposalBox
  const leaky: ProposalDoorOptions = {
    ...door,
    put: async (quarter, item) => (item.passing === true ? undefined : door.put(quarter, item)),
    caps: { admit: (_mac, known) => known, giveBack: () => undefined, reset: () => undefined },
  }
  const app = await withDoor(leaky)
  const ask = asks(await portOf(app))
  const [known, unknown] = [ask.followUp(short.lookup), () => ask.followUp(ask.unknown())()]
  expect(await isCaught(known, unknown)).toBe(true)
  await app.close()
  // What a decoy costs, were it not for the timer: seen at once.
  const slow = await withDoor({
    ...door,
    thread: async (mac) => {
      if (mac !== null) for (let i = 0; i < 20; i += 1) busyMillisecond()
      return door.thread(mac)
    },
  })
  const other = asks(await portOf(slow))
  expect(await isCaught(other.thread(short.lookup), other.thread(other.unknown()))).toBe(true)
  await slow.close()
})

/** Whether three runs out of three show a difference. */
async function tellsApart(
  known: () => Promise<unknown>,
  unknown: () => Promise<unknown>,
): Promise<boolean> {
  for (let run = 0; run < RUNS; run += 1) {
    const [a, b] = await timesOf(120, known, unknown)
    if (sameSource(a, b) > CHANCE) return false
  }
  return true
}

/** For planted leaks: a busy machine may hide a millisecond once, not three times. */
async function isCaught(
  known: () => Promise<unknown>,
  unknown: () => Promise<unknown>,
): Promise<boolean> {
  for (let run = 0; run < RUNS; run += 1) if (await tellsApart(known, unknown)) return true
  return false
}

async function warmUp(count: number, ...acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (let i = 0; i < count; i += 1) for (const act of acts) await act()
}

/** Requests as somebody on the network sees them; nothing is made or read while the clock runs. */
function asks(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const lookups = Array.from({ length: 3000 }, () => randomBytes(16))
  const [padding, sealed] = [randomBytes(400), noise(SEALED_BYTES)]
  let next = 0
  const send = (path: string, body: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      const asked = request(
        {
          host: '127.0.0.1',
          port,
          agent,
          method: 'POST',
          path: `/voice/proposals/${path}`,
          headers: { 'content-type': 'application/octet-stream', 'content-length': body.length },
        },
        (answer) => {
          answer.resume().on('end', resolve)
        },
      )
      asked.on('error', reject)
      asked.end(body)
    })
  return {
    unknown: () => lookups[next++ % lookups.length] ?? randomBytes(16),
    thread: (lookup: Uint8Array) => () => {
      const body = Buffer.alloc(64)
      body.set(lookup)
      return send('thread', body)
    },
    followUp: (lookup: Uint8Array) => () =>
      send('messages', encodeFollowUp(lookup, padding, sealed)),
  }
}

async function withDoor(options: ProposalDoorOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify()
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: 65_536 },
    (_request, body, done) => done(null, body),
  )
  await app.register((scope) => proposalDoor(scope, options), { prefix: '/voice' })
  return app
}

async function portOf(app: FastifyInstance): Promise<number> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  return address.port
}

function busyMillisecond(): void {
  const begin = performance.now()
  while (performance.now() - begin < 1);
}

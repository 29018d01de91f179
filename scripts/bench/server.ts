/** A server under test, in a process of its own; it measures itself when asked. */
import { constants, createPrivateKey, privateDecrypt, randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import argon2 from 'argon2'
import type { FastifyInstance } from 'fastify'
import { createSystem } from '../../server/app.ts'
import type { BallotBox } from '../../server/anonymous/ballot/ballot-box.ts'
import { protectInThread } from '../../server/disclosure/in-thread.ts'
import type { ProtectionInput } from '../../server/disclosure/protection.ts'
import { boxPath, openBoxFile } from '../../server/stores/box.ts'
import { openStores, type Stores } from '../../server/stores/open.ts'
import { answerAsks } from './children.ts'
import { benchConfig, benchNow, PASSWORD } from './city.ts'
import { protectionCity } from './protection-city.ts'
import { noBox, oneByOneBox, stubApp } from './stub-app.ts'
import { type Feed, makeFeed, makeTables, type TablesMade } from './tables.ts'

export interface ServerOrder {
  readonly folder: string
  /** `product`: the whole system. The others: the same doors with a box that is no box, or a slow one. */
  readonly box: 'product' | 'none' | 'one-by-one'
}

/** OWASP's parameters again, so that the peer of the log-in is not the product's own code. */
const ARGON2ID = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const LAG_RESOLUTION_MS = 5

export function serve(): void {
  let app: FastifyInstance | undefined
  let stores: Stores | undefined
  let feed: Feed | undefined
  let people: ProtectionInput | undefined
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS })

  answerAsks(
    {
      async start(order: ServerOrder): Promise<null> {
        stores = await openStores(order.folder)
        app = await appOf(order, stores)
        await app.listen({ host: '127.0.0.1', port: 0 })
        return null
      },
      port(): number {
        const address = app?.server.address()
        if (typeof address !== 'object' || address === null) throw new Error('not listening')
        return address.port
      },
      cpu: cpuMicros,
      'raw-rsa': rawRsa,
      'raw-argon2': rawArgon2,
      'lag-start'(): void {
        lag.reset()
        lag.enable()
      },
      /** The timer's own interval is part of each sample. */
      'lag-stop'(): number {
        lag.disable()
        return Math.max(0, lag.percentile(99) / 1e6 - LAG_RESOLUTION_MS)
      },
      async feed({ survey }: { survey: string }): Promise<void> {
        if (stores !== undefined) feed = await makeFeed(stores, survey)
      },
      tables({ ballots }: { ballots: number }): Promise<TablesMade> {
        if (feed === undefined) throw new Error('no feed')
        return makeTables(feed, ballots)
      },
      'protection-city'(order: { people: number }): void {
        people = protectionCity(order.people, Math.max(24, Math.round(order.people / 800)))
      },
      protect({ seconds }: { seconds: number }): Promise<string> {
        if (people === undefined) throw new Error('no city')
        return protectFor(people, seconds)
      },
    },
    async () => {
      await app?.close()
      await stores?.close()
    },
  )
}

async function appOf(order: ServerOrder, stores: Stores): Promise<FastifyInstance> {
  if (order.box === 'product') {
    const config = benchConfig(order.folder)
    return (await createSystem({ config, stores, now: benchNow })).app
  }
  if (order.box === 'none') return stubApp(stores, benchNow, noBox)
  const boxes = new Map<string, BallotBox>()
  return stubApp(stores, benchNow, (survey) => {
    const known = boxes.get(survey)
    if (known !== undefined) return known
    const box = oneByOneBox(openBoxFile(boxPath(order.folder, survey)))
    boxes.set(survey, box)
    return box
  })
}

/** @returns how far it came. */
async function protectFor(input: ProtectionInput, seconds: number): Promise<string> {
  let reached = 'begun'
  const signal = AbortSignal.timeout(seconds * 1000)
  const report = (step: string, done: number, total: number) => {
    reached = `${step} ${done}/${total}`
  }
  try {
    return (await protectInThread(input, { report, signal })).state
  } catch (error) {
    if (signal.aborted) return reached
    throw error
  }
}

/** CPU of the whole process so far, in microseconds. */
function cpuMicros(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** CPU of raw private operations of this key, each in microseconds. */
function rawRsa({ pkcs8, times }: { pkcs8: Uint8Array; times: number }): number {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const messages = Array.from({ length: times }, () =>
    Buffer.concat([Buffer.of(0), randomBytes(383)]),
  )
  const before = cpuMicros()
  for (const message of messages)
    privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, message)
  return (cpuMicros() - before) / times
}

/** Comparisons a second, as many at once as there are cores and nothing else to do. */
async function rawArgon2({ times }: { times: number }): Promise<number> {
  const stored = await argon2.hash(PASSWORD, ARGON2ID)
  const begin = performance.now()
  let left = times
  const work = async () => {
    while (left > 0) {
      left -= 1
      await argon2.verify(stored, PASSWORD)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return (times * 1000) / (performance.now() - begin)
}

/** The load: runs in a process of its own, against the loopback only, bounded in count or time. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { answerAsks } from './children.ts'
import { type Answered, type Connection, openConnection, requestOf } from './connection.ts'

export interface CastOrder {
  readonly port: number
  readonly survey: string
  /** Casts one after the other, `size` bytes each. */
  readonly file: string
  readonly size: number
  readonly from: number
  readonly count: number
  readonly connections: number
  /** Begins anew with the first cast until this time is over. */
  readonly seconds?: number
  /** The server will be killed: ends when the connections break. */
  readonly untilBroken?: boolean
}

export interface CastResult {
  readonly rate: number
  /** Positions of the casts answered with 204. */
  readonly acknowledged: Uint32Array
}

export interface GetOrder {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly count: number
  readonly connections: number
}

export interface ProbeOrder {
  readonly port: number
  readonly paths: readonly string[]
  readonly everyMs: number
  readonly seconds: number
}

export interface SignInOrder {
  readonly port: number
  readonly numbers: readonly string[]
  readonly password: string
  readonly connections: number
}

export interface CardsOrder {
  readonly port: number
  readonly survey: string
  readonly cookies: readonly string[]
  readonly connections: number
}

export function bearLoad(): void {
  const acts = { start: () => null, cast, get, probe, 'sign-in': signIn, cards }
  answerAsks(acts, () => Promise.resolve())
}

async function cast(order: CastOrder): Promise<CastResult> {
  const { survey, size, from, count } = order
  const casts = readFileSync(order.file)
  const line = `POST /voice/surveys/${encodeURIComponent(survey)}/ballots`
  const type = { 'content-type': 'application/octet-stream' }
  const requests = Array.from({ length: count }, (_, i) =>
    requestOf(line, type, casts.subarray((from + i) * size, (from + i + 1) * size)),
  )
  const acknowledged: number[] = []
  const until = order.seconds === undefined ? null : performance.now() + order.seconds * 1000
  let next = 0
  const rate = await drive(order, () => {
    const at = next
    next += 1
    const over = until === null ? at >= count : performance.now() >= until
    if (over) return null
    const done = (answer: Answered) => {
      expectStatus(answer, 204)
      acknowledged.push(from + (at % count))
    }
    return { request: requests[at % count] ?? Buffer.alloc(0), done }
  })
  return { rate, acknowledged: Uint32Array.from(acknowledged) }
}

/** @returns what one answer was like, and answers a second. */
async function get(order: GetOrder): Promise<{ rate: number; headers: string; body: Buffer }> {
  const request = requestOf(`GET ${order.path}`, order.headers)
  let [next, headers, body] = [0, '', Buffer.alloc(0)]
  const rate = await drive(order, () => {
    next += 1
    if (next > order.count) return null
    const done = (answer: Answered) => {
      expectStatus(answer, 200)
      headers = answer.headers
      body = answer.body as Buffer<ArrayBuffer>
    }
    return { request, done }
  })
  return { rate, headers, body: Buffer.from(body) }
}

/**
 * Asks for pages at fixed moments, whatever becomes of the earlier questions: a server that stands still is
 * seen by everyone who comes meanwhile.
 */
async function probe(order: ProbeOrder): Promise<number[]> {
  const requests = order.paths.map((path) => requestOf(`GET ${path}`, { accept: 'text/html' }))
  const idle: Connection[] = []
  const opened: Connection[] = []
  const times: number[] = []
  const asked: Promise<void>[] = []
  const begin = performance.now()
  const ticks = Math.floor((order.seconds * 1000) / order.everyMs)
  for (let tick = 0; tick < ticks; tick += 1) {
    await pauseUntil(begin + tick * order.everyMs)
    asked.push(ask(requests[tick % requests.length] ?? Buffer.alloc(0)))
  }
  await Promise.all(asked)
  for (const connection of opened) connection.close()
  return times

  async function ask(request: Buffer): Promise<void> {
    const sent = performance.now()
    let connection = idle.pop()
    if (connection === undefined) {
      connection = await openConnection(order.port)
      opened.push(connection)
    }
    expectStatus(await connection.send(request), 200)
    times.push(performance.now() - sent)
    idle.push(connection)
  }
}

async function signIn(order: SignInOrder): Promise<number> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: 'http://127.0.0.1',
    accept: 'text/html',
  }
  const numbers = [...order.numbers]
  return drive(order, () => {
    const number = numbers.pop()
    if (number === undefined) return null
    const form = Buffer.from(new URLSearchParams({ number, password: order.password }).toString())
    const request = requestOf('POST /staff/sign-in', headers, form)
    return { request, done: (answer) => expectStatus(answer, 303) }
  })
}

/** Blinded messages look like random numbers below the modulus; these are. */
async function cards(order: CardsOrder): Promise<number> {
  const cookies = [...order.cookies]
  return drive(order, () => {
    const cookie = cookies.pop()
    if (cookie === undefined) return null
    const headers = {
      'content-type': 'application/octet-stream',
      origin: 'http://127.0.0.1',
      cookie,
    }
    const blinded = Buffer.concat([Buffer.of(0), randomBytes(383)])
    const request = requestOf(
      `POST /staff/surveys/${encodeURIComponent(order.survey)}/card`,
      headers,
      blinded,
    )
    return { request, done: (answer) => expectStatus(answer, 200) }
  })
}

type Step = { readonly request: Buffer; readonly done: (answer: Answered) => void } | null

/** Every connection asks, waits for the answer and asks again. @returns answers a second. */
async function drive(
  { port, connections, untilBroken }: { port: number; connections: number; untilBroken?: boolean },
  next: () => Step,
): Promise<number> {
  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(port)))
  const begin = performance.now()
  let answers = 0
  await Promise.all(
    opened.map(async (connection) => {
      try {
        for (let step = next(); step !== null; step = next()) {
          step.done(await connection.send(step.request))
          answers += 1
        }
      } catch (error) {
        if (untilBroken !== true || error instanceof UnexpectedAnswer) throw error
      }
    }),
  )
  const seconds = (performance.now() - begin) / 1000
  for (const connection of opened) connection.close()
  return answers / seconds
}

class UnexpectedAnswer extends Error {}

function expectStatus(answer: Answered, status: number): void {
  if (answer.status === status) return
  throw new UnexpectedAnswer(
    `answered ${answer.status} instead of ${status}: ${answer.body.subarray(0, 300).toString()}`,
  )
}

async function pauseUntil(moment: number): Promise<void> {
  const left = moment - performance.now()
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { generateTallyKey, keyId } from '../../server/tokens/keys.ts'
import { randomBytes } from '../../views/client/protocol/bytes.ts'
import {
  castBallot,
  DoorRefusal,
  fetchKey,
  requestCard,
} from '../../views/client/protocol/doors.ts'
import { ProtocolViolation } from '../../views/client/protocol/violation.ts'
import { type Issuer, newIssuer } from './support.ts'

const SURVEY = '2026-shokuba'

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

let issuer: Issuer
let facts: Record<string, unknown>
let server: Server
let origin: string
let seen: Seen[] = []
let answer: (response: ServerResponse, count: number) => void

beforeAll(async () => {
  issuer = await newIssuer()
  const tally = await generateTallyKey()
  facts = {
    survey: SURVEY,
    signingKey: issuer.spki.toString('base64'),
    tallyKey: tally.spki.toString('base64'),
    keyId: keyId(issuer.spki, tally.spki),
    ballotBytes: 2048,
  }
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      seen.push({ method, url, headers, body: Buffer.concat(chunks) })
      answer(response, seen.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

beforeEach(() => {
  seen = []
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function json(body: unknown, status = 200, type = 'application/json') {
  return (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
}

function refuse(status: number, problem: object) {
  return json(problem, status, 'application/problem+json')
}

describe('Fetching the key of a survey', () => {
  it('returns the facts, asked for without a cookie', async () => {
    answer = json({ ...facts, somethingElse: 1 })
    expect(await fetchKey(origin, SURVEY)).toEqual(facts)
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET /voice/surveys/${SURVEY}/key`,
    ])
    expect(seen[0]?.headers).not.toHaveProperty('cookie')
    expect(seen[0]?.headers).not.toHaveProperty('referer')
  })

  it('refuses a key that does not have the key id it claims', async () => {
    answer = json({ ...facts, signingKey: (await newIssuer()).spki.toString('base64') })
    await expect(fetchKey(origin, SURVEY)).rejects.toThrow(ProtocolViolation)
    answer = json({ ...facts, keyId: 'AAAA-AAAA-AAAA-AAAA' })
    await expect(fetchKey(origin, SURVEY)).rejects.toThrow('key id')
  })

  it('refuses facts that are incomplete, of another survey, or with one key for both uses', async () => {
    for (const wrong of [
      { survey: '2027-shokuba' },
      { signingKey: undefined },
      { signingKey: 'AAAA' },
      { signingKey: '鍵' },
      { tallyKey: 7 },
      { tallyKey: 'AAAA' },
      { tallyKey: facts['signingKey'] },
      { keyId: undefined },
      { ballotBytes: 0 },
      { ballotBytes: 1.5 },
      { ballotBytes: '2048' },
    ]) {
      answer = json({ ...facts, ...wrong })
      await expect(fetchKey(origin, SURVEY)).rejects.toThrow(ProtocolViolation)
    }
    for (const wrong of [null, [], 'text']) {
      answer = json(wrong)
      await expect(fetchKey(origin, SURVEY)).rejects.toThrow(ProtocolViolation)
    }
    answer = (response) => response.end('<html>')
    await expect(fetchKey(origin, SURVEY)).rejects.toThrow(ProtocolViolation)
  })

  it('never follows a redirect', async () => {
    answer = (response) => response.writeHead(302, { location: '/elsewhere' }).end()
    await expect(fetchKey(origin, SURVEY)).rejects.toBeInstanceOf(DoorRefusal)
    expect(seen).toHaveLength(1)
  })
})

describe('Asking for an answer card', () => {
  it('sends exactly 384 bytes, with the headers a script adds, and returns 384', async () => {
    const [blinded, signature] = [randomBytes(384), randomBytes(384)]
    answer = (response) => response.end(signature)
    const headers = { cookie: 'session=x', 'sec-fetch-site': 'same-origin' }
    expect(await requestCard(origin, SURVEY, blinded, headers)).toEqual(signature)
    expect(seen[0]).toMatchObject({ method: 'POST', url: `/staff/surveys/${SURVEY}/card` })
    expect(seen[0]?.headers).toMatchObject({
      ...headers,
      'content-type': 'application/octet-stream',
      'content-length': '384',
    })
    expect(Uint8Array.from(seen[0]?.body ?? [])).toEqual(blinded)
  })

  it('says what the office said when it refuses', async () => {
    const problem = { type: '/problems/card-taken', title: '発行済みです', detail: '別の端末' }
    answer = refuse(409, problem)
    const refused = requestCard(origin, SURVEY, randomBytes(384))
    await expect(refused).rejects.toBeInstanceOf(DoorRefusal)
    await expect(refused).rejects.toMatchObject({ status: 409, ...problem })
    answer = (response) => response.writeHead(500).end('oops')
    await expect(requestCard(origin, SURVEY, randomBytes(384))).rejects.toMatchObject({
      status: 500,
      type: 'about:blank',
      title: 'HTTP 500',
      detail: '',
    })
  })

  it('does not take a page, or a card of another length, for a card', async () => {
    for (const body of ['<html>', randomBytes(383), randomBytes(385), '']) {
      answer = (response) => response.end(body)
      await expect(requestCard(origin, SURVEY, randomBytes(384))).rejects.toThrow(ProtocolViolation)
    }
    answer = (response) => response.writeHead(303, { location: '/staff/sign-in' }).end()
    const signedOut = requestCard(origin, SURVEY, randomBytes(384))
    await expect(signedOut).rejects.toMatchObject({ name: 'DoorRefusal', status: 303 })
  })

  it('does not send anything of another length', async () => {
    await expect(requestCard(origin, SURVEY, randomBytes(383))).rejects.toThrow(RangeError)
    expect(seen).toEqual([])
  })
})

describe('Casting a ballot', () => {
  const done = (response: ServerResponse) => response.writeHead(204).end()
  const busy = (response: ServerResponse, wait = '0') =>
    response.writeHead(503, { 'retry-after': wait }).end()

  it('is done when the box says 204; no cookie and no referrer went along', async () => {
    const bytes = randomBytes(2866)
    answer = done
    await castBallot(origin, SURVEY, bytes)
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({ method: 'POST', url: `/voice/surveys/${SURVEY}/ballots` })
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '2866',
    })
    expect(seen[0]?.headers).not.toHaveProperty('cookie')
    expect(seen[0]?.headers).not.toHaveProperty('referer')
    expect(Uint8Array.from(seen[0]?.body ?? [])).toEqual(bytes)
  })

  it('is repeated with the very same bytes when the box is busy', async () => {
    answer = (response, count) => (count < 5 ? busy(response) : done(response))
    await castBallot(origin, SURVEY, randomBytes(2866))
    expect(seen).toHaveLength(5)
    expect(new Set(seen.map(({ body }) => body.toString('hex'))).size).toBe(1)
  })

  it('is repeated when the connection breaks', async () => {
    answer = (response, count) => (count === 1 ? response.destroy() : done(response))
    await castBallot(origin, SURVEY, randomBytes(2866))
    expect(seen).toHaveLength(2)
    expect(seen[0]?.body.equals(seen[1]?.body ?? Buffer.alloc(0))).toBe(true)
  })

  it('gives up after four repeats and says so', async () => {
    answer = (response) => busy(response)
    const refused = castBallot(origin, SURVEY, randomBytes(2866))
    await expect(refused).rejects.toMatchObject({ name: 'DoorRefusal', status: 503 })
    expect(seen).toHaveLength(5)
  })

  it('is not repeated when the box refuses it', async () => {
    const problem = { type: '/problems/closed', title: '受付は終わりました' }
    answer = refuse(410, problem)
    const refused = castBallot(origin, SURVEY, randomBytes(2866))
    await expect(refused).rejects.toMatchObject({ status: 410, ...problem })
    expect(seen).toHaveLength(1)
  })

  it('takes nothing but 204 for success', async () => {
    answer = (response) => response.writeHead(200).end('ok')
    const refused = castBallot(origin, SURVEY, randomBytes(2866))
    await expect(refused).rejects.toMatchObject({ status: 200 })
  })

  it('waits as long as the box asks for, but never longer than five seconds at a time', async () => {
    vi.useFakeTimers()
    const asked = ['3600', '2', 'soon', '0']
    const times: number[] = []
    vi.stubGlobal('fetch', async () => {
      times.push(Date.now())
      const wait = asked.shift()
      if (wait === undefined) throw new TypeError('network')
      return new Response(null, { status: 503, headers: { 'retry-after': wait } })
    })
    const start = Date.now()
    const refused = expect(castBallot('', SURVEY, randomBytes(8))).rejects.toMatchObject({
      status: 0,
      title: 'no answer',
    })
    await vi.runAllTimersAsync()
    await refused
    expect(times.map((time) => time - start)).toEqual([0, 5000, 7000, 9000, 9000])
  })
})

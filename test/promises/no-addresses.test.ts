/** T6: of 200 visitors with an address each, nothing the server prints or stores names one. */
import { renameSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import fastify, { LogController } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { boxPath } from '../../server/stores/box.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { smallCity } from '../support/small-city.ts'
import { startServer } from '../support/server-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { boxOf } from '../support/proposal-box.ts'
import { castsOf } from './checks/box.ts'
import { type CopiedFile, copyOf, leftovers } from './checks/files.ts'
import { messagesOf } from './checks/proposal-box.ts'

const HOUR = 60 * 60 * 1000

interface Visit {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer
}

/** Addresses that Fastify itself refuses before any scope sees them. */
const unreadable = [
  '/voice/%E0%A4%A',
  `/voice/surveys/${'r'.repeat(3000)}`,
  '/staff/surveys/%zz/card',
]

/** What a visitor came from: the address and the port of the connection. */
interface Trace {
  readonly address: string
  readonly port: number
}

test('200 PCs ask for every page and make every mistake, and no address, port or path is written down', async () => {
  const folder = temporaryFolder('addresses')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const closesAt = new Date(Date.now() + HOUR)
  const city = await smallCity({
    people: 12,
    folder,
    now: new Date(closesAt.getTime() - 1000),
    draft: { opensAt: new Date(Date.now() - HOUR).toISOString(), closesAt: closesAt.toISOString() },
  })
  const survey = city.survey.id
  const cookie = await city.session(city.people[3] ?? '')
  const hr = await city.session(city.officials.hr)
  const casts = (await castsOf(city, 12)).map((cast) => Buffer.from(encodeCast(cast)))
  const made = await city.system.proposalBox.acts.addFirstMember(city.officials.secretariat)
  if (!made.ok) throw new Error(made.message)
  const proposals = boxOf(city, made.passphrase)
  const kinds = ['post', 'endorse', 'followUp'] as const
  const messages = (await Promise.all(kinds.map((kind) => messagesOf(proposals, kind, 4))))
    .flat()
    .map(({ bytes }) => Buffer.from(bytes))
  const { quarter } = await proposals.key()
  await city.close()

  const server = await startServer(folder)
  onTestFinished(() => server.end('SIGKILL'))
  const traces: Trace[] = []
  const from = (n: number) => `127.0.${1 + Math.floor(n / 200)}.${2 + (n % 200)}`
  const ask = async (n: number, visit: Visit) => {
    const { trace, status } = await visitFrom(from(n), server.port, visit)
    traces.push(trace)
    return status
  }

  // A box that is not there: the door's own fault, 500.
  const box = boxPath(folder, survey)
  renameSync(box, `${box}.away`)
  const octets = { 'content-type': 'application/octet-stream' }
  const ballots = { method: 'POST', path: `/voice/surveys/${survey}/ballots`, headers: octets }
  expect(await ask(0, { ...ballots, body: casts[0] ?? Buffer.of() })).toBe(500)
  renameSync(`${box}.away`, box)
  const other = boxPath(folder, quarter)
  renameSync(other, `${other}.away`)
  const post = { method: 'POST', path: '/voice/proposals/messages', headers: octets }
  expect(await ask(0, { ...post, body: messages[0] ?? Buffer.of() })).toBe(500)
  renameSync(`${other}.away`, other)

  const visits = [...everyVisit(survey, cookie, hr, casts), ...proposalVisits(cookie, messages)]
  const seen = new Set<number>()
  for (let n = 1; n < 200; n += 20) {
    const turn = Array.from({ length: Math.min(20, 200 - n) }, (_, i) => n + i)
    const statuses = await Promise.all(
      turn.flatMap((who) => [
        ask(who, visits[who % visits.length] ?? { path: '/' }),
        ask(who, visits[(who * 7) % visits.length] ?? { path: '/' }),
      ]),
    )
    for (const status of statuses) seen.add(status)
  }
  for (const [i, text] of malformed(survey).entries()) {
    traces.push(await speakFrom(from(i * 9 + 1), server.port, text))
  }
  for (const status of [200, 204, 303, 400, 401, 403, 404, 413, 415, 422]) {
    expect([...seen]).toContain(status)
  }
  expect(new Set(traces.map((trace) => trace.address)).size).toBe(200)

  // While the program runs and holds the box open (T3 for the program as it is installed).
  for (const name of ['identity.db', 'voice.db', `box-${survey}.db`, `box-${quarter}.db`]) {
    expect(leftovers(join(folder, name))).toEqual([])
  }
  await server.end('SIGTERM')
  expect(server.output()).toContain('"level"')
  // The program prints its own port, which a client at another address may have had too.
  const clients = traces.filter(({ port }) => port !== server.port)
  expect(namesIn(server.output(), clients, survey)).toEqual([])
  expect(addressesIn(copyOf([folder]), traces)).toEqual([])
})

test('the same check catches a usual request log, and one that leaves out only what begins with /voice', async () => {
  for (const path of ['/voice/surveys/r8', '/%76oice/a', '//voice/a']) {
    let printed = ''
    const stream = { write: (line: string) => (printed += line) }
    const usual = fastify({
      logger: { level: 'info', stream },
      logController: new LogController({ disableRequestLogging: true }),
    })
    usual.addHook('onRequest', async (req) => {
      if (req.url.startsWith('/voice')) return
      req.log.info({ url: req.url, ip: req.ip, port: req.socket.remotePort }, 'request')
    })
    await usual.inject({ url: path, remoteAddress: '127.0.1.9' })
    const traces = [{ address: '127.0.1.9', port: 51234 }]
    expect(namesIn(printed, traces, 'r8').length > 0).toBe(!path.startsWith('/voice'))
  }
  let printed = ''
  const stream = { write: (line: string) => (printed += line) }
  const everything = fastify({ logger: { level: 'info', stream } })
  await everything.inject({ url: '/voice/surveys/r8/key', remoteAddress: '127.0.1.9' })
  const trace = { address: '127.0.1.9', port: 51234 }
  expect(namesIn(printed, [trace], 'r8')).toEqual(
    expect.arrayContaining(['address 127.0.1.9', 'path of the anonymous side', 'survey r8']),
  )
  const files = [{ name: 'identity.db', bytes: Buffer.from(`x${trace.address}x`) }]
  expect(addressesIn(files, [trace])).toEqual(['identity.db: 127.0.1.9'])
})

test('an address that cannot be read gets an error page, and the server goes on', async () => {
  const folder = temporaryFolder('addresses')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const server = await startServer(folder)
  onTestFinished(() => server.end('SIGKILL'))
  for (const path of unreadable) {
    const { status } = await visitFrom('127.0.3.3', server.port, {
      path,
      headers: { accept: 'text/html' },
    })
    expect(status).toBeGreaterThanOrEqual(400)
    expect((await visitFrom('127.0.3.3', server.port, { path: '/healthz' })).status).toBe(200)
  }
})

/** What printed lines say of visitors. */
function namesIn(printed: string, traces: readonly Trace[], survey: string): string[] {
  const finds: string[] = []
  for (const { address, port } of traces) {
    if (holdsAddress(printed, address)) finds.push(`address ${address}`)
    if (holdsPort(printed, port)) finds.push(`port ${port}`)
  }
  if (/\/voice\/|%76oice/i.test(printed)) finds.push('path of the anonymous side')
  // Lines carry the time, so a survey in one is a survey with a time.
  if (new RegExp(`\\b${survey}\\b`).test(printed)) finds.push(`survey ${survey}`)
  return [...new Set(finds)]
}

function addressesIn(files: readonly CopiedFile[], traces: readonly Trace[]): string[] {
  const addresses = new Set(traces.map(({ address }) => address))
  return files.flatMap(({ name, bytes }) => {
    const text = bytes.toString('latin1')
    return [...addresses]
      .filter((address) => holdsAddress(text, address))
      .map((address) => `${name}: ${address}`)
  })
}

/** An address inside other bytes counts; a port only as a number of its own. */
function holdsAddress(text: string, address: string): boolean {
  return new RegExp(`(?<![\\d.])${address.replaceAll('.', '\\.')}(?!\\d)`).test(text)
}

function holdsPort(text: string, port: number): boolean {
  return new RegExp(`(?<![0-9A-Za-z.])${port}(?![0-9A-Za-z])`).test(text)
}

/** Every kind of request: right, wrong, hostile; signed in and not. */
function everyVisit(survey: string, cookie: string, hr: string, casts: readonly Buffer[]): Visit[] {
  const octets = { 'content-type': 'application/octet-stream' }
  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
  }
  const voice = `/voice/surveys/${survey}`
  const get = [
    '/',
    '/healthz',
    '/readyz',
    '/results',
    `/results/${survey}`,
    '/api/v1/surveys',
    `/api/v1/surveys/${survey}/results`,
    '/nothing-here',
    voice,
    `${voice}/key`,
    `${voice}?person=000101`,
    '/voice/surveys/r99',
    '/voice',
    '/voice/',
    '/voice/a',
    '/%76oice/a',
    `/%76oice/surveys/${survey}`,
    '//voice/a',
    '/./voice/../voice/a',
    '/voice/surveys/%00',
    '/assets/nothing.js',
    '/assets/../../package.json',
    '/staff/',
    '/staff/sign-in?next=/voice/a',
  ].map((path): Visit => ({ path, headers: { accept: 'text/html' } }))
  const signedIn = [
    '/staff/',
    `/staff/surveys/${survey}/card`,
    '/staff/admin',
    '/staff/password',
  ].map((path): Visit => ({ path, headers: { cookie, accept: 'text/html' } }))
  const office = ['/staff/office/', `/staff/office/surveys/${survey}`].map(
    (path): Visit => ({ path, headers: { cookie: hr, accept: 'text/html' } }),
  )
  const cast = casts.map(
    (body): Visit => ({ method: 'POST', path: `${voice}/ballots`, headers: octets, body }),
  )
  const wrong: Visit[] = [
    ...unreadable.map((path): Visit => ({ path })),
    { method: 'POST', path: `${voice}/ballots`, headers: octets, body: Buffer.alloc(100) },
    { method: 'POST', path: `${voice}/ballots`, headers: octets, body: Buffer.alloc(70_000) },
    { method: 'POST', path: `${voice}/ballots`, headers: octets, body: forged(casts[0]) },
    {
      method: 'POST',
      path: `${voice}/ballots`,
      headers: { 'content-type': 'text/plain' },
      body: Buffer.from('x'),
    },
    {
      method: 'POST',
      path: `${voice}/ballots`,
      headers: { ...octets, cookie },
      body: casts[0] ?? Buffer.of(),
    },
    { path: voice, headers: { authorization: 'Negotiate abc' } },
    { method: 'DELETE', path: voice },
    { method: 'PUT', path: `${voice}/ballots`, headers: octets, body: Buffer.from('x') },
    { method: 'OPTIONS', path: voice },
    { path: voice, headers: { 'x-forwarded-for': '10.9.8.7', forwarded: 'for=10.9.8.7' } },
    { path: voice, headers: { 'x-filler': 'f'.repeat(20_000) } },
    {
      method: 'POST',
      path: `/staff/surveys/${survey}/card`,
      headers: { ...octets, cookie },
      body: Buffer.alloc(384),
    },
    {
      method: 'POST',
      path: `/staff/surveys/${survey}/card`,
      headers: { ...octets, cookie, 'sec-fetch-site': 'same-origin' },
      body: Buffer.alloc(9),
    },
    {
      method: 'POST',
      path: `/staff/surveys/${survey}/card`,
      headers: { ...octets, 'sec-fetch-site': 'same-origin' },
      body: Buffer.alloc(384),
    },
    {
      method: 'POST',
      path: '/staff/sign-in',
      headers: form,
      body: Buffer.from('number=000101&password=wrong'),
    },
    { method: 'POST', path: '/staff/sign-in', headers: form, body: Buffer.from('number=') },
    {
      method: 'POST',
      path: '/staff/office/surveys/new',
      headers: { ...form, cookie: hr },
      body: Buffer.from('title='),
    },
  ]
  return [...get, ...signedIn, ...office, ...cast, ...wrong]
}

/** The same at the doors of the proposal box. */
function proposalVisits(cookie: string, messages: readonly Buffer[]): Visit[] {
  const headers = { 'content-type': 'application/octet-stream' }
  const voice = '/voice/proposals'
  const to = (path: string, body: Buffer, other = {}): Visit => ({
    method: 'POST',
    path: `${voice}/${path}`,
    headers: { ...headers, ...other },
    body,
  })
  const get = ['', '/receipt', '/key', '/similar', '/nothing', '?from=000101', '/%6bey'].map(
    (path): Visit => ({ path: `${voice}${path}`, headers: { accept: 'text/html' } }),
  )
  return [
    ...get,
    ...messages.map((body) => to('messages', body)),
    to('messages', forged(messages[0])),
    to('messages', Buffer.alloc(100)),
    to('messages', Buffer.alloc(70_000)),
    to('messages', messages[1] ?? Buffer.of(), { cookie }),
    to('messages', Buffer.from('x'), { 'content-type': 'text/plain' }),
    to('slip-card', Buffer.alloc(416, 5)),
    to('slip-card', Buffer.alloc(9)),
    to('slip-card', Buffer.alloc(416, 5), { cookie }),
    to('spent', Buffer.alloc(416, 5)),
    to('spent', Buffer.alloc(500, 5)),
    to('thread', Buffer.alloc(64)),
    to('thread', Buffer.alloc(64, 7)),
    to('thread', Buffer.alloc(9)),
    to('thread', Buffer.alloc(64), { authorization: 'Negotiate abc' }),
    { method: 'GET', path: `${voice}/thread` },
    { method: 'PUT', path: `${voice}/messages`, headers, body: Buffer.from('x') },
    { path: `/%76oice/proposals/key` },
    { path: `//voice/proposals/key` },
  ]
}

function forged(cast: Buffer | undefined): Buffer {
  const bytes = Buffer.from(cast ?? Buffer.of())
  bytes[100] = (bytes[100] ?? 0) ^ 1
  return bytes
}

/** What is no HTTP at all, or stops in the middle. */
function malformed(survey: string): string[] {
  return [
    'GET /voice/a\r\n\r\n',
    'GARBAGE\r\n\r\n',
    `GET /voice/surveys/${survey} HTTP/9.9\r\n\r\n`,
    `GET /voice/surveys/${survey} HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n`,
    `GET /voice/a HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`,
    `POST /voice/surveys/${survey}/ballots HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n`,
    `POST /voice/surveys/${survey}/ballots HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nContent-Length: 5000\r\n\r\nabc`,
    `POST /voice/surveys/${survey}/ballots HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n`,
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001',
    'GET http://127.0.0.1/voice/a HTTP/1.1\r\n\r\n',
    'CONNECT voice:80 HTTP/1.1\r\nHost: voice\r\n\r\n',
  ]
}

async function visitFrom(
  address: string,
  port: number,
  visit: Visit,
): Promise<{ trace: Trace; status: number }> {
  const agent = new Agent({ keepAlive: false })
  return new Promise((resolve) => {
    const trace = { address, port: 0 }
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        localAddress: address,
        agent,
        method: visit.method ?? 'GET',
        path: visit.path,
        headers: {
          ...visit.headers,
          ...(visit.body ? { 'content-length': visit.body.length } : {}),
        },
      },
      (answer) => {
        answer.resume().on('close', () => resolve({ trace, status: answer.statusCode ?? 0 }))
      },
    )
    asked.on('socket', (socket) =>
      socket.on('connect', () => {
        trace.port = socket.localPort ?? 0
      }),
    )
    asked.on('error', () => resolve({ trace, status: 0 }))
    asked.end(visit.body)
  })
}

/** Says something that is no request, and hangs up. */
async function speakFrom(address: string, port: number, text: string): Promise<Trace> {
  return new Promise((resolve) => {
    const trace = { address, port: 0 }
    const socket = connect({ host: '127.0.0.1', port, localAddress: address }, () => {
      trace.port = socket.localPort ?? 0
      socket.write(Buffer.from(text, 'latin1'))
      setTimeout(() => socket.destroy(), 150)
    })
    socket.on('error', () => undefined)
    socket.resume().on('close', () => resolve(trace))
  })
}

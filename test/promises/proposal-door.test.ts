/** T9 and T14 for the proposal box: one card is one message, and nobody outside learns what kind it is. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  ENVELOPE_BYTES,
  SEALED_BYTES,
  THREAD_ANSWER_BYTES,
} from '../../server/proposals/envelope.ts'
import { boxPath } from '../../server/stores/box.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import type { ReceiptKeys } from '../../views/client/protocol/receipt.ts'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'
import { cardOf, castsOf, noise, readBox } from './checks/box.ts'
import { messagesOf, proposalBoxFile } from './checks/proposal-box.ts'
import { different, onTheWire } from './checks/wire.ts'

let city: SmallCity
let box: ProposalBox
let known: ReceiptKeys
beforeAll(async () => {
  const made = await cityWithBox({ survey: 'open', people: 30, mirror: true })
  city = made.city
  box = made.box
  const [author] = await box.release(3)
  if (author === undefined) throw new Error('no author')
  known = author
})
afterAll(() => city.close())

test('a post, an endorsement and what an author does later are sent and acknowledged in the same bytes', async () => {
  const [number = ''] = box.proposals().map((p) => p.number)
  const longest = { title: '漢'.repeat(60), current: '漢'.repeat(1000), idea: '漢'.repeat(1000) }
  const messages = [
    await box.post(box.author()),
    await box.post(box.author(), { ...longest, effect: '漢'.repeat(300) }),
    await box.post(box.author(), { title: 'a', current: 'b', idea: 'c', effect: '' }),
    await box.endorsement(number),
    await box.followUp(known, { act: 'withdraw' }),
    await box.followUp(known, { act: 'reconsider', text: '漢'.repeat(1000) }),
    await box.followUp(box.author(), { act: 'withdraw' }),
  ]
  const sizes = []
  // A repeat looks the same as the first time.
  for (const bytes of [...messages, ...messages]) sizes.push(await sentAs(bytes))
  expect(different(sizes)).toEqual([])

  // The same check catches a message that is not padded.
  const short = messages[0]?.subarray(0, ENVELOPE_BYTES - 100) ?? Buffer.of()
  expect(different([...sizes, await sentAs(short)])).not.toEqual([])
})

test('acknowledgements have the same header names in the same order and no body', async () => {
  const [post, endorsement, unknown] = await Promise.all(
    (['post', 'endorse', 'followUp'] as const).map((kind) => messagesOf(box, kind, 1)),
  )
  const shapes = []
  for (const message of [post?.[0], endorsement?.[0], unknown?.[0], post?.[0]]) {
    const answer = await box.answerTo(message?.bytes ?? Buffer.of())
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    shapes.push(shapeOf(answer))
  }
  expect(new Set(shapes).size).toBe(1)
  expect(shapes[0]).not.toMatch(/set-cookie|etag|request-id|server/i)
})

test('a thread is asked for and answered in the same bytes, whether there is one or not', async () => {
  const lookups = [
    known.lookup,
    box.author().lookup,
    known.lookup,
    randomBytes(16),
    Buffer.alloc(16),
  ]
  const sizes = []
  for (const lookup of lookups) {
    const body = Buffer.alloc(64)
    body.set(lookup)
    sizes.push(await onTheWire(await city.origin(), (origin) => ask(origin, 'thread', body)))
    expect(await box.threadBytes(lookup)).toHaveLength(THREAD_ANSWER_BYTES)
  }
  expect(different(sizes)).toEqual([])
  expect((await box.thread(known)).found).toBe(true)
})

test('forged, changed, foreign and used cards are refused in one and the same way', async () => {
  const [good, spent] = await box.cards('post', 2)
  if (good === undefined || spent === undefined) throw new Error('no card')
  const sealed = noise(SEALED_BYTES)
  expect(await box.send(encodeCast({ ...spent, sealed }))).toBe(204)
  const flipped = Buffer.from(good.signature)
  flipped[200] = (flipped[200] ?? 0) ^ 1
  const [ballot] = await castsOf(city, 1)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const elsewhere = await cityWithBox()
  const [foreign] = await elsewhere.box.cards('post', 1)
  if (ballot === undefined || foreign === undefined) throw new Error('no card')
  const before = readFileSync(proposalBoxFile(city))
  const answers = []
  for (const card of [
    { ...good, signature: randomBytes(384) },
    { ...good, signature: Buffer.alloc(384) },
    { ...good, signature: Buffer.alloc(384, 255) },
    { ...good, signature: flipped },
    { ...good, nonce: randomBytes(32) },
    // A used card's number without its signature must not tell that it was used.
    { ...spent, signature: randomBytes(384) },
    // A card of the survey, of another city, of a key nobody knows.
    { nonce: ballot.nonce, signature: ballot.signature },
    foreign,
    cardOf(privateKey),
  ]) {
    answers.push(await box.answerTo(encodeCast({ ...card, sealed })))
  }
  expect(new Set(answers.map((answer) => answer.statusCode))).toEqual(new Set([422]))
  expect(new Set(answers.map((answer) => answer.json<{ type: string }>().type))).toEqual(
    new Set(['/problems/card-invalid']),
  )
  expect(new Set(answers.map(shapeOf)).size).toBe(1)
  expect(new Set(answers.map((answer) => answer.body)).size).toBe(1)
  expect(readFileSync(proposalBoxFile(city)).equals(before)).toBe(true)
  // And a card of the proposals is none of the survey's.
  const cast = encodeCast({ ...good, sealed: ballot.sealed })
  const refused = await city.app.inject({
    method: 'POST',
    url: `/voice/surveys/${city.survey.id}/ballots`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.from(cast),
  })
  expect(refused.statusCode).toBe(422)
})

test('too long, too short, of another kind, or with an empty first byte: refused, and nothing is written', async () => {
  const [post] = await messagesOf(box, 'post', 1)
  const [followUp] = await messagesOf(box, 'followUp', 1)
  if (post === undefined || followUp === undefined) throw new Error('no message')
  const before = readFileSync(proposalBoxFile(city))
  const changed = (bytes: Uint8Array, at: number, value: number) => {
    const copy = Buffer.from(bytes)
    copy[at] = value
    return copy
  }
  const cases: readonly (readonly [Uint8Array, number])[] = [
    [new Uint8Array(0), 400],
    [post.bytes.subarray(0, ENVELOPE_BYTES - 1), 400],
    [Buffer.concat([post.bytes, Buffer.of(0)]), 413],
    [Buffer.alloc(70_000), 413],
    [Buffer.alloc(1_000_000), 413],
    [Buffer.alloc(ENVELOPE_BYTES), 400],
    [changed(post.bytes, 0, 3), 400],
    [changed(post.bytes, 0, 0), 400],
    // A slot of the box is free while its first byte is 0.
    [changed(post.bytes, 417, 0), 400],
    [changed(followUp.bytes, 417, 0), 400],
    [changed(followUp.bytes, 417, 2), 400],
  ]
  for (const [bytes, status] of cases) expect(await box.send(bytes)).toBe(status)
  const asText = await city.app.inject({
    method: 'POST',
    url: '/voice/proposals/messages',
    headers: { 'content-type': 'text/plain' },
    payload: 'x'.repeat(ENVELOPE_BYTES),
  })
  expect(asText.statusCode).toBe(415)
  for (const body of [Buffer.alloc(63), Buffer.alloc(65), Buffer.alloc(64, 1), Buffer.alloc(0)]) {
    const answer = await city.app.inject({
      method: 'POST',
      url: '/voice/proposals/thread',
      headers: { 'content-type': 'application/octet-stream' },
      payload: body,
    })
    expect([400, 413]).toContain(answer.statusCode)
  }
  expect(readFileSync(proposalBoxFile(city)).equals(before)).toBe(true)
})

test('a card that is used twice counts once, with the first message, also at the same moment and after a restart', async () => {
  const [card, other] = await box.cards('endorse', 2)
  if (card === undefined || other === undefined) throw new Error('no card')
  const before = counts()
  const first = noise(SEALED_BYTES)
  expect(await box.send(encodeCast({ ...card, sealed: first }))).toBe(204)
  const file = readFileSync(proposalBoxFile(city))
  expect(await box.send(encodeCast({ ...card, sealed: noise(SEALED_BYTES) }))).toBe(204)
  await city.restart()
  expect(await box.send(encodeCast({ ...card, sealed: noise(SEALED_BYTES) }))).toBe(204)
  expect(readFileSync(proposalBoxFile(city)).equals(file)).toBe(true)
  const together = [1, 2, 3, 4].map(() => encodeCast({ ...other, sealed: noise(SEALED_BYTES) }))
  expect(await Promise.all(together.map((bytes) => box.send(bytes)))).toEqual([204, 204, 204, 204])
  expect(counts().map((n, i) => n - (before[i] ?? 0))).toEqual([2, 2])
  const rows = [...readBox(proposalBoxFile(city)).ballots.values()]
  expect(rows.filter((row) => row.subarray(1).equals(first.subarray(1)))).toHaveLength(1)
})

test('a spent card stays spent when its message has been opened', async () => {
  const { box, city } = await cityWithBox()
  const [card] = await box.cards('post', 1)
  if (card === undefined) throw new Error('no card')
  expect(await box.send(encodeCast({ ...card, sealed: noise(SEALED_BYTES) }))).toBe(204)
  expect(await box.open()).toEqual({ state: 'nothing', malformed: 1 })
  expect(await box.send(encodeCast({ ...card, sealed: noise(SEALED_BYTES) }))).toBe(204)
  expect(readBox(proposalBoxFile(city)).ballots.size).toBe(0)
})

test('box and mirror hold the same, byte for byte', () => {
  const [main, mirror] = city.folders.map((folder) => readFileSync(boxPath(folder, 'p2026q3')))
  expect(main?.equals(mirror ?? Buffer.of())).toBe(true)
})

test('key and index are the same bytes for everybody, and who says who is asking is refused', async () => {
  const cookie = await city.signIn(city.people[0] ?? '')
  const [post] = await messagesOf(box, 'post', 1)
  const browsers: Record<string, string>[] = [
    {},
    { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0)', 'accept-language': 'ja' },
    { 'user-agent': 'Mozilla/5.0 (iPad)', 'accept-language': 'en', 'x-forwarded-for': '10.1.2.3' },
    { cookie: 'groupware=x' },
  ]
  for (const url of ['/voice/proposals/key', '/voice/proposals/similar']) {
    const seen = []
    for (const headers of browsers) {
      const answer = await city.app.inject({ url, headers })
      expect(answer.statusCode).toBe(200)
      const own = Object.entries(answer.headers).filter(([name]) => name !== 'date')
      seen.push(JSON.stringify([own, answer.rawPayload.toString('base64')]))
    }
    expect(new Set(seen).size).toBe(1)
  }
  for (const headers of [{ cookie }, { authorization: 'Basic dTpw' }]) {
    for (const [method, path, payload] of [
      ['GET', 'key', ''],
      ['GET', 'similar', ''],
      ['POST', 'messages', Buffer.from(post?.bytes ?? [])],
      ['POST', 'thread', Buffer.alloc(64)],
    ] as const) {
      const answer = await city.app.inject({
        method,
        url: `/voice/proposals/${path}`,
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        ...(payload === '' ? {} : { payload }),
      })
      expect([path, answer.statusCode]).toEqual([path, 400])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  }
  expect(await box.send(post?.bytes ?? Buffer.of())).toBe(204)
})

function counts(): number[] {
  const { ballots, cards } = readBox(proposalBoxFile(city))
  return [ballots.size, cards.size]
}

async function sentAs(bytes: Uint8Array) {
  return onTheWire(await city.origin(), (origin) => ask(origin, 'messages', bytes))
}

/** With the headers of the browser's code. */
function ask(origin: string, path: string, body: Uint8Array): Promise<ArrayBuffer> {
  return fetch(`${origin}/voice/proposals/${path}`, {
    method: 'POST',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    redirect: 'manual',
    headers: { 'content-type': 'application/octet-stream' },
    body: Uint8Array.from(body),
  }).then((answer) => answer.arrayBuffer())
}

/** Status, header names in order, and the length of every value. */
function shapeOf(answer: Awaited<ReturnType<ProposalBox['answerTo']>>): string {
  const headers = Object.entries(answer.headers).map(([k, v]) => `${k}:${String(v).length}`)
  return [answer.statusCode, ...headers, answer.rawPayload.length].join(' ')
}

/** 紙の回答券: what a slip leaves joins with no answer; every ballot has one form, whoever sent it. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boxPath } from '../../server/stores/box.ts'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { blindedMessage } from '../../views/client/protocol/card.ts'
import { fetchKey } from '../../views/client/protocol/doors.ts'
import { newSlipCode, slipHash, slipSecrets } from '../../views/client/protocol/slip.ts'
import {
  exchangeSlip,
  fetchSlipSurveys,
  isCardSpent,
} from '../../views/client/protocol/slip-door.ts'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { copyOf, filesWith, newWindows, windowsOf } from './checks/files.ts'
import { orderFound } from './checks/order.ts'

let city: SmallCity
let codes: string[]

beforeAll(async () => {
  city = await smallCity({ people: 70, withoutPc: 60, draft: { slips: { spare: 20 } } })
  codes = [...city.slips]
  await city.origin()
})
afterAll(() => city.close())

const door = () => `/voice/surveys/${city.survey.id}/slip-card`
const nextCode = () => codes.pop() ?? ''

async function exchangeBytes(code: string, seed = slipSecrets(code).seed): Promise<Buffer> {
  const { signingKey } = await fetchKey(await city.origin(), city.survey.id)
  const blinded = blindedMessage(seed, fromBase64(signingKey), city.survey.id)
  return Buffer.concat([slipSecrets(code).id, blinded])
}

async function atDoor(payload: Buffer, headers: Record<string, string> = {}) {
  return city.app.inject({
    method: 'POST',
    url: door(),
    headers: { 'content-type': 'application/octet-stream', ...headers },
    payload,
  })
}

/** From the paper to the box, as the pages do it. */
async function answerBySlip(code: string, person: number) {
  const origin = await city.origin()
  const card = await exchangeSlip(origin, city.survey.id, code)
  const bytes = await city.castBytes(card, answersOf(city.survey.questionnaire, person))
  await city.cast(card, answersOf(city.survey.questionnaire, person))
  return { card, bytes }
}

test('the list of hashes is public from the announcement on, sorted, and is what was frozen', async () => {
  const list = (await city.visit().get(`/api/v1/surveys/${city.survey.id}/slips`)).json<{
    printed: number
    listHash: string
    hashes: string[]
  }>()
  expect(list.printed).toBe(80)
  expect(list.hashes).toEqual(list.hashes.toSorted())
  const ours = city.slips.map((code) => Buffer.from(slipHash(code)).toString('hex'))
  expect(list.hashes).toEqual(ours.toSorted())
  const bytes = Buffer.from(list.hashes.join(''), 'hex')
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(list.listHash)
  expect(city.survey.questionnaire.slips).toEqual({ people: 60, printed: 80 })
  expect(await fetchSlipSurveys(await city.origin())).toEqual([
    { id: city.survey.id, title: city.survey.questionnaire.title },
  ])
})

test('page and list of surveys are the same bytes for everybody, whoever has used a slip before', async () => {
  const seen = new Set<string>()
  for (const headers of [
    {},
    { 'accept-language': 'en-US', 'user-agent': 'Mozilla/5.0 (iPad; CPU OS 17_0) Safari/605' },
    { referer: 'http://localhost/staff/', 'x-forwarded-for': '10.1.2.3' },
  ]) {
    const [page, list] = [
      await city.visit().get('/voice/slip', headers),
      await city.visit().get('/voice/slip/surveys', headers),
    ]
    expect([page.statusCode, list.statusCode]).toEqual([200, 200])
    expect([page.headers['set-cookie'], list.headers['set-cookie']]).toEqual([undefined, undefined])
    seen.add(`${page.body}${list.body}`)
    expect((await atDoor(await exchangeBytes(nextCode()))).statusCode).toBe(200)
  }
  expect(seen.size).toBe(1)
})

test('the box has room for everybody, and for every spare sheet', () => {
  const box = new Database(boxPath(city.stores.folder, city.survey.id), { readonly: true })
  const slots = ['ballot', 'spent'].map((table) =>
    box.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
  )
  box.close()
  // 70 people and 20 spare sheets, 5 % more, and one.
  expect(slots).toEqual([96, 96])
})

test('neither the code nor what makes the card of it is ever on the server, in a file or in the log', async () => {
  const code = nextCode()
  const { card } = await answerBySlip(code, 1)
  const { id, seed } = slipSecrets(code)
  const seen = [...copyOf(city.folders), { name: 'log', bytes: Buffer.from(city.log()) }]
  for (const secret of [Buffer.from(code), Buffer.from(code.replaceAll('-', '')), id, seed]) {
    expect(filesWith(seen, secret)).toEqual([])
  }
  expect(filesWith(seen, slipHash(code))).toContain('identity.db')
  expect(filesWith(seen, card.nonce)).toEqual([`box-${city.survey.id}.db`])

  // The same search finds a server that keeps the seed.
  const leaky = [...seen, { name: 'kept', bytes: Buffer.concat([Buffer.from('x'), seed]) }]
  expect(filesWith(leaky, seed)).toEqual(['kept'])
})

test('a ballot of a slip has the form and the size of every other one, and no value in common with the exchange', async () => {
  const person = city.people[1] ?? ''
  const signedIn = await city.takeCard(await city.session(person))
  const other = await city.castBytes(signedIn, answersOf(city.survey.questionnaire, 2))
  const code = nextCode()
  const exchange = await exchangeBytes(code)
  const boxNow = () => readFileSync(boxPath(city.stores.folder, city.survey.id))
  const before = boxNow()
  const { bytes } = await answerBySlip(code, 3)
  expect(bytes.length).toBe(other.length)
  const added = newWindows(boxNow(), before)
  expect(added.size).toBeGreaterThan(400)
  const shared = (door: Buffer) => [...windowsOf(door)].filter((window) => added.has(window))
  expect(shared(exchange)).toEqual([])
  // The same search finds a client that sends the nonce with the exchange.
  expect(shared(Buffer.concat([exchange, bytes.subarray(1, 33)])).length).toBeGreaterThan(20)
})

test('the order in which slips are used stands nowhere in identity.db', async () => {
  const used = Array.from({ length: 50 }, () => nextCode())
  for (const code of used) expect((await atDoor(await exchangeBytes(code))).statusCode).toBe(200)
  const rows = await city.stores.identity
    .selectFrom('slip')
    .select(['hash', 'exchanged'])
    .where('pool', '=', city.survey.id)
    .execute()
  const place = used.map((code) => rows.findIndex(({ hash }) => hash.equals(slipHash(code))))
  expect(place.every((at) => at >= 0)).toBe(true)
  expect(orderFound('rows', place)).toEqual([])
  expect(
    orderFound(
      'rows',
      place.toSorted((a, b) => a - b),
    ),
  ).not.toEqual([])
})

test('a slip gives the same card again after a lost connection, and no other one', async () => {
  const code = nextCode()
  const first = await atDoor(await exchangeBytes(code))
  expect(first.statusCode).toBe(200)
  expect(first.rawPayload).toHaveLength(384)
  expect((await atDoor(await exchangeBytes(code))).rawPayload).toEqual(first.rawPayload)
  const other = await atDoor(await exchangeBytes(code, slipSecrets(nextCode()).seed))
  expect(other.statusCode).toBe(409)
  expect(other.json()).toMatchObject({
    title: 'この紙は、前に使われています。',
    detail: '同じ紙は2度使えません。別の紙をお使いください。',
  })
})

test('a slip that is read again tells that it was used; only who holds the card can ask', async () => {
  const origin = await city.origin()
  const { id } = city.survey
  const code = nextCode()
  const card = await exchangeSlip(origin, id, code)
  expect(await isCardSpent(origin, id, card)).toBe(false)
  await city.cast(card, answersOf(city.survey.questionnaire, 4))
  expect(await isCardSpent(origin, id, await exchangeSlip(origin, id, code))).toBe(true)
  const forged = { ...card, signature: card.signature.toReversed() }
  await expect(isCardSpent(origin, id, forged)).rejects.toMatchObject({
    status: 422,
    detail: 'もう一度、紙の券を読み取ってください。',
  })
})

test('a code that was never printed is refused without any work for the key', async () => {
  const unknown = await atDoor(await exchangeBytes(newSlipCode('survey')))
  expect(unknown.statusCode).toBe(404)
  expect(unknown.json()).toMatchObject({ title: 'この番号の紙は、登録がありません。' })
  const zeros = await atDoor(Buffer.alloc(416))
  expect(zeros.statusCode).toBe(404)
})

test('what is no exchange is refused: other sizes, a number above the modulus, a cookie', async () => {
  const code = nextCode()
  const good = await exchangeBytes(code)
  expect((await atDoor(good.subarray(1))).statusCode).toBe(400)
  expect((await atDoor(Buffer.concat([good, good]))).statusCode).toBe(413)
  const above = Buffer.concat([good.subarray(0, 32), Buffer.alloc(384, 0xff)])
  expect((await atDoor(above)).statusCode).toBe(400)
  const cookie = await city.session(city.people[1] ?? '')
  expect((await atDoor(good, { cookie })).statusCode).toBe(400)
  expect((await atDoor(good)).statusCode).toBe(200)
})

test('who is given a slip takes no card at sign-in', async () => {
  const person = city.people.at(-1) ?? ''
  await expect(city.takeCard(await city.session(person))).rejects.toMatchObject({
    status: 403,
    title: 'あなたの回答券は、紙でお渡しします。',
  })
})

test('while answers are taken no page tells anybody that a slip was used', async () => {
  const before = await pagesNow()
  for (let i = 0; i < 3; i += 1) await atDoor(await exchangeBytes(nextCode()))
  expect(changedSince(before, await pagesNow())).toEqual([])
})

test('after the close no slip is exchanged any more, and 人事課 sees how many were', async () => {
  const open = await pagesNow()
  city.clock.now = city.survey.closesAt
  // The same comparison sees the number appear.
  expect(changedSince(open, await pagesNow())).toContain(
    `/staff/office/surveys/${city.survey.id}/slips`,
  )
  const late = await atDoor(await lateExchange(nextCode()))
  expect(late.statusCode).toBe(410)
  expect(late.json()).toMatchObject({ title: 'このアンケートは締め切りました。' })
})

/** Every page that could count slips, as 人事課, a colleague without a PC and a stranger see it. */
async function pagesNow(): Promise<Map<string, string>> {
  const office = `/staff/office/surveys/${city.survey.id}`
  const [hr, colleague, stranger] = [
    city.visit(city.officials.hr),
    city.visit(city.people.at(-1) ?? ''),
    city.visit(),
  ]
  const shown = new Map<string, string>()
  for (const url of [office, `${office}/slips`, `${office}/reissue`, '/staff/office']) {
    shown.set(url, (await hr.get(url)).body)
  }
  for (const url of ['/staff/', `/staff/surveys/${city.survey.id}/card`]) {
    shown.set(url, (await colleague.get(url)).body)
  }
  const api = `/api/v1/surveys/${city.survey.id}`
  for (const url of [
    '/voice/slip',
    '/voice/slip/surveys',
    `${api}/slips`,
    `${api}/survey`,
    '/api/v1/keys',
  ]) {
    shown.set(url, (await stranger.get(url)).body)
  }
  return shown
}

function changedSince(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>) {
  return [...now].filter(([url, body]) => before.get(url) !== body).map(([url]) => url)
}

/** Without asking for the key, which is not given after the close. */
async function lateExchange(code: string): Promise<Buffer> {
  return Buffer.concat([slipSecrets(code).id, Buffer.alloc(384, 1)])
}

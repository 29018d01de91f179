import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startSession } from '../../../server/identified/auth/sessions.ts'
import { applyImport } from '../../../server/identified/roster/apply.ts'
import { planImport } from '../../../server/identified/roster/plan.ts'
import { blindedMessage, finishCard, newSeed } from '../../../views/client/protocol/card.ts'
import {
  answersOf,
  CITY_UNITS,
  type CityOptions,
  type SmallCity,
  smallCity,
} from '../../support/small-city.ts'

interface Sent {
  readonly payload?: Uint8Array
  readonly headers?: Record<string, string>
}

async function cardCity(options: CityOptions = {}) {
  const city = await smallCity({ people: 8, ...options })
  const row = await city.stores.commons.selectFrom('survey').selectAll().executeTakeFirstOrThrow()
  const blinded = (seed = newSeed()) =>
    blindedMessage(seed, row.signing_spki ?? Buffer.alloc(0), row.id)
  const ask = async (number: string | null, { payload, headers = {} }: Sent = {}) =>
    city.app.inject({
      method: 'POST',
      url: `/staff/surveys/${row.id}/card`,
      headers: {
        'content-type': 'application/octet-stream',
        'sec-fetch-site': 'same-origin',
        ...(number === null
          ? {}
          : {
              cookie: `kazetoshi=${await startSession(city.stores.identity, number, city.clock.now, 400)}`,
            }),
        ...headers,
      },
      payload: Buffer.from(payload ?? blinded()),
    })
  return { city, blinded, ask, spki: row.signing_spki ?? Buffer.alloc(0), id: row.id }
}

const marks = async (city: SmallCity) =>
  city.stores.identity.selectFrom('card').select(['person', 'issued']).orderBy('person').execute()

const problem = (answer: {
  statusCode: number
  headers: Record<string, unknown>
  body: string
}) => ({
  status: answer.statusCode,
  kind: String(answer.headers['content-type']).split(';')[0],
  type: answer.statusCode === 200 ? '' : (JSON.parse(answer.body) as { type: string }).type,
})

const refusal = (status: number, code: string) => ({
  status,
  kind: 'application/problem+json',
  type: `/problems/${code}`,
})

describe('The door of the cards', () => {
  it('gives 384 bytes for 384 bytes, and the same again for the same question', async () => {
    const { ask, blinded, spki, id } = await cardCity()
    const seed = newSeed()
    const payload = blinded(seed)
    const first = await ask('000104', { payload })
    expect([first.statusCode, first.rawPayload.length]).toEqual([200, 384])
    expect(first.headers['content-type']).toBe('application/octet-stream')
    expect(first.headers['cache-control']).toBe('no-store')
    const again = await ask('000104', { payload })
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    expect(finishCard(seed, spki, first.rawPayload, id).nonce).toHaveLength(32)
  })

  it('gives a second card to nobody, however many ask at once', async () => {
    const { city, ask } = await cardCity()
    expect((await ask('000104')).statusCode).toBe(200)
    expect(problem(await ask('000104'))).toEqual(refusal(409, 'card-already-issued'))
    const race = await Promise.all(Array.from({ length: 8 }, () => ask('000105')))
    expect(race.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([
      200,
      ...Array<number>(7).fill(409),
    ])
    const issued = (await marks(city)).filter((row) => row.issued[0] === 1)
    expect(issued.map((row) => row.person)).toEqual(['000104', '000105'])
  })

  it('refuses what is no card request, and marks nobody', async () => {
    const { city, ask, blinded } = await cardCity()
    const before = await marks(city)
    const n = Buffer.from((await signingModulus(city)) ?? '', 'base64url')
    const over = Buffer.from(n)
    over[0] = 0xff
    const tries: [string, Sent, number, string][] = [
      ['nothing', { payload: new Uint8Array(0) }, 400, 'bad-request'],
      ['one byte too few', { payload: blinded().subarray(1) }, 400, 'bad-request'],
      ['one byte too many', { payload: new Uint8Array(385) }, 413, 'too-large'],
      ['a megabyte', { payload: new Uint8Array(1024 * 1024) }, 413, 'too-large'],
      ['the modulus itself', { payload: n }, 400, 'bad-request'],
      ['more than the modulus', { payload: over }, 400, 'bad-request'],
      [
        'a form',
        { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        415,
        'unsupported-media',
      ],
      [
        'JSON',
        { headers: { 'content-type': 'application/json' }, payload: Buffer.from('{}') },
        415,
        'unsupported-media',
      ],
      ['text', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media'],
      ['another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'cross-site'],
      ['a neighbour site', { headers: { 'sec-fetch-site': 'same-site' } }, 403, 'cross-site'],
    ]
    const faults: unknown[] = []
    for (const [what, sent, status, code] of tries) {
      const answer = problem(await ask('000104', sent))
      if (JSON.stringify(answer) !== JSON.stringify(refusal(status, code)))
        faults.push([what, answer])
    }
    expect(faults).toEqual([])
    expect(await marks(city)).toEqual(before)
    expect((await ask('000104')).statusCode).toBe(200)
  })

  it('knows nobody without a session', async () => {
    const { ask } = await cardCity()
    expect(problem(await ask(null))).toEqual(refusal(401, 'sign-in-required'))
    const stale = { cookie: `kazetoshi=${'A'.repeat(43)}` }
    expect(problem(await ask(null, { headers: stale }))).toEqual(refusal(401, 'sign-in-required'))
  })

  it('is closed before the opening and after the close, and for unknown surveys', async () => {
    const { city, ask } = await cardCity({
      draft: { opensAt: '2026-11-24T23:30:00.000Z', closesAt: '2026-12-08T08:15:00.000Z' },
    })
    expect(problem(await ask('000104'))).toEqual(refusal(409, 'not-open'))
    city.clock.now = new Date('2026-12-08T08:15:00.000Z')
    expect(problem(await ask('000104'))).toEqual(refusal(410, 'survey-closed'))
    expect((await city.visit('000104').get('/staff/surveys/r8/card')).statusCode).toBe(410)
    expect((await city.visit('000104').get('/staff/surveys/nope/card')).statusCode).toBe(404)
    expect((await marks(city)).every((row) => row.issued.equals(Buffer.alloc(33)))).toBe(true)
  })

  it('is not for people outside the snapshot', async () => {
    const { city, ask } = await cardCity()
    await newcomer(city, '000900')
    expect(problem(await ask('000900'))).toEqual(refusal(403, 'not-eligible'))
    const page = await city.visit('000900').get('/staff/surveys/r8/card')
    expect(page.statusCode).toBe(403)
    expect(page.body).toContain('このアンケートの対象に含まれていません。')
  })

  it('is kept by the snapshot: a later import neither takes a card away nor gives one', async () => {
    const { city, ask } = await cardCity()
    const before = await marks(city)
    const classes = await city.stores.identity.selectFrom('eligible_class').selectAll().execute()
    const roster = [...city.people.filter((n) => n !== '000108'), '000777']
    const check = await planImport(
      city.stores,
      {
        units: csv('所属コード,上位所属コード,区分,所属名', CITY_UNITS),
        people: csv(
          '職員番号,所属コード,職位区分,個人PC,役割',
          roster.map((n) => `${n},2010,係長級,あり,`),
        ),
      },
      '2026-11-21',
    )
    if (!check.ok) throw new Error(JSON.stringify(check.problems))
    await applyImport(city.stores, check.plan, { actor: '000101', at: city.clock.now })
    expect(await marks(city)).toEqual(before)
    expect(await city.stores.identity.selectFrom('eligible_class').selectAll().execute()).toEqual(
      classes,
    )
    expect(before.map((row) => row.person)).toContain('000108')
    const gone = await city.stores.identity
      .selectFrom('person')
      .select('number')
      .where('number', '=', '000108')
      .execute()
    expect(gone).toEqual([])
    const hash = (
      await city.stores.identity
        .selectFrom('credential')
        .select('password_hash')
        .limit(1)
        .executeTakeFirstOrThrow()
    ).password_hash
    await city.stores.identity
      .insertInto('credential')
      .values({ person: '000777', password_hash: hash, must_change: 0 })
      .execute()
    expect((await ask('000777')).statusCode).toBe(403)
    expect((await ask('000104')).statusCode).toBe(200)
  })

  it('leaves no line in audit or log that names a person', async () => {
    const { city, ask } = await cardCity()
    const before = await city.stores.identity.selectFrom('audit').selectAll().execute()
    await ask('000104')
    await ask('000104')
    await ask(null)
    expect(await city.stores.identity.selectFrom('audit').selectAll().execute()).toEqual(before)
    expect(city.log()).not.toContain('000104')
    expect(city.log()).not.toMatch(/127\.0\.0\.1/)
  })
})

describe('The key that signs the cards', () => {
  it('is destroyed at the close: its row and its bytes are gone from the file, and stay gone after a restart', async () => {
    const { city, ask } = await cardCity()
    const key = (
      await city.stores.identity.selectFrom('signing_key').select('pkcs8').executeTakeFirstOrThrow()
    ).pkcs8
    const file = () =>
      new Database(join(city.config.dataDir, 'identity.db'), { readonly: true }).serialize()
    const piece = key.subarray(600, 632)
    expect(file().includes(piece)).toBe(true)
    expect((await ask('000104')).statusCode).toBe(200)
    city.clock.now = city.survey.closesAt
    await city.system.acts.closeDue()
    expect(await city.stores.identity.selectFrom('signing_key').selectAll().execute()).toEqual([])
    for (let at = 0; at + 32 <= key.length; at += 32) {
      expect(file().includes(key.subarray(at, at + 32))).toBe(false)
    }
    expect((await ask('000105')).statusCode).toBe(410)
    city.clock.now = new Date(city.survey.closesAt.getTime() - 1000)
    await city.restart()
    const late = await city.visit('000105').get('/staff/surveys/r8/card')
    expect(late.statusCode).toBe(200)
    const { origin } = { origin: await city.origin() }
    const answer = await fetch(`${origin}/staff/surveys/r8/card`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        origin,
        cookie: await city.session('000105'),
      },
      body: new Uint8Array(384),
    })
    expect(answer.status).toBe(410)
  })

  it('is destroyed by a start after the close, too', async () => {
    const { city } = await cardCity()
    city.clock.now = new Date(city.survey.closesAt.getTime() + 1000)
    await city.restart()
    expect(await city.stores.identity.selectFrom('signing_key').selectAll().execute()).toEqual([])
  })
})

describe('A ballot after the card', () => {
  it('is taken once; the same card again is the same answer, and nobody is counted twice', async () => {
    const city = await smallCity({ people: 8 })
    const card = await city.takeCard(await city.session('000104'))
    await city.cast(card, answersOf(city.survey.questionnaire, 1))
    await city.cast(card, answersOf(city.survey.questionnaire, 2))
    city.clock.now = city.survey.closesAt
    await city.openBox()
    const record = await city.system.acts.record(city.survey.id)
    expect(record).toMatchObject({ cardsIssued: 1, cardsSpent: 1, ballots: 1, respondents: null })
  })
})

async function signingModulus(city: SmallCity): Promise<string | undefined> {
  const { createPublicKey } = await import('node:crypto')
  const row = await city.stores.commons
    .selectFrom('survey')
    .select('signing_spki')
    .executeTakeFirstOrThrow()
  const key = createPublicKey({
    key: row.signing_spki ?? Buffer.alloc(0),
    format: 'der',
    type: 'spki',
  })
  return key.export({ format: 'jwk' }).n
}

async function newcomer(city: SmallCity, number: string): Promise<void> {
  const { identity } = city.stores
  const [person, credential] = await Promise.all([
    identity.selectFrom('person').selectAll().limit(1).executeTakeFirstOrThrow(),
    identity.selectFrom('credential').selectAll().limit(1).executeTakeFirstOrThrow(),
  ])
  await identity
    .insertInto('person')
    .values({ ...person, number })
    .execute()
  await identity
    .insertInto('credential')
    .values({ ...credential, person: number })
    .execute()
}

function csv(header: string, rows: readonly string[]) {
  return {
    name: '表.csv',
    bytes: new TextEncoder().encode(`${[header, ...rows].join('\r\n')}\r\n`),
  }
}

/** The door of the cards for proposals: lots for everybody, in place, without a time. */
import { randomBytes } from 'node:crypto'
import { cpSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  type CardNumbers,
  cardsLeft,
  dropCardRows,
  type LotRules,
  markLot,
  prepareCardRows,
} from '../../../server/identified/issuance/proposal-card-rows.ts'
import type { IdentityStore } from '../../../server/stores/identity.ts'
import { openStores } from '../../../server/stores/open.ts'
import { importPublicKey } from '../../../server/tokens/keys.ts'
import { verifyCard } from '../../../server/tokens/redeem.ts'
import { newSeed } from '../../../views/client/protocol/card.ts'
import { fromBase64 } from '../../../views/client/protocol/bytes.ts'
import { finishLot, lotRequest } from '../../../views/client/proposals/lot.ts'
import { seeded, shuffled } from '../../promises/checks/order.ts'
import { cityWithBox } from '../../support/proposal-box.ts'
import { type CityOptions, type SmallCity, smallCity } from '../../support/small-city.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const PC = '000104'
const TABLET = '000105'

/** The same city for most tests; everybody in it comes once. */
let shared: Awaited<ReturnType<typeof cardCity>>
let next = 10
beforeAll(async () => {
  shared = await cardCity({ people: 40 })
})
afterAll(() => shared.city.close())

async function newPeople() {
  const { city } = shared
  const [PC = '', TABLET = ''] = city.people.slice(next, next + 2)
  next += 2
  await shareTablet(city, TABLET)
  // Its door, for a restart makes a new one.
  return { ...shared, ...doorOf(city), PC, TABLET }
}

async function cardCity(options: CityOptions = {}) {
  const { city, box } = await cityWithBox({ people: 8, ...options })
  await shareTablet(city, TABLET)
  const { quarter, postKey, endorseKey } = await box.key()
  const keys = { quarter, postKey: fromBase64(postKey), endorseKey: fromBase64(endorseKey) }
  return { city, keys, ...doorOf(city), request: plans(keys) }
}

async function shareTablet(city: SmallCity, number: string): Promise<void> {
  await city.stores.identity
    .updateTable('person')
    .set({ own_pc: 0 })
    .where('number', '=', number)
    .execute()
}

function plans(keys: Parameters<typeof lotRequest>[1]) {
  return (posts: number, endorsements: number, seed = newSeed()) => {
    const plan = { seed, posts, endorsements }
    return { plan, bytes: lotRequest(plan, keys) }
  }
}

function doorOf(city: SmallCity) {
  const headersOf = async (number: string | null): Promise<Record<string, string>> =>
    number === null ? {} : { cookie: await city.session(number) }
  return {
    offer: async (number: string | null) =>
      city.app.inject({ url: '/staff/proposals/cards', headers: await headersOf(number) }),
    take: async (number: string | null, bytes: Uint8Array, headers: Record<string, string> = {}) =>
      city.app.inject({
        method: 'POST',
        url: '/staff/proposals/cards',
        headers: {
          'content-type': 'application/octet-stream',
          'sec-fetch-site': 'same-origin',
          ...(await headersOf(number)),
          ...headers,
        },
        payload: Buffer.from(bytes),
      }),
  }
}

const rowsOf = (identity: IdentityStore) =>
  identity.selectFrom('proposal_cards').selectAll().orderBy('person').execute()

describe('The door of the cards for proposals', () => {
  it('offers three and three to who has a PC of the own, and one and one on shared tablets', async () => {
    const { offer, keys, PC, TABLET } = await newPeople()
    const pc = (await offer(PC)).json()
    expect(pc).toEqual({
      quarter: keys.quarter,
      keyId: expect.stringMatching(/^(\w{4}-){3}\w{4}$/),
      lot: { posts: 3, endorsements: 3 },
      left: { posts: 12, endorsements: 10 },
      keep: 'local',
    })
    const tablet = (await offer(TABLET)).json()
    expect(tablet).toEqual({ ...pc, lot: { posts: 1, endorsements: 1 }, keep: 'session' })
  })

  it('signs as many bytes as it gets, and the cards are good for posting and endorsing', async () => {
    const { take, keys, request, PC } = await newPeople()
    const { plan, bytes } = request(3, 3)
    const answer = await take(PC, bytes)
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, 6 * 384])
    expect(answer.headers['content-type']).toBe('application/octet-stream')
    expect(answer.headers['cache-control']).toBe('no-store')
    const lot = finishLot(plan, keys, answer.rawPayload)
    const valid = (key: Uint8Array) => (card: { nonce: Uint8Array; signature: Uint8Array }) =>
      verifyCard(importPublicKey(key), card.nonce, card.signature)
    expect(lot.posts.map(valid(keys.postKey))).toEqual([true, true, true])
    expect(lot.endorsements.map(valid(keys.endorseKey))).toEqual([true, true, true])
    expect(lot.posts.some(valid(keys.endorseKey))).toBe(false)
    expect(new Set([...lot.posts, ...lot.endorsements].map((c) => c.nonce.join())).size).toBe(6)
  })

  it('gives the same answer to the same request and uses up nothing: a lost connection costs no card', async () => {
    const { city, offer, take, request } = await cardCity()
    const { bytes } = request(3, 3)
    const first = await take(PC, bytes)
    const [row] = (await rowsOf(city.stores.identity)).filter(({ person }) => person === PC)
    const again = await take(PC, bytes)
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    expect((await offer(PC)).json().left).toEqual({ posts: 9, endorsements: 7 })
    expect((await rowsOf(city.stores.identity)).find(({ person }) => person === PC)).toEqual(row)
    // After later lots too, and after a restart.
    await take(PC, request(3, 3).bytes)
    await city.restart()
    expect((await doorOf(city).take(PC, bytes)).rawPayload.equals(first.rawPayload)).toBe(true)
  })

  it('gives many at once who press twice one lot each', async () => {
    const { offer, take, request, PC } = await newPeople()
    const { bytes } = request(3, 3)
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(PC, bytes)))
    expect(new Set(answers.map((a) => a.rawPayload.toString('base64'))).size).toBe(1)
    expect((await offer(PC)).json().left).toEqual({ posts: 9, endorsements: 7 })
  })

  it('ends with the number of the quarter: 12 for posts, 10 for endorsements, and then says so', async () => {
    const { offer, take, request, PC, TABLET } = await newPeople()
    const lots: unknown[] = []
    for (let i = 0; i < 4; i += 1) {
      const { lot } = (await offer(PC)).json<{ lot: CardNumbers }>()
      lots.push(lot)
      expect((await take(PC, request(lot.posts, lot.endorsements).bytes)).statusCode).toBe(200)
    }
    expect(lots.at(-1)).toEqual({ posts: 3, endorsements: 1 })
    expect((await offer(PC)).json()).toMatchObject({
      lot: { posts: 0, endorsements: 0 },
      left: { posts: 0, endorsements: 0 },
    })
    const late = await take(PC, request(1, 0).bytes)
    expect(late.statusCode).toBe(409)
    expect(late.json()).toMatchObject({ type: '/problems/conflict' })
    expect(late.json().detail).toContain('次の四半期のはじめに、また受け取れます')
    for (let i = 0; i < 10; i += 1)
      expect((await take(TABLET, request(1, 1).bytes)).statusCode).toBe(200)
    expect((await offer(TABLET)).json().lot).toEqual({ posts: 1, endorsements: 0 })
  })

  it('refuses what is no lot, and marks nobody', async () => {
    const { city, take, request, PC, TABLET } = await newPeople()
    const { bytes } = request(3, 3)
    await take(TABLET, request(1, 1).bytes)
    const before = await rowsOf(city.stores.identity)
    const twice = Buffer.concat([bytes.subarray(0, 384), bytes.subarray(0, 5 * 384)])
    const tries: [string, Uint8Array, number, Record<string, string>?][] = [
      ['nothing', new Uint8Array(0), 400],
      ['one byte too few', bytes.subarray(1), 400],
      ['half a lot', bytes.subarray(0, 3 * 384), 400],
      ['a card more', Buffer.concat([bytes, request(1, 0).bytes]), 409],
      ['a megabyte', new Uint8Array(1024 * 1024), 413],
      ['more than the modulus', Buffer.alloc(6 * 384, 0xff), 400],
      ['the same card twice', twice, 400],
      ['a form', bytes, 415, { 'content-type': 'application/x-www-form-urlencoded' }],
      ['JSON', Buffer.from('{}'), 415, { 'content-type': 'application/json' }],
      ['another site', bytes, 403, { 'sec-fetch-site': 'cross-site' }],
    ]
    const faults: unknown[] = []
    for (const [what, payload, status, headers] of tries) {
      const answer = await take(PC, payload, headers)
      if (answer.statusCode !== status) faults.push([what, answer.statusCode, answer.body])
    }
    expect(faults).toEqual([])
    expect(await rowsOf(city.stores.identity)).toEqual(before)
    const joined = await take(
      TABLET,
      Buffer.concat([request(1, 0).bytes, request(1, 0).bytes, request(1, 0).bytes]),
    )
    expect(joined.statusCode).toBe(409)
    expect((await take(null, bytes)).statusCode).toBe(401)
    expect((await take(PC, bytes)).statusCode).toBe(200)
  })

  it('mixes nothing of an old lot into a new one', async () => {
    const { take, request, PC } = await newPeople()
    const old = request(3, 3).bytes
    await take(PC, old)
    const mixed = Buffer.concat([old.subarray(0, 384), request(2, 3).bytes])
    expect((await take(PC, mixed)).statusCode).toBe(400)
  })

  it('is quiet while no box stands: the offer says so, a request is refused', async () => {
    const city = await smallCity({ people: 8, survey: 'none' })
    const { offer, take } = doorOf(city)
    const answer = await offer(PC)
    expect([answer.statusCode, answer.json()]).toEqual([200, { quarter: null }])
    const refused = await take(PC, randomBytes(384))
    expect([refused.statusCode, refused.json().type]).toEqual([409, '/problems/not-open'])
  })

  it('closes with the quarter: its rows go with its keys', async () => {
    const { city, take, request, keys } = await cardCity()
    await take(PC, request(3, 3).bytes)
    await dropCardRows(city.stores.identity, keys.quarter)
    expect(await rowsOf(city.stores.identity)).toEqual([])
  })
})

describe('What the staff file keeps of the cards', () => {
  it('is one row of the same length for everybody from the first day, newcomers soon after', async () => {
    const { city, offer, take, request, keys } = await cardCity()
    const { identity } = city.stores
    const lengths = async () =>
      (await rowsOf(identity)).map(({ person, posts, endorsements }) =>
        [person, posts.length, endorsements.length].join(' '),
      )
    expect(await lengths()).toEqual(city.people.map((person) => `${person} 396 330`))
    const value = JSON.stringify({ cards: { posts: 20, endorsements: 20 } })
    await city.stores.commons
      .insertInto('setting')
      .values({ key: 'proposals', value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
    await addPeople(identity, ['000900', '000901'])
    await copyPassword(identity, '000900')
    expect((await offer('000900')).json().left).toEqual({ posts: 12, endorsements: 10 })
    // Both newcomers got a row when the first of them came.
    expect(await lengths()).toEqual(
      [...city.people, '000900', '000901'].map((person) => `${person} 396 330`),
    )
    expect((await take('000900', request(3, 3).bytes)).statusCode).toBe(200)
    await prepareCardRows(identity, keys.quarter, { posts: 1, endorsements: 1 })
    expect((await cardsLeft(identity, keys.quarter, '000900'))?.posts).toBe(9)
  })

  it('is the same file, byte for byte, whoever took cards first', async () => {
    const people = Array.from({ length: 120 }, (_, i) => String(200_000 + i))
    const lots = new Map(people.map((person) => [person, [randomBytes(384), randomBytes(384)]]))
    const random = seeded(7)
    const base = await emptyStores()
    const first = await issued(base, people, lots)
    for (let i = 0; i < 3; i += 1) {
      expect(differences(first, await issued(base, shuffled(people, random), lots))).toEqual([])
    }
    expect(differences(first, await issued(base, people.toReversed(), lots))).toEqual([])
  })

  it('and the same comparison catches rows that are written when somebody comes', async () => {
    const people = Array.from({ length: 120 }, (_, i) => String(200_000 + i))
    const lots = new Map(people.map((person) => [person, [randomBytes(384), randomBytes(384)]]))
    const base = await emptyStores()
    const first = await issued(base, people, lots, 'as they come')
    const other = await issued(base, people.toReversed(), lots, 'as they come')
    expect(differences(first, other)).not.toEqual([])
  })

  it('grows by nothing, says nothing of time, and no log or audit names a person', async () => {
    const { city, take, offer, request } = await cardCity()
    const file = join(city.config.dataDir, 'identity.db')
    for (const person of city.people) await city.session(person)
    const audit = await city.stores.identity.selectFrom('audit').selectAll().execute()
    const size = statSync(file).size
    for (const person of city.people.filter((p) => p !== TABLET)) {
      await offer(person)
      await take(person, request(3, 3).bytes)
      await take(person, new Uint8Array(10))
    }
    expect(statSync(file).size).toBe(size)
    for (const { posts, endorsements } of await rowsOf(city.stores.identity)) {
      for (const column of [posts, endorsements]) {
        for (let at = 0; at < column.length; at += 33) {
          const cell = column.subarray(at, at + 33)
          expect(cell[0] === 1 || cell.equals(Buffer.alloc(33))).toBe(true)
        }
      }
    }
    expect(await city.stores.identity.selectFrom('audit').selectAll().execute()).toEqual(audit)
    expect(city.log()).not.toMatch(/0001\d\d(?!\d)|127\.0\.0\.1/)
  })
})

const anyLot: LotRules = {
  lotOf: () => ({ posts: 1, endorsements: 1 }),
  signable: () => true,
}

/** The same staff file each time, one lot handed to each in this order. */
async function issued(
  base: string,
  order: readonly string[],
  lots: ReadonlyMap<string, readonly Buffer[]>,
  rows: 'before' | 'as they come' = 'before',
): Promise<Buffer> {
  const folder = temporaryFolder('cards')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(base, folder, { recursive: true })
  const { identity, ...stores } = await openStores(folder)
  const quota = { posts: 12, endorsements: 10 }
  if (rows === 'before') {
    await addPeople(identity, order.toSorted())
    await prepareCardRows(identity, 'p1', quota)
  }
  for (const person of order) {
    if (rows === 'as they come') {
      await addPeople(identity, [person])
      await prepareCardRows(identity, 'p1', quota)
    }
    const marked = await markLot(identity, 'p1', person, lots.get(person) ?? [], anyLot)
    expect(marked.state).toBe('marked')
  }
  await stores.close()
  return readFileSync(join(folder, 'identity.db'))
}

/** Made once, for the migrations note when they ran. */
async function emptyStores(): Promise<string> {
  const folder = temporaryFolder('empty')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await (await openStores(folder)).close()
  return folder
}

/** Offsets at which two files differ; SQLite's counters of commits in the header left out. */
function differences(a: Buffer, b: Buffer): number[] {
  const counters = [24, 25, 26, 27, 92, 93, 94, 95]
  if (a.length !== b.length) return [-1]
  return [...a.keys()].filter((at) => a[at] !== b[at] && !counters.includes(at))
}

async function addPeople(identity: IdentityStore, numbers: readonly string[]): Promise<void> {
  for (const number of numbers) {
    await identity
      .insertInto('person')
      .values({
        number,
        unit: '2010',
        position: '主事級',
        age: '30代',
        sex: '女性',
        employment: '正規',
        job: '事務',
        own_pc: 1,
        origin: 'roster',
      })
      .execute()
  }
}

async function copyPassword(identity: IdentityStore, person: string): Promise<void> {
  const { password_hash } = await identity
    .selectFrom('credential')
    .select('password_hash')
    .limit(1)
    .executeTakeFirstOrThrow()
  await identity
    .insertInto('credential')
    .values({ person, password_hash, must_change: 0 })
    .execute()
}

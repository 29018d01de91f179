import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freeQuarterId, quarterOf } from '../../server/opening/proposals/quarter.ts'
import { boxPath, openBoxFile } from '../../server/stores/box.ts'
import { tallyPath } from '../../server/stores/tally-file.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'

test('quarters follow the fiscal year, in Japan', () => {
  const found = (day: string) => {
    const { id, opensOn, closesOn } = quarterOf(day)
    return `${id} ${opensOn} ${closesOn}`
  }
  expect(found('2026-03-31')).toBe('p2025q4 2026-01-01 2026-03-31')
  expect(found('2026-04-01')).toBe('p2026q1 2026-04-01 2026-06-30')
  expect(found('2026-06-30')).toBe('p2026q1 2026-04-01 2026-06-30')
  expect(found('2026-07-01')).toBe('p2026q2 2026-07-01 2026-09-30')
  expect(found('2026-12-31')).toBe('p2026q3 2026-10-01 2026-12-31')
  expect(found('2027-01-01')).toBe('p2026q4 2027-01-01 2027-03-31')
  expect(found('2028-02-29')).toBe('p2027q4 2028-01-01 2028-03-31')
})

test('every day of four years lies in exactly the quarter it names', () => {
  for (let at = Date.UTC(2026, 3, 1); at < Date.UTC(2030, 3, 1); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    const { id, opensOn, closesOn } = quarterOf(day)
    expect(opensOn <= day && day <= closesOn).toBe(true)
    expect(quarterOf(opensOn).id).toBe(id)
    expect(quarterOf(closesOn).id).toBe(id)
    const next = new Date(Date.parse(closesOn) + 86_400_000).toISOString().slice(0, 10)
    expect(quarterOf(next).id).not.toBe(id)
  }
})

test('a box that replaces another in its quarter gets a letter', () => {
  expect(freeQuarterId('p2026q3', [])).toBe('p2026q3')
  expect(freeQuarterId('p2026q3', ['p2026q3'])).toBe('p2026q3b')
  expect(freeQuarterId('p2026q3', ['p2026q3', 'p2026q3b'])).toBe('p2026q3c')
})

test('the first key of 提案担当 makes the box at once; before it the door says that there is none', async () => {
  const city = await smallCity({ survey: 'none', mirror: true })
  const closed = await city.app.inject({ url: '/voice/proposals/key' })
  expect([closed.statusCode, closed.json<{ type: string }>().type]).toEqual([
    409,
    '/problems/not-open',
  ])
  await city.system.proposalBox.turnOver()
  expect(filesOf(city)).toEqual([[], []])

  await city.system.proposalBox.acts.addFirstMember(city.officials.secretariat)
  const key = (await city.app.inject({ url: '/voice/proposals/key' })).json<{ quarter: string }>()
  expect(key).toMatchObject({ quarter: 'p2026q3', closesOn: '2026-12-31' })
  const made = ['box-p2026q3.db', 'tally-desk.json', 'tally-p2026q3.json']
  expect(filesOf(city)).toEqual([made, made])
  const box = openBoxFile(boxPath(city.config.dataDir, 'p2026q3'))
  // 12 people × 22 cards, and at least 200 more for who comes during the quarter.
  expect([box.slots, box.cardSlots]).toEqual([2000, 12 * 22 + 200])
  box.close()
})

test('the quarter turns over in Japan: a new key, a new box, and no card of the old one any more', async () => {
  const { city, box } = await cityWithBox({ now: new Date('2026-12-31T23:50:00+09:00') })
  const old = await box.key()
  const [card] = await box.cards('post', 1)
  city.clock.now = new Date('2026-12-31T23:59:59+09:00')
  await city.system.proposalBox.turnOver()
  expect((await box.key()).quarter).toBe('p2026q3')
  expect(await signingKeys(city)).toEqual(['p2026q3-endorse', 'p2026q3-post'])

  city.clock.now = new Date('2027-01-01T00:00:00+09:00')
  // Until the tick the door takes nothing: no quarter is open.
  expect((await city.app.inject({ url: '/voice/proposals/key' })).statusCode).toBe(409)
  await city.system.proposalBox.turnOver()
  const fresh = await box.key()
  expect(fresh.quarter).toBe('p2026q4')
  for (const part of ['keyId', 'postKey', 'endorseKey', 'tallyKey'] as const) {
    expect(fresh[part]).not.toBe(old[part])
  }
  expect(await signingKeys(city)).toEqual(['p2026q4-endorse', 'p2026q4-post'])
  const late = Buffer.concat([
    Buffer.of(1),
    card?.nonce ?? Buffer.of(),
    card?.signature ?? Buffer.of(),
  ])
  expect(await box.send(Buffer.concat([late, await box.sealed(endorsement)]))).toBe(422)
})

test('what was sealed in the old quarter comes out with the next opening, and then box and key are gone', async () => {
  const { city, box } = await cityWithBox({
    now: new Date('2026-12-28T10:00:00+09:00'),
    mirror: true,
  })
  for (let i = 0; i < 4; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
  city.clock.now = new Date('2027-01-04T09:00:00+09:00')
  await city.system.proposalBox.turnOver()
  expect(await box.send(await box.post(box.author(), { title: '年明けの提案' }))).toBe(204)
  expect(filesOf(city)[1]).toContain('box-p2026q3.db')
  expect(await box.open()).toMatchObject({ state: 'released', released: { posts: 5 } })

  const left = ['box-p2026q4.db', 'tally-desk.json', 'tally-p2026q4.json']
  expect(filesOf(city)).toEqual([left, left])
  expect(await states(city)).toEqual({ p2026q3: 'destroyed', p2026q4: 'open' })
})

test('a box that is over and not empty yet stays until an opening empties it', async () => {
  const { city, box } = await cityWithBox({ now: new Date('2026-12-28T10:00:00+09:00') })
  expect(await box.send(await box.post(box.author()))).toBe(204)
  city.clock.now = new Date('2027-01-04T09:00:00+09:00')
  await city.system.proposalBox.turnOver()
  expect((await box.open()).state).toBe('waiting')
  expect(await states(city)).toEqual({ p2026q3: 'open', p2026q4: 'open' })
  await city.restart()
  city.clock.now = new Date('2027-01-07T09:00:00+09:00')
  expect((await box.open()).state).toBe('released')
  expect(await states(city)).toEqual({ p2026q3: 'destroyed', p2026q4: 'open' })
})

test('a restart leaves the quarter as it is, and one in the next quarter makes the new one', async () => {
  const { city, box } = await cityWithBox()
  const { keyId } = await box.key()
  await city.restart()
  expect((await box.key()).keyId).toBe(keyId)
  city.clock.now = new Date('2027-04-01T08:00:00+09:00')
  await city.restart()
  expect((await box.key()).quarter).toBe('p2027q1')
})

test('what an interrupted destruction has left is removed at the next turn', async () => {
  const { city } = await cityWithBox()
  const { dataDir } = city.config
  const kept = ['box-p2026q3.db', 'tally-p2026q3.json'].map(
    (name) => [join(dataDir, name), readFileSync(join(dataDir, name))] as const,
  )
  await city.stores.commons.updateTable('proposal_quarter').set({ state: 'destroyed' }).execute()
  await city.system.proposalBox.turnOver()
  for (const [file, bytes] of kept) {
    expect(existsSync(file)).toBe(false)
    writeFileSync(file, bytes)
  }
  await city.system.proposalBox.turnOver()
  expect(kept.filter(([file]) => existsSync(file))).toEqual([])
})

test('an attempt to make a quarter that was cut off is replaced by the next', async () => {
  const city = await smallCity({ survey: 'none' })
  const { dataDir } = city.config
  writeFileSync(boxPath(dataDir, 'p2026q3'), 'half a box')
  writeFileSync(tallyPath(dataDir, 'p2026q3'), '{"version":1,')
  await city.stores.identity
    .insertInto('signing_key')
    .values({ survey: 'p2026q3-post', pkcs8: Buffer.from('half') })
    .execute()
  const made = await city.system.proposalBox.acts.addFirstMember(city.officials.secretariat)
  expect(made.ok).toBe(true)
  expect((await city.app.inject({ url: '/voice/proposals/key' })).statusCode).toBe(200)
  expect(await signingKeys(city)).toEqual(['p2026q3-endorse', 'p2026q3-post'])
})

const endorsement = { kind: 'endorse', proposal: 'ABCDE' } as const

function filesOf(city: SmallCity): string[][] {
  return city.folders.map((folder) =>
    readdirSync(folder)
      .filter((name) => /^(box|tally)-.*\.(db|json)$/.test(name))
      .sort(),
  )
}

async function signingKeys(city: SmallCity): Promise<string[]> {
  const rows = await city.stores.identity.selectFrom('signing_key').select('survey').execute()
  return rows.map(({ survey }) => survey).sort()
}

async function states(city: SmallCity): Promise<Record<string, string>> {
  const rows = await city.stores.commonsReader
    .selectFrom('proposal_quarter')
    .select(['id', 'state'])
    .execute()
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]))
}

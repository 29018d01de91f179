import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StaffApp, identityValues, PASSWORD, staffApp } from './staff-app.ts'

let city: StaffApp
const MINE = '朝の川べりを走る青い自転車'
const bodies: string[] = []

/** A day at the door: right, wrong, refused, changed, expired, signed out, officials' acts. */
beforeAll(async () => {
  city = await staffApp()
  for (const number of ['610001', '610002', '610003']) await city.addPerson(number)
  await city.addPerson('610004', { mustChange: true })
  await city.addRole('610001', 'admin', '*')
  const visitor = city.visitor('192.0.2.77')
  const keep = async (answer: Promise<{ body: string }>) => bodies.push((await answer).body)
  for (const number of ['610002', '610003', '999999']) {
    for (let i = 0; i < 7; i += 1) await keep(visitor.signIn(number, `${PASSWORD}ちがう${i}`))
  }
  await keep(city.visitor('192.0.2.78').signIn('610002'))
  await keep(visitor.signIn('610004'))
  await keep(visitor.post('/staff/password', { password: MINE, again: `${MINE}x` }))
  await keep(visitor.post('/staff/password', { password: MINE, again: MINE }))
  await keep(visitor.post('/staff/password', { current: PASSWORD, password: MINE, again: MINE }))
  await keep(visitor.post('/staff/password', { current: MINE, password: 'short', again: 'short' }))
  await keep(visitor.get('/staff/'))
  await keep(visitor.post('/staff/sign-out', {}))
  await keep(visitor.post('/staff/test/draft', { password: MINE, title: 'x' }))
  await keep(visitor.get('/staff/%76oice/?password=geheim'))
  const admin = city.visitor()
  await admin.signIn('610001')
  await keep(admin.post('/staff/admin/roles', { number: '610002', role: 'hr', unit: '' }))
  await keep(admin.get('/staff/admin/audit'))
})
afterAll(async () => city.close())

test('no passwords are in any page or in the log', () => {
  const hashes = /\$argon2/
  for (const text of [...bodies, city.log()]) {
    expect(text).not.toContain(PASSWORD)
    expect(text).not.toContain(MINE)
    expect(text).not.toMatch(hashes)
  }
})

test('the log names no person, no address, no query and no cookie', () => {
  // The time of a line can have the digits of a number in it.
  const log = city.log().replaceAll(/"time":\d+/g, '')
  expect(log).toContain('"route":"/staff/sign-in"')
  expect(log).not.toMatch(/192\.0\.2|6100|999999|geheim|%76|next=|127\.0\.0\.1|kazetoshi=/)
})

test('no column of identity.db holds a time, except the record of officials', async () => {
  const values = await identityValues(city.stores)
  expect(values.length).toBeGreaterThan(20)
  const start = Date.parse('2026-01-01')
  for (const [column, value] of values) {
    expect(value, column).not.toMatch(/\d{1,2}:\d{2}/)
    expect(value, column).not.toMatch(/\d{4}-\d{2}-\d{2}[T ]/)
    if (/^\d+$/.test(value)) {
      const number = Number(value)
      expect(number > start / 1000 && number < start * 2, `${column} ${value}`).toBe(false)
    }
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) expect(column).toBe('session.expires_on')
  }
})

test('the record of officials does hold who, what and when', async () => {
  const rows = await city.stores.identity.selectFrom('audit').selectAll().execute()
  expect(rows).toMatchObject([
    { at: '2026-11-20T01:00:00.000Z', actor: '610001', act: '役割を付けた' },
  ])
})

test('a wrong password, a refusal and a block leave nothing in the store', async () => {
  const before = await identityValues(city.stores)
  const visitor = city.visitor('192.0.2.99')
  for (let i = 0; i < 8; i += 1) await visitor.signIn('610003', 'まちがい')
  expect(await identityValues(city.stores)).toEqual(before)
})

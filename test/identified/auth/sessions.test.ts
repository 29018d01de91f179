import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tidySessions } from '../../../server/identified/auth/sessions.ts'
import { type StaffApp, staffApp } from './staff-app.ts'

let city: StaffApp

beforeAll(async () => {
  city = await staffApp()
  await city.addPerson('300001')
  await city.addPerson('300002')
})
afterAll(async () => city.close())

const at = (text: string): void => {
  city.clock.now = new Date(`${text}+09:00`)
}

test('a session is good through the day after, in Japan time, and no longer', async () => {
  at('2026-11-20T23:50:00')
  const visitor = city.visitor()
  await visitor.signIn('300001')
  at('2026-11-21T23:59:59')
  expect((await visitor.get('/staff/')).statusCode).toBe(200)
  at('2026-11-22T00:00:00')
  expect((await visitor.get('/staff/')).headers.location).toBe('/staff/sign-in')
})

test('expired sessions are removed, the others stay', async () => {
  at('2026-11-20T10:00:00')
  await city.visitor().signIn('300001')
  at('2026-11-24T10:00:00')
  const visitor = city.visitor()
  await visitor.signIn('300001')
  await tidySessions(city.stores.identity, '2026-11-24')
  const days = await city.stores.identity.selectFrom('session').select('expires_on').execute()
  expect(days).toEqual([{ expires_on: '2026-11-25' }])
  expect((await visitor.get('/staff/')).statusCode).toBe(200)
})

test('signing out ends this session only', async () => {
  const here = city.visitor('10.0.0.1')
  const there = city.visitor('10.0.0.2')
  await here.signIn('300001')
  await there.signIn('300001')
  const stolen = here.cookie
  const answer = await here.post('/staff/sign-out', {})
  expect(answer.statusCode).toBe(303)
  expect((await here.get(String(answer.headers.location))).body).toContain('サインアウトしました。')
  here.cookie = stolen
  expect((await here.get('/staff/')).statusCode).toBe(303)
  expect((await there.get('/staff/')).statusCode).toBe(200)
})

test('signing out everywhere ends all sessions of this person and of nobody else', async () => {
  const here = city.visitor('10.0.0.1')
  const there = city.visitor('10.0.0.2')
  const colleague = city.visitor('10.0.0.3')
  await here.signIn('300001')
  await there.signIn('300001')
  await colleague.signIn('300002')
  const answer = await here.post('/staff/sign-out-everywhere', {})
  expect(answer.headers.location).toBe('/staff/sign-in?notice=signed-out-everywhere')
  expect((await there.get('/staff/')).headers.location).toBe('/staff/sign-in')
  expect((await colleague.get('/staff/')).statusCode).toBe(200)
})

test('the store keeps a hash of the cookie, never the cookie', async () => {
  const visitor = city.visitor()
  await visitor.signIn('300002')
  const id = visitor.cookie.split('=')[1] ?? ''
  expect(Buffer.from(id, 'base64url')).toHaveLength(32)
  const rows = await city.stores.identity.selectFrom('session').select('id_hash').execute()
  const hash = createHash('sha256').update(id).digest()
  expect(rows.some((row) => row.id_hash.equals(hash))).toBe(true)
})

test('a new sign-in in the same browser ends the old session', async () => {
  const visitor = city.visitor()
  await visitor.signIn('300001')
  const old = visitor.cookie
  await visitor.signIn('300002')
  const thief = city.visitor()
  thief.cookie = old
  expect((await thief.get('/staff/')).statusCode).toBe(303)
})

test('the cookie stays below /staff, out of reach of scripts and other sites', async () => {
  const answer = await city.visitor().signIn('300001')
  const cookie = String(answer.headers['set-cookie'])
  expect(cookie).toMatch(/^kazetoshi=[A-Za-z0-9_-]{43};/)
  expect(cookie).toMatch(/; Path=\/staff(;|$)/)
  expect(cookie).toMatch(/; HttpOnly/)
  expect(cookie).toMatch(/; SameSite=Lax/)
  expect(cookie).not.toMatch(/Secure|Max-Age|Expires|Domain/)
})

test('under TLS the cookie is marked secure, in its name too', async () => {
  const safe = await staffApp({ tls: true })
  await safe.addPerson('300001')
  const visitor = safe.visitor()
  const cookie = String((await visitor.signIn('300001')).headers['set-cookie'])
  expect(cookie).toMatch(/^__Secure-kazetoshi=/)
  expect(cookie).toMatch(/; Secure/)
  expect((await visitor.get('/staff/')).statusCode).toBe(200)
  await safe.close()
})

test.each(['', 'x', 'a'.repeat(43), 'a'.repeat(9000), '%00', '"; drop table session'])(
  'a made-up cookie %# opens nothing',
  async (value) => {
    const visitor = city.visitor()
    visitor.cookie = `kazetoshi=${value}`
    expect((await visitor.get('/staff/')).statusCode).toBe(303)
  },
)

test('who leaves the roster is signed out', async () => {
  await city.addPerson('300003')
  const visitor = city.visitor()
  await visitor.signIn('300003')
  await city.stores.identity.deleteFrom('person').where('number', '=', '300003').execute()
  expect((await visitor.get('/staff/')).statusCode).toBe(303)
})

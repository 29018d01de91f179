import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, type StaffApp, staffApp } from './staff-app.ts'

let city: StaffApp

beforeAll(async () => {
  city = await staffApp()
  await city.addPerson('400001')
  await city.addRole('400001', 'hr', '*')
})
afterAll(async () => city.close())

const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }

async function post(url: string, payload: string, headers: Record<string, string>, cookie = '') {
  return city.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...form, host: 'kaze.city.local', ...headers, ...(cookie === '' ? {} : { cookie }) },
  })
}

test.each<[string, Record<string, string>]>([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another host of the same city', { 'sec-fetch-site': 'same-site' }],
  ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ['another site, in a browser that sends no Sec-Fetch-Site', { origin: 'http://evil.example' }],
  ['another port', { origin: 'http://kaze.city.local:8081' }],
  ['a page without an origin', { origin: 'null' }],
  ['a client that does not say', {}],
])('a form sent from %s changes nothing', async (_name, headers) => {
  const visitor = city.visitor()
  await visitor.signIn('400001')
  const before = city.drafts.length
  const sent = await post('/staff/test/draft', 'title=x', headers, visitor.cookie)
  expect(sent.statusCode).toBe(403)
  expect(sent.body).toContain('別のサイトから送られた操作')
  expect(city.drafts).toHaveLength(before)
  const signIn = await post('/staff/sign-in', `number=400001&password=${PASSWORD}`, headers)
  expect(signIn.statusCode).toBe(403)
  expect(signIn.headers['set-cookie']).toBeUndefined()
  const signOut = await post('/staff/sign-out-everywhere', '', headers, visitor.cookie)
  expect(signOut.statusCode).toBe(403)
  expect((await visitor.get('/staff/')).statusCode).toBe(200)
})

test('on a plain-http name the origin of our own pages is enough', async () => {
  const visitor = city.visitor()
  await visitor.signIn('400001')
  const headers = { origin: 'http://kaze.city.local' }
  const sent = await post('/staff/sign-out-everywhere', '', headers, visitor.cookie)
  expect(sent.statusCode).toBe(303)
  expect((await visitor.get('/staff/')).statusCode).toBe(303)
})

test('a form of another site is not kept for sending again either', async () => {
  const sent = await post('/staff/test/draft', 'title=x', { 'sec-fetch-site': 'cross-site' })
  expect(sent.statusCode).toBe(403)
  expect(sent.body).not.toContain('kept')
})

test('links from the groupware find the person signed in', async () => {
  const visitor = city.visitor()
  await visitor.signIn('400001')
  const page = await visitor.get('/staff/', { 'sec-fetch-site': 'cross-site' })
  expect(page.statusCode).toBe(200)
})

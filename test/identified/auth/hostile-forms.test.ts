import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityValues, type StaffApp, staffApp, type Visitor } from './staff-app.ts'

let city: StaffApp
let admin: Visitor

beforeAll(async () => {
  city = await staffApp({
    throttle: {
      perAddress: { failures: 1e6, seconds: 60 },
      perNumber: { failures: 1e6, seconds: 60, restSeconds: 1 },
      allNumbers: { failures: 1e6, seconds: 60 },
    },
  })
  await city.addPerson('900001')
  await city.addRole('900001', 'admin', '*')
  admin = city.visitor()
  await admin.signIn('900001')
})
afterAll(async () => city.close())

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    '900001 ',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    '\u0000',
    '*',
    'admin',
    '\uFEFF',
    '٠٥٤',
    'x'.repeat(5000),
    '__proto__',
    '{"$gt":""}',
  ),
)
const names = [
  'number',
  'password',
  'next',
  'kept',
  'current',
  'again',
  'role',
  'unit',
  'person',
  '__proto__',
]
const urlencoded = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...names), text), text), { maxLength: 8 })
  .map((fields) =>
    new URLSearchParams(fields.map(([n, v]) => [n.toWellFormed(), v.toWellFormed()])).toString(),
  )
const broken = fc.constantFrom(
  '%',
  '%zz=1',
  'number=%E3%81',
  'number[]=1&number[]=2',
  '&&&===',
  'a'.repeat(20_000),
)
const body = fc.oneof(
  fc.tuple(fc.constant('application/x-www-form-urlencoded'), fc.oneof(urlencoded, broken)),
  fc.tuple(fc.constant('application/json'), fc.oneof(fc.json(), fc.string())),
  fc.tuple(
    fc.constantFrom('text/plain', 'text/html', 'multipart/form-data', 'application/xml', ''),
    fc.string(),
  ),
)

const forms = ['/staff/sign-in', '/staff/password', '/staff/admin/roles', '/staff/admin/roles/end']

test.each(forms)(
  'whatever is sent to %s is refused with a page and changes nothing',
  async (url) => {
    const before = await everything()
    await fc.assert(
      fc.asyncProperty(body, fc.boolean(), async ([type, payload], asScript) => {
        const answer = await admin.post(url, payload, {
          'content-type': type,
          ...(asScript ? { accept: '*/*' } : {}),
        })
        expect(answer.statusCode).toBeGreaterThanOrEqual(400)
        expect(answer.statusCode).toBeLessThan(500)
        expect(answer.headers['content-type']).toMatch(
          /^(text\/html|application\/problem\+json); charset=utf-8$/,
        )
        expect(answer.body).not.toContain('<script>alert')
      }),
      { numRuns: 150 },
    )
    expect(await everything()).toEqual(before)
    expect(city.log()).not.toContain('internal error')
  },
)

test('whatever is asked of the pages of the administrator gets an answer', async () => {
  const query = fc.oneof(
    urlencoded,
    fc
      .tuple(fc.constantFrom('page', 'act', 'actor', 'notice', 'next', 'from', 'q', 'unit'), text)
      .map((pair) => new URLSearchParams([[pair[0], pair[1].toWellFormed()]]).toString()),
  )
  const pages = [
    '/staff/',
    '/staff/sign-in',
    '/staff/admin',
    '/staff/admin/roles',
    '/staff/admin/audit',
    '/staff/admin/passwords',
    '/staff/admin/passwords/letters/print',
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...pages), query, async (url, search) => {
      const answer = await admin.get(`${url}?${search}`)
      expect([200, 303, 400, 422]).toContain(answer.statusCode)
      expect(answer.body).not.toContain('<script>alert')
    }),
    { numRuns: 300 },
  )
  expect(city.log()).not.toContain('internal error')
})

test('a body far too large is refused before it is read', async () => {
  for (const url of forms) {
    const answer = await admin.post(url, `number=${'x'.repeat(400_000)}`)
    expect(answer.statusCode).toBe(413)
  }
})

test('a form of thousands of fields is refused, at the door and behind it, without being read', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `k${i}=1`).join('&')
  for (const url of [...forms, '/staff/sign-out', '/staff/test/open', '/staff/test/draft']) {
    const answer = await admin.post(url, many(401))
    expect([url, answer.statusCode]).toEqual([url, url === '/staff/test/open' ? 404 : 413])
    if (answer.statusCode === 413) expect(answer.body).toContain('送られた内容が大きすぎます。')
  }
  const asScript = await admin.post('/staff/sign-in', many(5000), { accept: 'application/json' })
  expect([asScript.statusCode, asScript.json().type]).toEqual([413, '/problems/too-large'])
  const same = await admin.post('/staff/sign-in', '&a'.repeat(20_000))
  expect(same.statusCode).toBe(413)
  expect((await admin.post('/staff/sign-in', many(400))).statusCode).toBe(422)
})

test.each([
  ['/staff/sign-in', 160_000],
  ['/staff/sign-out', 5000],
  ['/staff/sign-out-everywhere', 5000],
  ['/staff/password', 20_000],
  ['/staff/test/draft', 70_000],
])('%s does not take %i bytes', async (url, bytes) => {
  const answer = await city.visitor().post(url, `a=${'x'.repeat(bytes)}`)
  expect(answer.statusCode).toBe(413)
})

test('a number that grows when it is read is refused before', async () => {
  const answer = await admin.post('/staff/sign-in', { number: 'ﷺ'.repeat(5000), password: 'x' })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('職員番号は20文字以下で入力してください。')
})

async function everything() {
  const audit = await city.stores.identity.selectFrom('audit').selectAll().execute()
  return { values: await identityValues(city.stores), audit }
}

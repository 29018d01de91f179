/** T10: page, key and scripts of the anonymous side are the same bytes for everybody. */
import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleLines, type KeyLogEntry } from '../../server/survey/key-log.ts'
import { answersOf, CITY_PASSWORD, type SmallCity, smallCity } from '../support/small-city.ts'

/** Browsers of several makers, languages and machines. */
const BROWSERS: readonly Record<string, string>[] = [
  {},
  { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130', 'accept-language': 'ja' },
  { 'user-agent': 'Mozilla/5.0 (iPad; CPU OS 17_0) Safari/605', 'accept-language': 'en-US,en' },
  { 'user-agent': 'Mozilla/5.0 Firefox/115', 'accept-language': 'zh-CN', dnt: '1' },
  { accept: 'text/html', 'x-forwarded-for': '10.1.2.3', forwarded: 'for=10.1.2.3' },
  { accept: '*/*', 'if-none-match': '"1"', 'sec-fetch-site': 'same-origin' },
]

let city: SmallCity
beforeAll(async () => {
  city = await smallCity()
})
afterAll(() => city.close())

test('five people who have signed in and a stranger get the same page, key and scripts', async () => {
  const seen: string[] = []
  const scripts: string[] = []
  for (const [i, headers] of BROWSERS.entries()) {
    const browser = await newBrowser(headers)
    if (i > 0) await browser.signIn(city.people[i] ?? '')
    if (i > 2) {
      const card = await city.takeCard(browser.cookie('/staff/'))
      if (i > 3) await city.cast(card, answersOf(city.survey.questionnaire, i))
    }
    expect(browser.cookie(`/voice/surveys/${city.survey.id}`)).toBe('')
    const page = await browser.get(`/voice/surveys/${city.survey.id}`)
    seen.push(seenIn(page))
    seen[i] += seenIn(await browser.get(`/voice/surveys/${city.survey.id}/key`))
    scripts.push('')
    for (const [, address = ''] of page.body.matchAll(
      /(?:src|href|data-address)="(\/assets\/[^"]+)"/g,
    )) {
      const asset = await browser.get(address)
      expect(asset.statusCode).toBe(200)
      scripts[i] += seenIn(asset)
    }
  }
  expect(scripts[0]?.length).toBeGreaterThan(1000)
  expect(different(seen)).toBe(1)
  expect(different(scripts)).toBe(1)
})

test('compressed or not, the page is the same page', async () => {
  const url = `/voice/surveys/${city.survey.id}`
  const stranger = city.visit()
  const plain = await stranger.get(url)
  for (let i = 0; i < 3; i += 1) {
    const br = await stranger.get(url, { 'accept-encoding': 'gzip, deflate, br' })
    const gzip = await stranger.get(url, { 'accept-encoding': 'gzip' })
    expect(brotliDecompressSync(br.rawPayload).equals(plain.rawPayload)).toBe(true)
    expect(gunzipSync(gzip.rawPayload).equals(plain.rawPayload)).toBe(true)
  }
})

test('what each of them gets is what the public list of keys says', async () => {
  for (const [i, headers] of BROWSERS.entries()) {
    const browser = await newBrowser(headers)
    if (i > 0) await browser.signIn(city.people[i] ?? '')
    expect(await differencesFromList((url) => browser.get(url))).toEqual([])
  }
})

test('a server that sends one person another page, script, style or key is caught by the list', async () => {
  const own = (await listed()).assets
  const script = own.find((address) => address.endsWith('.js')) ?? ''
  const style = own.find((address) => address.endsWith('.css')) ?? ''
  const page = `/voice/surveys/${city.survey.id}`
  const other = await smallCity({ people: 3 })
  const otherKey = (await other.app.inject(`/voice/surveys/${other.survey.id}/key`)).rawPayload
  const planted: [url: string, bytes: (served: Buffer) => Buffer][] = [
    [page, (served) => Buffer.from(served.toString().replace('<body', '<body data-for="000104"'))],
    [script, (served) => Buffer.concat([served, Buffer.from('fetch("/seen")')])],
    [style, (served) => Buffer.concat([served, Buffer.from('/* 000104 */')])],
    [`${page}/key`, () => otherKey],
  ]
  for (const [url, bytes] of planted) {
    const found = await differencesFromList(async (asked) => {
      const answer = await city.app.inject(asked)
      const served = answer.rawPayload
      return asked === url ? { rawPayload: bytes(served) } : { rawPayload: served }
    })
    expect(found).toEqual([url])
  }
})

test('the page has one title that names neither survey nor person', async () => {
  const page = await city.visit().get(`/voice/surveys/${city.survey.id}`)
  expect(/<title>([^<]*)<\/title>/.exec(page.body)?.[1]).toContain('職員アンケート')
  expect(page.body).not.toMatch(/0001\d\d(?!\d)/)
  expect(page.headers['set-cookie']).toBeUndefined()
})

test('the page leads whoever has answered back to where one signs out, without a referrer', async () => {
  const page = await city.visit().get(`/voice/surveys/${city.survey.id}`)
  expect(page.body).toContain(
    '<a href="/staff/" rel="noreferrer" data-w="signOut">職員の画面へ戻ってサインアウト</a>',
  )
})

test('a request that says who is asking is refused on the anonymous side, and changes nothing', async () => {
  const cookie = await city.signIn(city.people[0] ?? '')
  const card = await city.takeCard(await city.session(city.people[1] ?? ''))
  const bytes = Buffer.from(await city.castBytes(card, answersOf(city.survey.questionnaire, 1)))
  const saying: Record<string, string>[] = [
    { cookie },
    { cookie: `other=1; ${cookie}` },
    { cookie: '__Secure-kazetoshi=abc' },
    { cookie: 'kazetoshi=' },
    { authorization: 'Negotiate YIIabc' },
    { authorization: 'Basic dTpw' },
  ]
  const base = `/voice/surveys/${city.survey.id}`
  for (const headers of saying) {
    for (const [method, url] of [
      ['GET', base],
      ['HEAD', base],
      ['GET', `${base}/key`],
      ['POST', `${base}/ballots`],
    ] as const) {
      const answer = await city.app.inject({
        method,
        url,
        headers: { ...headers, 'content-type': 'application/octet-stream' },
        ...(method === 'POST' ? { payload: bytes } : {}),
      })
      expect([method, url, answer.statusCode]).toEqual([method, url, 400])
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  }
  const anonymous = await city.app.inject({
    method: 'POST',
    url: `${base}/ballots`,
    headers: { cookie: 'groupware=x', 'content-type': 'application/octet-stream' },
    payload: bytes,
  })
  expect(anonymous.statusCode).toBe(204)
})

test('the cookie of the staff side never leaves the staff side', async () => {
  const answer = await city
    .visit()
    .post('/staff/sign-in', { number: city.people[0] ?? '', password: CITY_PASSWORD })
  const [cookie = ''] = [answer.headers['set-cookie'] ?? []].flat()
  expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/staff', 'SameSite=Lax'])
})

test('the same check catches a page with a mark of its reader, and one that answers in the language asked', async () => {
  const marked = [1, 2, 3].map((i) => `<html data-visit="${i}">`)
  expect(different(marked)).toBe(3)
  const polite: string[] = []
  for (const headers of BROWSERS.slice(0, 3)) {
    const page = await city.visit().get(`/voice/surveys/${city.survey.id}`, headers)
    page.headers['content-language'] = headers['accept-language'] ?? 'ja'
    polite.push(seenIn(page))
  }
  expect(different(polite)).toBeGreaterThan(1)
})

/** Everything that reaches the browser but the time of day. */
function seenIn(answer: LightMyRequestResponse): string {
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'date')
  return JSON.stringify([answer.statusCode, headers, answer.rawPayload.toString('base64')])
}

function different(all: readonly string[]): number {
  return new Set(all).size
}

/** The last entry of this city's survey that says what browsers are sent. */
async function listed() {
  const { entries } = (await city.app.inject('/api/v1/keys')).json<{
    entries: { entry: string }[]
  }>()
  const own = entries
    .map(({ entry }) => JSON.parse(entry) as KeyLogEntry)
    .findLast(({ survey, bundle }) => survey === city.survey.id && bundle !== null)
  if (own === undefined || own.bundle === null) throw new Error('not on the list')
  return {
    entry: own,
    lines: bundleLines(own.survey, own.bundle),
    assets: Object.keys(own.bundle.assets),
  }
}

/** Addresses whose bytes, as somebody gets them, are not those of the public list. */
async function differencesFromList(
  get: (url: string) => Promise<{ readonly rawPayload: Buffer }>,
): Promise<string[]> {
  const { entry, lines } = await listed()
  const found: string[] = []
  for (const line of lines) {
    const [hash = '', address = ''] = line.split('  ')
    const { rawPayload } = await get(address)
    if (createHash('sha256').update(rawPayload).digest('hex') !== hash) found.push(address)
  }
  const address = `/voice/surveys/${entry.survey}/key`
  const key = JSON.parse((await get(address)).rawPayload.toString()) as Partial<KeyLogEntry>
  const names = ['keyId', 'signingKey', 'tallyKey', 'survey'] as const
  if (names.some((name) => key[name] !== entry[name])) found.push(address)
  return found
}

/** A browser with a jar that minds the path of a cookie. */
async function newBrowser(headers: Record<string, string>) {
  const jar: { value: string; path: string }[] = []
  const cookie = (url: string) =>
    jar
      .filter(({ path }) => url === path || url.startsWith(`${path}/`))
      .map(({ value }) => value)
      .join('; ')
  return {
    cookie,
    async signIn(number: string) {
      const form = { number, password: CITY_PASSWORD }
      const answer = await city.visit().post('/staff/sign-in', form, headers)
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
        const path = /;\s*Path=([^;]+)/i.exec(line)?.[1] ?? '/'
        jar.push({ value: line.split(';')[0] ?? '', path })
      }
    },
    get(url: string) {
      const own = cookie(url) === '' ? {} : { cookie: cookie(url) }
      return city.app.inject({ method: 'GET', url, headers: { ...headers, ...own } })
    },
  }
}

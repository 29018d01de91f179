import { describe, expect, it } from 'vitest'
import { Problem, type ProblemCode, problems } from '../../../server/http/problems.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { documentOf, textOf } from '../office/hand.ts'

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const JSON_ONLY = { accept: 'application/json' }
const FORM = {
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
}

async function expectDress(
  answer: { statusCode: number; body: string; headers: Record<string, unknown> },
  status: number,
): Promise<void> {
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.headers['cache-control']).toBe('no-store')
  const document = documentOf(answer)
  expect(document.documentElement.getAttribute('lang')).toBe('ja')
  expect(document.querySelector('link[rel=stylesheet]')?.getAttribute('href')).toMatch(
    /^\/assets\/site-/,
  )
  expect(document.querySelectorAll('h1')).toHaveLength(1)
  expect(document.querySelector('main a[href="/"]')?.textContent).toBe('はじめのページへ')
  expect(textOf(answer)).toMatch(/[ぁ-ん]。/)
  expect(answer.body).not.toMatch(/\bat .*\.(ts|js):\d|node_modules|Error:|SQLITE|stack/)
}

describe('A refusal', () => {
  it.each(Object.keys(problems) as ProblemCode[])(
    '「%s」 is a page in the common dress, and problem+json for programs',
    async (code) => {
      const city = await smallCity({ survey: 'none', people: 3 })
      city.app.get('/test/refusal', async () => {
        throw new Problem(code, code === 'busy' ? { retryAfter: 2 } : {})
      })
      const [status, title, next] = problems[code]
      const page = await city.app.inject({ url: '/test/refusal', headers: HTML })
      await expectDress(page, status)
      expect(documentOf(page).querySelector('h1')?.textContent).toBe(title)
      expect(textOf(page)).toContain(next)
      const data = await city.app.inject({ url: '/test/refusal', headers: JSON_ONLY })
      expect(data.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(data.json()).toEqual({ type: `/problems/${code}`, title, status, detail: next })
      if (code === 'busy') expect(data.headers['retry-after']).toBe('2')
    },
  )

  it('is met at the real doors for every status, in the same dress', async () => {
    const city = await smallCity({ people: 8, logLevel: 'error' })
    city.app.get('/test/bug', async () => {
      throw new Error('secret of person 000104')
    })
    const cookie = await city.session('000104')
    const hr = await city.session(city.officials.hr)
    const get = (url: string, headers = {}) =>
      city.app.inject({ url, headers: { ...HTML, ...headers } })
    const post = (url: string, payload: string, headers = {}) =>
      city.app.inject({ method: 'POST', url, payload, headers: { ...HTML, ...FORM, ...headers } })

    await expectDress(await get('/%zz'), 400)
    await expectDress(
      await post('/staff/office/surveys/new', '{', {
        cookie: hr,
        'content-type': 'application/json',
      }),
      400,
    )
    await expectDress(await get('/voice/surveys/r8', { cookie }), 400)
    await expectDress(
      await post('/staff/surveys/r8/card', 'x', { 'content-type': 'application/octet-stream' }),
      401,
    )
    await expectDress(await get('/staff/office', { cookie }), 403)
    await expectDress(await post('/staff/sign-out', '', { 'sec-fetch-site': 'cross-site' }), 403)
    for (const url of [
      '/nothing',
      '/staff/nothing',
      '/voice/nothing',
      '/results/r99',
      '//voice/x',
      '/voice/../x',
      `/${'a'.repeat(4000)}`,
    ]) {
      await expectDress(await get(url, url.startsWith('/staff') ? { cookie } : {}), 404)
    }
    await expectDress(await get('/staff/office/surveys/r8/draft', { cookie: hr }), 409)
    await expectDress(
      await post('/staff/office/surveys/new', `title=${'a'.repeat(300_000)}`, { cookie: hr }),
      413,
    )
    await expectDress(
      await post('/staff/office/surveys/new', '<a/>', { cookie: hr, 'content-type': 'text/xml' }),
      415,
    )
    await expectDress(await get('/test/bug'), 500)
    expect(city.log()).not.toContain('secret of person')
    city.clock.now = city.survey.closesAt
    const later = await city.session('000104')
    await expectDress(await get('/staff/surveys/r8/card', { cookie: later }), 410)
  })

  it('after many wrong passwords is 429 with a time to wait, for pages and programs', async () => {
    const city = await smallCity({ survey: 'none', people: 3 })
    const wrong = async (accept: string) =>
      city.app.inject({
        method: 'POST',
        url: '/staff/sign-in',
        headers: { ...FORM, accept },
        payload: new URLSearchParams({
          number: '000103',
          password: '違うパスワードです',
        }).toString(),
      })
    let answer = await wrong('text/html')
    for (let i = 0; i < 30 && answer.statusCode !== 429; i += 1) answer = await wrong('text/html')
    expect(answer.statusCode).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(textOf(answer)).toContain('少しの間お待ちいただきます。')
    const data = await wrong('application/json')
    expect([data.statusCode, data.headers['content-type']]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ])
  })

  it('of the anonymous side carries no cookie and no trace of what was asked', async () => {
    const city = await smallCity({ people: 3, logLevel: 'trace' })
    for (const url of [
      '/voice/surveys/secret-name',
      '/%76oice/surveys/secret-name',
      '//voice/secret-name',
    ]) {
      const answer = await city.app.inject({ url, headers: HTML })
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.body).not.toContain('secret-name')
    }
    expect(city.log()).not.toContain('secret-name')
  })
})

describe('With PUBLISHED_ACCESS=staff', () => {
  it('results and data are under /staff for people who signed in, and nowhere else', async () => {
    const city = await smallCity({ survey: 'none', people: 6, publishedAccess: 'staff' })
    const person = await city.session('000104')
    for (const path of ['/results', '/api/v1/surveys', '/api/v1/openapi.json']) {
      expect([path, (await city.app.inject({ url: path, headers: HTML })).statusCode]).toEqual([
        path,
        404,
      ])
      const signedIn = await city.app.inject({
        url: `/staff${path}`,
        headers: { ...HTML, cookie: person },
      })
      expect([path, signedIn.statusCode]).toEqual([path, 200])
      const page = await city.app.inject({ url: `/staff${path}`, headers: HTML })
      expect([path, page.statusCode]).toEqual([path, 303])
      const data = await city.app.inject({ url: `/staff${path}`, headers: JSON_ONLY })
      expect([path, data.statusCode]).toEqual([path, 401])
    }
    for (const url of ['/', '/staff/']) {
      const page = await city.app.inject({
        url,
        headers: { ...HTML, ...(url === '/' ? {} : { cookie: person }) },
      })
      expect(documentOf(page).querySelectorAll('a[href="/results"]')).toHaveLength(0)
      expect(documentOf(page).querySelectorAll('a[href="/staff/results"]').length).toBeGreaterThan(
        0,
      )
    }
  })
})

describe('Every page', () => {
  it('carries the headers that keep scripts, frames and caches out; no HSTS on plain http', async () => {
    const city: SmallCity = await smallCity({ survey: 'none', people: 3 })
    for (const url of ['/', '/results', '/staff/sign-in', '/nothing']) {
      const { headers } = await city.app.inject({ url, headers: HTML })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).not.toMatch(/unsafe|upgrade-insecure/)
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['strict-transport-security']).toBeUndefined()
    }
  })
})

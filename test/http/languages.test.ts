import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallCity, type SmallCity } from '../support/small-city.ts'
import { untranslated } from '../support/untranslated.ts'

let city: SmallCity
let cookie: string

beforeAll(async () => {
  city = await smallCity({ people: 12 })
  cookie = await city.session('000110')
})

afterAll(async () => city.app.close())

const choose = (to: string, referer?: string) =>
  city.app.inject({
    url: `/language/${to}`,
    headers: { host: 'kaze.example', ...(referer === undefined ? {} : { referer }) },
  })

const get = (url: string, language: string | null, session = '') =>
  city.app.inject({
    url,
    headers: {
      accept: 'text/html',
      cookie: [session, language === null ? '' : `kazetoshi-language=${language}`]
        .filter((part) => part !== '')
        .join('; '),
    },
  })

describe('The choice of language', () => {
  it('is kept for the pages of staff and the published ones, never for `/` or the anonymous side', async () => {
    const response = await choose('en', 'http://kaze.example/results?a=1')
    expect(response.statusCode).toBe(303)
    expect(response.headers.location).toBe('/results?a=1')
    const kept = [response.headers['set-cookie'] ?? []].flat()
    const paths = kept.map((line) => /Path=([^;]+)/.exec(line)?.[1])
    expect(paths).toContain('/staff')
    expect(paths.filter((path) => path === '/' || path?.startsWith('/voice'))).toEqual([])
    expect(kept.every((line) => line.startsWith('kazetoshi-language=en;'))).toBe(true)
  })

  it('takes the first page along in its address', async () => {
    expect((await get('/language/easy?back=%2F', null)).headers.location).toBe('/?lang=easy')
    expect((await get('/language/ja?back=%2F%3Flang%3Den', null)).headers.location).toBe(
      '/?lang=ja',
    )
  })

  it.each([
    'https://other.example/results',
    'http://kaze.example//other.example',
    'results',
    undefined,
  ])('goes nowhere else: %j', async (from) => {
    const { headers } = await choose('en', from)
    expect(headers.location).toBe('/?lang=en')
  })

  it('knows three languages', async () => {
    expect((await get('/language/fr', null)).statusCode).toBe(404)
    expect((await get('/staff/sign-in', 'fr')).body).toContain('<html lang="ja"')
  })

  it('changes nothing on the anonymous side, its refusals included', async () => {
    for (const url of [
      '/voice',
      '/voice/nothing',
      '/%76oice/nothing',
      '/voice/surveys/none',
      '/%ff',
    ]) {
      const plain = await get(url, null)
      expect(plain.statusCode, url).toBeGreaterThanOrEqual(400)
      expect(plain.body, url).toContain('<html lang="ja"')
      for (const other of [await get(url, 'en'), await get(`${url}?lang=en`, 'easy')])
        expect(other.body, url).toBe(plain.body)
    }
    expect((await get('/no-such-page', null)).body).not.toBe(
      (await get('/no-such-page?lang=en', null)).body,
    )
  })

  it('stands on the page, each in itself', async () => {
    const { body } = await get('/staff/sign-in', 'en')
    expect(body).toContain('lang="ja">日本語</a>')
    expect(body).toContain('lang="ja">やさしい日本語</a>')
    expect(body).toMatch(/lang="en" hreflang="en" aria-current="true">English</)
  })
})

describe('In English nothing is left in Japanese', () => {
  it.each([
    ['/?lang=en', false],
    ['/staff/sign-in', false],
    ['/staff/sign-in?notice=signed-out', false],
    ['/no-such-page?lang=en', false],
    ['/staff/no-such-page', true],
    ['/staff/', true],
    ['/staff/password', true],
    ['/staff/proposals', true],
  ] as const)('on %s', async (url, signedIn) => {
    const { body } = await get(url, 'en', signedIn ? cookie : '')
    expect(untranslated(body)).toEqual([])
    expect(body).toContain('<html lang="en"')
  })

  it('which is seen when a sentence is', () => {
    expect(untranslated('<body><p lang="ja">結果</p><p>Results 結果</p></body>')).toEqual([
      'Results 結果',
    ])
    expect(untranslated('<body><a aria-label="戻る">Back</a></body>')).toEqual(['aria-label: 戻る'])
  })

  it('when a sign-in is refused, by the form and by the password', async () => {
    for (const payload of ['', 'number=000110&password=wrong-password-wrong']) {
      const { body } = await city.app.inject({
        method: 'POST',
        url: '/staff/sign-in',
        payload,
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          cookie: 'kazetoshi-language=en',
        },
      })
      expect(body).toContain(payload === '' ? 'Please enter your staff number.' : 'is wrong.')
      expect(untranslated(body)).toEqual([])
    }
  })

  it.each(['', 'current=a&password=short&again=', 'current=a&password=000110000110&again=b'])(
    'when a new password is refused: %j',
    async (payload) => {
      const { body } = await city.app.inject({
        method: 'POST',
        url: '/staff/password',
        payload,
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          cookie: `${cookie}; kazetoshi-language=en`,
        },
      })
      expect(untranslated(body)).toEqual([])
    },
  )
})

describe('Officials', () => {
  it('read in the frame that their pages are in Japanese only', async () => {
    const session = await city.session(city.officials.hr)
    const { body } = await get('/staff/office', 'en', session)
    expect(body).toContain('This page is in Japanese only.')
    expect(body).toContain('<html lang="ja"')
  })
})

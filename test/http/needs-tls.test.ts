/** Work of officials over plain http: from another machine refused, whatever the address line and headers say. */
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import type { Role } from '../../server/stores/identity.ts'
import { routesBelow } from '../support/routes.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { openedPage } from '../support/valid-html.ts'

const REFUSAL = '担当者の仕事は、暗号化された通信（https）でだけ行えます。'
/** A PC of the house, as the documentation range has it. */
const ELSEWHERE = '192.0.2.77'

/** What everybody may do who is signed in; everything else below /staff is an office. */
const staffOwn = [
  /^\/staff\/?$/,
  /^\/staff\/(sign-in|sign-out|sign-out-everywhere|password|password\/reset-read)$/,
  // The list of one's own offices; what is in them is refused.
  /^\/staff\/handover$/,
  /^\/staff\/surveys\//,
  /^\/staff\/proposals(\/|$)/,
  /^\/staff\/retention(\/)?$/,
]

let city: SmallCity
/** Holds every office there is. */
let everything = ''

beforeAll(async () => {
  city = await smallCity({ people: 12 })
  everything = city.people[5] ?? ''
  const offices: readonly Role[] = ['admin', 'hr', 'secretariat', 'compliance']
  const ofUnit: readonly Role[] = ['director', 'head', 'promoter']
  await city.stores.identity
    .insertInto('role')
    .values([
      ...offices.map((role) => ({ person: everything, role, unit: '*', origin: 'hand' as const })),
      ...ofUnit.map((role) => ({
        person: everything,
        role,
        unit: '1010',
        origin: 'hand' as const,
      })),
    ])
    .execute()
})
afterAll(async () => city.close())

interface Asked {
  readonly from?: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly person?: string
}

async function ask(url: string, { from = ELSEWHERE, method = 'GET', ...more }: Asked = {}) {
  const cookie = await city.session(more.person ?? everything)
  const form = {
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
  }
  return city.app.inject({
    method,
    url,
    remoteAddress: from,
    headers: {
      cookie,
      accept: 'text/html',
      ...(method === 'POST' ? form : {}),
      ...more.headers,
    },
    ...(method === 'POST' ? { payload: '' } : {}),
  })
}

describe('Work of officials', () => {
  it.each<[string, string, Role]>([
    ['人事課', '/staff/office', 'hr'],
    ['情報担当', '/staff/admin', 'admin'],
    ['行政管理課', '/staff/desk', 'secretariat'],
    ['コンプライアンス担当', '/staff/desk/compliance', 'compliance'],
    ['所属の担当', '/staff/inbox', 'head'],
  ])(
    'of %s from another PC without TLS is refused with a page that says what to do',
    async (_, url) => {
      const { page, title } = openedPage(await ask(url), url)
      expect(title).toContain(REFUSAL)
      page.getByRole('heading', { level: 1, name: REFUSAL })
      page.getByText(/アドレスを https:\/\/ に変えて、開き直してください。/)
      page.getByText(/TLS_CERT と TLS_KEY、または中継サーバーと TRUST_PROXY/)
      page.getByText(/職員としての回答や提案は、このままでもできます。/)
      expect((await ask(url)).statusCode).toBe(403)
      expect((await ask(url, { from: '127.0.0.1' })).statusCode).toBe(200)
    },
  )

  it('below /staff is refused on every address but those that everybody has', async () => {
    await city.app.ready()
    const routes = routesBelow('/staff', city.app.printRoutes({ commonPrefix: false }))
    expect(routes.length).toBeGreaterThan(100)
    const own = routes.filter(({ pattern }) => staffOwn.some((mine) => mine.test(pattern)))
    const offices = routes.filter((route) => !own.includes(route))
    expect(own.length).toBeGreaterThan(10)
    const open: string[] = []
    for (const { method, pattern } of offices) {
      const answer = await ask(pattern.replaceAll(/:\w+/g, 'x'), { method })
      if (answer.statusCode !== 403 || !answer.body.includes(REFUSAL)) {
        open.push(`${method} ${pattern}: ${answer.statusCode}`)
      }
    }
    expect(open).toEqual([])
  })

  it('a script is told the same as problem+json', async () => {
    const answer = await ask('/staff/office', { headers: { accept: 'application/json' } })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({
      type: '/problems/needs-tls',
      status: 403,
      title: REFUSAL,
    })
  })

  it('of somebody without an office is refused for that reason, not for the missing TLS', async () => {
    const answer = await ask('/staff/office', { person: city.people[8] ?? '' })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain('この操作をする権限がありません。')
  })
})

describe('Staff without an office, and officials as staff', () => {
  it('work over plain http from every PC', async () => {
    for (const person of [city.people[8] ?? '', everything]) {
      expect((await ask('/staff/', { person })).statusCode).toBe(200)
      expect((await ask('/staff/password', { person })).statusCode).toBe(200)
      expect((await ask('/staff/retention', { person })).statusCode).toBe(200)
    }
    const answering = await city.app.inject({
      url: `/voice/surveys/${city.survey.id}`,
      remoteAddress: ELSEWHERE,
    })
    expect(answering.statusCode).toBe(200)
  })
})

describe('This machine', () => {
  const office = '/staff/office'

  it.each(['127.0.0.1', '127.0.0.5', '::1', '::ffff:127.0.0.1'])(
    'is %s with a loopback name in the address line',
    async (from) => {
      for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'localhost']) {
        expect((await ask(office, { from, headers: { host } })).statusCode).toBe(200)
      }
    },
  )

  it.each<[string, Record<string, string>]>([
    ['names whom it speaks for', { 'x-forwarded-for': ELSEWHERE }],
    ['says that the other side had TLS (nobody trusts it)', { 'x-forwarded-proto': 'https' }],
    ['says so in the words of RFC 7239', { forwarded: 'for=192.0.2.77;proto=https' }],
    ['says its own name only', { via: '1.1 proxy' }],
    ['uses nginx’s customary header', { 'x-real-ip': ELSEWHERE }],
    ['uses the header of IIS', { 'x-arr-log-id': 'a' }],
    ['passes the name that people type', { host: 'kaze.city.example.jp' }],
    ['passes a name that only begins like this machine', { host: 'localhost.example.jp' }],
  ])('is not a proxy on it that %s', async (_, headers) => {
    const answer = await ask(office, { from: '127.0.0.1', headers })
    expect(answer.statusCode).toBe(403)
    expect(answer.body).toContain(REFUSAL)
  })

  it('is not another machine that says it is', async () => {
    for (const headers of [
      { host: 'localhost' },
      { host: 'localhost', 'x-forwarded-for': '127.0.0.1' },
      { 'x-forwarded-proto': 'https' },
    ] as Record<string, string>[]) {
      expect((await ask(office, { headers })).statusCode).toBe(403)
    }
  })
})

describe('The first set-up', () => {
  it('is made on the server itself or over TLS, for the first password would go over the wire', async () => {
    const empty = await smallCity({ survey: 'none', credentials: false, setupCode: 'einmal' })
    const from = async (remoteAddress: string) =>
      empty.app.inject({
        url: '/setup?key=einmal',
        remoteAddress,
        headers: { accept: 'text/html' },
      })
    const refused = await from(ELSEWHERE)
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain(REFUSAL)
    expect(refused.body).toContain(
      'サーバーの端末の中（アドレスは http://localhost から始まります）',
    )
    expect((await from('127.0.0.1')).statusCode).toBe(200)
    const stranger = await empty.app.inject({ url: '/setup?key=no', remoteAddress: ELSEWHERE })
    expect(stranger.statusCode).toBe(404)
  })
})

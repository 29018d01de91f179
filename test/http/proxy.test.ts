/** A reverse proxy in front: the trusted one is believed, nobody else, and the anonymous side looks at no address. */
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { encodeCast } from '../../server/tokens/wire.ts'
import { castsOf } from '../promises/checks/box.ts'
import { reverseProxy } from '../support/reverse-proxy.ts'
import { CITY_PASSWORD, type SmallCity, smallCity } from '../support/small-city.ts'

const TRUSTED = '127.0.0.9'
const STRANGER = '127.0.0.10'
const NAME = 'kaze.city.example.jp'
const REFUSAL = '担当者の仕事は、暗号化された通信（https）でだけ行えます。'

const proxied = async (survey: 'none' | 'open' = 'none') =>
  smallCity({ people: 12, survey, config: { trustProxy: TRUSTED } })

async function through(
  city: SmallCity,
  address = TRUSTED,
  proto: 'https' | 'http' = 'https',
): Promise<string> {
  const to = await city.origin()
  return (await reverseProxy({ to, address, proto, host: NAME })).origin
}

async function signIn(
  origin: string,
  number: string,
  more: { password?: string; headers?: Record<string, string> } = {},
) {
  const { password = CITY_PASSWORD, headers = {} } = more
  return fetch(`${origin}/staff/sign-in`, {
    method: 'POST',
    headers: { accept: 'text/html', origin: `https://${NAME}`, ...headers },
    body: new URLSearchParams({ number, password }),
    redirect: 'manual',
  })
}

const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

describe('Behind the trusted proxy', () => {
  it('that ends TLS, officials work, the cookie is secure and HSTS is sent', async () => {
    const city = await proxied()
    const origin = await through(city)
    const signedIn = await signIn(origin, city.officials.hr)
    expect(signedIn.status).toBe(303)
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^__Secure-kazetoshi=[\w-]{43}; Path=\/staff; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(signedIn.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(signedIn.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    const cookie = cookieOf(signedIn)
    const office = await fetch(`${origin}/staff/office`, { headers: { cookie } })
    expect(office.status).toBe(200)
    const out = await fetch(`${origin}/staff/sign-out`, {
      method: 'POST',
      headers: { cookie, origin: `https://${NAME}` },
      body: new URLSearchParams(),
      redirect: 'manual',
    })
    expect(out.headers.get('set-cookie')).toMatch(/^__Secure-kazetoshi=;.*Secure/)
    expect((await fetch(`${origin}/staff/office`, { headers: { cookie } })).status).not.toBe(200)
  })

  it('that has no TLS, officials are refused and nothing claims to be secure', async () => {
    const city = await proxied()
    const origin = await through(city, TRUSTED, 'http')
    const signedIn = await signIn(origin, city.officials.hr, {
      headers: { origin: `http://${NAME}` },
    })
    expect(signedIn.headers.get('set-cookie')).toMatch(
      /^kazetoshi=[\w-]{43}; Path=\/staff; HttpOnly; SameSite=Lax$/,
    )
    expect(signedIn.headers.get('strict-transport-security')).toBeNull()
    const cookie = cookieOf(signedIn)
    const office = await fetch(`${origin}/staff/office`, {
      headers: { cookie, accept: 'text/html' },
    })
    expect(office.status).toBe(403)
    expect(await office.text()).toContain(REFUSAL)
    expect((await fetch(`${origin}/staff/`, { headers: { cookie } })).status).toBe(200)
  })

  it('a form comes from our own pages when its origin is the name that people type', async () => {
    const city = await proxied()
    const origin = await through(city)
    const staff = city.people[8] ?? ''
    expect((await signIn(origin, staff)).status).toBe(303)
    for (const other of ['https://evil.example', 'https://127.0.0.1', 'null']) {
      const refused = await signIn(origin, staff, { headers: { origin: other } })
      expect(refused.status).toBe(403)
      expect(await refused.text()).toContain('別のサイトから送られた操作')
    }
  })

  it('each PC has its own limit of wrong passwords', async () => {
    const city = await proxied()
    const origin = await through(city)
    const staff = city.people[8] ?? ''
    const wrong = async (client: string) =>
      (
        await signIn(origin, staff, {
          password: 'まちがいのパスワード',
          headers: { 'x-client': client },
        })
      ).status
    for (let i = 0; i < 5; i++) expect(await wrong('192.0.2.20')).toBe(401)
    expect(await wrong('192.0.2.20')).toBe(429)
    expect(await wrong('192.0.2.21')).toBe(401)
  })
})

describe('A proxy that is not the trusted one', () => {
  it('is not believed about TLS', async () => {
    const city = await proxied()
    const origin = await through(city, STRANGER)
    const cookie = `kazetoshi=${(await city.session(city.officials.hr)).split('=')[1]}`
    const office = await fetch(`${origin}/staff/office`, {
      headers: { cookie, accept: 'text/html' },
    })
    expect(office.status).toBe(403)
    expect(await office.text()).toContain(REFUSAL)
  })

  it('is not believed about the name that was typed', async () => {
    const city = await proxied()
    const origin = await through(city, STRANGER)
    expect((await signIn(origin, city.people[8] ?? '')).status).toBe(403)
  })

  it('is not believed about the address: another one for each guess does not help', async () => {
    const city = await proxied()
    const origin = await through(city, STRANGER)
    const statuses: number[] = []
    for (let i = 0; i < 6; i++) {
      const { status } = await signIn(origin, city.people[8] ?? '', {
        password: 'まちがいのパスワード',
        headers: { 'x-client': `192.0.2.${30 + i}`, 'sec-fetch-site': 'same-origin' },
      })
      statuses.push(status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  })

  it('without TRUST_PROXY nobody is believed', async () => {
    const city = await smallCity({ people: 12, survey: 'none' })
    const origin = await through(city)
    const signedIn = await signIn(origin, city.officials.hr, {
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(signedIn.headers.get('set-cookie')).toMatch(/^kazetoshi=/)
    expect(signedIn.headers.get('strict-transport-security')).toBeNull()
    const cookie = cookieOf(signedIn)
    expect((await fetch(`${origin}/staff/office`, { headers: { cookie } })).status).toBe(403)
  })
})

describe('The anonymous side behind the trusted proxy', () => {
  it('looks at no address and logs none; the sign-in does look', async () => {
    const city = await proxied('open')
    const origin = await through(city)
    const looked = watchAddresses(city)
    const client = { 'x-client': '192.0.2.99' }
    const voice = `${origin}/voice/surveys/${city.survey.id}`
    const [first, second] = await castsOf(city, 2)
    const cast = async (bytes: Uint8Array | undefined) =>
      fetch(`${voice}/ballots`, {
        method: 'POST',
        headers: { ...client, 'content-type': 'application/octet-stream' },
        body: Buffer.from(bytes ?? Buffer.of()),
      })
    looked.length = 0
    expect((await fetch(voice, { headers: client })).status).toBe(200)
    expect((await fetch(`${voice}/key`, { headers: client })).status).toBe(200)
    expect((await cast(first && encodeCast(first))).status).toBe(204)
    expect((await cast(first && encodeCast(first))).status).toBe(204)
    expect((await cast(Buffer.alloc(100))).status).toBe(400)
    expect((await cast(second && encodeCast(second))).status).toBe(204)
    expect((await fetch(`${origin}/voice/nothing`, { headers: client })).status).toBe(404)
    expect((await fetch(`${origin}/voice/proposals`, { headers: client })).status).toBe(200)
    expect(looked).toEqual([])
    await signIn(origin, city.people[8] ?? '', { headers: client })
    expect(looked.length).toBeGreaterThan(0)
    expect(city.log()).not.toContain('192.0.2.99')
    expect(city.log()).not.toContain(TRUSTED)
  })
})

/** Where the program asks a connection for the other side's address, as it happens. */
function watchAddresses(city: SmallCity): string[] {
  const looked: string[] = []
  city.app.server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress
    Object.defineProperty(socket, 'remoteAddress', {
      get() {
        looked.push(new Error('looked').stack ?? '')
        return address
      },
    })
  })
  return looked
}

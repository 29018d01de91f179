/** T7: an answer travels alone. What the server sees of the connections of a browser, under TLS. */
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CITY_PASSWORD, type SmallCity, smallCity } from '../support/small-city.ts'
import { launchBrowser, newPage } from './chromium.ts'
import { fillAnswers, sendAnswers } from './year-walk.ts'

interface Seen {
  readonly method: string
  readonly path: string
  readonly port: number
  /** The connection went on from a TLS session that was made before. */
  readonly resumed: boolean
  readonly cookie: boolean
  readonly referrer: boolean
}

let browser: Browser
let city: SmallCity
let origin: string
let seen: Seen[]
beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 12, tls: true })
  origin = await city.origin()
  city.app.server.on('request', (request: IncomingMessage) => {
    const socket = request.socket as TLSSocket
    seen.push({
      method: request.method ?? '',
      path: request.url ?? '',
      port: socket.remotePort ?? 0,
      resumed: socket.isSessionReused(),
      cookie: request.headers.cookie !== undefined,
      referrer: request.headers.referer !== undefined,
    })
  })
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})
beforeEach(() => {
  seen = []
})

const isCast = ({ method, path }: Seen) => method === 'POST' && path.endsWith('/ballots')

/** Everything by which the server could join a cast with who is signed in. */
function tiesOf(requests: readonly Seen[]): string[] {
  const casts = requests.filter(isCast)
  if (casts.length === 0) return ['nothing was cast']
  const ports = new Set(requests.filter(({ cookie }) => cookie).map(({ port }) => port))
  // Connections of the pool that sends no cookie go on from each other, at most.
  const alone = requests.filter(({ port }) => casts.some((cast) => cast.port === port))
  return [
    ...casts.filter(({ cookie }) => cookie).map(() => 'cookie'),
    ...casts.filter(({ referrer }) => referrer).map(() => 'referrer'),
    ...casts.filter(({ port }) => ports.has(port)).map(() => 'connection'),
    ...alone.slice(0, 1).flatMap(({ resumed }) => (resumed ? ['TLS session'] : [])),
  ]
}

async function atQuestions(number: string) {
  const { page, faults } = await newPage(browser, 820, 900, { anyCertificate: true })
  await page.goto(`${origin}/staff/`)
  await page.getByLabel('職員番号').fill(number)
  await page.getByLabel('パスワード').fill(CITY_PASSWORD)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { level: 1, name: 'アンケート' }).waitFor()
  await page.goto(`${origin}/staff/surveys/r8/card`)
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
  await page.locator('#form').waitFor({ state: 'visible' })
  return { page, faults }
}

describe('An answer under TLS', () => {
  it('travels without cookie and referrer, on a connection of its own that goes on from no other', async () => {
    const { page, faults } = await atQuestions('000105')
    await fillAnswers(page)
    await sendAnswers(page)
    expect(seen.filter(({ cookie }) => cookie).length).toBeGreaterThan(1)
    expect(tiesOf(seen)).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('would be joined by the same watch if it were sent like any other request', async () => {
    const { page } = await atQuestions('000106')
    await page
      .context()
      .addCookies([
        { name: 'other', value: 'of-this-person', domain: '127.0.0.1', path: '/', secure: true },
      ])
    seen = []
    await page.goto(`${origin}/voice/surveys/r8`)
    // As a page would do it that thinks of nothing.
    const send = () =>
      page.evaluate(async () => {
        const headers = { 'content-type': 'application/octet-stream' }
        const sent = { method: 'POST', headers, body: 'x', referrerPolicy: 'unsafe-url' } as const
        return (await fetch('/voice/surveys/r8/ballots', sent)).status
      })
    expect(await send()).toBe(400)
    expect(tiesOf(seen)).toEqual(expect.arrayContaining(['cookie', 'referrer', 'connection']))
    // A browser has few tickets to go on with: not every connection does.
    const ties = new Set<string>()
    for (let i = 0; i < 6 && !ties.has('TLS session'); i += 1) {
      city.app.server.closeAllConnections()
      seen = []
      await send()
      for (const tie of tiesOf(seen)) ties.add(tie)
    }
    expect(ties).toContain('TLS session')
    await page.context().close()
  })
})

/** T7: an answer travels alone. What the server sees of the connections of a browser, under TLS. */
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CITY_PASSWORD, type SmallCity, smallCity } from '../support/small-city.ts'
import { launchBrowser, newPage } from './chromium.ts'
import { questionsOpen, sendWithBlanks, START, typeCode } from './tablet.ts'
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
  city = await smallCity({
    people: 12,
    withoutPc: 4,
    draft: { slips: { spare: 2 } },
    tls: true,
  })
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

const CAST = '/ballots'
const EXCHANGE = '/slip-card'

/** Everything by which the server could join what came through these doors with who is signed in. */
function tiesOf(requests: readonly Seen[], doors: readonly string[]): string[] {
  const at = (door: string) =>
    requests.filter(({ method, path }) => method === 'POST' && path.endsWith(door))
  const unused = doors.filter((door) => at(door).length === 0)
  if (unused.length > 0) return unused.map((door) => `nothing came to ${door}`)
  const came = doors.flatMap(at)
  const ports = new Set(requests.filter(({ cookie }) => cookie).map(({ port }) => port))
  // Connections of the pool that sends no cookie go on from each other, at most.
  const alone = requests.filter(({ port }) => came.some((one) => one.port === port))
  return [
    ...came.filter(({ cookie }) => cookie).map(() => 'cookie'),
    ...came.filter(({ referrer }) => referrer).map(() => 'referrer'),
    ...came.filter(({ port }) => ports.has(port)).map(() => 'connection'),
    ...alone.slice(0, 1).flatMap(({ resumed }) => (resumed ? ['TLS session'] : [])),
  ]
}

/** A browser in which somebody is signed in, with connections of its own. */
async function signedIn(number: string) {
  const { page, faults } = await newPage(browser, 820, 900, { anyCertificate: true })
  await page.goto(`${origin}/staff/`)
  await page.getByLabel('職員番号').fill(number)
  await page.getByLabel('パスワード').fill(CITY_PASSWORD)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { level: 1, name: 'アンケート' }).waitFor()
  return { page, faults }
}

async function atQuestions(number: string) {
  const { page, faults } = await signedIn(number)
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
    expect(tiesOf(seen, [CAST])).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('by a paper slip does too, and so does the slip, where somebody is still signed in', async () => {
    const { page, faults } = await signedIn('000105')
    await page.goto(origin + START)
    await typeCode(page, city.slips[0] ?? '')
    await questionsOpen(page)
    await sendWithBlanks(page)
    expect(seen.filter(({ cookie }) => cookie).length).toBeGreaterThan(0)
    expect(tiesOf(seen, [EXCHANGE, CAST])).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  it.each([
    ['an answer', CAST],
    ['a slip', EXCHANGE],
  ])(
    '%s would be joined by the same watch if it were sent like any other request',
    async (_, door) => {
      const { page } = await signedIn('000106')
      const other = { name: 'other', value: 'of-this-person', domain: '127.0.0.1', path: '/' }
      await page.context().addCookies([{ ...other, secure: true }])
      seen = []
      await page.goto(`${origin}/voice/surveys/r8`)
      // As a page would do it that thinks of nothing.
      const send = () =>
        page.evaluate(async (path) => {
          const headers = { 'content-type': 'application/octet-stream' }
          const sent = { method: 'POST', headers, body: 'x', referrerPolicy: 'unsafe-url' } as const
          return (await fetch(path, sent)).status
        }, `/voice/surveys/r8${door}`)
      expect(await send()).toBe(400)
      expect(tiesOf(seen, [door])).toEqual(
        expect.arrayContaining(['cookie', 'referrer', 'connection']),
      )
      // A browser has few tickets to go on with: not every connection does.
      const ties = new Set<string>()
      for (let i = 0; i < 6 && !ties.has('TLS session'); i += 1) {
        city.app.server.closeAllConnections()
        seen = []
        await send()
        for (const tie of tiesOf(seen, [door])) ties.add(tie)
      }
      expect(ties).toContain('TLS session')
      await page.context().close()
    },
  )
})

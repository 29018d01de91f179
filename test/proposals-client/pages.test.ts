/** T10 for the pages of authors, and what every page of the anonymous side must keep. */
import { gunzipSync } from 'node:zlib'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proposalPages } from '../../server/anonymous/proposals/pages.ts'
import { definePage } from '../../server/http/pages.ts'
import { usualSettings } from '../../server/proposals/settings.ts'
import fastify from 'fastify'
import { proposalsStartWords } from '../../views/words/proposals-start.ts'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import { sampleSite } from '../support/site.ts'
import { CITY_PASSWORD, type SmallCity } from '../support/small-city.ts'
import { htmlFaults } from '../support/valid-html.ts'

let city: SmallCity
let box: ProposalBox
beforeAll(async () => {
  ;({ city, box } = await cityWithBox({ people: 9 }))
})
afterAll(() => city.close())

const PAGES = ['/voice/proposals', '/voice/proposals/receipt']
const BROWSERS: readonly Record<string, string>[] = [
  {},
  { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130', 'accept-language': 'ja' },
  { 'user-agent': 'Mozilla/5.0 (iPad; CPU OS 17_0) Safari/605', 'accept-language': 'en-US,en' },
  { 'user-agent': 'Mozilla/5.0 Firefox/115', 'accept-language': 'zh-CN', dnt: '1' },
  { accept: 'text/html', 'x-forwarded-for': '10.1.2.3', forwarded: 'for=10.1.2.3' },
  { accept: '*/*', 'if-none-match': '"1"', 'sec-fetch-site': 'same-origin' },
]

/** Everything that reaches the browser but the time of day. */
function seenIn(answer: LightMyRequestResponse): string {
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'date')
  return JSON.stringify([answer.statusCode, headers, answer.rawPayload.toString('base64')])
}

/** What one browser is given: pages, key, index, and every script and style they name. */
async function givenTo(headers: Record<string, string>): Promise<string[]> {
  const seen: string[] = []
  const addresses = new Set<string>()
  for (const url of [...PAGES, '/voice/proposals/key', '/voice/proposals/similar']) {
    const answer = await city.app.inject({ url, headers })
    expect([url, answer.statusCode]).toEqual([url, 200])
    expect(answer.headers['set-cookie']).toBeUndefined()
    seen.push(seenIn(answer))
    const found = answer.body.matchAll(/(?:src|href|data-address)="(\/assets\/[^"]+)"/g)
    for (const [, address = ''] of found) addresses.add(address)
  }
  expect(addresses.size).toBe(6)
  for (const url of addresses) {
    const answer = await city.app.inject({ url, headers })
    expect([url, answer.statusCode]).toEqual([url, 200])
    seen.push(seenIn(answer))
  }
  return seen
}

describe('The pages of authors', () => {
  it('are the same bytes for five people and a stranger: page, key, index, scripts and styles', async () => {
    const given: string[] = []
    for (const [i, headers] of BROWSERS.entries()) {
      const person = city.people[i + 3]
      if (i > 0 && person !== undefined) {
        const visit = city.visit()
        await visit.post('/staff/sign-in', { number: person, password: CITY_PASSWORD }, headers)
        await city.visit(person).get('/staff/proposals', headers)
      }
      if (i > 2) await box.send(await box.post(box.author(), { title: `提案${i}` }))
      given.push(JSON.stringify(await givenTo(headers)))
    }
    expect(new Set(given).size).toBe(1)
  })

  it('the same check catches a page with a mark of its reader', async () => {
    const marked = [1, 2].map((visit) => `<html data-visit="${visit}">`)
    expect(new Set(marked).size).toBe(2)
    const [plain = ''] = await givenTo({})
    const polite = plain.replace('ja', 'en')
    expect(new Set([plain, polite]).size).toBe(2)
  })

  it('have the one title of the anonymous side, which names no proposal', async () => {
    for (const url of PAGES) {
      const { body, headers } = await city.app.inject({ url })
      expect(/<title>([^<]*)<\/title>/.exec(body)?.[1]).toBe('職員アンケート')
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(body).not.toMatch(/0001\d\d(?!\d)/)
    }
  })

  it('tell the author to look again, and that what was not kept may be sent again', async () => {
    const { body } = await city.app.inject({ url: '/voice/proposals/receipt' })
    expect(body).toContain(
      '反映されたかどうかは、次の開庁日に、もう一度控え番号で確かめてください。反映されていないときは、もう一度送れます。',
    )
  })

  it('refuse whoever says who is asking', async () => {
    for (const url of PAGES) {
      for (const headers of [
        { cookie: await city.session('000104') },
        { authorization: 'Negotiate YIIabc' },
      ]) {
        expect((await city.app.inject({ url, headers })).statusCode).toBe(400)
      }
    }
  })

  it('choose and remember nothing: no field is filled, and the browser keeps none', async () => {
    for (const url of PAGES) {
      const { body } = await city.app.inject({ url })
      expect(body).not.toMatch(/\schecked|\sselected/)
      const fields = body.match(/<(?:input|textarea|select|form)\b[^>]*>/g) ?? []
      expect(fields.length).toBeGreaterThan(2)
      const kept = fields.filter(
        (field) => !/autocomplete="off"|type="(radio|checkbox)"/.test(field),
      )
      expect(kept).toEqual([])
    }
  })

  it('say where other matters go before anything is written', async () => {
    const { body } = await city.app.inject({ url: '/voice/proposals' })
    for (const desk of Object.values(usualSettings.contacts)) {
      if (desk !== usualSettings.contacts.compliance) expect(body).toContain(desk)
    }
    expect(body.indexOf(usualSettings.contacts.whistle)).toBeLessThan(body.indexOf('name="title"'))
    expect(body).toContain(
      'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）',
    )
    expect(body).not.toMatch(/投票|開票|選挙|token|トークン/)
  })

  it('change when the organisation or the desks do, and only then', async () => {
    const before = await city.app.inject({ url: '/voice/proposals' })
    const { commons } = city.stores
    const write = (value: string) =>
      commons
        .insertInto('setting')
        .values({ key: 'proposals', value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    const contacts = { ...usualSettings.contacts, whistle: '公益通報の窓口（監査委員事務局）' }
    await write(JSON.stringify({ contacts }))
    const after = await city.app.inject({ url: '/voice/proposals' })
    expect(after.body).toContain('監査委員事務局')
    await write('{}')
    const again = await city.app.inject({ url: '/voice/proposals' })
    expect(again.body).toBe(before.body)
  })
})

describe('The pages around proposals', () => {
  // Naming a list is allowed, and what the steps need.
  const faults = (html: string) =>
    htmlFaults(html, { 'aria-label-misuse': ['error', { allowAnyNamable: true }] })

  it.each(PAGES)('%s is valid HTML', async (url) => {
    expect(faults((await city.app.inject({ url })).body)).toEqual([])
  })

  it('the staff side’s page is valid HTML, with and without a box, and links without a referrer', async () => {
    const page = await city.visit('000104').get('/staff/proposals')
    expect(page.statusCode).toBe(200)
    expect(faults(page.body)).toEqual([])
    for (const link of page.body.match(/<a [^>]*href="\/voice[^>]*>/g) ?? [])
      expect(link).toContain('rel="noreferrer"')
    const start = definePage<{ quarter: null; inbox: boolean }, typeof proposalsStartWords.ja>(
      'proposals-start',
      proposalsStartWords,
    )
    const frame = { title: '業務改善提案', place: 'proposals' } as const
    expect(faults(start.render(sampleSite, frame, { quarter: null, inbox: true }))).toEqual([])
  })

  it('the staff side’s page shows the way to the inbox to those who answer, and to nobody else', async () => {
    const person = '000107'
    const inbox = async () => (await city.visit(person).get('/staff/proposals')).body
    expect(await inbox()).not.toContain('自所属への提案')
    await city.stores.identity
      .insertInto('role')
      .values({ person, role: 'promoter', unit: '2010', origin: 'hand' })
      .execute()
    expect(await inbox()).toContain('自所属への提案')
  })

  it('cards come with every page of people who are signed in, and with no other page', async () => {
    const script = /<script[^>]*src="\/assets\/cards-[^"]+"/
    for (const url of ['/staff/', '/staff/proposals'])
      expect((await city.visit('000104').get(url)).body).toMatch(script)
    for (const url of ['/', '/staff/sign-in', ...PAGES])
      expect((await city.visit().get(url)).body).not.toMatch(script)
  })
})

describe('The first load of the author’s page', () => {
  it('stays below 20 KB compressed with 24 部 and 130 課', async () => {
    const app = fastify()
    const bureaus = Array.from({ length: 24 }, (_, b) => ({
      code: `${b + 10}00`,
      name: `地域共生まちづくり推進部${b}`,
      sections: Array.from({ length: b < 10 ? 6 : 5 }, (_unused, s) => ({
        code: `${b + 10}${s}0`,
        name: `健康福祉総務担当課${s}`,
      })),
    }))
    const { contacts } = usualSettings
    const facts = { bureaus, contacts, days: { most: 3, check: 3, firstReply: 10 } }
    await proposalPages(app, {
      site: () => sampleSite,
      facts: async () => facts,
    })
    const headers = { 'accept-encoding': 'br' }
    for (const url of ['/proposals', '/proposals/receipt']) {
      const page = await app.inject({ url, headers })
      const plain = (await app.inject({ url })).body
      const named = [...plain.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, a]) => a ?? '')
      expect(named).toHaveLength(2)
      let bytes = page.rawPayload.length
      for (const address of named)
        bytes += (await city.app.inject({ url: address, headers })).rawPayload.length
      expect(bytes, url).toBeLessThanOrEqual(20 * 1024)
      expect(
        gunzipSync(
          (await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })).rawPayload,
        ).toString(),
      ).toBe(plain)
    }
    await app.close()
  })

  it('and the small script of the staff side’s pages below 2 KB', async () => {
    const { body } = await city.visit('000104').get('/staff/')
    const address = /\/assets\/cards-[^"]+/.exec(body)?.[0] ?? ''
    const script = await city.app.inject({ url: address, headers: { 'accept-encoding': 'br' } })
    expect(script.rawPayload.length).toBeLessThanOrEqual(2 * 1024)
  })
})

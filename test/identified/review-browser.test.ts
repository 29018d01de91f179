import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from '../browser/chromium.ts'
import { formIn, reviewTown } from './review-town.ts'
import { type Who, who } from './inbox/town.ts'

let t: Awaited<ReturnType<typeof reviewTown>>
let browser: Browser
beforeAll(async () => {
  t = await reviewTown()
  browser = await launchBrowser()
  const url = '/staff/review/2010'
  const form = formIn(await t.as('head').get(url), url)
  await t.as('head').post(url, {
    ...form,
    'action-n1-title': '朝の打合せを10分にする',
    'stop-n1-title': '紙の出勤簿',
    'stop-n1-state': 'stopped',
    'case-n1-title': '照会の期限をそろえた',
  })
})
afterAll(async () => {
  await browser.close()
  await t.city.close()
})

it.each<[Who | 'hr', string]>([
  ['head', '/staff/review/2010'],
  ['director', '/staff/review'],
  ['hr', '/staff/review/2010'],
  ['hr', '/staff/office/follow-up'],
  ['hr', '/staff/office/follow-up/issues/new'],
  ['hr', '/staff/office/follow-up/measures'],
  ['secretariat', '/staff/desk/stop-works'],
  ['head', '/results/actions'],
])('%s can use %s at every width, with every aid', async (person, path) => {
  const origin = await t.city.origin()
  for (const width of [1280, 360]) {
    const { page, faults } = await newPage(browser, width)
    const number = person === 'hr' ? t.city.officials.hr : who[person]
    const [name = '', value = ''] = (await t.city.session(number)).split('=')
    await page.context().addCookies([{ name, value, url: origin }])
    const answer = await page.goto(origin + path)
    expect(answer?.status()).toBe(200)
    expect(await axeViolations(page), `${path} ${width}`).toEqual([])
    expect(await sidewaysPixels(page), `${path} ${width}`).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  }
})

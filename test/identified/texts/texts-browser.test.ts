import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SmallCity } from '../../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from '../../browser/chromium.ts'
import {
  baseOf,
  decide,
  everything,
  itemUrl,
  keyOf,
  LEAVE,
  MEETING,
  NAMED,
  nameReaders,
  officeOf,
  plain,
  say,
  second,
  textsCity,
} from './texts-city.ts'

let city: SmallCity
let browser: Browser
beforeAll(async () => {
  city = await textsCity()
  await nameReaders(city)
  const { hr } = city.officials
  await decide(city, hr, everything)
  const hold = say(LEAVE, 'hold', { [`h-${keyOf(LEAVE)}`]: 'person' })
  await decide(city, second(city), { ...say(MEETING, 'show'), ...hold })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await city.close()
})

const opened = async (person: string, path: string, width: number) => {
  const origin = await city.origin()
  const { page, faults } = await newPage(browser, width)
  const [name = '', value = ''] = (await city.session(person)).split('=')
  await page.context().addCookies([{ name, value, url: origin }])
  expect((await page.goto(origin + path))?.status()).toBe(200)
  return { page, faults }
}

const usable = async (person: string, path: string, name: string) => {
  for (const width of [1280, 820, 390]) {
    const { page, faults } = await opened(person, path, width)
    expect(await axeViolations(page), `${path} ${width}`).toEqual([])
    expect(await sidewaysPixels(page), `${path} ${width}`).toBe(0)
    expect(faults).toEqual([])
    const folder = process.env['PICTURES']
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
    await page.context().close()
  }
}

it('the pages of the two readers can be used at every width, with every aid', async () => {
  const { hr } = city.officials
  await usable(hr, officeOf(city), 'seats')
  await usable(second(city), '/staff/', 'home')
  await usable(second(city), '/staff/texts', 'list')
  await usable(second(city), itemUrl(city), 'read')
  await usable(second(city), `${itemUrl(city)}?show=differing`, 'differing')
  await usable(hr, `${baseOf(city)}/passed-on`, 'passed')
})

it('a choice brings the fields that belong to it, and hides the others', async () => {
  const { page } = await opened(second(city), itemUrl(city), 1280)
  const text = page.locator(`#t-${keyOf(NAMED)}`)
  const words = text.getByLabel(/ほかに伏せる言葉/)
  expect(await words.isVisible()).toBe(false)
  await text.getByLabel('伏せて掲載する').check()
  expect(await words.isVisible()).toBe(true)
  await text.getByLabel('窓口へ渡す').check()
  expect(await words.isVisible()).toBe(false)
  expect(await text.getByLabel('渡す窓口').isVisible()).toBe(true)
  await page.context().close()
})

it('what is shown can be read at every width, with every aid', async () => {
  const { hr } = city.officials
  const url = `/results/${city.survey.id}/texts`
  await usable(hr, url, 'waiting')
  await decide(city, second(city), { ...everything, ...plain })
  await usable(hr, `${baseOf(city)}/release`, 'release')
  await city.visit(hr).post(`${baseOf(city)}/release`, {})
  await city.visit(hr).post(`${baseOf(city)}/help`, { shown: '1' })
  await usable(hr, url, 'texts')
  await usable(hr, `/results/${city.survey.id}`, 'survey')
  await usable(hr, officeOf(city), 'withdrawal')
})

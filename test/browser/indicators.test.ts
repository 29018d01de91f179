/** The programme's indicators in a real browser: every width, high contrast, paper. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { offerProgramme, putSurveyValue, reviseProgramme } from '../published/indicators-city.ts'
import { smallCity, type SmallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let origin: string

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 3, survey: 'none' })
  await offerProgramme(city.stores)
  await putSurveyValue(city.stores, 'I4-1', 2025, '71.8', 1724)
  await putSurveyValue(city.stores, 'I4-1', 2026, '72.5', 1698)
  await city.stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  await reviseProgramme(city.stores)
  origin = await city.origin()
})

afterAll(async () => {
  await city?.close()
  await browser?.close()
})

const pages = [
  '/indicators?edition=R7.6',
  '/indicators?edition=R8.6&year=2026',
  '/indicators/print?edition=R7.6',
  '/indicators/editions',
]

describe.each(['ja', 'en'])('The indicators (%s)', (language) => {
  it.each([1280, 820, 390, 320])('can be read at %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    await page
      .context()
      .addCookies([{ name: 'kazetoshi-language', value: language, url: `${origin}/indicators` }])
    for (const path of pages) {
      await page.goto(origin + path)
      for (const more of await page.locator('summary').all()) await more.click()
      expect(await axeViolations(page), path).toEqual([])
      expect(await sidewaysPixels(page), path).toBe(0)
    }
    expect(faults).toEqual([])
    await page.context().close()
  })
})

describe('On paper', () => {
  it('each of the two tables is one page of A4', async () => {
    const { page } = await newPage(browser, 1280)
    await page.goto(`${origin}/indicators/print?edition=R7.6`)
    expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(2)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.site-header').isVisible()).toBe(false)
    expect(await page.getByText('見本データ', { exact: true }).first().isVisible()).toBe(true)
    await page.context().close()
  })

  it('the choices of edition and year are left out, sign and word of a verdict are not', async () => {
    const { page } = await newPage(browser, 1280)
    await page.goto(`${origin}/indicators?edition=R7.6`)
    await page.emulateMedia({ media: 'print' })
    for (const choice of await page.locator('.indicators-choice').all()) {
      expect(await choice.isVisible()).toBe(false)
    }
    expect(await page.locator('.verdict-missed').first().innerText()).toBe('× 未達成')
    expect(await page.locator('.verdict-met').first().innerText()).toBe('○ 達成')
    await page.context().close()
  })
})

describe('In high contrast', () => {
  it('lines, target and breaks take the colour of the text', async () => {
    const { page } = await newPage(browser, 1280)
    const strokes = () =>
      page.evaluate(() =>
        ['.trend-line', '.trend-goal', '.trend-cut', '.trend-last'].map((name) => {
          const found = document.querySelector(name)
          return found === null ? '' : getComputedStyle(found).stroke
        }),
      )
    await page.goto(`${origin}/indicators?edition=R7.6`)
    expect(new Set(await strokes()).size).toBeGreaterThan(1)
    await page.emulateMedia({ forcedColors: 'active' })
    const text = await page.evaluate(() => getComputedStyle(document.body).color)
    expect(await strokes()).toEqual([text, text, text, text])
    await page.context().close()
  })
})

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length ?? 0
}

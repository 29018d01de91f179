/** Units and people in a real browser: every page on three screens, open and refused. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

const ROSTER = '/staff/roster'

describe('所属と職員', () => {
  it.each([1280, 820, 390])('are looked after on a screen of %i px', async (width) => {
    const city = await smallCity({ survey: 'none' })
    const origin = await city.origin()
    const { page, faults } = await newPage(browser, width)
    const [name = '', value = ''] = (await city.session(city.officials.hr)).split('=')
    await page.context().addCookies([{ name, value, url: `${origin}/staff` }])
    const clean = async () => {
      expect(await axeViolations(page), page.url()).toEqual([])
      expect(await sidewaysPixels(page), page.url()).toBe(0)
    }
    for (const path of [
      '/units',
      '/units?only=headless',
      '/units/1010',
      '/new-unit',
      '/people',
      '/people?pc=no',
      '/people/000105',
      '/new-person',
    ]) {
      await page.goto(`${origin}${ROSTER}${path}`)
      for (const summary of await page.locator('summary').all())
        if ((await summary.locator('xpath=..').getAttribute('open')) === null) await summary.click()
      await clean()
    }

    await page.goto(`${origin}${ROSTER}/units/2020`)
    await page.locator('summary', { hasText: 'この所属を終わりにする' }).click()
    await page.getByLabel('最後の日').fill('2027-03-31')
    await page.getByRole('button', { name: 'この所属を終わりにする' }).click()
    await page.getByRole('alert').getByText('終わり方を選んでください。').waitFor()
    expect(await page.getByLabel('最後の日').inputValue()).toBe('2027-03-31')
    await clean()
    await page.getByLabel(/^統合/).check()
    await page.getByLabel('主な承継先').selectOption('2010')
    await page.getByRole('button', { name: 'この所属を終わりにする' }).click()
    await page.getByText('所属の最後の日と承継先を登録しました。').waitFor()
    await clean()

    await page.goto(`${origin}${ROSTER}/people/000105`)
    await page.locator('summary', { hasText: '異動する' }).click()
    await page.getByLabel('異動先の所属').selectOption('1020')
    await page.getByRole('button', { name: '異動する' }).click()
    await page.getByText('異動を登録しました。').waitFor()
    await clean()
    expect(faults.filter((text) => !text.includes('status of 422'))).toEqual([])
    await page.context().close()
  })
})

/** 庁議・部会への報告 in a real browser: exactly two pages of A4 on paper, and readable at every width. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportCity } from '../published/report-city.ts'
import type { SmallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let address: string

beforeAll(async () => {
  browser = await launchBrowser()
  city = await reportCity()
  // The band of the sample city needs its line too.
  await city.stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  address = `${await city.origin()}/report/2026`
})

afterAll(async () => {
  await city?.close()
  await browser?.close()
})

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

describe('庁議・部会への報告', () => {
  it.each([1280, 820, 390, 320])('can be read at %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    await page.goto(address)
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPixels(page)).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('is two pages of A4 on paper, with 見本データ', async () => {
    const { page } = await newPage(browser, 1280)
    await page.goto(address)
    expect(await page.locator('.report-table tbody tr').count()).toBeGreaterThan(35)
    expect(await page.getByText('見本データ', { exact: true }).count()).toBe(1)
    expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(2)
    // A city of 24 部 gets smaller letters.
    await page.evaluate(() => {
      document.querySelector('.report')?.classList.add('report-dense')
      const rows = document.querySelector('.report-bureaus tbody')
      for (let lines = rows?.children.length ?? 0; lines < 26; lines += 1)
        rows?.append(rows.children[1]?.cloneNode(true) ?? '')
    })
    expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(2)
    // The same count sees a third page.
    await page.evaluate(() => {
      const more = document.createElement('p')
      more.textContent = '長い文。'.repeat(4000)
      Array.from(document.querySelectorAll('.report-page')).at(-1)?.append(more)
    })
    expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBeGreaterThan(2)
    await page.context().close()
  })
})

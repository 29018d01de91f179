/** 人事課's pages of the indicators and of the year, in a real browser. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  BASE,
  type IndicatorOffice,
  indicatorOffice,
  valueFields,
} from '../identified/office/indicators-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let office: IndicatorOffice
let origin: string

beforeAll(async () => {
  browser = await launchBrowser()
  office = await indicatorOffice()
  await office.a.post(`${BASE}/series/I3-2/value`, valueFields())
  await office.b.post(`${BASE}/series/I3-5/value`, valueFields({ value: '13.9' }))
  origin = await office.city.origin()
})

afterAll(async () => {
  await browser?.close()
  await office?.city.close()
})

async function signedIn(width: number) {
  const watched = await newPage(browser, width)
  const [name = '', value = ''] = (await office.city.session(office.second)).split('=')
  await watched.page.context().addCookies([{ name, value, url: origin }])
  return watched
}

describe('The indicators and the year', () => {
  it.each([1280, 390])('are read without a barrier at %i px', async (width) => {
    const { page, faults } = await signedIn(width)
    for (const path of [
      '/staff/office',
      BASE,
      `${BASE}/approvals`,
      `${BASE}/series/I2-1`,
      `${BASE}/series/I3-3/value`,
      `${BASE}/import`,
      `${BASE}/editions`,
      `${BASE}/editions/R7.6`,
      `${BASE}/editions/R7.6/I3-4/2025`,
      '/staff/office/year',
      '/staff/office/year/plan',
      '/staff/office/year/2026/values',
    ]) {
      await page.goto(`${origin}${path}`)
      await clean(page)
    }
    expect(faults).toEqual([])
  })

  it('are filled from a file and approved by the other person', async () => {
    const { page } = await signedIn(820)
    await page.goto(`${origin}${BASE}/import`)
    const rows = '指標ID,年度,値,出典,時点\r\nI3-3,令和7年度,3,庶務事務システム,年度\r\n'
    const file = { name: '値.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) }
    await page.getByLabel('指標の値のファイル').setInputFiles(file)
    await page.getByRole('button', { name: '確かめる' }).click()
    await page.getByText('前年度から大きく変わる値').waitFor()
    await clean(page)
    await page.getByLabel('これらの値で間違いありません。').check()
    await page.getByRole('button', { name: '1件の承認を求める' }).click()
    await page.getByText('入力を受け付けました。').waitFor()
    await page.getByRole('button', { name: /承認して公表する.*I3-2/ }).click()
    await page.getByText('承認しました。公表している指標に反映しました。').waitFor()
    await clean(page)
  })

  it('have a plan that prints on one page', async () => {
    const { page } = await signedIn(1280)
    await page.goto(`${origin}/staff/office/year/plan`)
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  })
})

async function clean(page: Page): Promise<void> {
  expect(await axeViolations(page), page.url()).toEqual([])
  expect(await sidewaysPixels(page), page.url()).toBe(0)
}

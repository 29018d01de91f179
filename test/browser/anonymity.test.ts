/** 「匿名性のしくみ」 and 説明資料 in a real browser: readable at every width, and one page of A4 on paper. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plannableTables } from '../../server/survey/plannable-tables.ts'
import { cityBank, type SmallCity, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let origin: string

beforeAll(async () => {
  browser = await launchBrowser()
  const ids = cityBank.attributes.filter((a) => a.usual).map((a) => a.id)
  city = await smallCity({
    withoutPc: 4,
    mirror: true,
    // The widest plan there is, and everything else as long as it comes.
    draft: {
      tables: plannableTables(ids),
      slips: { spare: 2 },
      title: '令和8年度 潮見市職員の勤務実態及び働きがいに係るアンケート（全職員対象）',
      contact: '総務部人事課人材育成・働き方改革推進係（内線 2305、2306、2307）',
      keepers: {
        need: 3,
        posts: [
          '総務部人事課長',
          '職員団体から選ばれた職員側委員',
          '総務部行政管理課長',
          '監査委員事務局長',
          '安全衛生委員会の委員長',
        ],
      },
    },
  })
  const { id } = city.survey
  const words = '台風のため、避難所の開設に職員を充てることになったため'
  await city.system.acts.life.stop(id, { words, day: '2026-11-20' })
  await city.stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  origin = await city.origin()
})
afterAll(async () => {
  await city?.close()
  await browser?.close()
})

async function pagesOnPaper(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

describe.each([
  ['匿名性のしくみ', (): string => '/anonymity'],
  ['説明資料', (): string => `/anonymity/${city.survey.id}`],
] as const)('%s', (_, path) => {
  it.each([1280, 820, 390, 320])('can be read at %i px, opened and folded', async (width) => {
    const { page, faults } = await newPage(browser, width)
    await page.goto(origin + path())
    expect(await axeViolations(page)).toEqual([])
    for (const more of await page.locator('summary').all()) await more.click()
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPixels(page)).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

describe('匿名性のしくみ', () => {
  it('leads from a sentence to its proof, and marks it', async () => {
    const { page } = await newPage(browser, 1280)
    await page.goto(`${origin}/anonymity`)
    await page.getByRole('link', { name: /たしかめ方\s*：回答と券を/ }).click()
    const proof = page.locator('.proofs > li:target')
    expect(await proof.getByRole('heading').innerText()).toContain('届いた順')
    expect(await proof.evaluate((li) => li.getBoundingClientRect().top)).toBeLessThan(900)
    await page.context().close()
  })

  it('has one picture, with the steps beside it as its words', async () => {
    const { page } = await newPage(browser, 390)
    await page.goto(`${origin}/anonymity`)
    const picture = page.getByRole('img', { name: /人から回答券/ })
    expect(await picture.count()).toBe(1)
    const box = await picture.boundingBox()
    expect(box?.width).toBeLessThanOrEqual(390)
    const steps = await page.locator('#picture-steps > li h3').allInnerTexts()
    expect(steps).toHaveLength(6)
    expect(await picture.locator('.p-number text').allInnerTexts()).toHaveLength(6)
    await page.context().close()
  })
})

describe('説明資料', () => {
  it('is one page of A4 with the widest plan, a notice and 「見本データ」; a longer one would be found', async () => {
    const { page } = await newPage(browser, 1280)
    await page.goto(`${origin}/anonymity/${city.survey.id}`)
    expect(await page.getByText('年代×性別').count()).toBe(1)
    expect(await page.getByText('見本データ').count()).toBe(1)
    expect(await pagesOnPaper(page)).toBe(1)
    await page.evaluate(() => {
      const more = document.querySelector('.leaflet-columns')
      more?.append(...Array.from(more.children, (section) => section.cloneNode(true)))
    })
    expect(await pagesOnPaper(page)).toBeGreaterThan(1)
    await page.context().close()
  })
})

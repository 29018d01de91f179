/** The check before the publication in a real browser: its record on one page of A4, and its refusal. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plannableTables } from '../../server/survey/plannable-tables.ts'
import { inTurn, large, refusing, standingIn } from '../identified/office/engines.ts'
import { answersOf, cityBank, type SmallCity, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let address: string

beforeAll(async () => {
  browser = await launchBrowser()
  const ids = cityBank.attributes.filter((a) => a.usual).map((a) => a.id)
  city = await smallCity({
    people: 12,
    // The widest plan there is: 18 tables; and posts and a title as long as they come.
    draft: {
      tables: plannableTables(ids),
      title: '令和8年度 潮見市職員の勤務実態及び働きがいに係るアンケート（全職員対象）',
      keepers: {
        need: 3,
        posts: ['総務部人事課長', '職員団体から選ばれた職員側委員', '総務部行政管理課長'],
      },
    },
    protect: inTurn(refusing('certificate'), large),
  })
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  city.clock.now = city.survey.closesAt
  // The band of the sample city needs its line too.
  await city.stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  const { id } = city.survey
  await city.openBox().catch(() => undefined)
  const tables = [
    ['bu', 'position'],
    ['bu', 'care'],
  ].filter((table) => ids.includes(table[1] ?? ''))
  await city.system.acts.reducePlan(id, { refusal: 1, tables, decision: '令和8年度人決第1234号' })
  await city.openBox()
  await city.system.acts.publish(id)
  address = `${await city.origin()}/results/${id}/inspection`
})

afterAll(async () => {
  await city?.close()
  await browser?.close()
})

describe.each(['verify', 'keys'])('だれでも確かめられるページ（%s）', (name) => {
  it.each([1280, 820, 390, 320])('can be read at %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    await page.goto(address.replace(/inspection$/, name).replace(/[^/]+\/keys$/, 'keys'))
    for (const more of await page.locator('summary').all()) await more.click()
    expect(await page.locator('h1').textContent()).toMatch(/だれでも確かめられます|鍵の一覧/)
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPixels(page)).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

describe('公表前の点検記録', () => {
  it.each([1280, 820, 390, 320])('can be read at %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    await page.goto(address)
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPixels(page)).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('is one page of A4 on paper, with the widest plan, a withdrawn table and 「見本データ」', async () => {
    const { page } = await newPage(browser, 1280)
    await page.goto(address)
    expect(await page.locator('tbody tr').count()).toBeGreaterThanOrEqual(16)
    expect(await page.getByText('取りやめた表').count()).toBe(1)
    expect(await page.getByText('見本データ', { exact: true }).count()).toBe(1)
    expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(1)
    // The same count sees a second page.
    await page.evaluate(() => {
      const more = document.createElement('p')
      more.textContent = '長い文。'.repeat(1500)
      document.querySelector('.inspection')?.append(more)
    })
    expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBeGreaterThan(1)
    await page.context().close()
  })
})

describe('公表前の点検の結果', () => {
  it('leads 人事課 from the refusal to a smaller plan and a second opening, at every width', async () => {
    const stopped = await smallCity({
      people: 6,
      draft: { tables: [[], ['bu'], ['sex'], ['bu', 'sex']] },
      protect: inTurn(refusing('audit', [['bu', 'sex']]), standingIn('certificate')),
    })
    stopped.clock.now = stopped.survey.closesAt
    const base = `${await stopped.origin()}/staff/office/surveys/${stopped.survey.id}`
    const [name = '', value = ''] = (await stopped.session(stopped.officials.hr)).split('=')
    for (const width of [1280, 820, 390]) {
      const { page, faults } = await newPage(browser, width)
      await page.context().addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
      const clean = async () => {
        expect(await axeViolations(page), page.url()).toEqual([])
        expect(await sidewaysPixels(page), page.url()).toBe(0)
      }
      if (width === 1280) {
        await page.goto(`${base}/opening`)
        await page.getByLabel('人事課長').fill(stopped.survey.passphrases[0] ?? '')
        await page.getByRole('button', { name: '開封して集計する' }).click()
        await page.getByText('点検を通らなかったため、何も公表していません').waitFor()
      } else await page.goto(`${base}/refusal`)
      await clean()
      if (width === 390) {
        await page.getByRole('checkbox', { name: /^部×性別/ }).check()
        await page.getByLabel(/^決裁番号/).fill('人決第20号')
        await page.getByRole('button', { name: '取りやめて、開封へ進む' }).click()
        await page.getByText('取りやめた表：部×性別').waitFor()
        await clean()
        await page.getByLabel('人事課長').fill(stopped.survey.passphrases[0] ?? '')
        await page.getByRole('button', { name: '開封して集計する' }).click()
        await page.locator('[aria-current=step]', { hasText: '差し引きの点検' }).waitFor()
        await clean()
        await page.getByRole('button', { name: '取りやめる' }).click()
        await page.getByText('開封を取りやめました。').waitFor()
      }
      expect(faults).toEqual([])
      await page.context().close()
    }
  })
})

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length ?? 0
}

/** いくつでも and managers' questions in a real browser, from the answer to the published page. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, CITY_PASSWORD, type SmallCity, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

const WIDTHS = [1280, 820, 390]
const ITEMS = ['Q_EFF_KPI', 'Q_ATM_KPI', 'Q_KNOW_1', 'Q_MGR_1', 'Q_MGR_2']
const PICTURES = process.env['PICTURES']

let browser: Browser
let city: SmallCity
let origin: string

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({
    people: 60,
    draft: {
      itemIds: ITEMS,
      attributeIds: ['position', 'sex'],
      tables: [[], ['bu'], ['position']],
    },
  })
  for (const [i, number] of city.people.slice(3).entries()) {
    const card = await city.takeCard(await city.session(number))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  origin = await city.origin()
})

afterAll(async () => {
  await browser?.close()
  await city?.close()
})

async function toTheQuestions(page: Page, number: string): Promise<void> {
  await page.goto(`${origin}/staff/`)
  await page.getByLabel('職員番号').fill(number)
  await page.getByLabel('パスワード').fill(CITY_PASSWORD)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('link', { name: /回答券を受け取って答える/ }).click()
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
  await page.locator('#form').waitFor({ state: 'visible' })
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  const width = page.viewportSize()?.width ?? 0
  await page.screenshot({ path: `${PICTURES}/${name}-${width}.png`, fullPage: true })
}

describe('いくつでもの問いと管理職の問い', () => {
  it.each(WIDTHS)('are answered on a screen of %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    const clean = async () => {
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPixels(page)).toBe(0)
    }
    const posts: string[] = []
    await toTheQuestions(page, city.people[WIDTHS.indexOf(width)] ?? '')
    page.on('request', (request) => posts.push(`${request.method()} ${request.url()}`))
    const known = page.locator('#m0')
    const managers = page.getByRole('heading', { name: /管理職の方へ/ })
    await known.getByLabel('テレワーク制度').check()
    await known.getByLabel('通年軽装').check()
    await known.getByLabel('特にない').check()
    expect(await known.locator(':checked').count()).toBe(1)
    await known.getByLabel('ペーパーレス化・電子決裁').check()
    await known.getByLabel('ノー残業デー・ノー残業ウィーク').check()
    expect(await known.getByLabel('特にない').isChecked()).toBe(false)
    expect(await managers.isVisible()).toBe(false)

    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByText('まだ選んでいない問いが').waitFor()
    expect(await page.locator('#blanks').innerText()).not.toContain('管理職の問')
    const before = await page.locator('#of').innerText()

    await page.getByLabel('管理職（課長級以上）').check()
    await managers.waitFor()
    expect(Number(await page.locator('#of').innerText())).toBe(Number(before) + 2)
    expect(await page.locator('#blanks').innerText()).toContain('管理職の問')
    await page.locator('#s2 label').first().click()
    await clean()
    await picture(page, 'answer')

    await page.getByLabel('課長補佐・係長級').check()
    expect(await managers.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'このまま進む' }).click()
    await page.getByRole('heading', { name: '回答の確認' }).waitFor()
    const review = await page.locator('#answers').innerText()
    expect(review).toContain('ペーパーレス化・電子決裁、ノー残業デー・ノー残業ウィーク')
    expect(review).not.toContain('管理職の問')
    await page.getByRole('button', { name: '回答に戻る' }).click()
    await page.getByLabel('管理職（課長級以上）').check()
    await page.getByRole('button', { name: '回答を確かめる' }).click()
    const proceed = page.getByRole('button', { name: 'このまま進む' })
    if (await proceed.isVisible()) await proceed.click()
    await page.getByRole('heading', { name: '回答の確認' }).waitFor()
    expect(await page.locator('#answers').innerText()).toContain('管理職の問1')
    await clean()
    await picture(page, 'review')
    // Nothing left the page so far: what the choice opened is known to nobody.
    expect(posts).toEqual([])
    await page.getByRole('button', { name: 'この内容で送信する' }).click()
    await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
    expect(posts.filter((line) => line.startsWith('POST'))).toHaveLength(1)
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('stand in the published results, options in the order of the page', async () => {
    city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
    await city.openBox()
    await city.system.acts.publish(city.survey.id)
    for (const width of WIDTHS) {
      const { page } = await newPage(browser, width)
      const results = `${origin}/results/${city.survey.id}`
      for (const [name, query] of [
        ['whole', ''],
        ['group', '?unit=2000'],
        ['table', '?table=bu&theme=KNOW'],
        ['managers', '?table=bu&theme=MGR'],
      ] as const) {
        await page.goto(`${results}${query}`)
        expect(await axeViolations(page)).toEqual([])
        expect(await sidewaysPixels(page)).toBe(0)
        await picture(page, name)
      }
      await page.goto(results)
      const q = city.survey.questionnaire.items.find(({ id }) => id === 'Q_KNOW_1')
      const options = q?.type === 'multi' ? q.options : []
      const table = page.locator('table', { hasText: 'いくつでも選べる問いで' })
      expect(await table.locator('tbody th').allInnerTexts()).toEqual(options)
      expect(await page.locator('main').innerText()).toContain('管理職の回答')
      await page.context().close()
    }
  })
})

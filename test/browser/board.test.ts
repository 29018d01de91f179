/** The board, its numbers, retention and effects in a real browser, at the three usual widths. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer, putProposal, written } from '../published/board-city.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let origin: string

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ survey: 'none' })
  const title = '窓口の番号札を電話でも確認できるようにする'
  for (let i = 0; i < 24; i += 1) {
    const answers = [
      {
        answer: answer({ conclusion: 'done', hours: 120, date: '2026-09-01' }),
        units: ['2010'],
        decisionNumber: '',
        on: '2026-11-05',
      },
    ]
    const over = i % 2 === 0 ? { state: 'done' as const, answers } : {}
    await putProposal(city.system, { written: written({ title: `${title}（${i}）` }), ...over })
  }
  const held = { hold: { reason: '開示請求', on: '2026-11-10' } }
  await putProposal(city.system, { ...held, marker: '保留' })
  origin = await city.origin()
})

afterAll(async () => {
  await browser?.close()
  await city?.close()
})

describe('The board in a browser', () => {
  it.each([1280, 820, 390])('is read, searched and walked through at %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    const clean = async () => {
      expect(await axeViolations(page), page.url()).toEqual([])
      expect(await sidewaysPixels(page), page.url()).toBe(0)
    }
    await page.goto(`${origin}/board`)
    await clean()
    await page.getByText('テーマ、所属、年度で絞り込む').click()
    await page.getByLabel('所属').selectOption('2010')
    await page.getByLabel('ことばで探す').fill('番号札 電話')
    await clean()
    await page.getByRole('button', { name: '探す' }).click()
    await page.getByRole('heading', { name: '24件' }).waitFor()
    await page.getByRole('link', { name: '次の20件' }).click()
    await page.getByText('2／2ページ').waitFor()
    await clean()
    await page.getByRole('link', { name: /実施済 12/ }).click()
    await page.getByRole('heading', { name: '12件' }).waitFor()
    await page.locator('.board-list h3 a').first().click()
    await page.getByRole('heading', { name: '所管の回答' }).waitFor()
    await clean()
    await page.goto(`${origin}/board/numbers`)
    await clean()
    await page.goto(`${origin}/board?q=ないもの`)
    await clean()
    expect(faults).toEqual([])
    await page.context().close()
  })

  it.each([1280, 820, 390])('shows retention and effects to the desk at %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    const [name = '', value = ''] = (await city.session(city.officials.secretariat)).split('=')
    await page.context().addCookies([{ name, value, url: origin }])
    const number = city.system.proposals.ledger.all().find(({ hold }) => hold !== null)?.number
    for (const path of [
      '/staff/retention',
      '/staff/retention/holds',
      `/staff/retention/export/${number}`,
      '/staff/desk/effects',
      '/staff/desk/effects/list',
    ]) {
      const response = await page.goto(`${origin}${path}`)
      expect(response?.status(), path).toBe(200)
      expect(await axeViolations(page), path).toEqual([])
      expect(await sidewaysPixels(page), path).toBe(0)
    }
    expect(faults).toEqual([])
    await page.context().close()
  })
})

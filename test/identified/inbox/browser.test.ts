/** An answer in a real browser: what scripts add, and that nothing is lost on small screens. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from '../../browser/chromium.ts'
import { answerOf, type Town, town, type Who, who } from './town.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

async function open(t: Town, person: Who, path: string, width: number) {
  const origin = await t.city.origin()
  const watched = await newPage(browser, width)
  const [, value = ''] = (await t.city.session(who[person])).split('=')
  await watched.page.context().addCookies([{ name: 'kazetoshi', value, url: origin }])
  await watched.page.goto(`${origin}${path}`)
  return watched
}

function choose(page: Page, conclusion: string): Promise<void> {
  return page.getByRole('radio', { name: new RegExp(`^${conclusion}`) }).check()
}

async function fault(page: Page): Promise<string[]> {
  return [
    ...(await axeViolations(page)),
    ...((await sidewaysPixels(page)) > 0 ? ['wider than the window'] : []),
  ]
}

describe('An answer in the browser', () => {
  it.each([1280, 820, 390])(
    'shows only the fields that its conclusion needs and keeps the others, at %i px',
    async (width) => {
      const t = await town()
      const number = await t.reviewing()
      const { page, faults } = await open(t, 'promoter', `/staff/inbox/${number}/answer`, width)
      const date = page.getByLabel('実施する予定の日')
      expect(await date.isVisible()).toBe(false)
      await choose(page, '一部実施予定')
      await date.fill('2027-04-01')
      await page
        .getByRole('textbox', { name: '実施する部分と、残りを実施しない理由' })
        .fill('申請書だけです。')
      expect(await page.getByRole('combobox', { name: '見送りの理由の区分' }).isVisible()).toBe(
        false,
      )
      await choose(page, '見送り')
      expect(await date.isVisible()).toBe(false)
      await choose(page, '一部実施予定')
      expect(await date.inputValue()).toBe('2027-04-01')
      expect(await fault(page)).toEqual([])
      await page.getByRole('button', { name: '保存して提出へ進む' }).click()
      await page.getByRole('link', { name: '理由を書いてください。' }).click()
      expect(await page.getByLabel(/^理由/).evaluate((e) => e === document.activeElement)).toBe(
        true,
      )
      expect(await fault(page)).toEqual([])
      await page.getByLabel(/^理由/).fill('様式をまとめても支障がないためです。')
      await page.getByRole('button', { name: '保存して提出へ進む' }).click()
      await page.getByRole('button', { name: '推進責任者へ提出する' }).click()
      await page.getByText('提出しました。').waitFor()
      expect(await fault(page)).toEqual([])
      expect(faults.filter((line) => !line.includes('422'))).toEqual([])
      expect(t.find(number).draft).toMatchObject({
        stage: 'submitted',
        answer: { part: '申請書だけです。', reasonCode: null },
      })
    },
  )

  it('works the same without scripts', async () => {
    const t = await town()
    const number = await t.reviewing()
    const origin = await t.city.origin()
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' })
    const [, value = ''] = (await t.city.session(who.head)).split('=')
    await context.addCookies([{ name: 'kazetoshi', value, url: origin }])
    const page = await context.newPage()
    await page.goto(`${origin}/staff/inbox/${number}/answer`)
    await choose(page, '対応済み')
    await page.getByText('「対応済み」のとき必須').waitFor()
    await page.getByRole('textbox', { name: 'どこを見れば分かるか' }).fill('庁内ポータル')
    await page.getByLabel(/^理由/).fill('すでに始めています。')
    await page.getByRole('button', { name: '保存して承認へ進む' }).click()
    await page.getByRole('button', { name: 'この内容で承認する' }).click()
    await page.getByText('承認しました。').first().waitFor()
    expect(t.find(number).draft?.stage).toBe('approved')
    await context.close()
  })

  it('is selected for copying where the browser has no clipboard, and every page fits', async () => {
    const t = await town()
    const number = await t.reviewing()
    await t.answered(number, answerOf('planned'))
    const asked = await t.routed(['2010', '2020'])
    for (const width of [1280, 820, 390]) {
      const { page, faults } = await open(t, 'head', `/staff/inbox/${number}/text`, width)
      await page.evaluate(() =>
        Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true }),
      )
      await page.getByRole('button', { name: '写す' }).first().click()
      await page.getByText('Ctrl+C').waitFor()
      const selected = await page.evaluate(() => String(document.getSelection()))
      expect(selected).toContain('保険年金課')
      for (const path of ['', `/${number}`, `/${asked}`, `/${number}/text`]) {
        await page.goto(`${await t.city.origin()}/staff/inbox${path}`)
        expect(await fault(page), `${path} ${width}`).toEqual([])
      }
      expect(faults).toEqual([])
      const adopt = await open(t, 'otherHead', `/staff/inbox/adopt/${number}`, width)
      expect(await fault(adopt.page)).toEqual([])
    }
  })
})

/** What 人事課 does with a survey that is under way, and what everybody sees of it, in a real browser. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CITY_PASSWORD, smallCity } from '../support/small-city.ts'
import { smtpServer } from '../support/smtp-server.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
const shot = (page: Page, name: string) => page.screenshot({ path: `/tmp/f/${name}.png`, fullPage: true })

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

async function signIn(page: Page, origin: string, number: string, path: string): Promise<void> {
  await page.goto(`${origin}${path}`)
  await page.getByLabel('職員番号').fill(number)
  await page.getByLabel('パスワード').fill(CITY_PASSWORD)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

describe('A survey under way', () => {
  it.each([1280, 820, 390])(
    'is extended, corrected, stopped, told of and cancelled at %i px',
    async (width) => {
      const relay = await smtpServer()
      const mail = { url: relay.url, from: 'jinji@example.lg.jp', all: 'all@example.lg.jp' }
      const city = await smallCity({ config: { mail } })
      const origin = await city.origin()
      const base = `${origin}/staff/office/surveys/r8`
      const { page, faults } = await newPage(browser, width)
      const clean = async (name: string) => {
        await shot(page, `${name}-${width}`)
        expect(await axeViolations(page), page.url()).toEqual([])
        expect(await sidewaysPixels(page), page.url()).toBe(0)
      }
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()

      await signIn(page, origin, city.officials.hr, '/staff/office/surveys/r8')
      await clean('survey')
      await page.getByRole('link', { name: '締切を延長する' }).click()
      await page.getByLabel('新しい締切').fill('2026-11-25T17:15')
      await press('締切を延長し、全職員に表示する')
      await page.getByRole('alert').waitFor()
      await clean('extension-refused')
      await page.getByLabel('新しい締切').fill('2026-12-11T17:15')
      await page.getByLabel(/^延長する理由/).fill('システムが止まり、回答できない時間があったため')
      await page.getByLabel('延長は1回だけで、取り消せないことを確かめました。').check()
      await press('締切を延長し、全職員に表示する')
      await page.getByText('締切を延長しました（11月30日→12月11日）').waitFor()

      await page.getByRole('link', { name: '正誤のお知らせを出す' }).click()
      await clean('correction')
      await page.getByLabel(/^お知らせの文/).fill('問3の「昨年度」は「今年度」の誤りです。')
      await page.getByLabel(/^全職員に表示し、/).check()
      await press('正誤のお知らせを出す')
      await page.getByRole('link', { name: '災害等のため期限を停止する' }).click()
      await clean('stop')
      await page.getByLabel(/^停止する理由/).fill('台風19号の災害対応のため')
      await page.getByLabel('停止を全職員に表示することを確かめました。').check()
      await press('期限を停止する')
      await page.getByText('災害等のため、期限を停止しています').waitFor()
      await clean('survey-changed')

      await page.goto(`${base}/notices`)
      await page.locator('#n-announcement').click()
      await page.locator('button[data-copy=portal-announcement]').click()
      await page.getByText(/^(写しました|文を選びました)/).waitFor()
      await clean('notices')
      await page.locator('#n-stop-3').click()
      await page.locator('a[href$="kind=stop-3"]').click()
      await clean('mail')
      await page.getByLabel('件名と本文を確かめました。すべての職員に送ります。').check()
      await press('全職員に送る')
      await page.getByText('メールを送りました。').waitFor()
      city.clock.now = new Date('2026-11-20T16:30:00+09:00')
      await page.locator('#n-extension').click()
      await page.locator('a[href$="kind=extension"]').click()
      await page.getByLabel('件名と本文を確かめました。すべての職員に送ります。').check()
      await press('全職員に送る')
      await page.getByText('送信待ち', { exact: true }).waitFor()
      await clean('notices-mailed')
      expect(relay.mails).toHaveLength(1)

      await page.goto(`${base}/resumption`)
      await clean('resumption')
      await page.goto(`${origin}/staff/`)
      await clean('home')
      await page.goto(`${origin}/`)
      await clean('front')
      await page.goto(`${base}/cancellation`)
      await clean('cancellation')
      await page.getByLabel(/^中止する理由/).fill('設問に重大な誤りがあったため')
      await page.getByLabel(/^回答を読まないまま廃棄し、/).check()
      await press('アンケートを中止する')
      await page.getByText('アンケートを中止しました。').waitFor()
      await clean('survey-cancelled')
      await page.goto(`${base}/notices`)
      await clean('notices-cancelled')

      const stranger = await newPage(browser, width)
      await stranger.page.goto(`${origin}/voice/surveys/r8`)
      await stranger.page.getByText('だれも読みません。').waitFor()
      expect(await axeViolations(stranger.page)).toEqual([])
      expect(await sidewaysPixels(stranger.page)).toBe(0)
      await shot(stranger.page, `answer-cancelled-${width}`)
      // The form that came back (422) is the only thing the console may mention.
      expect(faults.filter((text) => !text.includes('status of 422'))).toEqual([])
      await page.context().close()
      await stranger.page.context().close()
    },
  )
})

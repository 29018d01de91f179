/** What people do at a shared tablet with a paper slip, as the browser tests repeat it. */
import { type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

export const START = '/voice/slip'
const OPEN = new Date('2026-11-20T10:00:00+09:00')
const PICTURES = process.env['PICTURES']

/** A browser and a city with paper slips, for all tests of a file. */
export function tabletCity(people: number) {
  let browser: Browser
  let city: SmallCity
  let origin: string
  let codes: string[]
  beforeAll(async () => {
    browser = await launchBrowser()
    city = await smallCity({
      people: people + 4,
      withoutPc: people,
      draft: { slips: { spare: 4 } },
    })
    codes = [...city.slips]
    origin = await city.origin()
  })
  afterAll(async () => {
    await browser?.close()
    await city?.close()
  })
  beforeEach(() => {
    city.clock.now = OPEN
  })
  const newTablet = (width = 820, height = 1100) => newPage(browser, width, height)
  return {
    get city() {
      return city
    },
    get origin() {
      return origin
    },
    get start() {
      return origin + START
    },
    nextCode: () => codes.pop() ?? '',
    newTablet,
    async atStart(width?: number, height?: number) {
      const watched = await newTablet(width, height)
      await watched.page.goto(origin + START)
      return watched
    },
    /** With a clock that stands until a test moves it. */
    async withClock() {
      const { page } = await newTablet()
      await page.clock.install()
      await page.goto(origin + START)
      return page
    },
  }
}

export async function clean(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysPixels(page)).toBe(0)
}

/** What a finger must hit and is lower than 56 px, with the words on it. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, select, summary, :is(.pick, .scale) label, a.button',
      ),
    ]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 56)
      .map((one) => one.textContent?.trim() ?? ''),
  )

/** Into the folder of the environment, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` })
}

/** From the start screen by the printed code, however it is typed. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: '番号を入力する' }).click()
  await page.getByLabel('券の番号').fill(code)
  await page.getByRole('button', { name: 'この番号を使う' }).click()
}

/** The questions are open, with the card of a slip. */
export async function questionsOpen(page: Page): Promise<void> {
  await page.getByRole('button', { name: '回答を確かめる' }).waitFor()
}

/** A few answers, different from person to person. */
export async function answerSome(page: Page, person: number, text: string): Promise<void> {
  await page
    .locator('fieldset.ask input')
    .nth(person % 4)
    .check()
  await page.getByLabel('部', { exact: true }).selectOption({ label: '福祉部' })
  await page.locator('textarea').first().fill(text)
}

/** Past the questions that are left blank, to the thanks. */
export async function sendWithBlanks(page: Page): Promise<void> {
  await page.getByRole('button', { name: '回答を確かめる' }).click()
  await page.getByRole('button', { name: 'このまま進む' }).click()
  await page.getByRole('button', { name: 'この内容で送信する' }).click()
  await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
}

/** Everything that this tab and this browser keep. */
export const stored = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )

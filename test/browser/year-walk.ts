import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { CITY_PASSWORD } from '../support/small-city.ts'
import { axeViolations, newPage, sidewaysPixels } from './chromium.ts'

/** One person in front of a browser, by what is written on the pages. */
export interface Walk {
  readonly page: Page
  /** The page has this heading; axe finds nothing, and it fits windows of 1280 and 820 px. */
  see(heading?: string | RegExp): Promise<void>
  /** As `see`, for a text of the page. */
  read(text: string | RegExp): Promise<void>
  press(button: string | RegExp): Promise<void>
  follow(link: string | RegExp): Promise<void>
  type(label: string | RegExp, text: string): Promise<void>
  tick(label: string | RegExp): Promise<void>
  /** Signs in afresh and comes to a page of the staff. */
  signIn(origin: string, number: string, path: string, password?: string): Promise<void>
  /** Is there already: what a session without the sign-in page would be. */
  seatedAs(origin: string, cookie: string): Promise<void>
  /** Nothing in the console but refusals that were asked for; the profile is gone. */
  end(): Promise<void>
}

const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 820, height: 900 }

/** Chromium's own line about an answer that refuses a form (422), a password (401) or a page (403). */
const REFUSAL = /Failed to load resource: .* status of (401|403|404|410|422)/

export async function walk(browser: Browser): Promise<Walk> {
  const { page, faults } = await newPage(browser, WIDE.width)
  const clean = async () => {
    expect(await axeViolations(page), page.url()).toEqual([])
    for (const size of [NARROW, WIDE]) {
      await page.setViewportSize(size)
      expect(await sidewaysPixels(page), `${page.url()} at ${size.width}`).toBe(0)
    }
  }
  return {
    page,
    async see(name) {
      const wanted = name === undefined ? {} : { name }
      await page.getByRole('heading', { level: 1, ...wanted }).waitFor()
      await clean()
    },
    async read(text) {
      await page.getByText(text).filter({ visible: true }).first().waitFor()
      await clean()
    },
    press: (name) => page.getByRole('button', { name }).first().click(),
    follow: (name) => page.getByRole('main').getByRole('link', { name }).first().click(),
    type: (label, text) =>
      page.getByRole('main').getByLabel(label).filter({ visible: true }).last().fill(text),
    tick: (name) =>
      page.getByRole('checkbox', { name }).or(page.getByRole('radio', { name })).check(),
    async signIn(origin, number, path, password = CITY_PASSWORD) {
      await page.context().clearCookies()
      await page.goto(`${origin}${path}`)
      await page.getByLabel('職員番号').fill(number)
      await page.getByLabel('パスワード').fill(password)
      await page.getByRole('button', { name: 'サインイン' }).click()
      await page.waitForURL((url) => url.pathname !== '/staff/sign-in')
    },
    async seatedAs(origin, cookie) {
      const [name = '', value = ''] = cookie.split('=')
      await page
        .context()
        .addCookies([{ name, value, domain: new URL(origin).hostname, path: '/staff' }])
    },
    async end() {
      expect(faults.filter((text) => !REFUSAL.test(text))).toEqual([])
      await page.context().close()
    },
  }
}

/** Takes the card of the only survey, from the page after the sign-in to the questions. */
export async function takeCard(page: Page): Promise<void> {
  await page.getByRole('link', { name: /回答券を受け取って答える/ }).click()
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
  await page.locator('#form').waitFor({ state: 'visible' })
}

/** Chooses the second answer everywhere, a unit, and one text. */
export async function fillAnswers(page: Page): Promise<void> {
  for (const group of await page.locator('fieldset.ask:not(#unit)').all()) {
    await group.locator('input').nth(1).check()
  }
  await page.getByLabel('部', { exact: true }).selectOption({ label: '福祉部' })
  await page.getByLabel('課', { exact: true }).selectOption({ label: '課は答えない' })
  await page.locator('textarea').first().fill('照会の様式を1つにまとめてほしい')
}

/** From the filled form to the receipt. */
export async function sendAnswers(page: Page): Promise<void> {
  await page.getByRole('button', { name: '回答を確かめる' }).click()
  await page.getByRole('heading', { name: '回答の確認' }).waitFor()
  await page.getByRole('button', { name: 'この内容で送信する' }).click()
  await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
}

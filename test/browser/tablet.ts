/** What people do at a shared tablet with a paper slip, as the browser tests repeat it. */
import type { Page } from 'playwright-core'

export const START = '/voice/slip'

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

/** What an author does on the pages, as the browser tests repeat it. */
import type { Page } from 'playwright-core'
import { CITY_PASSWORD } from '../support/small-city.ts'

export const TEXTS = {
  title: '稟議書のひながたを庁内で統一する',
  current: '課ごとにひながたが異なり、合議先での差戻しが月に十数回も起きている。',
  idea: '共通のひながたを一枚だけ決めて、固有の記入欄は別葉にまとめる。',
  effect: '書き直しに費やす時間がおよそ半減する見込み。',
} as const

export async function signIn(page: Page, origin: string, number: string): Promise<void> {
  await page.goto(`${origin}/staff/`)
  await page.getByLabel('職員番号').fill(number)
  await page.getByLabel('パスワード').fill(CITY_PASSWORD)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { level: 1, name: 'アンケート' }).waitFor()
}

/** From the first page of the staff side to the empty form; the cards have come by then. */
export async function goToForm(page: Page): Promise<void> {
  await page.getByRole('link', { name: '提案', exact: true }).click()
  await page.locator('[data-have="posts"]', { hasText: 'あります' }).waitFor()
  await page.getByRole('link', { name: '提案を書く' }).click()
  await page.getByRole('button', { name: '提案を書く' }).click()
  await page.getByRole('heading', { name: '提案を書く' }).waitFor()
}

export async function fillForm(
  page: Page,
  texts: Readonly<Record<keyof typeof TEXTS, string>> = TEXTS,
) {
  await page.getByLabel('件名').fill(texts.title)
  await page.getByLabel('部', { exact: true }).selectOption({ label: '福祉部' })
  await page.getByLabel('課', { exact: true }).selectOption({ label: '保険年金課' })
  await page.getByRole('radio', { name: '文書事務' }).check()
  await page.getByRole('radio', { name: '手順の改善' }).check()
  await page.getByLabel('今の状況').fill(texts.current)
  await page.getByLabel('改善の案').fill(texts.idea)
  await page.getByRole('checkbox', { name: '業務量・時間の削減' }).check()
  await page.getByLabel('効果について').fill(texts.effect)
  await page.getByRole('radio', { name: /公開してよい/ }).check()
}

/** To the step that shows the receipt. @returns it, as it is shown. */
export async function takeReceipt(page: Page): Promise<string> {
  await page.getByRole('button', { name: '確かめる' }).click()
  await page.getByRole('heading', { name: '送る前に確かめる' }).waitFor()
  await page.getByRole('button', { name: '控え番号を受け取る' }).click()
  await page.locator('#receipt-code span').first().waitFor()
  return (await page.locator('#receipt-code span').allInnerTexts()).join('-')
}

export async function pressSend(page: Page, receipt: string): Promise<void> {
  await page.getByRole('button', { name: '書き留めました' }).click()
  await page.getByLabel('控え番号の最後の5文字').fill(receipt.slice(-6).toLowerCase())
  await page.getByRole('button', { name: '封をして送る' }).click()
}

/** The whole way. @returns the receipt. */
export async function post(
  page: Page,
  texts: Parameters<typeof fillForm>[1] = TEXTS,
): Promise<string> {
  await goToForm(page)
  await fillForm(page, texts)
  const receipt = await takeReceipt(page)
  await pressSend(page, receipt)
  await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
  return receipt
}

export async function follow(page: Page, origin: string, receipt: string): Promise<void> {
  await page.goto(`${origin}/voice/proposals/receipt`)
  await page.getByRole('textbox', { name: /控え番号/ }).fill(receipt)
  await page.getByRole('button', { name: '続きを見る' }).click()
}

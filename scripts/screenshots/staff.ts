/** What a member of staff sees, on a PC and on the tablet of a workplace. */
import type { Page } from 'playwright-core'
import { readPasswords } from '../demo-city.ts'
import { type Studio, TABLET } from './studio.ts'

/** First sign-in, card, answers: up to the thanks. */
export async function answerPictures(
  studio: Studio,
  folder: string,
  person: string,
  unit: { readonly bureau: string; readonly section: string },
): Promise<void> {
  const page = await studio.window()
  await page.goto(`${studio.origin}/staff/sign-in`)
  await page.getByLabel('職員番号').fill(person)
  await studio.shoot(page, 'staff-sign-in', { height: 760 })
  await page.getByLabel('パスワード').fill(readPasswords(folder).get(person) ?? '')
  await page.getByRole('button', { name: 'サインイン', exact: true }).click()
  await page.getByRole('button', { name: 'このパスワードに決める' }).waitFor()
  await page.getByLabel('新しいパスワード', { exact: true }).fill('mihon-no-machi')
  await page.getByLabel('新しいパスワード（確認）').fill('mihon-no-machi')
  await page.getByRole('button', { name: 'このパスワードに決める' }).click()
  await page.waitForURL(/\/staff\/(\?.*)?$/)
  await studio.shoot(page, 'staff-home', { height: 760 })
  await page.getByRole('link', { name: '回答券を受け取って答える' }).click()
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).waitFor()
  await studio.shoot(page, 'staff-card', { height: 640 })
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
  await page.locator('#form').waitFor({ state: 'visible' })
  await fillIn(page, unit)
  await page.setViewportSize({ width: TABLET, height: 900 })
  await studio.shoot(page, 'staff-answer', { at: '.theme', height: 900 })
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: '回答を確かめる' }).click()
  await page.getByRole('heading', { name: '回答の確認' }).waitFor()
  await studio.shoot(page, 'staff-check', { height: 820 })
  await page.getByRole('button', { name: 'この内容で送信する' }).click()
  await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
  await page.context().close()
}

/** Results, proposals of everybody, and the page on which one is written. */
export async function readingPictures(studio: Studio, person: string): Promise<void> {
  const page = await studio.signIn(person)
  await page.goto(`${studio.origin}/results`)
  await page
    .getByRole('link', { name: /くわしく/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await studio.shoot(page, 'staff-results', { height: 900 })
  await page.goto(`${studio.origin}/board`)
  await studio.shoot(page, 'staff-board', { height: 900 })
  await page.context().close()
}

async function fillIn(page: Page, unit: { bureau: string; section: string }): Promise<void> {
  for (const [i, group] of (await page.locator('fieldset.ask:not(#unit)').all()).entries()) {
    const radios = group.getByRole('radio')
    if ((await radios.count()) > 0) await radios.nth(i % 2).check()
  }
  await page.getByLabel('部', { exact: true }).selectOption({ label: unit.bureau })
  await page.getByLabel('課', { exact: true }).selectOption({ label: unit.section })
}

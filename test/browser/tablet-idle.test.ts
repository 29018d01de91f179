/** Somebody walks away from a shared tablet. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  answerSome,
  clean,
  picture,
  questionsOpen,
  smallTargets,
  stored,
  tabletCity,
  typeCode,
} from './tablet.ts'

const tablet = tabletCity(8)
const TEXT = '窓口の順番札を、午前と午後で色分けしてほしい'

describe('When nobody touches the tablet', { timeout: 60_000 }, () => {
  async function idle(page: Page, seconds: number): Promise<void> {
    await page.clock.runFor(seconds * 1000)
  }

  it('the questions warn after three minutes, count down, and are wiped; the slip is unused', async () => {
    const page = await tablet.withClock()
    const code = tablet.nextCode()
    await typeCode(page, code)
    await questionsOpen(page)
    await answerSome(page, 1, TEXT)
    await idle(page, 178)
    const dialog = page.getByRole('alertdialog', { name: 'まだ使っていますか' })
    expect(await dialog.isVisible()).toBe(false)
    // An event of the page itself that comes late counts as a touch.
    for (let tries = 0; tries < 2 && !(await dialog.isVisible()); tries += 1)
      await idle(page, 4 + 178 * tries)
    await dialog.waitFor()
    await clean(page)
    expect(await smallTargets(page)).toEqual([])
    await picture(page, 'idle')
    await page.getByRole('button', { name: '続ける' }).click()
    expect(await dialog.isVisible()).toBe(false)
    expect(await page.locator('textarea').first().inputValue()).toBe(TEXT)

    await idle(page, 185)
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    // Its closing is told to the page a moment later.
    await page.waitForTimeout(300)
    await idle(page, 205)
    expect(Number(await page.locator('#idle-seconds').innerText())).toBeLessThanOrEqual(10)
    await idle(page, 10)
    await page.getByText('入力は消えました。回答券は未使用です').waitFor()
    expect(page.url()).toBe(tablet.start)
    expect(await stored(page)).toBe('[[],[]]')
    await page.goBack().catch(() => null)
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(TEXT)
    await page.goto(tablet.start)
    await typeCode(page, code)
    await questionsOpen(page)
    await page.context().close()
  })

  it('a tablet that slept forgets at once when it wakes', async () => {
    const page = await tablet.withClock()
    await typeCode(page, tablet.nextCode())
    await questionsOpen(page)
    await answerSome(page, 1, TEXT)
    await page.clock.fastForward('01:00:00')
    await page.getByText('入力は消えました。回答券は未使用です').waitFor()
    await page.context().close()
  })

  it('a code that was typed is wiped after a warning; without one the start screen just stays', async () => {
    const page = await tablet.withClock()
    await page.getByRole('button', { name: '番号を入力する' }).click()
    await page.getByLabel('券の番号').fill(tablet.nextCode())
    await idle(page, 185)
    await page.getByRole('alertdialog').waitFor()
    await idle(page, 30)
    await page.getByText('入力した番号は消えました').waitFor()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    expect(await page.locator('#f-code').inputValue()).toBe('')
    await page.getByRole('button', { name: '番号を入力する' }).click()
    await idle(page, 185)
    expect(await page.getByRole('alertdialog').isVisible()).toBe(false)
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })

  it('answers whose arrival is uncertain are wiped too, and nobody is told that the slip is unused', async () => {
    const page = await tablet.withClock()
    const code = tablet.nextCode()
    await typeCode(page, code)
    await questionsOpen(page)
    await answerSome(page, 1, TEXT)
    await page.route('**/ballots', (route) => route.abort())
    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByRole('button', { name: 'このまま進む' }).click()
    await page.getByRole('button', { name: 'この内容で送信する' }).click()
    for (let i = 0; i < 20; i += 1) await idle(page, 1)
    await page.getByText('届いたかどうかを確かめられませんでした').waitFor()
    await idle(page, 215)
    await page.getByText('入力は消えました。届いたかどうかは、確かめられませんでした').waitFor()
    await page.getByText('同じ券をもう一度読み取ると、届いたかどうかが分かります。').waitFor()
    expect(await page.getByText('回答券は未使用です').isVisible()).toBe(false)
    await page.context().close()
  })
})

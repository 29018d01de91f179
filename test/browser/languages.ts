/** Choosing the language of a page of the anonymous side, as the browser tests repeat it. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { untranslated } from '../support/untranslated.ts'

export async function choose(page: Page, name: '日本語' | 'やさしい日本語' | 'English') {
  const button = page.getByRole('button', { name, exact: true })
  await button.click()
  await page.locator(`.languages button[aria-pressed="true"]`, { hasText: name }).waitFor()
}

/** Everything that the page says, hidden or not; not the words that wait for another language. */
export const wordsOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const labels = [...document.querySelectorAll('[aria-label]')].map((one) => one.ariaLabel)
    return [document.body.textContent, ...labels].join('\n')
  })

/**
 * In English nothing of the page is Japanese but what is marked so, in やさしい日本語 other words are said,
 * and back in Japanese it says the very same as before.
 */
export async function speaksAll(page: Page): Promise<void> {
  const before = await wordsOf(page)
  await choose(page, 'English')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  expect(untranslated(await page.content())).toEqual([])
  await choose(page, 'やさしい日本語')
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja')
  expect(await wordsOf(page)).not.toBe(before)
  await choose(page, '日本語')
  expect(await wordsOf(page)).toBe(before)
}

/** In English now; the page was in another language before. */
export async function isEnglish(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  expect(untranslated(await page.content())).toEqual([])
}

const PICTURES = process.env['PICTURES']

/** The top and the end of the page at three widths in both other languages, to be looked at. */
export async function pictures(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return
  const size = page.viewportSize()
  for (const language of ['English', 'やさしい日本語'] as const) {
    await choose(page, language)
    for (const width of [1280, 820, 390]) {
      await page.setViewportSize({ width, height: 1500 })
      const path = `${PICTURES}/${name}-${language === 'English' ? 'en' : 'easy'}-${width}`
      await page.screenshot({ path: `${path}.png` })
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
      await page.screenshot({ path: `${path}-end.png` })
      await page.evaluate(() => scrollTo(0, 0))
    }
  }
  await choose(page, '日本語')
  if (size) await page.setViewportSize(size)
}

/** The survey in three languages: every step of the pages on which paper slips are read and answers are given. */
import { type Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { newSlipCode } from '../../views/client/protocol/slip.ts'
import { choose, isEnglish, pictures, speaksAll } from './languages.ts'
import { clean, stored, tabletCity } from './tablet.ts'

const tablet = tabletCity(10)

/** What nobody has translated: texts of the page and sentences of ours that stay in Japanese. */
const japaneseTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    ...new Set(
      [...document.querySelectorAll('[lang="ja"]:is([data-w], [data-t], [data-term])')].map(
        (one) => one.textContent,
      ),
    ),
  ])

/** The questions in Japanese, with the card of a slip. */
async function atQuestions(page: Page, code = tablet.nextCode()): Promise<void> {
  await page.goto(`${tablet.start}#${code}`)
  await page.locator('#form').waitFor()
}

describe('Where slips are read', { timeout: 120_000 }, () => {
  it('start, entry, wrong numbers and refusals are said in every language', async () => {
    const { page, faults } = await tablet.atStart()
    await page.locator('#start').waitFor()
    await speaksAll(page)
    await pictures(page, 'slip-start')
    await choose(page, 'English')
    await page.getByRole('button', { name: 'Type the number' }).click()
    for (const typed of ['', 'S*', 'S123', `${newSlipCode('survey')}77`, 'SUUUUUUUUUUUUUUUUU']) {
      await page.getByLabel('Number of the slip').fill(typed)
      await page.getByRole('button', { name: 'Use this number' }).click()
      await page.locator('#f-code-error:not([hidden])').waitFor()
      await isEnglish(page)
    }
    await clean(page)
    await choose(page, '日本語')
    expect(await page.locator('#f-code-error-text').innerText()).toContain('「U」は')
    await pictures(page, 'slip-entry')
    await choose(page, 'English')
    await page.getByLabel('Number of the slip').fill(newSlipCode('survey'))
    await page.getByRole('button', { name: 'Use this number' }).click()
    await page.getByRole('heading', { name: 'There is no slip with this number' }).waitFor()
    await isEnglish(page)
    await choose(page, '日本語')
    await speaksAll(page)
    await pictures(page, 'slip-trouble')
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
  })

  it('whoever comes next starts in Japanese, and nothing is kept', async () => {
    const page = await tablet.withClock()
    await choose(page, 'English')
    expect(await stored(page)).toContain('["kazetoshi.language","en"]')
    await page.clock.runFor(4 * 60 * 1000)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja')
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    expect(await stored(page)).toBe('[[],[]]')
    await choose(page, 'やさしい日本語')
    await page.reload()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    expect(await stored(page)).toBe('[[],[]]')
  })
})

describe('The answer page', { timeout: 180_000 }, () => {
  it('questions, blanks, review, trouble and thanks are said in every language, and the answers stay', async () => {
    const { page, faults } = await tablet.newTablet()
    await page.goto(tablet.start)
    await choose(page, 'English')
    await page.getByRole('button', { name: 'Type the number' }).click()
    await page.getByLabel('Number of the slip').fill(tablet.nextCode())
    await page.getByRole('button', { name: 'Use this number' }).click()
    await page.locator('#form').waitFor()
    await page.getByRole('button', { name: 'Check my answers' }).waitFor()
    await isEnglish(page)
    await clean(page)
    expect(await page.locator('#s0 legend').innerText()).toBe(
      'Q1 Work is carried out efficiently in my workplace',
    )
    expect(await page.locator('#s0 label').first().innerText()).toBe('Agree')
    expect(await page.locator('.theme h2').first().innerText()).toContain('Efficient ways')
    // Left in Japanese: the title that 人事課 gave, names of units, and desks.
    expect(await japaneseTexts(page)).toEqual(['令和8年度 職員アンケート'])
    await choose(page, '日本語')
    await speaksAll(page)
    await pictures(page, 'answer-form')

    await choose(page, 'English')
    await page.locator('#s0').getByLabel('Somewhat agree').check()
    await page.getByLabel('Department', { exact: true }).selectOption({ label: '福祉部' })
    await page.getByLabel('Section', { exact: true }).selectOption({ label: 'No answer (section)' })
    await page.locator('textarea').first().fill('Fewer forms, please.')
    await isEnglish(page)
    await page.getByRole('button', { name: 'Check my answers' }).click()
    await page.getByText('Questions without an answer:').waitFor()
    await isEnglish(page)
    await choose(page, '日本語')
    await speaksAll(page)
    await pictures(page, 'answer-blanks')
    await choose(page, 'English')
    await page.getByRole('button', { name: 'Go on like this' }).click()
    await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
    await isEnglish(page)
    await clean(page)
    const row = page.locator('.review > div', { hasText: 'Q1 Work is' })
    expect(await row.locator('dd').first().innerText()).toBe('Somewhat agree')
    await choose(page, '日本語')
    const japanese = page.locator('.review > div', { hasText: '問1 自分の職場では' })
    expect(await japanese.locator('dd').first().innerText()).toBe('どちらかといえばそう思う')
    await speaksAll(page)
    await pictures(page, 'answer-review')

    await choose(page, 'English')
    await page.route('**/ballots', (route) => route.abort())
    await page.getByRole('button', { name: 'Send these answers' }).click()
    await page.getByText('could not be found out').waitFor({ timeout: 30_000 })
    await isEnglish(page)
    await choose(page, '日本語')
    expect(await page.locator('#trouble-title').innerText()).toBe(
      '届いたかどうかを確かめられませんでした',
    )
    await speaksAll(page)
    await choose(page, 'English')
    await page.unroute('**/ballots')
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.getByRole('heading', { name: 'Your answers have been received' }).waitFor()
    await page.getByText('Back to the start screen in').waitFor()
    await isEnglish(page)
    await clean(page)
    await pictures(page, 'answer-done')
    await page.getByRole('button', { name: /Next person|次の人へ/ }).click()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja')
    expect(await stored(page)).toBe('[[],[]]')
    expect(faults.filter((fault) => !fault.includes('ERR_FAILED'))).toEqual([])
  })

  it('is sent the same answers whatever language they were chosen in', async () => {
    const answers: string[] = []
    for (const language of ['日本語', 'English'] as const) {
      const { page } = await tablet.newTablet()
      await atQuestions(page)
      await choose(page, language)
      for (const [i, ask] of (await page.locator('#form fieldset.ask:not(#unit)').all()).entries())
        if (await ask.isVisible())
          await ask
            .locator('input')
            .nth(i % 2)
            .check()
      answers.push(
        await page.evaluate(() =>
          [...document.querySelectorAll<HTMLInputElement>('#form input:checked')]
            .map(({ name, value }) => `${name}=${value}`)
            .join(' '),
        ),
      )
      await page.getByRole('button', { name: /回答を確かめる|Check my answers/ }).click()
      await page.locator('[data-act="proceed"]').click()
      await page.locator('[data-act="send"]').click()
      await page.locator('#done').waitFor()
      await page.context().close()
    }
    expect(new Set(answers).size).toBe(1)
  })

  it('without a card, before the opening and after the closing it is said in every language', async () => {
    const { opensAt, closesAt } = tablet.city.survey
    const url = `${tablet.origin}/voice/surveys/${tablet.city.survey.id}`
    for (const [at, step] of [
      [new Date('2026-11-20T10:00:00+09:00'), 'no-card'],
      [new Date(opensAt.getTime() - 60_000), 'before'],
      [new Date(closesAt.getTime() + 60_000), 'closed'],
    ] as const) {
      tablet.city.clock.now = at
      const { page } = await tablet.newTablet()
      await page.goto(url)
      await page.locator(`#${step}`).waitFor()
      await speaksAll(page)
      await pictures(page, `answer-${step}`)
      await page.context().close()
    }
  })

  it('stays in Japanese and says so when its words cannot be fetched', async () => {
    const { page } = await tablet.newTablet()
    await page.route('**/slip-words-*', (route) => route.abort())
    await page.goto(tablet.start)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('ことばを読み込めませんでした。もう一度押してください。').waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('ja')
    await page.unroute('**/slip-words-*')
    await choose(page, 'English')
    await isEnglish(page)
  })
})

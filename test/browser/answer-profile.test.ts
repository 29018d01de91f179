/** T17 of the answer page: what the PC keeps of an answer and of its card. A real profile, all of its files. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { agreeToRestore, filesHolding, isWhole, newProfile, settled } from './profile.ts'
import { fillAnswers, sendAnswers } from './year-walk.ts'

const SLOT = 'kazetoshi.card.r8'
/** What `fillAnswers` writes and chooses. */
const TEXT = '照会の様式を1つにまとめてほしい'
const ANSWERS = [TEXT, 'どちらかといえばそう思う', '課長補佐・係長級']
/** What stands beside every field in the list of visited pages, where a browser remembers a form. */
const REMEMBERED = ['select-one', 'textarea']
const RESTORED = ['--restore-last-session']

let city: SmallCity
let origin: string
beforeAll(async () => {
  city = await smallCity({ people: 12 })
  origin = await city.origin()
})
afterAll(() => city.close())

/** Somebody at a PC of the own, before the questions, with the card in the tab. */
async function atQuestions(number: string) {
  const profile = newProfile('answer')
  const browser = await profile.open()
  const { page } = browser
  const [name = '', value = ''] = (await city.session(number)).split('=')
  await browser.context.addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
  await page.goto(`${origin}/staff/surveys/r8/card`)
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
  await page.locator('#form').waitFor({ state: 'visible' })
  const card = await page.evaluate((slot) => sessionStorage.getItem(slot), SLOT)
  const { seed, signature } = JSON.parse(card ?? '') as { seed: string; signature: string }
  const { folder } = profile
  return {
    ...browser,
    ...profile,
    /** The names of the files that hold something of what was answered. */
    answersIn: () => [
      ...filesHolding(folder, ANSWERS),
      ...filesHolding(folder, REMEMBERED, /Sessions/),
    ],
    /** The same of the card. */
    cardIn: () => filesHolding(folder, [seed, signature.slice(0, 40)]),
  }
}

/** What a page has of somebody: chosen, written, and shown in its own words. */
function leftIn(page: Page) {
  return page.evaluate((text) => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')]
    return {
      chosen: fields.filter((field) => field.checked).length,
      written: fields.filter((field) => field.type !== 'radio' && field.value !== '').length,
      said: document.body.innerHTML.includes(text),
    }
  }, TEXT)
}
const NOTHING = { chosen: 0, written: 0, said: false }

/** Chromium's log of a tab's storage keeps what was overwritten (docs/decisions/0022). */
const inOtherFiles = (file: string) => !file.startsWith('Default/Session Storage/')

/** What stands in the tab, and the names of what stands on the PC; without the marks of `settled`. */
const kept = (page: Page) =>
  page
    .evaluate(() => [
      ...Object.entries(sessionStorage).map((entry) => entry.join(' ')),
      ...Object.keys(localStorage),
    ])
    .then((found) => found.filter((one) => !one.startsWith('settled')))

/** The tab of the questions, as the browser brought it back by itself. */
async function broughtBack({ context }: Awaited<ReturnType<typeof atQuestions>>) {
  for (let i = 0; i < 50; i += 1) {
    const found = context.pages().find((one) => one.url().includes('/voice/surveys/'))
    if (found !== undefined) {
      // The tab of the command line covers it, and covered pages are slow.
      await found.bringToFront()
      await found.locator('.step:not([hidden]):not(#wait)').waitFor()
      return found
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('this browser brings no tab back')
}

describe('The PC of somebody who has answered', { timeout: 240_000 }, () => {
  it('holds no answer after sending, Back and closing; the card is spent, and gone when the browser starts anew', async () => {
    const pc = await atQuestions('000105')
    const { page, folder, close, open, answersIn, cardIn } = pc
    await fillAnswers(page)
    expect(await leftIn(page)).toMatchObject({ written: 1, said: false })
    await settled(page, folder)
    expect(cardIn().join()).toContain('Session Storage')
    expect(answersIn()).toEqual([])
    await sendAnswers(page)
    await page.goBack().catch(() => null)
    await page.waitForTimeout(500)
    expect(await leftIn(page)).toEqual(NOTHING)
    expect(await kept(page)).toEqual([`${SLOT} {"v":1,"state":"done"}`, 'kazetoshi.visits'])
    await close()
    expect(answersIn()).toEqual([])
    expect(cardIn().filter(inOtherFiles)).toEqual([])
    // The profile is a real one, and the search finds what it does keep.
    expect(filesHolding(folder, ['kazetoshi.visits'])).not.toEqual([])

    const again = await open()
    await again.page.goto(`${origin}/voice/surveys/r8`)
    await again.page.locator('#no-card').waitFor({ state: 'visible' })
    expect(await leftIn(again.page)).toEqual(NOTHING)
    await again.close()
    expect(answersIn()).toEqual([])
    // The shell never empties the log, the browser that people have does when it brings no tabs back.
    expect(isWhole ? cardIn() : cardIn().filter(inOtherFiles)).toEqual([])
  })

  // The shell brings no tab back.
  it.runIf(isWhole)(
    'holds no answer after a power cut in the middle and another after sending; the tabs that come back are empty',
    async () => {
      const pc = await atQuestions('000106')
      const { page, folder, kill, open, answersIn, cardIn } = pc
      await fillAnswers(page)
      await page.getByRole('button', { name: '回答を確かめる' }).click()
      await page.getByRole('heading', { name: '回答の確認' }).waitFor()
      await settled(page, folder)
      await kill()
      expect(answersIn()).toEqual([])

      agreeToRestore(folder)
      const second = await open(RESTORED)
      const at = await broughtBack({ ...pc, ...second })
      expect(await leftIn(at)).toEqual(NOTHING)
      await fillAnswers(at)
      await sendAnswers(at)
      await settled(at, folder)
      await second.kill()
      expect(answersIn()).toEqual([])
      expect(cardIn().filter(inOtherFiles)).toEqual([])

      agreeToRestore(folder)
      const third = await open(RESTORED)
      const last = await broughtBack({ ...pc, ...third })
      await last.locator('#done').waitFor({ state: 'visible' })
      expect(await leftIn(last)).toEqual(NOTHING)
      await third.close()
      expect(answersIn()).toEqual([])
      expect(cardIn().filter(inOtherFiles)).toEqual([])
    },
  )

  it('the same search finds a draft that a page keeps, a form that is sent, and one that the browser remembers', async () => {
    const { page, folder, kill, answersIn } = await atQuestions('000107')
    await fillAnswers(page)
    expect(await leftIn(page)).toMatchObject({ written: 1 })
    await page.evaluate((text) => {
      localStorage.setItem('draft', text)
      for (const field of document.querySelectorAll('[autocomplete]'))
        field.removeAttribute('autocomplete')
      const form = document.querySelector('form')
      if (form === null) return
      form.method = 'post'
      form.action = '/voice/surveys/r8/ballots'
      form.submit()
    }, TEXT)
    await page.waitForURL('**/ballots')
    await page.goto(`${origin}/voice/surveys/r8`)
    await settled(page, folder)
    await kill()
    expect(filesHolding(folder, [TEXT], /Local Storage/)).not.toEqual([])
    if (isWhole) {
      expect(filesHolding(folder, [TEXT], /Sessions/)).not.toEqual([])
      expect(filesHolding(folder, REMEMBERED, /Sessions/)).not.toEqual([])
    }
    expect(answersIn().join()).toContain('Local Storage')
  })
})

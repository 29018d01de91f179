/** T17 of the answer page: what the PC keeps of an answer and of its card. A real profile, all of its files. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { filesHolding, newProfile, settled } from './profile.ts'
import { fillAnswers, sendAnswers } from './year-walk.ts'

const SLOT = 'kazetoshi.card.r8'
/** What `fillAnswers` writes. */
const TEXT = '照会の様式を1つにまとめてほしい'
const RESTORED = ['--restore-last-session']

let city: SmallCity
let origin: string
beforeAll(async () => {
  city = await smallCity({ people: 12 })
  origin = await city.origin()
})
afterAll(() => city.close())

/** Somebody at a PC of the own, before the questions. */
async function atQuestions(number: string) {
  const profile = newProfile('answer')
  const browser = await profile.open()
  const { page } = browser
  const [name = '', value = ''] = (await city.session(number)).split('=')
  await browser.context.addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
  await page.goto(`${origin}/staff/surveys/r8/card`)
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
  await page.locator('#form').waitFor({ state: 'visible' })
  return { ...browser, ...profile }
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

describe('The PC of somebody who has answered', { timeout: 240_000 }, () => {
  it('holds neither text nor answers after sending, Back, closing and coming back; the card is spent', async () => {
    const { page, folder, close, open } = await atQuestions('000105')
    const kept = await page.evaluate((slot) => sessionStorage.getItem(slot), SLOT)
    const { seed, signature } = JSON.parse(kept ?? '') as { seed: string; signature: string }
    await fillAnswers(page)
    expect(await leftIn(page)).toMatchObject({ written: 1 })
    await sendAnswers(page)
    await settled(page, folder)
    expect(filesHolding(folder, [TEXT])).toEqual([])

    await page.goBack().catch(() => null)
    await page.waitForTimeout(500)
    expect(await leftIn(page)).toEqual(NOTHING)
    const stored = await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]))
    for (const secret of [seed, signature, TEXT]) expect(stored).not.toContain(secret)
    await close()
    expect(filesHolding(folder, [TEXT])).toEqual([])
    // The profile is a real one, and the search finds what it does keep.
    expect(filesHolding(folder, ['kazetoshi.visits'])).not.toEqual([])

    const again = await open(RESTORED)
    await again.page.goto(`${origin}/voice/surveys/r8`)
    await again.page.waitForTimeout(500)
    expect(await leftIn(again.page)).toEqual(NOTHING)
    await again.close()
    expect(filesHolding(folder, [TEXT])).toEqual([])
  })

  it('holds neither after a power cut before the text was sent, and the restored tab is empty', async () => {
    const { page, folder, kill, open } = await atQuestions('000106')
    await fillAnswers(page)
    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByRole('heading', { name: '回答の確認' }).waitFor()
    await settled(page, folder)
    await kill()
    expect(filesHolding(folder, [TEXT])).toEqual([])

    const again = await open(RESTORED)
    const restored = again.context.pages().find((one) => one.url().includes('/voice/'))
    const at = restored ?? again.page
    if (restored === undefined) await at.goto(`${origin}/voice/surveys/r8`)
    await at.waitForTimeout(1000)
    expect(await leftIn(at)).toEqual(NOTHING)
    await again.kill()
    expect(filesHolding(folder, [TEXT])).toEqual([])
  })

  it('the same search finds a draft that a page keeps, and a form that still shows what was written', async () => {
    const { page, folder, kill } = await atQuestions('000107')
    await page.evaluate((text) => localStorage.setItem('draft', text), TEXT)
    await fillAnswers(page)
    expect(await leftIn(page)).not.toEqual(NOTHING)
    await settled(page, folder)
    await kill()
    expect(filesHolding(folder, [TEXT]).join()).toContain('Local Storage')
  })
})

/** T17 of a card taken early: what the PC keeps of it before and after the answer. A real profile, all of its files. */
import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { filesHolding, openProfile, type ProfileBrowser } from './profile.ts'
import { fillAnswers, sendAnswers } from './year-walk.ts'

const SLOT = 'kazetoshi.card.r8'
/** What `fillAnswers` writes. */
const TEXT = '照会の様式を1つにまとめてほしい'

let city: SmallCity
let origin: string
beforeAll(async () => {
  city = await smallCity({ people: 12 })
  origin = await city.origin()
})
afterAll(() => city.close())

async function ownPc() {
  const folder = temporaryFolder('early')
  const opened: ProfileBrowser[] = []
  onTestFinished(async () => {
    for (const one of opened) await one.kill().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  const open = async () => {
    const browser = await openProfile(folder)
    opened.push(browser)
    const [name = '', value = ''] = (await city.session('000105')).split('=')
    await browser.context.addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
    return browser
  }
  return { folder, open }
}

/** Browsers write late: what was stored before a mark is on the disk once the mark is. */
async function settle(page: Page, folder: string): Promise<void> {
  const mark = `mark-${Math.random().toString(36).slice(2)}`
  await page.evaluate((text) => localStorage.setItem('settled', text), mark)
  for (let i = 0; i < 120; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    if (filesHolding(folder, [mark]).length > 0) return
  }
  throw new Error('this browser writes nothing')
}

const stored = (page: Page) =>
  page.evaluate(() => Object.fromEntries(Object.entries(localStorage)) as Record<string, string>)

it('waits on this PC until the answer is sent, also through a power cut; then no storage has it, and never an answer', async () => {
  const { folder, open } = await ownPc()
  const first = await open()
  await first.page.goto(`${origin}/staff/`)
  city.clock.now = new Date('2026-11-21T09:00:00+09:00')
  await first.page.goto(`${origin}/staff/surveys/r8/card`)
  await first.page.getByRole('button', { name: '今日は受け取るだけにして、後で回答する' }).click()
  await first.page.getByRole('heading', { name: '回答券の番号' }).waitFor()
  const { seed, signature, code } = JSON.parse((await stored(first.page))[SLOT] ?? '') as {
    seed: string
    signature: string
    code: string
  }
  await settle(first.page, folder)
  await first.kill()
  // The page says that it is there; and so the search below can find it.
  for (const secret of [seed, signature, code]) {
    expect(filesHolding(folder, [secret])).not.toEqual([])
  }

  const later = await open()
  await later.page.goto(`${origin}/staff/surveys/r8/card`)
  await later.page.getByRole('link', { name: '回答に進む' }).click()
  await later.page.locator('#form').waitFor({ state: 'visible' })
  await fillAnswers(later.page)
  await sendAnswers(later.page)
  expect(Object.keys(await stored(later.page)).sort()).toEqual(['kazetoshi.visits', 'settled'])
  const kept = await later.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
  for (const secret of [seed, signature, code]) expect(kept).not.toContain(secret)
  await settle(later.page, folder)
  await later.close()
  expect(filesHolding(folder, [TEXT])).toEqual([])

  // The browser that comes back has no card: nobody can answer with what is left.
  const last = await open()
  await last.page.goto(`${origin}/voice/surveys/r8`)
  await last.page.locator('#no-card').waitFor({ state: 'visible' })
  await last.page.goto(`${origin}/staff/surveys/r8/card`)
  await last.page.getByText('このタブにはありません').waitFor()
  await last.close()
}, 240_000)

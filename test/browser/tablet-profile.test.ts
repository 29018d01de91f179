/** T17 of a shared tablet: what its disk holds after forty people, and after a power cut. A real profile. */
import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { boxPath } from '../../server/stores/box.ts'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { deriveCard } from '../../views/client/protocol/card.ts'
import { fetchKey } from '../../views/client/protocol/doors.ts'
import { slipSecrets } from '../../views/client/protocol/slip.ts'
import { readSpki } from '../../views/client/protocol/spki.ts'
import { readBox } from '../promises/checks/box.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { filesHolding, openProfile, type ProfileBrowser } from './profile.ts'
import { answerSome, questionsOpen, sendWithBlanks, START, stored, typeCode } from './tablet.ts'

const PEOPLE = 40

let city: SmallCity
let origin: string
beforeAll(async () => {
  city = await smallCity({ people: 48, withoutPc: 42, draft: { slips: { spare: 4 } } })
  origin = await city.origin()
})
afterAll(() => city.close())

async function newTablet() {
  const folder = temporaryFolder('tablet')
  const opened: ProfileBrowser[] = []
  onTestFinished(async () => {
    for (const one of opened) await one.kill().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  const open = async () => {
    const browser = await openProfile(folder)
    opened.push(browser)
    browser.page.setDefaultTimeout(30_000)
    return browser
  }
  return { folder, open }
}

/** What was done before is on the disk, if it ever will be, once a later mark has come there. */
async function settle(page: Page, folder: string): Promise<void> {
  const mark = `mark-${Math.random().toString(36).slice(2)}`
  await page.evaluate((text) => {
    localStorage.setItem('settled', text)
    sessionStorage.setItem('settled', text)
  }, mark)
  for (let i = 0; i < 120; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    if (places(folder, mark) > 1) break
  }
  await page.evaluate(() => sessionStorage.removeItem('settled'))
}

/** A browser that is running renames its files while they are read. */
function places(folder: string, mark: string): number {
  try {
    return filesHolding(folder, [mark]).length
  } catch {
    return 0
  }
}

const textOf = (person: number) => `${person}番目の机の上の電話を、課ごとに1台の子機へ替えてほしい`

/** Pieces of the code, of the seed, and of the nonce that is published later. */
async function secretsOf(code: string): Promise<string[]> {
  const { signingKey } = await fetchKey(origin, city.survey.id)
  const { seed } = slipSecrets(code)
  const { nonce } = deriveCard(seed, readSpki(fromBase64(signingKey)), city.survey.id)
  const coded = [seed, nonce].map((bytes) => Buffer.from(bytes).toString('base64').slice(0, 8))
  return [code.slice(4, 13), code.replaceAll('-', '').slice(4, 13), ...coded]
}

/** Of so many people the secrets are looked for; the whole texts of all of them are alike but for a number. */
const LOOKED_AT = [0, 1, 13, 27, PEOPLE - 2, PEOPLE - 1]

describe('A shared tablet', { timeout: 240_000 }, () => {
  it(`serves ${PEOPLE} people in a row, and its disk holds no code, no card and no answer`, async () => {
    const { folder, open } = await newTablet()
    const { page, close } = await open()
    await page.goto(origin + START)
    for (let person = 0; person < PEOPLE; person += 1) {
      await typeCode(page, city.slips[person] ?? '')
      await questionsOpen(page)
      await answerSome(page, person, textOf(person))
      await sendWithBlanks(page)
      await page.getByRole('button', { name: '次の人へ' }).click()
      await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
      expect(await stored(page)).toBe('[[],[]]')
    }
    expect(readBox(boxPath(city.stores.folder, city.survey.id)).ballots.size).toBe(PEOPLE)

    const own = LOOKED_AT.map((person) => secretsOf(city.slips[person] ?? ''))
    const secrets = [...(await Promise.all(own)).flat(), textOf(0)]
    await close()
    expect(filesHolding(folder, secrets)).toEqual([])
    // The profile is a real one, and the search finds what it does keep.
    expect(filesHolding(folder, ['/voice/slip'])).not.toEqual([])
  })

  it('holds neither after a power cut in the middle of answering, and goes on with the same slip', async () => {
    const { folder, open } = await newTablet()
    const { page, kill } = await open()
    const code = city.slips[PEOPLE] ?? ''
    const secrets = [...(await secretsOf(code)), textOf(PEOPLE)]
    await page.goto(origin + START)
    await typeCode(page, code)
    await questionsOpen(page)
    await answerSome(page, PEOPLE, textOf(PEOPLE))
    await settle(page, folder)
    await kill()
    expect(filesHolding(folder, secrets)).toEqual([])

    const again = await open()
    await again.page.goto(origin + START)
    expect(await again.page.evaluate(() => document.documentElement.outerHTML)).not.toContain(
      textOf(PEOPLE),
    )
    await typeCode(again.page, code)
    await questionsOpen(again.page)
    await sendWithBlanks(again.page)
    await again.close()
    expect(filesHolding(folder, secrets)).toEqual([])

    // The same search finds a page that keeps the card in the tab while somebody answers.
    const last = await open()
    await last.page.goto(origin + START)
    await last.page.evaluate((nonce) => sessionStorage.setItem('kept', nonce), secrets[3] ?? '')
    await settle(last.page, folder)
    await last.kill()
    expect(filesHolding(folder, secrets)).not.toEqual([])
  })
})

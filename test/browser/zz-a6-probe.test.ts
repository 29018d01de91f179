/** T17: what the PC keeps of a proposal. A real profile, all of its files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import { receiptKeys } from '../../views/client/protocol/receipt.ts'
import type { SmallCity } from '../support/small-city.ts'
import {
  fillForm,
  follow,
  goToForm,
  post,
  pressSend,
  signIn,
  takeReceipt,
  TEXTS,
} from './author.ts'
import { cardForSlip, printSlips } from '../support/slip-stock.ts'
import { keepCard, spelledCard } from './slip-card.ts'
import { filesHolding, isWhole, newProfile, settled } from './profile.ts'

let city: SmallCity
let box: ProposalBox
let origin: string
beforeAll(async () => {
  ;({ city, box } = await cityWithBox({ people: 16 }))
  origin = await city.origin()
})
afterAll(() => city.close())

/** Somebody at a PC of the own. */
async function atPc(number: string) {
  const profile = newProfile('profile')
  const browser = { ...(await profile.open()), ...profile }
  await signIn(browser.page, origin, number)
  return browser
}

/** A shared tablet in which a paper slip has just been read, and the form before it. */
async function atTablet() {
  const profile = newProfile('profile')
  const browser = { ...(await profile.open()), ...profile }
  const { page } = browser
  const code = (await printSlips(city, 20)).next()
  await page.goto(`${origin}/voice/proposals/receipt`)
  const card = await cardForSlip(city, box, code)
  await keepCard(page, box, card)
  await page.goto(`${origin}/voice/proposals`)
  await page.getByRole('button', { name: '提案を書く' }).click()
  await fillForm(page)
  return { ...browser, code, spelled: spelledCard(card) }
}

const HUNT = '朝礼で上司が「書いたのはだれだ」と問いただした。'

const secrets = (receipt: string) => [
  ...Object.values(TEXTS),
  receipt,
  receipt.replaceAll('-', ''),
  receipt.replaceAll('-', ' '),
]

describe('The browser’s profile on the disk', { timeout: 240_000 }, () => {
  it('holds neither text nor receipt after posting, after closing, and after coming back', async () => {
    const { page, folder, close, open } = await atPc('000104')
    const receipt = await post(page)
    await settled(page, folder)
    expect(filesHolding(folder, secrets(receipt))).toEqual([])

    await page.goBack().catch(() => null)
    await page.waitForTimeout(500)
    const shown = await page.evaluate(() => document.body.innerHTML)
    for (const text of secrets(receipt)) expect(shown).not.toContain(text)
    await close()
    expect(filesHolding(folder, secrets(receipt))).toEqual([])

    // The profile is a real one: it remembers the cards, and the cache is looked into.
    expect(filesHolding(folder, ['kazetoshi.proposals.cards'])).not.toEqual([])

    // The next morning: read by the receipt, answered, closed.
    await box.release(3)
    const again = await open()
    await follow(again.page, origin, receipt)
    await again.page.getByText(TEXTS.current).first().waitFor()
    await again.close()
    expect(filesHolding(folder, secrets(receipt))).toEqual([])
  })

  it('holds neither after a power cut in the middle of sending, with text and receipt in the page', async () => {
    const { page, folder, kill, open } = await atPc('000105')
    await goToForm(page)
    await fillForm(page)
    const receipt = await takeReceipt(page)
    await page.route('**/voice/proposals/messages', () => {})
    await pressSend(page, receipt)
    await page.getByText('封をして送っています').waitFor()
    await settled(page, folder)
    await kill()
    const { piecesOf } = await import('./profile.ts')
    for (const one of secrets(receipt)) for (const piece of piecesOf(one)) { const f = filesHolding(folder, [piece]); if (f.length) console.log('FOUND', JSON.stringify(piece), one, f) }
    expect(filesHolding(folder, secrets(receipt))).toEqual([])
    // And what the browser brings back after the crash is an empty page.
    const again = await open()
    await again.page.goto(`${origin}/voice/proposals`)
    expect(await again.page.locator('#f-title').inputValue()).toBe('')
    await again.close()
    expect(filesHolding(folder, secrets(receipt))).toEqual([])
  })

  it('holds neither after a power cut while the author reads an answer and writes a reply', async () => {
    const { page, folder, kill } = await atPc('000106')
    const receipt = await post(page)
    await box.release(3)
    await follow(page, origin, receipt)
    await page.getByText(TEXTS.current).first().waitFor()
    await page.locator('#act-hunt summary').click()
    await page.getByLabel('何がありましたか').fill(HUNT)
    await settled(page, folder)
    await kill()
    expect(filesHolding(folder, [...secrets(receipt), HUNT])).toEqual([])
  })

  it('of a shared tablet holds neither text, receipt nor code of the slip, when the next person comes', async () => {
    const { page, folder, close, open, code, spelled } = await atTablet()
    const receipt = await takeReceipt(page)
    await pressSend(page, receipt)
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    await settled(page, folder)
    expect(filesHolding(folder, [...secrets(receipt), code])).toEqual([])
    await close()
    expect(filesHolding(folder, [...secrets(receipt), code, spelled])).toEqual([])
    const next = await open()
    await next.page.goto(`${origin}/voice/proposals`)
    await next.page.getByText('この端末に、提案券がありません').waitFor()
    await next.close()
  })

  it('of a shared tablet holds neither after a power cut, in the middle of writing and of reading by the receipt', async () => {
    const { page, folder, kill, open, code } = await atTablet()
    const receipt = await takeReceipt(page)
    await settled(page, folder)
    await kill()
    expect(filesHolding(folder, [...secrets(receipt), code])).toEqual([])

    // Somebody reads by a receipt on the same tablet, without signing in.
    const author = receiptKeys(receipt)
    expect(await box.send(await box.post(author, { ...TEXTS }))).toBe(204)
    await box.release(3)
    const again = await open()
    await follow(again.page, origin, receipt)
    await again.page.getByText(TEXTS.current).first().waitFor()
    await settled(again.page, folder)
    await again.kill()
    expect(filesHolding(folder, [...secrets(receipt), code])).toEqual([])
    const last = await open()
    await last.page.goto(`${origin}/voice/proposals/receipt`)
    expect(await last.page.locator('#f-receipt').inputValue()).toBe('')
    expect(await last.page.locator('body').innerText()).not.toContain(TEXTS.title)
    await last.close()
    expect(filesHolding(folder, [...secrets(receipt), code])).toEqual([])
  })

  it('shows nothing by Back after leaving the page with a draft', async () => {
    const { page, folder, close } = await atPc('000110')
    await goToForm(page)
    await fillForm(page)
    page.on('dialog', (dialog) => void dialog.accept())
    await page.goto(`${origin}/`)
    await page.goBack()
    await page.waitForTimeout(700)
    expect(new URL(page.url()).pathname).toBe('/voice/proposals')
    const values = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('input[type="text"], textarea')].map(
        (f) => f.value,
      ),
    )
    expect(values.length).toBeGreaterThan(3)
    expect(values.filter((value) => value !== '')).toEqual([])
    await close()
    expect(filesHolding(folder, Object.values(TEXTS))).toEqual([])
  })

  it('the same search finds a draft that a page keeps: in a storage, coded, or in the address', async () => {
    const { page, folder, kill } = await atPc('000111')
    await goToForm(page)
    await fillForm(page)
    await page.evaluate(
      ([local, session]) => {
        localStorage.setItem('draft', local ?? '')
        const bytes = new TextEncoder().encode(session)
        sessionStorage.setItem('draft', btoa(String.fromCharCode(...bytes)))
      },
      [TEXTS.current, TEXTS.idea],
    )
    await settled(page, folder)
    expect(filesHolding(folder, [TEXTS.effect])).toEqual([])
    await kill()
    expect(filesHolding(folder, [TEXTS.current])).not.toEqual([])
    expect(filesHolding(folder, [TEXTS.idea])).not.toEqual([])
  })

  it.runIf(isWhole)('the same search finds a form that lets the browser remember it', async () => {
    const { page, folder, kill } = await atPc('000113')
    await goToForm(page)
    await page.evaluate(() => {
      for (const field of document.querySelectorAll('[autocomplete]'))
        field.removeAttribute('autocomplete')
    })
    await fillForm(page)
    await page.evaluate(() => history.pushState(null, ''))
    await settled(page, folder)
    await kill()
    expect(filesHolding(folder, [TEXTS.current]).join()).toContain('Sessions')
  })

  it('the same search looks into what the cache has compressed', async () => {
    const { page, folder, close } = await atPc('000112')
    await goToForm(page)
    await close()
    // Words of a script that travels compressed and may be kept.
    expect(filesHolding(folder, ['kazetoshi author v1'])).not.toEqual([])
  })
})

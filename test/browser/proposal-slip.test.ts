/** A proposal with a paper slip on a shared tablet, from the card in the tab to the next person. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newReceipt, receiptKeys } from '../../views/client/protocol/receipt.ts'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import { cardForSlip, isSpent, printSlips } from '../support/slip-stock.ts'
import type { SmallCity } from '../support/small-city.ts'
import { fillForm, pressSend, signIn, takeReceipt, TEXTS } from './author.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'
import { keepCard, spelledCard } from './slip-card.ts'

let browser: Browser
let city: SmallCity
let box: ProposalBox
let origin: string
let slips: Awaited<ReturnType<typeof printSlips>>
beforeAll(async () => {
  browser = await launchBrowser()
  ;({ city, box } = await cityWithBox({ people: 12 }))
  origin = await city.origin()
  slips = await printSlips(city, 50)
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

/** A tab in which a slip has just been read. */
async function tablet(width = 820, { clock = false } = {}) {
  const watched = await newPage(browser, width)
  if (clock) await watched.page.clock.install()
  const code = slips.next()
  const card = await cardForSlip(city, box, code)
  await watched.page.goto(`${origin}/voice/proposals/receipt`)
  await keepCard(watched.page, box, card)
  await watched.page.goto(`${origin}/voice/proposals`)
  return { ...watched, code, card }
}

async function clean(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysPixels(page)).toBe(0)
}

/** Whatever page reads slips: here it matters only that one comes back to it. */
const standInForSlipPage = (page: Page) =>
  page.route('**/voice/slip', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>-</title>' }),
  )

const stored = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )

const write = (page: Page) => page.getByRole('button', { name: '提案を書く' }).click()

describe('From paper to the box', { timeout: 120_000 }, () => {
  it('提案担当 prints, somebody reads a slip on the tablet and proposes, and the slip is good once', async () => {
    const { page: desk, faults } = await newPage(browser, 1280)
    await signIn(desk, origin, city.officials.secretariat)
    await desk.getByRole('link', { name: '提案担当' }).click()
    await desk.getByRole('link', { name: '紙の提案券' }).click()
    await desk.getByLabel('枚数').selectOption('20枚')
    await desk.getByRole('button', { name: '印刷の画面へ進む' }).click()
    await desk.getByRole('button', { name: '20枚の番号を作って登録する' }).click()
    await desk.getByRole('heading', { name: '20枚を登録しました' }).waitFor()
    const printed = await desk.locator('.slip-printed-code').allInnerTexts()
    expect(new Set(printed).size).toBe(20)
    await desk.getByLabel('20枚すべてが、欠けずに印刷された').check()
    await desk.getByRole('button', { name: '印刷した（番号を消して終わる）' }).click()
    await desk.getByText('新しい束を登録しました。').waitFor()
    await clean(desk)
    expect(await desk.content()).not.toContain(printed[0])
    expect(faults).toEqual([])
    await desk.context().close()

    const { page } = await newPage(browser, 820)
    const readSlip = async () => {
      await page.goto(`${origin}/voice/slip`)
      await page.getByRole('button', { name: '番号を入力する' }).click()
      await page.getByLabel('券の番号').fill(printed[7] ?? '')
      await page.getByRole('button', { name: 'この番号を使う' }).click()
    }
    // Read twice, as after a break: it is the same card.
    await readSlip()
    await page.getByText('紙の提案券を1枚使います').waitFor()
    await readSlip()
    await page.getByText('紙の提案券を1枚使います').waitFor()
    await write(page)
    await fillForm(page)
    await pressSend(page, await takeReceipt(page))
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    await page.getByRole('link', { name: '終わる' }).click()
    await page.waitForURL(`${origin}/voice/slip`)
    expect(await stored(page)).toBe('[[],[]]')
    await readSlip()
    await page.getByText('この提案券は、前に使われています').waitFor()
    await page.context().close()
  })
})

describe('With a paper slip', { timeout: 120_000 }, () => {
  it.each([1280, 820, 390])(
    'somebody proposes on a tablet of %i px, copies the receipt, and leaves nothing for the next',
    async (width) => {
      const { page, faults, card, code } = await tablet(width)
      await page.getByText('紙の提案券を1枚使います').waitFor()
      await clean(page)
      await write(page)
      await fillForm(page)
      const receipt = await takeReceipt(page)
      await page.getByText('紙に書き写して、持ち帰ってください。').waitFor()
      await clean(page)
      const large = await page
        .locator('#receipt-code')
        .evaluate((place) => getComputedStyle(place).fontSize)
      expect(Number.parseFloat(large)).toBeGreaterThanOrEqual(28)
      await page.emulateMedia({ media: 'print' })
      expect(await page.locator('#receipt-code').isVisible()).toBe(true)
      expect(await page.getByText('控え番号です。').isVisible()).toBe(true)
      expect(await page.getByRole('button', { name: '書き留めました' }).isVisible()).toBe(false)
      await page.emulateMedia({ media: 'screen' })
      await pressSend(page, receipt)
      await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
      await clean(page)
      expect(await isSpent(city, card)).toBe(true)
      expect(await stored(page)).toBe('[[],[]]')
      const left = await page.evaluate(() => document.documentElement.outerHTML)
      for (const text of [...Object.values(TEXTS), receipt, receipt.slice(5, 14), code]) {
        expect(left).not.toContain(text)
      }
      const end = page.getByRole('link', { name: '終わる' })
      expect(await end.getAttribute('href')).toBe('/voice/slip')
      await page.goBack({ waitUntil: 'commit', timeout: 5000 }).catch(() => null)
      await page.waitForTimeout(200)
      expect(await page.locator('#f-title').inputValue()).toBe('')
      expect(faults).toEqual([])
      await page.context().close()
    },
  )

  it('the cards of somebody who signed in on this PC are neither used nor touched', async () => {
    const { page, card } = await tablet()
    const [own] = await box.cards('post', 1)
    const { quarter, keyId } = await box.key()
    const posts = own === undefined ? [] : [spelledCard(own)]
    const kept = JSON.stringify({ v: 1, quarter, keyId, posts, endorsements: [] })
    await page.evaluate((lot) => localStorage.setItem('kazetoshi.proposals.cards', lot), kept)
    await page.reload()
    await page.getByText('この端末に、提案券がありません').waitFor({ state: 'hidden' })
    // A reload forgets the slip's card, which the slip itself gives again.
    await keepCard(page, box, card)
    await page.goto(`${origin}/voice/proposals/receipt`)
    await page.goto(`${origin}/voice/proposals`)
    await page.getByText('紙の提案券を1枚使います').waitFor()
    await write(page)
    await fillForm(page)
    await pressSend(page, await takeReceipt(page))
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    expect(await isSpent(city, card)).toBe(true)
    expect(own !== undefined && (await isSpent(city, own))).toBe(false)
    expect(await stored(page)).toBe(JSON.stringify([[['kazetoshi.proposals.cards', kept]], []]))
    await page.context().close()
  })

  it('whoever stops in the middle leaves no card behind, and the slip stays good', async () => {
    const { page, card } = await tablet()
    await write(page)
    await page.getByLabel('件名').fill(TEXTS.title)
    await standInForSlipPage(page)
    await page.getByRole('button', { name: '書きかけを消して終わる' }).click()
    await page.waitForURL(`${origin}/voice/slip`)
    expect(await stored(page)).toBe('[[],[]]')
    expect(await isSpent(city, card)).toBe(false)
    await page.goBack({ waitUntil: 'commit', timeout: 5000 }).catch(() => null)
    await page.locator('#f-title').waitFor({ state: 'attached' })
    expect(await page.locator('#f-title').inputValue()).toBe('')
    await page.goto(`${origin}/voice/proposals`)
    await page.getByText('この端末に、提案券がありません').waitFor()
    const again = page.getByRole('link', { name: '紙の提案券を使う' })
    expect(await again.getAttribute('href')).toBe('/voice/slip')
    await clean(page)
    await page.context().close()
  })

  it('a lost connection costs nothing: the very same bytes go out again', async () => {
    const { page, card } = await tablet()
    await write(page)
    await fillForm(page)
    const receipt = await takeReceipt(page)
    const sent: string[] = []
    await page.route('**/voice/proposals/messages', async (route) => {
      sent.push(route.request().postDataBuffer()?.toString('base64') ?? '')
      return sent.length === 1 ? route.abort() : route.continue()
    })
    await pressSend(page, receipt)
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    expect(sent).toHaveLength(2)
    expect(sent[0]).toBe(sent[1])
    expect(await isSpent(city, card)).toBe(true)
    await page.context().close()
  })

  it('a card that the box refuses is told in words, what was typed stays, and no other card is taken', async () => {
    const { page } = await tablet(390)
    await write(page)
    await fillForm(page)
    const receipt = await takeReceipt(page)
    await page.route('**/voice/proposals/messages', (route) =>
      route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: '/problems/card-invalid',
          title: 'x',
          status: 422,
          detail: 'x',
        }),
      }),
    )
    await pressSend(page, receipt)
    await page.getByText('この紙の提案券では、送れなくなりました').waitFor()
    await page
      .getByText(
        '何も送られていません。書いている間に、提案箱が新しい四半期のものに替わりました。大事なところを紙に書き写してから、別の提案券を読み取って、書き直してください。',
      )
      .waitFor()
    await clean(page)
    await page.getByRole('button', { name: '控え番号をもう一度見る' }).click()
    expect(await page.locator('#f-title').inputValue()).toBe(TEXTS.title)
    await page.context().close()
  })

  it('whoever walks away is warned, and after that text and card are gone: the slip page is there', async () => {
    const { page, card } = await tablet(390, { clock: true })
    await standInForSlipPage(page)
    await write(page)
    await page.getByLabel('今の状況').fill(TEXTS.current)
    await page.clock.runFor('03:05')
    const warning = page.getByRole('alertdialog', { name: 'まだ使っていますか' })
    await warning.waitFor()
    await warning.getByText('送っていない提案券は、もう一度使えます。').waitFor()
    await clean(page)
    await warning.getByRole('button', { name: '続ける' }).click()
    await warning.waitFor({ state: 'hidden' })
    expect(await page.getByLabel('今の状況').inputValue()).toBe(TEXTS.current)
    await page.clock.runFor('03:40')
    await page.waitForURL(`${origin}/voice/slip#proposal`)
    expect(await stored(page)).toBe('[[],[]]')
    expect(await isSpent(city, card)).toBe(false)
    await page.goBack({ waitUntil: 'commit', timeout: 5000 }).catch(() => null)
    await page.locator('#f-current').waitFor({ state: 'attached' })
    expect(await page.locator('#f-current').inputValue()).toBe('')
    await page.context().close()
  })

  it('a receipt that was looked up on a tablet goes from the screen, too', async () => {
    const [author] = await box.release(3)
    const receipt = newReceipt()
    expect(await box.send(await box.post(receiptKeys(receipt), { ...TEXTS }))).toBe(204)
    expect(author).toBeDefined()
    await box.release(2)
    const { page } = await newPage(browser, 820)
    await page.clock.install()
    await standInForSlipPage(page)
    await page.goto(`${origin}/voice/proposals/receipt#tablet`)
    await page.getByRole('textbox', { name: /控え番号/ }).fill(receipt)
    await page.getByRole('button', { name: '続きを見る' }).click()
    await page.getByText(TEXTS.current).first().waitFor()
    await page.clock.runFor('03:05')
    await page.getByText('控え番号で、もう一度見られます。').waitFor()
    await clean(page)
    await page.clock.runFor('00:40')
    await page.waitForURL(`${origin}/voice/slip`)
    expect(await stored(page)).toBe('[[],[]]')
    await page.goBack({ waitUntil: 'commit', timeout: 5000 }).catch(() => null)
    await page.locator('#f-receipt').waitFor({ state: 'attached' })
    const shown = await page.evaluate(() => document.documentElement.outerHTML)
    for (const text of [TEXTS.current, receipt, receipt.slice(5, 14)])
      expect(shown).not.toContain(text)
    await page.context().close()
  })

  it('what is alike is shown as a title alone: no other tab, and no card of somebody else', async () => {
    await box.release(3)
    const [first] = box.proposals()
    if (first === undefined) throw new Error('nothing was released')
    await box.onBoard(first.number)
    const { page } = await tablet()
    await write(page)
    const title = first.written?.title ?? ''
    await page.getByLabel('件名').fill(title)
    await page.getByLabel('改善の案').fill(first.written?.idea ?? '')
    await page.getByRole('heading', { name: '似た提案があります' }).waitFor()
    expect(await page.locator('#similar-list').innerText()).toContain(title)
    expect(await page.locator('#similar-list :is(a, button)').count()).toBe(0)
    await page.context().close()
  })
})

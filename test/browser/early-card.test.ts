/** A card taken early on a PC that remembers, its code on another device, and a re-issue. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { slipCode } from '../../server/tokens/slip-code.ts'
import { htmlFaults } from '../support/valid-html.ts'
import { hand } from '../identified/office/hand.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'
import { fillAnswers, sendAnswers } from './year-walk.ts'

const CODE = /^C[0-9A-Z]{3}(-[0-9A-Z]{4}){3}-[0-9A-Z]{2}$/
const SLOT = 'kazetoshi.card.r8'
const FIRST_DAY = new Date('2026-11-20T10:00:00+09:00')
const NEXT_DAY = new Date('2026-11-21T09:00:00+09:00')

let browser: Browser
let city: SmallCity
let origin: string
beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 24 })
  origin = await city.origin()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})
beforeEach(() => {
  city.clock.now = FIRST_DAY
})

/** The person of this number sits down: a session, as after a sign-in, and the first page. */
async function sitDown(page: Page, number: string): Promise<void> {
  const [name = '', value = ''] = (await city.session(number)).split('=')
  await page.context().addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
  await page.goto(`${origin}/staff/`)
}

/** A PC on which this person was on an earlier day. */
async function ownPc(number: string, width = 1280) {
  const watched = await newPage(browser, width)
  await sitDown(watched.page, number)
  city.clock.now = NEXT_DAY
  await toCard(watched.page)
  return watched
}

async function toCard(page: Page): Promise<void> {
  await page.goto(`${origin}/staff/surveys/r8/card`)
  await page.locator('[data-state]:not([hidden])').waitFor()
}

async function newTab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await toCard(page)
  return page
}

const early = (page: Page) =>
  page.getByRole('button', { name: '今日は受け取るだけにして、後で回答する' })
const atOnce = (page: Page) => page.getByRole('button', { name: '受け取って、そのまま回答する' })
const stored = (page: Page) =>
  page.evaluate(() => Object.fromEntries(Object.entries(localStorage)) as Record<string, string>)

async function takeEarly(page: Page): Promise<string> {
  await early(page).click()
  await page.getByRole('heading', { name: '回答券の番号' }).waitFor()
  return page.locator('#code').innerText()
}

async function answer(page: Page): Promise<void> {
  await page.locator('#form').waitFor({ state: 'visible' })
  await fillAnswers(page)
  await sendAnswers(page)
}

async function enterCode(page: Page, code: string): Promise<void> {
  const field = page.getByLabel('回答券の番号', { exact: true })
  if (!(await field.isVisible())) await page.getByText('回答券の番号を入力する').click()
  await field.fill(code)
  await page.getByRole('button', { name: 'この番号で回答に進む' }).click()
}

const fault = (page: Page) => page.locator('#f-code-error').innerText()

describe('Taking the card today and answering another day', () => {
  it('is offered on the second day on one’s own PC, and nowhere else', async () => {
    const { page, faults } = await newPage(browser, 1280)
    await sitDown(page, '000104')
    await toCard(page)
    expect([await atOnce(page).isVisible(), await early(page).isVisible()]).toEqual([true, false])
    await page.reload()
    await atOnce(page).waitFor()
    expect(await early(page).isVisible(), 'the same day again').toBe(false)
    city.clock.now = NEXT_DAY
    await toCard(page)
    expect(await early(page).isVisible()).toBe(true)
    const fresh = await newPage(browser, 1280)
    await sitDown(fresh.page, '000104')
    await toCard(fresh.page)
    expect(await early(fresh.page).isVisible(), 'a profile without a memory').toBe(false)
    city.clock.now = new Date('2026-11-30T09:00:00+09:00')
    await sitDown(page, '000104')
    await toCard(page)
    expect(await early(page).isVisible(), 'on the closing day').toBe(false)
    expect(JSON.stringify(await stored(page))).not.toContain('000104')
    expect([...faults, ...fresh.faults]).toEqual([])
  })

  it('is not offered where several people sign in, and the mark then holds nothing of anybody', async () => {
    const { page } = await newPage(browser, 1280)
    await sitDown(page, '000104')
    await sitDown(page, '000105')
    city.clock.now = NEXT_DAY
    for (const number of ['000104', '000105']) {
      await sitDown(page, number)
      await toCard(page)
      expect(await early(page).isVisible()).toBe(false)
    }
    expect(await stored(page)).toEqual({ 'kazetoshi.visits': 'shared' })
  })

  it.each([1280, 820, 390])(
    'keeps the card on a PC of %i px until the answer is sent',
    async (width) => {
      const number = `0001${[1280, 820, 390].indexOf(width) + 14}`
      const { page, faults } = await ownPc(number, width)
      const clean = async () => {
        expect(htmlFaults(await (await page.request.get(page.url())).text())).toEqual([])
        expect(await axeViolations(page)).toEqual([])
        expect(await sidewaysPixels(page)).toBe(0)
      }
      await clean()
      const code = await takeEarly(page)
      expect(code).toMatch(CODE)
      await clean()
      expect((await stored(page))[SLOT]).toContain('"state":"ready"')
      await page.close()

      const later = await newTab(page.context())
      await later.getByRole('heading', { name: '回答券は、このパソコンにあります' }).waitFor()
      await later.getByRole('button', { name: '番号を表示して印刷する' }).click()
      expect(await later.locator('#code').innerText()).toBe(code)
      await toCard(later)
      await later.getByRole('link', { name: '回答に進む' }).click()
      await answer(later)
      expect(Object.keys(await stored(later))).toEqual(['kazetoshi.visits'])
      expect(
        await later.evaluate(
          () => Object.fromEntries(Object.entries(sessionStorage)) as Record<string, string>,
        ),
      ).toEqual({
        [SLOT]: '{"v":1,"state":"done"}',
      })
      await toCard(later)
      await later.getByRole('heading', { name: 'このタブで回答済みです' }).waitFor()
      expect(faults).toEqual([])
    },
  )

  it('survives a lost connection: the same card comes when the button is pressed again, or another day', async () => {
    const { page } = await ownPc('000107')
    await page.route('**/staff/surveys/r8/card', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      await route.fetch()
      return route.abort()
    })
    await early(page).click()
    await page.getByText('つながりませんでした').waitFor()
    const other = await newTab(page.context())
    await other.getByRole('heading', { name: '受け取りの途中です' }).waitFor()
    await other.close()
    await page.unroute('**/staff/surveys/r8/card')
    expect(await takeEarly(page)).toMatch(CODE)
  })

  it('says so where the browser stores nothing, and sends nothing', async () => {
    const { page } = await ownPc('000108')
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
    })
    await early(page).click()
    await page.getByText('このブラウザーには、回答券を置けません').waitFor()
    const row = await city.stores.identity
      .selectFrom('card')
      .select('issued')
      .where('person', '=', '000108')
      .executeTakeFirstOrThrow()
    expect(row.issued).toEqual(Buffer.alloc(33))
  })

  it('leaves the card alone when somebody else uses the PC, and that person’s own card too', async () => {
    const { page } = await ownPc('000109')
    await takeEarly(page)
    const kept = (await stored(page))[SLOT]
    await sitDown(page, '000110')
    await toCard(page)
    expect(await early(page).isVisible()).toBe(false)
    await atOnce(page).click()
    await answer(page)
    expect((await stored(page))[SLOT]).toBe(kept)
    const elsewhere = await newTab(page.context())
    await elsewhere.getByRole('heading', { name: /このタブにはありません/ }).waitFor()
    await sitDown(elsewhere, '000109')
    await toCard(elsewhere)
    await elsewhere.getByRole('link', { name: '回答に進む' }).click()
    await answer(elsewhere)
    expect((await stored(elsewhere))[SLOT]).toBeUndefined()
  })
})

describe('The number of the card on another device', () => {
  it('brings the same card to who is signed in, and to nobody else', async () => {
    const pc = await ownPc('000112')
    const code = await takeEarly(pc.page)
    const tablet = await newPage(browser, 820)
    await sitDown(tablet.page, '000113')
    const card = await city.takeCard(await city.session('000113'))
    expect(card.nonce.length).toBe(32)
    await toCard(tablet.page)
    await enterCode(tablet.page, code)
    await expect
      .poll(() => fault(tablet.page))
      .toContain('今のあなたの回答券のものではありません。')

    await sitDown(tablet.page, '000112')
    await toCard(tablet.page)
    await tablet.page.getByText('回答券の番号を入力する').click()
    expect(await axeViolations(tablet.page)).toEqual([])
    await enterCode(tablet.page, 'abc')
    expect(await fault(tablet.page)).toContain('番号を読み取れません。')
    await enterCode(tablet.page, `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)
    expect(await fault(tablet.page)).toContain('番号を読み取れません。')
    await enterCode(tablet.page, slipCode('survey', new Uint8Array(10)))
    expect(await fault(tablet.page)).toContain('これは「紙の回答券」の番号です。')
    await enterCode(tablet.page, slipCode('proposal', new Uint8Array(10)))
    expect(await fault(tablet.page)).toContain('これは「紙の提案券」の番号です。')
    await enterCode(tablet.page, code.toLowerCase().replaceAll('-', ' '))
    await answer(tablet.page)
    expect((await stored(tablet.page))[SLOT]).toBeUndefined()
    expect(tablet.faults).toEqual([])
  })
})

describe('A card given anew', () => {
  it('is asked for by one person and given by another, and both cards are counted', async () => {
    const own = await smallCity({ people: 12 })
    const at = await own.origin()
    const { page, faults } = await newPage(browser, 1280)
    const go = async (number: string, path: string) => {
      const [name = '', value = ''] = (await own.session(number)).split('=')
      await page.context().addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
      await page.goto(at + path)
    }
    const lost = await newPage(browser, 1280)
    const [name = '', value = ''] = (await own.session('000105')).split('=')
    await lost.page.context().addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
    await lost.page.goto(`${at}/staff/surveys/r8/card`)
    await atOnce(lost.page).click()
    await lost.page.locator('#form').waitFor({ state: 'visible' })

    await go('000105', '/staff/surveys/r8/card')
    await page.getByText('回答券をなくした').click()
    await page.getByRole('link', { name: '回答券の再発行について' }).click()
    await page.getByRole('button', { name: 'まだ回答していないので、再発行を申し出る' }).click()
    await page.getByText('再発行の申出を受け付けました').waitFor()
    await go(own.officials.hr, '/staff/office/surveys/r8')
    await page.getByRole('link', { name: '回答券の再発行' }).click()
    await page.getByRole('button', { name: '職員番号000105に再発行する' }).click()
    await page.getByText('回答券を再発行しました。').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await go('000105', '/staff/')
    await page.getByText('再発行しました。もう一度受け取れます').waitFor()
    await page.getByRole('link', { name: '回答券を受け取って答える' }).click()
    await atOnce(page).click()
    await answer(page)

    await answer(lost.page)
    own.clock.now = own.survey.closesAt
    await own.openBox()
    expect(await own.system.acts.record('r8')).toMatchObject({ cardsSpent: 2, ballots: 2 })
    const home = await hand(own, '000105').get('/staff/')
    expect(home.body).toContain('終わったアンケートの、あなたの回答券')
    expect([...faults, ...lost.faults]).toEqual([])
  })
})

describe('A card that was never used', () => {
  it('is cleared away once the survey is over', async () => {
    const { page } = await ownPc('000111')
    await takeEarly(page)
    await page.goto(`${origin}/staff/`)
    expect((await stored(page))[SLOT]).toBeDefined()
    city.clock.now = new Date('2026-12-01T09:00:00+09:00')
    await sitDown(page, '000111')
    await page.waitForFunction((slot) => localStorage.getItem(slot) === null, SLOT)
  })
})

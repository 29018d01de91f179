/** The road of an author in a real browser: cards, proposal, receipt, opening, answer, reply. */
import type { IncomingMessage } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
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
import { axeViolations, launchBrowser, MAPPED_HOST, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let box: ProposalBox
let origin: string
/** What arrived at the server: path, and the connection it came by. */
const arrived: {
  method: string
  path: string
  port: number
  headers: IncomingMessage['headers']
}[] = []
let person = 3

beforeAll(async () => {
  browser = await launchBrowser()
  ;({ city, box } = await cityWithBox({ people: 30 }))
  origin = await city.origin()
  city.app.server.prependListener('request', (request: IncomingMessage) => {
    const { method = '', url = '', headers, socket } = request
    arrived.push({ method, path: url, port: socket.remotePort ?? 0, headers })
  })
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

const nextPerson = () => city.people[person++] ?? ''

async function author(width = 1280, at = origin) {
  const watched = await newPage(browser, width)
  await signIn(watched.page, at, nextPerson())
  return watched
}

async function clean(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysPixels(page)).toBe(0)
}

/** Beside the mark of a visit, which is for cards of surveys (test/browser/early-card.test.ts). */
const stored = (page: Page) =>
  page.evaluate(() => [
    Object.entries(localStorage).filter(([name]) => name !== 'kazetoshi.visits'),
    Object.entries(sessionStorage),
  ])

const desk = (name: 'secretariat' | 'head') => ({
  number: name === 'head' ? '000900' : city.officials.secretariat,
  unit: name === 'head' ? '2010' : '1020',
  roles: [name === 'head' ? { role: 'head', unit: '2010' } : { role: 'secretariat', unit: '*' }],
})

/** An act of an official on the proposal with this title. */
async function act(name: 'secretariat' | 'head', title: string, what: object): Promise<void> {
  const found = box.proposals().find(({ written }) => written?.title === title)
  if (found === undefined) throw new Error(`no proposal ${title}`)
  const { desk: acts } = city.system.proposals
  const result = await acts.act(desk(name), found.number, found.version, what as never)
  if (!result.ok) throw new Error(result.message)
}

describe('An author', { timeout: 180_000 }, () => {
  it.each([
    [1280, false],
    [820, false],
    [390, true],
  ])('proposes on a screen of %i px (on a plain-http name: %s)', async (width, mapped) => {
    const at = mapped ? origin.replace('127.0.0.1', MAPPED_HOST) : origin
    const from = arrived.length
    const { page, faults } = await author(width, at)
    const texts = { ...TEXTS, title: `${TEXTS.title}（${width}）` }

    await page.goto(`${at}/voice/proposals/receipt`)
    await clean(page)
    await page.goto(`${at}/staff/`)
    await page.getByRole('link', { name: '提案', exact: true }).click()
    await page.locator('[data-have="posts"]', { hasText: 'あります' }).waitFor()
    await clean(page)
    await page.getByRole('link', { name: '提案を書く' }).click()
    await page.getByRole('button', { name: '提案を書く' }).waitFor()
    await clean(page)
    expect(await page.locator('#key-id').textContent()).toBe((await box.key()).keyId)
    await page.getByRole('button', { name: '提案を書く' }).click()
    await clean(page)
    await page.getByRole('button', { name: '確かめる' }).click()
    await page.getByRole('link', { name: '件名を書いてください。' }).waitFor()
    await clean(page)
    await fillForm(page, { ...texts, current: `${texts.current}窓口の山田さんも困っている。` })
    await page.getByRole('button', { name: '確かめる' }).click()
    await page.getByText('人が分かりそうな書き方が').waitFor()
    expect(await page.locator('#clues-list').innerText()).toContain('山田さん')
    expect(await page.locator('#seen mark').allInnerTexts()).toEqual(['山田さん'])
    await clean(page)
    await page.getByRole('button', { name: /^直す/ }).click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f-current')
    await page.getByLabel('今の状況').fill(texts.current)
    const receipt = await takeReceipt(page)
    expect(receipt).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]$/)
    await clean(page)
    await page.getByRole('button', { name: '書き留めました' }).click()
    await clean(page)
    expect(await page.locator('#send').innerText()).not.toContain(receipt.slice(0, 4))
    await page.getByLabel('控え番号の最後の5文字').fill('00000')
    await page.getByRole('button', { name: '封をして送る' }).click()
    await page.getByText('書き留めた番号と違います').waitFor()
    await clean(page)
    await page.getByLabel('控え番号の最後の5文字').fill(receipt.slice(-6))
    await page.getByRole('button', { name: '封をして送る' }).click()
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    await clean(page)

    const left = await page.evaluate(() => document.documentElement.outerHTML)
    const kept = JSON.stringify(await stored(page))
    for (const text of [...Object.values(texts), receipt, receipt.slice(5, 14)]) {
      expect(left).not.toContain(text)
      expect(kept).not.toContain(text)
    }
    await page.goBack()
    await page.waitForTimeout(200)
    expect(await page.locator('#f-title').inputValue()).toBe('')
    expect(faults).toEqual([])

    // T7: on the anonymous side no cookie, no referrer, and for what is sent another connection.
    const own = arrived.slice(from)
    const anonymous = own.filter(({ path }) => path.startsWith('/voice'))
    const sent = anonymous.filter(({ path }) => path === '/voice/proposals/messages')
    expect(sent).toHaveLength(1)
    for (const { headers } of anonymous) {
      for (const name of ['cookie', 'authorization', 'referer'])
        expect(headers).not.toHaveProperty(name)
    }
    const staffPorts = own.filter(({ path }) => path.startsWith('/staff')).map(({ port }) => port)
    for (const { port } of sent) expect(staffPorts).not.toContain(port)
    await page.context().close()
  })

  it('comes back with the receipt from another device, reads the answer, replies, and it arrives', async () => {
    const { page } = await author()
    const texts = { ...TEXTS, title: '庁用車の予約を一つの表にまとめる' }
    const receipt = await post(page, texts)
    await page.context().close()
    await box.release(2)
    const title = texts.title
    await act('secretariat', title, { act: 'route', units: ['2010'] })
    await act('head', title, { act: 'accept' })
    await act('head', title, { act: 'ask', text: '特に混み合うのは、どの車種でしょうか。' })
    const asked = box.proposals().find(({ written }) => written?.title === title)
    const question = asked?.questions[0]?.id ?? ''
    await act('secretariat', title, { act: 'release-question', question })

    const { page: tablet, faults } = await newPage(browser, 820)
    const from = arrived.length
    await follow(tablet, origin, receipt.toLowerCase().replaceAll('-', '　'))
    await tablet.getByText('特に混み合うのは').waitFor()
    await clean(tablet)
    expect(await tablet.locator('#thread').innerText()).toContain('保険年金課')
    await tablet.getByRole('button', { name: '返事を送る' }).click()
    await tablet.getByText('返事を書いてください').waitFor()
    await tablet.getByLabel('返事').fill('軽自動車です。')
    await tablet.getByRole('button', { name: '返事を送る' }).click()
    await tablet.getByText('提案箱に入れました').waitFor()
    expect(await tablet.getByRole('button', { name: '答えない' }).isVisible()).toBe(false)
    await clean(tablet)
    await tablet.locator('#act-hunt summary').click()
    await tablet.getByLabel('何がありましたか').fill('朝礼で、書いた人を探す話がありました。')
    await tablet.getByRole('button', { name: '知らせる', exact: true }).click()
    await tablet.locator('#act-hunt').getByText('提案箱に入れました').waitFor()
    expect(JSON.stringify(await stored(tablet))).toBe('[[],[]]')
    expect(tablet.url()).toBe(`${origin}/voice/proposals/receipt`)
    for (const { path, headers } of arrived.slice(from)) {
      expect(`${path}${JSON.stringify(headers)}`).not.toContain(receipt.slice(0, 9))
      expect(headers).not.toHaveProperty('cookie')
    }
    await tablet.goBack().catch(() => null)
    await tablet.waitForTimeout(200)
    expect(await tablet.evaluate(() => document.body.innerHTML)).not.toContain('軽自動車')
    expect(faults).toEqual([])
    await tablet.context().close()

    await box.release(3)
    const after = box.proposals().find(({ written }) => written?.title === title)
    expect(after?.questions[0]).toMatchObject({ stage: 'answered', reply: '軽自動車です。' })
    const complaints = await city.stores.voice.selectFrom('complaint').selectAll().execute()
    expect(complaints).toMatchObject([{ proposal: after?.number, kind: 'hunt' }])
  })

  it('rewrites a returned proposal, approves a 要旨, and withdraws, each with the receipt alone', async () => {
    const receipts: Record<string, string> = {}
    for (const title of ['書き直しの提案の件', '要旨を確かめる提案の件', '取り下げる提案の件']) {
      const { page } = await author()
      await goToForm(page)
      await fillForm(page, { ...TEXTS, title })
      if (title.startsWith('要旨')) await page.getByRole('radio', { name: /要旨のみ/ }).check()
      receipts[title] = await takeReceipt(page)
      await pressSend(page, receipts[title])
      await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
      await page.context().close()
    }
    await box.nextDay()
    expect(await box.open()).toMatchObject({ state: 'released', released: { posts: 3 } })
    await act('secretariat', '書き直しの提案の件', {
      act: 'return',
      text: 'お名前を消してください。',
    })
    await act('secretariat', '要旨を確かめる提案の件', {
      act: 'summarise',
      title: 'ひながたの統一',
      text: '様式を一つにする提案。',
    })
    const { page } = await newPage(browser, 390)
    await follow(page, origin, receipts['書き直しの提案の件'] ?? '')
    await page.getByText('お名前を消してください。').waitFor()
    expect(await page.getByLabel('件名').inputValue()).toBe('書き直しの提案の件')
    await clean(page)
    await page.getByLabel('件名').fill('')
    await page.getByRole('button', { name: '書き直した内容を送る' }).click()
    await page.getByText('件名を書いてください。').waitFor()
    await page.getByLabel('件名').fill('書き直した提案の件')
    await page.getByLabel('改善の案').fill('内線2345の担当に聞く。')
    await page.getByRole('button', { name: '書き直した内容を送る' }).click()
    await page.getByText('人が分かりそうな書き方が1か所あります').waitFor()
    await clean(page)
    await page.getByLabel('改善の案').fill(TEXTS.idea)
    await page.getByRole('button', { name: '書き直した内容を送る' }).click()
    await page.locator('#act-rewrite').getByText('提案箱に入れました').waitFor()

    await follow(page, origin, receipts['要旨を確かめる提案の件'] ?? '')
    await page.getByText('様式を一つにする提案。').waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'この要旨でよい' }).click()
    await page.locator('#act-summary').getByText('提案箱に入れました').waitFor()

    await follow(page, origin, receipts['取り下げる提案の件'] ?? '')
    await page.locator('#act-withdraw summary').click()
    await page.getByRole('button', { name: '取り下げる' }).click()
    await page.getByText('確かめたら、印を付けてください。').waitFor()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: '取り下げる' }).click()
    await page.locator('#act-withdraw').getByText('提案箱に入れました').waitFor()
    await page.context().close()

    await box.nextDay()
    expect(await box.open()).toMatchObject({ state: 'released', released: { acts: 3 } })
    const titles = box
      .proposals()
      .map(({ written, state, summary }) => [written?.title, state, summary?.stage])
    expect(titles).toContainEqual(['書き直した提案の件', 'received', undefined])
    expect(titles).toContainEqual(['要旨を確かめる提案の件', 'received', 'approved'])
    expect(titles).toContainEqual(['取り下げる提案の件', 'withdrawn', undefined])
  })

  it('with a receipt that nobody has is told what may be the reason, and a slip of the pen is noticed here', async () => {
    const { page, faults } = await newPage(browser, 390)
    await follow(page, origin, 'ABCD-EFGH')
    await page.getByText('控え番号ではないようです').waitFor()
    await clean(page)
    await follow(page, origin, '0000-0000-0000-0000-0000-0')
    await page.getByText('控え番号ではないようです').waitFor()
    const { newReceipt } = await import('../../views/client/protocol/receipt.ts')
    await follow(page, origin, newReceipt())
    await page.getByText('この控え番号の提案は、見つかりません').waitFor()
    await clean(page)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

describe('When something goes wrong, what was typed stays', { timeout: 120_000 }, () => {
  it('and the very same bytes go out again when the answer was lost', async () => {
    const { page } = await author()
    await goToForm(page)
    await fillForm(page, { ...TEXTS, title: '答えが失われても届く提案' })
    const receipt = await takeReceipt(page)
    const bodies: string[] = []
    let lost = 0
    await page.route('**/voice/proposals/messages', async (route) => {
      bodies.push(route.request().postDataBuffer()?.toString('base64') ?? '')
      lost += 1
      // Five tries of the first press arrive, and no answer to them.
      if (lost <= 5) {
        await route.fetch()
        return route.abort()
      }
      return route.continue()
    })
    await pressSend(page, receipt)
    await page.getByText('届いたかどうかを確かめられませんでした').waitFor()
    await clean(page)
    // There is no way back to the text now: another one under the same card would be lost.
    await page.goBack()
    await page.waitForTimeout(200)
    expect(await page.getByRole('button', { name: 'もう一度送る' }).isVisible()).toBe(true)
    await page.getByLabel('控え番号の最後の5文字').fill(receipt.slice(-6))
    await page.getByRole('button', { name: 'もう一度送る' }).click()
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    expect(bodies.length).toBe(6)
    expect(new Set(bodies).size).toBe(1)
    await page.context().close()
    await box.release(2)
    const found = box
      .proposals()
      .filter(({ written }) => written?.title === '答えが失われても届く提案')
    expect(found).toHaveLength(1)
  })

  it('and the next card is taken when one is refused', async () => {
    const { page } = await author()
    await goToForm(page)
    await page.evaluate(() => {
      const cards = JSON.parse(localStorage.getItem('kazetoshi.proposals.cards') ?? '')
      const bad = (card: string) =>
        btoa(atob(card).replace(/^./, (c) => String.fromCharCode(c.charCodeAt(0) ^ 1)))
      cards.posts = [bad(cards.posts[0]), bad(cards.posts[1]), cards.posts[2]]
      localStorage.setItem('kazetoshi.proposals.cards', JSON.stringify(cards))
    })
    await fillForm(page)
    const receipt = await takeReceipt(page)
    await pressSend(page, receipt)
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    await page.context().close()
  })

  it('and the author is told how to get cards when none is left', async () => {
    const { page } = await author()
    await goToForm(page)
    await fillForm(page)
    await page.evaluate(() => localStorage.clear())
    const receipt = await takeReceipt(page)
    await pressSend(page, receipt)
    await page.getByText('使える提案券がありません').waitFor()
    await clean(page)
    expect(await page.locator('#f-current').inputValue()).toBe(TEXTS.current)
    await page.goBack()
    await page.getByRole('heading', { name: '控え番号を書き留める' }).waitFor()
    expect((await page.locator('#receipt-code span').allInnerTexts()).join('-')).toBe(receipt)
    await page.context().close()

    const { page: stranger } = await newPage(browser, 390)
    await stranger.goto(`${origin}/voice/proposals`)
    await stranger.getByText('この端末に、提案券がありません').waitFor()
    await clean(stranger)
    await stranger.context().close()
  })

  it('and a busy door is asked again', async () => {
    const { page } = await author()
    await goToForm(page)
    await fillForm(page)
    const receipt = await takeReceipt(page)
    let tries = 0
    await page.route('**/voice/proposals/messages', (route) => {
      tries += 1
      return tries < 3
        ? route.fulfill({ status: 503, headers: { 'retry-after': '0' } })
        : route.continue()
    })
    await pressSend(page, receipt)
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    expect(tries).toBe(3)
    await page.context().close()
  })

  it('and the page asks before it is left with a draft', async () => {
    const { page } = await author()
    await goToForm(page)
    await page.getByLabel('件名').fill('書きかけ')
    const asked = page.waitForEvent('dialog')
    void page.goto(`${origin}/`).catch(() => null)
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.accept()
    await page.context().close()
  })
})

describe('The cards of a browser', () => {
  it('come by themselves at the first page after signing in, once a month, whatever is done', async () => {
    const { page, faults } = await author()
    await page.waitForFunction(() => localStorage.getItem('kazetoshi.proposals.month') !== null)
    const from = arrived.length
    await page.goto(`${origin}/staff/proposals`)
    await page.goto(`${origin}/staff/`)
    await page.waitForLoadState('networkidle')
    expect(arrived.slice(from).filter(({ path }) => /cards$|proposals\/key/.test(path))).toEqual([])
    const cards = await page.evaluate(() =>
      JSON.parse(localStorage.getItem('kazetoshi.proposals.cards') ?? ''),
    )
    expect([cards.posts.length, cards.endorsements.length]).toEqual([3, 3])
    expect(JSON.stringify(await stored(page))).not.toMatch(/0001\d\d/)
    expect(faults).toEqual([])
    // A new month.
    await page.evaluate(() => localStorage.setItem('kazetoshi.proposals.month', '2020-01'))
    await page.goto(`${origin}/staff/proposals`)
    await page.waitForFunction(
      () => JSON.parse(localStorage.getItem('kazetoshi.proposals.cards') ?? '').posts.length === 6,
    )
    // The page does not tell how many: who asks to see it would learn who has proposed.
    expect(await page.locator('#cards').textContent()).not.toMatch(/\d枚/)
    await page.context().close()
  })

  it('of a shared tablet go with its tab', async () => {
    const number = nextPerson()
    await city.stores.identity
      .updateTable('person')
      .set({ own_pc: 0 })
      .where('number', '=', number)
      .execute()
    const { page } = await newPage(browser, 820)
    await signIn(page, origin, number)
    await page.goto(`${origin}/staff/proposals`)
    await page.locator('[data-have="posts"]', { hasText: 'あります' }).waitFor()
    expect((await stored(page))[0]).toEqual([])
    const tab = await page.context().newPage()
    await tab.goto(`${origin}/voice/proposals`)
    await tab.getByText('この端末に、提案券がありません').waitFor()
    await post(page)
    await page.context().close()
  })

  it('that are used up can be fetched by hand, and the page says what that shows', async () => {
    const { page } = await author(390)
    await page.waitForFunction(() => localStorage.getItem('kazetoshi.proposals.month') !== null)
    await page.evaluate(() => localStorage.removeItem('kazetoshi.proposals.cards'))
    await page.goto(`${origin}/staff/proposals`)
    await page.getByText('自動で届く分より多く受け取ったことは').waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'もう一組を受け取る' }).click()
    await page.locator('[data-have="posts"]', { hasText: 'あります' }).waitFor()
    await page.context().close()
  })

  it('of two people who share a browser are one heap without names', async () => {
    const { page } = await author()
    await page.waitForFunction(() => localStorage.getItem('kazetoshi.proposals.month') !== null)
    const before = JSON.stringify(await stored(page))
    await page.getByRole('button', { name: 'サインアウト', exact: true }).click()
    await signIn(page, origin, nextPerson())
    await page.waitForLoadState('networkidle')
    expect(JSON.stringify(await stored(page))).toBe(before)
    await post(page)
    await page.context().close()
  })
})

describe('共感', () => {
  it('is sent from the board with a card of its own, once a tab, and counted at the opening', async () => {
    const title = '会議室の予約を一つの画面にまとめる'
    const { page: writer } = await author()
    await post(writer, { ...TEXTS, title })
    await writer.context().close()
    await box.release(2)
    await act('secretariat', title, { act: 'route', units: ['2010'] })
    const number = box.proposals().find(({ written }) => written?.title === title)?.number ?? ''

    const { page, faults } = await author(820)
    await page.waitForFunction(() => localStorage.getItem('kazetoshi.proposals.month') !== null)
    await page.goto(`${origin}/board/${number}`)
    const from = arrived.length
    await page.locator('[data-endorse]').click()
    await page.getByText('共感を届けました。数は週に一度まとめて更新されます。').waitFor()
    await clean(page)
    await page.locator('[data-endorse]').click({ force: true })
    await page.reload()
    await page.getByText('共感を届けました。').waitFor()
    const sent = arrived.slice(from).filter(({ path }) => path === '/voice/proposals/messages')
    expect(sent).toHaveLength(1)
    expect(sent[0]?.headers).not.toHaveProperty('cookie')
    expect(sent[0]?.headers).not.toHaveProperty('referer')

    // Somebody who writes nearly the same is shown it, and may join in instead.
    await goToForm(page)
    const asked = arrived.length
    await page.getByLabel('件名').fill('会議室の予約を一つにまとめたい')
    await page.getByRole('heading', { name: '似た提案があります' }).waitFor()
    await page.getByLabel('改善の案').fill(TEXTS.idea)
    await clean(page)
    const link = page.locator('#similar-list').getByRole('link', { name: title })
    expect(await link.getAttribute('href')).toBe(`/board/${number}`)
    expect(await link.getAttribute('rel')).toContain('noreferrer')
    expect(arrived.slice(asked)).toEqual([])
    await page.locator('#similar-list li', { hasText: title }).getByRole('button').click()
    await page.getByText('共感を届けました。').waitFor()
    expect(arrived.slice(asked)).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
    await box.release(3)
    const after = box.proposals().find((one) => one.number === number)
    expect(after?.endorsements).toBe(1)
  })

  it('is refused in the language of the page', async () => {
    const number = box.proposals().find(({ state }) => state === 'routing')?.number ?? ''
    const { page } = await author(390)
    await page.waitForFunction(() => localStorage.getItem('kazetoshi.proposals.month') !== null)
    await page.goto(`${origin}/language/en`)
    await page.goto(`${origin}/board/${number}`)
    // A relay that says who is there: the anonymous side wants nothing of that.
    await page.setExtraHTTPHeaders({ authorization: 'Negotiate AAAA' })
    await page.locator('[data-endorse]').click()
    const said = page.locator('.endorse-said')
    await said.getByText('This page takes no request that says who is asking.').waitFor()
    expect(await said.innerText()).not.toMatch(/[ぁ-ん]/)
    await clean(page)
    await page.context().close()
  })

  it('without a card says where cards come from', async () => {
    const number = box.proposals().find(({ state }) => state === 'routing')?.number ?? ''
    const { page } = await newPage(browser, 390)
    await page.goto(`${origin}/board/${number}`)
    await page.locator('[data-endorse]').click()
    await page.getByText('共感券がありません').waitFor()
    await clean(page)
    await page.context().close()
  })
})

describe('With the keyboard alone', () => {
  it('a proposal is written, checked and sent, and its receipt is used', async () => {
    const { page, faults } = await author()
    const press = (key: string) => page.keyboard.press(key)
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement
        return {
          id: at?.id ?? '',
          name: at?.getAttribute('name') ?? '',
          text: at?.textContent?.trim() ?? '',
          // The heading that a step begins with.
          step: at?.closest('.step')?.id ?? '',
        }
      })
    const tabTo = async (wanted: (at: Awaited<ReturnType<typeof focused>>) => boolean) => {
      for (let i = 0; i < 150; i += 1) {
        await press('Tab')
        if (wanted(await focused())) return
      }
      throw new Error('not reached with the Tab key')
    }
    const type = async (id: string, text: string) => {
      await tabTo((at) => at.id === id)
      await page.keyboard.insertText(text)
    }
    await page.goto(`${origin}/staff/proposals`)
    await page.locator('[data-have="posts"]', { hasText: 'あります' }).waitFor()
    await tabTo((at) => at.text === '提案を書く')
    await press('Enter')
    await page.getByRole('button', { name: '提案を書く' }).waitFor()
    await tabTo((at) => at.text === '提案を書く')
    await press('Enter')
    expect((await focused()).text).toBe('提案を書く')
    await type('f-title', TEXTS.title)
    await tabTo((at) => at.name === 'bureau')
    await press('ArrowDown')
    await tabTo((at) => at.name === 'theme')
    await press('Space')
    await tabTo((at) => at.name === 'type')
    await press('Space')
    await press('ArrowDown')
    await type('f-current', TEXTS.current)
    await type('f-idea', TEXTS.idea)
    await tabTo((at) => at.name === 'publicity')
    await press('Space')
    await tabTo((at) => at.text === '確かめる')
    await press('Enter')
    await page.getByRole('heading', { name: '送る前に確かめる' }).waitFor()
    expect((await focused()).text).toBe('送る前に確かめる')
    await tabTo((at) => at.text === '控え番号を受け取る')
    await press('Enter')
    await page.locator('#receipt-code span').first().waitFor()
    const receipt = (await page.locator('#receipt-code span').allInnerTexts()).join('-')
    await tabTo((at) => at.text === '書き留めました')
    await press('Enter')
    await type('f-last', receipt.slice(-6))
    await press('Enter')
    await page.getByRole('heading', { name: '提案箱に入りました' }).waitFor()
    expect((await focused()).text).toBe('提案箱に入りました')
    await tabTo((at) => at.text === 'はじめのページへ')
    await press('Enter')
    await page.waitForURL(`${origin}/`)
    await box.release(2)
    await page.goto(`${origin}/voice/proposals/receipt`)
    await type('f-receipt', receipt)
    await press('Enter')
    await page.getByRole('heading', { name: '提案の続き', exact: true }).waitFor()
    expect((await focused()).text).toBe('提案の続き')
    await tabTo((at) => at.text.startsWith('見終わったので'))
    await press('Enter')
    await page.waitForURL(`${origin}/`)
    expect(faults).toEqual([])
    await page.context().close()
  })
})

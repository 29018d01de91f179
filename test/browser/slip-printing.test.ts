/** Printing paper slips in a real browser: codes on paper, hashes to the server, nothing kept. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slipHash } from '../../views/client/protocol/slip.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { launchBrowser, newPage } from './chromium.ts'
import { clean, picture } from './tablet.ts'

let browser: Browser
let city: SmallCity
let origin: string
beforeAll(async () => {
  browser = await launchBrowser()
  ;({ city } = await cityWithBox({ people: 12 }))
  origin = await city.origin()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

const HASHES = '**/staff/desk/slips/hashes'

async function atPrinting(count = 20, width = 1280) {
  const watched = await newPage(browser, width)
  const [name = '', value = ''] = (await city.session(city.officials.secretariat)).split('=')
  await watched.page.context().addCookies([{ name, value, url: `${origin}/staff` }])
  await watched.page.goto(`${origin}/staff/desk/slips/sheets?count=${count}`)
  return watched
}

const make = (page: Page) => page.getByRole('button', { name: /枚の番号を作って登録する/ }).click()

const printedCodes = (page: Page) =>
  page
    .locator('.slip-printed-code')
    .evaluateAll((places) =>
      places.map((place) => [...place.children].map((one) => one.textContent ?? '').join('-')),
    )

const kept = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  )

/** Slips in which a line runs over the next, or over the edge along which they are cut. */
const crowded = (page: Page) =>
  page.locator('.slip').evaluateAll(
    (slips) =>
      slips.filter((slip) => {
        const lines = [...slip.children].map((child) => child.getBoundingClientRect())
        const edge = slip.getBoundingClientRect().bottom
        return lines.some(({ bottom }, i) => bottom > (lines[i + 1]?.top ?? edge) + 0.5)
      }).length,
  )

describe('Printing slips', { timeout: 120_000 }, () => {
  it.each([1280, 820, 390])(
    'on a screen of %i px goes from the button to the sheets',
    async (width) => {
      const { page, faults } = await atPrinting(20, width)
      await page.getByText('サーバーが受け取るのは、照合のための値だけです。').waitFor()
      await clean(page)
      await picture(page, `printing-${width}`)
      await make(page)
      await page.getByRole('heading', { name: '20枚を登録しました。印刷してください' }).waitFor()
      await clean(page)
      await picture(page, `printing-ready-${width}`)
      expect(faults).toEqual([])
      await page.context().close()
    },
  )

  it('shows no slip before the server has their hashes, and sends nothing else', async () => {
    const { page } = await atPrinting()
    let let_go = () => {}
    let sent: Buffer = Buffer.alloc(0)
    await page.route(HASHES, async (route) => {
      sent = route.request().postDataBuffer() ?? sent
      await new Promise<void>((resolve) => {
        let_go = resolve
      })
      await route.continue()
    })
    await make(page)
    await expect.poll(() => sent.length).toBe(20 * 32)
    expect(await page.locator('.slip').count()).toBe(0)
    let_go()
    await page.locator('.slip').nth(19).waitFor()
    const codes = await printedCodes(page)
    const hashes = codes.map((code) => Buffer.from(slipHash(code)))
    expect(sent.equals(Buffer.concat(hashes.toSorted((a, b) => Buffer.compare(a, b))))).toBe(true)
    await page.context().close()
  })

  it('on paper is nothing but sheets: A4, eight slips each, no navigation', async () => {
    const { page } = await atPrinting(50)
    await make(page)
    await page.getByRole('button', { name: '印刷する' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    for (const gone of ['.site-header', '.slip-panel', '.site-footer'])
      expect(await page.locator(gone).isVisible()).toBe(false)
    expect(await crowded(page)).toBe(0)
    await picture(page, 'slip-sheets')
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString(
      'latin1',
    )
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(7)
    const [, wide, high] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
    expect([Math.round(Number(wide)), Math.round(Number(high))]).toEqual([595, 842])
    await page.context().close()
  })

  it('keeps the codes in no storage, warns before they are lost, and clears them when all is printed', async () => {
    const { page } = await atPrinting()
    await make(page)
    await page.locator('.slip').nth(19).waitFor()
    const codes = await printedCodes(page)
    for (const code of codes) expect(await kept(page)).not.toContain(code)
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    // Whoever has touched the page is asked before it goes.
    await page.close({ runBeforeUnload: true })
    await expect.poll(() => asked).toEqual(['beforeunload'])
    await page.getByRole('button', { name: '印刷した' }).click()
    await page.getByText('紙を確かめてから、印を付けてください。').waitFor()
    await clean(page)
    await page.getByLabel('20枚すべてが、欠けずに印刷された').check()
    await page.getByRole('button', { name: '印刷した' }).click()
    await page.getByText('新しい束を登録しました。').waitFor()
    expect(asked).toEqual(['beforeunload'])
    for (const code of codes) expect(await kept(page)).not.toContain(code)
    await page.goBack().catch(() => null)
    await page.waitForTimeout(200)
    const shown = await page.evaluate(() => document.documentElement.outerHTML)
    for (const code of codes) expect(shown).not.toContain(code.slice(0, 4))
    expect(await page.locator('.slip').count()).toBe(0)
    await page.context().close()
  })

  it('a lost answer costs nothing: the very same list goes out again', async () => {
    const { page } = await atPrinting()
    const sent: string[] = []
    await page.route(HASHES, async (route) => {
      sent.push(route.request().postDataBuffer()?.toString('base64') ?? '')
      if (sent.length > 1) return route.continue()
      await route.fetch()
      return route.abort()
    })
    await make(page)
    await page.getByText('登録できたかどうかを、確かめられませんでした').waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'もう一度、登録する' }).click()
    await page.locator('.slip').nth(19).waitFor()
    expect(sent).toHaveLength(2)
    expect(sent[0]).toBe(sent[1])
    await page.context().close()
  })

  it('a refusal is told in the server’s words, and the next attempt has other codes', async () => {
    const { page } = await atPrinting()
    const sent: string[] = []
    await page.route(HASHES, async (route) => {
      sent.push(route.request().postDataBuffer()?.toString('base64') ?? '')
      if (sent.length > 1) return route.continue()
      const problem = {
        type: '/problems/conflict',
        title: '先に行われました。',
        detail: '開き直す。',
      }
      return route.fulfill({ status: 409, body: JSON.stringify(problem) })
    })
    await make(page)
    await page.getByText('先に行われました。').waitFor()
    await page.getByRole('button', { name: 'もう一度、登録する' }).click()
    await page.locator('.slip').nth(19).waitFor()
    expect(sent[0]).not.toBe(sent[1])
    await page.context().close()
  })

  it('of a survey carries its title, its closing and whom to ask, and no line runs over another', async () => {
    const draft = {
      slips: { spare: 2 },
      title: '令和8年度 職員の働きがいと業務の見直しに関するアンケート（全職員対象）',
      contact: '総務部 人事課 人事給与担当（内線2345）',
    }
    const other = await smallCity({ people: 10, withoutPc: 6, survey: 'draft', draft })
    const { page, faults } = await newPage(browser, 1280)
    const [name = '', value = ''] = (await other.session(other.officials.hr)).split('=')
    const there = await other.origin()
    await page.context().addCookies([{ name, value, url: `${there}/staff` }])
    await page.goto(`${there}/staff/office/surveys/${other.draftId}/slips/sheets`)
    await make(page)
    await page.getByRole('heading', { name: '8枚を登録しました。印刷してください' }).waitFor()
    await clean(page)
    await page.emulateMedia({ media: 'print' })
    expect(await crowded(page)).toBe(0)
    await picture(page, 'survey-sheets')
    const slip = await page.locator('.slip').first().innerText()
    for (const words of ['紙の回答券', '令和8年度', '締切', '令和8年11月30日', '人事給与担当'])
      expect(slip).toContain(words)
    await page.emulateMedia({ media: 'screen' })
    await page.getByLabel('8枚すべてが、欠けずに印刷された').check()
    await page.getByRole('button', { name: '印刷した' }).click()
    await page.getByRole('heading', { level: 1, name: '紙の回答券' }).waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })
})

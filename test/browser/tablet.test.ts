/** A paper slip at a shared tablet, from the start screen to the next person. */
import { describe, expect, it } from 'vitest'
import { htmlFaults } from '../support/valid-html.ts'
import { MAPPED_HOST } from './chromium.ts'
import {
  answerSome,
  clean,
  picture,
  questionsOpen,
  sendWithBlanks,
  smallTargets,
  START,
  stored,
  tabletCity,
  typeCode,
} from './tablet.ts'

const tablet = tabletCity(24)
const TEXT = '窓口の順番札を、午前と午後で色分けしてほしい'

describe('The start screen', { timeout: 60_000 }, () => {
  it.each([1280, 820, 390, 320])('fits a screen of %i px, with large targets', async (width) => {
    const { page, faults } = await tablet.atStart(width)
    await page.getByRole('button', { name: 'QRを読み取る' }).waitFor()
    await clean(page)
    expect(await smallTargets(page)).toEqual([])
    expect(await page.title()).toBe('職員アンケート')
    await picture(page, `start-${width}`)
    await page.getByRole('button', { name: '番号を入力する' }).click()
    await page.getByLabel('券の番号').fill('s7k2 9qxv')
    expect(await page.locator('#code-groups').innerText()).toBe('S7K2-9QXV')
    await page.getByRole('button', { name: 'この番号を使う' }).click()
    await page.getByText('あと10文字足りません。').waitFor()
    expect(await page.getByLabel('券の番号').inputValue()).toBe('s7k2 9qxv')
    await clean(page)
    await picture(page, `entry-${width}`)
    await page.getByRole('button', { name: 'やめる' }).click()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    expect(await page.locator('#f-code').inputValue()).toBe('')
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('is valid HTML', async () => {
    const { body } = await tablet.city.visit().get(START)
    expect(htmlFaults(body)).toEqual([])
  })

  it('without an encrypted connection opens on the field and says why there is no camera', async () => {
    const { page } = await tablet.newTablet()
    await page.goto(tablet.origin.replace('127.0.0.1', MAPPED_HOST) + START)
    await page.getByText('この画面では、カメラを使えません').waitFor()
    await page.getByLabel('券の番号').waitFor()
    await clean(page)
    await picture(page, 'entry-insecure')
    await page.getByLabel('券の番号').fill(tablet.nextCode())
    await page.getByRole('button', { name: 'この番号を使う' }).click()
    await questionsOpen(page)
    await page.context().close()
  })

  it('where the camera is refused says so kindly and offers the field', async () => {
    const { page } = await tablet.atStart()
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('no', 'NotAllowedError'))
    })
    await page.getByRole('button', { name: 'QRを読み取る' }).click()
    await page.getByText('カメラの使用が、許可されていません').waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'やめる' }).click()
    for (const [name, words] of [
      ['NotFoundError', 'この端末に、カメラが見つかりません'],
      ['NotReadableError', 'カメラを使えませんでした'],
    ] as const) {
      await page.evaluate((reason) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', reason))
      }, name)
      await page.getByRole('button', { name: 'QRを読み取る' }).click()
      await page.getByText(words).waitFor()
      await page.getByRole('button', { name: 'やめる' }).click()
    }
    await page.context().close()
  })
})

describe('With a slip', { timeout: 90_000 }, () => {
  it.each([1280, 820, 390, 320])(
    'somebody answers on a screen of %i px, and nothing is left for the next person',
    async (width) => {
      const { page, faults } = await tablet.atStart(width)
      const code = tablet.nextCode()
      await typeCode(page, code.toLowerCase().replaceAll('-', '　'))
      await questionsOpen(page)
      await page.getByText('この端末は、ほかの人も使います。').waitFor()
      expect(await stored(page)).toBe('[[],[]]')
      await clean(page)
      expect(await smallTargets(page)).toEqual([])
      await picture(page, `answer-${width}`)
      await answerSome(page, 1, TEXT)
      await sendWithBlanks(page)
      await page.getByText('ありがとうございました。使った券は、細断してください。').waitFor()
      await clean(page)
      expect(await smallTargets(page)).toEqual([])
      await picture(page, `thanks-${width}`)
      expect(await stored(page)).toBe('[[],[]]')
      await page.getByRole('button', { name: '次の人へ' }).click()
      await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
      await page.goBack().catch(() => null)
      await page.waitForTimeout(200)
      const shown = await page.evaluate(() => document.documentElement.outerHTML)
      for (const secret of [TEXT, code, code.slice(0, 9)]) expect(shown).not.toContain(secret)
      expect(await page.locator('textarea').first().inputValue()).toBe('')
      expect(faults).toEqual([])
      await page.context().close()
    },
  )

  it('after the thanks the tablet is ready again by itself, after 15 seconds', async () => {
    const page = await tablet.withClock()
    await typeCode(page, tablet.nextCode())
    await questionsOpen(page)
    await sendWithBlanks(page)
    await page.clock.runFor(14_000)
    expect(new URL(page.url()).pathname).not.toBe(START)
    await page.clock.runFor(2000)
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })

  it('a code in the address is taken at once, and goes neither to the server nor stays in the address', async () => {
    const { page } = await tablet.newTablet()
    const code = tablet.nextCode()
    const sent: string[] = []
    page.on('request', (request) => {
      sent.push(request.url(), request.postDataBuffer()?.toString('latin1') ?? '')
    })
    await page.route('**/slip-card', async (route) => {
      expect(page.url()).toBe(tablet.start)
      await route.continue()
    })
    await page.goto(`${tablet.start}#${code}`)
    await questionsOpen(page)
    for (const one of sent.map((text) => text.split('#')[0]))
      expect(one).not.toContain(code.slice(0, 9))
    await page.context().close()
  })

  it('an address that was cut off leads to the field', async () => {
    const { page } = await tablet.newTablet()
    await page.goto(`${tablet.start}#${tablet.nextCode().slice(0, 11)}`)
    await page.getByText('QRの番号を読み取れませんでした').waitFor()
    expect(page.url()).toBe(tablet.start)
    await clean(page)
    await page.context().close()
  })

  it('a reload in the middle goes on with the same card; what was filled in is gone', async () => {
    const { page } = await tablet.atStart()
    let exchanges = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/slip-card')) exchanges += 1
    })
    await typeCode(page, tablet.nextCode())
    await questionsOpen(page)
    await page.reload()
    await questionsOpen(page)
    expect(await stored(page)).toBe('[[],[]]')
    await answerSome(page, 2, TEXT)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await questionsOpen(page)
    expect(await page.locator('textarea').first().inputValue()).toBe('')
    await sendWithBlanks(page)
    expect(exchanges).toBe(1)
    expect(await stored(page)).toBe('[[],[]]')
    await page.context().close()
  })

  it('whoever stops is back at the start, nothing is kept, and the slip is still good', async () => {
    const { page } = await tablet.atStart()
    const code = tablet.nextCode()
    await typeCode(page, code)
    await questionsOpen(page)
    await answerSome(page, 3, TEXT)
    await page.getByRole('button', { name: 'やめて、はじめの画面に戻る' }).click()
    await page.getByText('入力は消えました。回答券は未使用です').waitFor()
    expect(page.url()).toBe(tablet.start)
    expect(await stored(page)).toBe('[[],[]]')
    await clean(page)
    await picture(page, 'start-reset')
    await typeCode(page, code)
    await questionsOpen(page)
    await sendWithBlanks(page)
    await page.context().close()
  })

  it('by the keyboard alone', async () => {
    const { page } = await tablet.atStart()
    const press = async (name: string) => {
      const target = page.getByRole('button', { name })
      for (let i = 0; i < 200; i += 1) {
        if (await target.evaluate((one) => one === document.activeElement)) break
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
    }
    await press('番号を入力する')
    await page.keyboard.press('Tab')
    await page.keyboard.type(tablet.nextCode())
    await page.keyboard.press('Enter')
    await questionsOpen(page)
    await press('回答を確かめる')
    await press('このまま進む')
    await press('この内容で送信する')
    await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
    await press('次の人へ')
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })
})

describe('On a device of one’s own', { timeout: 60_000 }, () => {
  it('the answer page stays as it is: no shared words, no reset', async () => {
    const { page } = await tablet.newTablet()
    await page.clock.install()
    await page.goto(`${tablet.origin}/voice/surveys/${tablet.city.survey.id}`)
    await page.getByRole('heading', { name: '回答券を受け取ってください' }).waitFor()
    expect(await page.locator('[data-with="slip"]:visible').count()).toBe(0)
    await page.clock.runFor(300_000)
    await page.getByRole('heading', { name: '回答券を受け取ってください' }).waitFor()
    await page.getByRole('link', { name: '紙の回答券を使う' }).click()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })
})

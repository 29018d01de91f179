/** A paper slip at a shared tablet, from the start screen to the next person. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { randomBytes } from '../../views/client/protocol/bytes.ts'
import { blindedMessage } from '../../views/client/protocol/card.ts'
import { fetchKey } from '../../views/client/protocol/doors.ts'
import { newSlipCode, slipSecrets } from '../../views/client/protocol/slip.ts'
import { exchangeSlip } from '../../views/client/protocol/slip-door.ts'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { htmlFaults } from '../support/valid-html.ts'
import { axeViolations, launchBrowser, MAPPED_HOST, newPage, sidewaysPixels } from './chromium.ts'
import { answerSome, questionsOpen, sendWithBlanks, START, stored, typeCode } from './tablet.ts'

const TEXT = '窓口の順番札を、午前と午後で色分けしてほしい'
const OPEN = new Date('2026-11-20T10:00:00+09:00')

let browser: Browser
let city: SmallCity
let origin: string
let codes: string[]
beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 44, withoutPc: 40, draft: { slips: { spare: 10 } } })
  codes = [...city.slips]
  origin = await city.origin()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})
beforeEach(() => {
  city.clock.now = OPEN
})

const nextCode = () => codes.pop() ?? ''

async function atStart(width = 820, height = 1100) {
  const watched = await newPage(browser, width, height)
  await watched.page.goto(origin + START)
  return watched
}

async function clean(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysPixels(page)).toBe(0)
}

const PICTURES = process.env['SLIP_PICTURES']
const picture = async (page: Page, name: string) => {
  if (PICTURES !== undefined)
    await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: !/idle|answer/.test(name) })
}

/** What a finger must hit and is lower than 56 px, with the words on it. */
const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, select, summary, :is(.pick, .scale) label, a.button',
      ),
    ]
      .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 56)
      .map((one) => one.textContent?.trim() ?? ''),
  )

describe('The start screen', { timeout: 60_000 }, () => {
  it.each([1280, 820, 390, 320])('fits a screen of %i px, with large targets', async (width) => {
    const { page, faults } = await atStart(width)
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
    const { body } = await city.visit().get(START)
    expect(htmlFaults(body)).toEqual([])
  })

  it('without an encrypted connection opens on the field and says why there is no camera', async () => {
    const { page } = await newPage(browser, 820)
    await page.goto(origin.replace('127.0.0.1', MAPPED_HOST) + START)
    await page.getByText('この画面では、カメラを使えません').waitFor()
    await page.getByLabel('券の番号').waitFor()
    await clean(page)
    await picture(page, 'entry-insecure')
    await page.getByLabel('券の番号').fill(nextCode())
    await page.getByRole('button', { name: 'この番号を使う' }).click()
    await questionsOpen(page)
    await page.context().close()
  })

  it('where the camera is refused says so kindly and offers the field', async () => {
    const { page } = await atStart()
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
      const { page, faults } = await atStart(width)
      const code = nextCode()
      await typeCode(page, code.toLowerCase().replaceAll('-', '　'))
      await questionsOpen(page)
      await page.getByText('この端末は、ほかの人も使います。').waitFor()
      expect(await stored(page)).toBe('[[],[]]')
      await clean(page)
      expect(await smallTargets(page)).toEqual([])
      await picture(page, `answer-${width}`)
      if (PICTURES !== undefined) {
        await page.locator('#s1').scrollIntoViewIfNeeded()
        await page.locator('#s1').evaluate((e) => e.scrollIntoView())
        await picture(page, `answer-b-${width}`)
      }
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
    const { page } = await newPage(browser, 820)
    await page.clock.install()
    await page.goto(origin + START)
    await typeCode(page, nextCode())
    await questionsOpen(page)
    await sendWithBlanks(page)
    await page.clock.runFor(14_000)
    expect(new URL(page.url()).pathname).not.toBe(START)
    await page.clock.runFor(2000)
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })

  it('a code in the address is taken at once, and goes neither to the server nor stays in the address', async () => {
    const { page } = await newPage(browser, 820)
    const code = nextCode()
    const sent: string[] = []
    page.on('request', (request) => {
      sent.push(request.url(), request.postDataBuffer()?.toString('latin1') ?? '')
    })
    await page.route('**/slip-card', async (route) => {
      expect(page.url()).toBe(origin + START)
      await route.continue()
    })
    await page.goto(`${origin}${START}#${code}`)
    await questionsOpen(page)
    for (const one of sent.map((text) => text.split('#')[0]))
      expect(one).not.toContain(code.slice(0, 9))
    await page.context().close()
  })

  it('an address that was cut off leads to the field', async () => {
    const { page } = await newPage(browser, 820)
    await page.goto(`${origin}${START}#${nextCode().slice(0, 11)}`)
    await page.getByText('QRの番号を読み取れませんでした').waitFor()
    expect(page.url()).toBe(origin + START)
    await clean(page)
    await page.context().close()
  })

  it('a reload in the middle goes on with the same card; what was filled in is gone', async () => {
    const { page } = await atStart()
    let exchanges = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/slip-card')) exchanges += 1
    })
    await typeCode(page, nextCode())
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
    const { page } = await atStart()
    const code = nextCode()
    await typeCode(page, code)
    await questionsOpen(page)
    await answerSome(page, 3, TEXT)
    await page.getByRole('button', { name: 'やめて、入力を消す' }).click()
    await page.getByText('入力は消えました。回答券は未使用です').waitFor()
    expect(page.url()).toBe(origin + START)
    expect(await stored(page)).toBe('[[],[]]')
    await clean(page)
    await picture(page, 'start-reset')
    await typeCode(page, code)
    await questionsOpen(page)
    await sendWithBlanks(page)
    await page.context().close()
  })

  it('by the keyboard alone', async () => {
    const { page } = await atStart()
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
    await page.keyboard.type(nextCode())
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

describe('When nobody touches the tablet', { timeout: 60_000 }, () => {
  async function idle(page: Page, seconds: number): Promise<void> {
    await page.clock.runFor(seconds * 1000)
  }

  it('the questions warn after three minutes, count down, and are wiped; the slip is unused', async () => {
    const { page } = await newPage(browser, 820)
    await page.clock.install()
    await page.goto(origin + START)
    const code = nextCode()
    await typeCode(page, code)
    await questionsOpen(page)
    await answerSome(page, 1, TEXT)
    await idle(page, 178)
    const dialog = page.getByRole('alertdialog', { name: 'まだ使っていますか' })
    expect(await dialog.isVisible()).toBe(false)
    await idle(page, 4)
    await dialog.waitFor()
    await clean(page)
    expect(await smallTargets(page)).toEqual([])
    await picture(page, 'idle')
    await page.getByRole('button', { name: '続ける' }).click()
    expect(await dialog.isVisible()).toBe(false)
    expect(await page.locator('textarea').first().inputValue()).toBe(TEXT)

    await idle(page, 185)
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await idle(page, 205)
    expect(Number(await page.locator('#idle-seconds').innerText())).toBeLessThanOrEqual(10)
    await idle(page, 10)
    await page.getByText('入力は消えました。回答券は未使用です').waitFor()
    expect(page.url()).toBe(origin + START)
    expect(await stored(page)).toBe('[[],[]]')
    await page.goBack().catch(() => null)
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(TEXT)
    await page.goto(origin + START)
    await typeCode(page, code)
    await questionsOpen(page)
    await page.context().close()
  })

  it('a tablet that slept forgets at once when it wakes', async () => {
    const { page } = await newPage(browser, 820)
    await page.clock.install()
    await page.goto(origin + START)
    await typeCode(page, nextCode())
    await questionsOpen(page)
    await answerSome(page, 1, TEXT)
    await page.clock.fastForward('01:00:00')
    await page.getByText('入力は消えました。回答券は未使用です').waitFor()
    await page.context().close()
  })

  it('a code that was typed is wiped after a warning; without one the start screen just stays', async () => {
    const { page } = await newPage(browser, 820)
    await page.clock.install()
    await page.goto(origin + START)
    await page.getByRole('button', { name: '番号を入力する' }).click()
    await page.getByLabel('券の番号').fill(nextCode())
    await idle(page, 185)
    await page.getByRole('alertdialog').waitFor()
    await idle(page, 30)
    await page.getByText('入力した番号は消えました').waitFor()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    expect(await page.locator('#f-code').inputValue()).toBe('')
    await page.getByRole('button', { name: '番号を入力する' }).click()
    await idle(page, 185)
    expect(await page.getByRole('alertdialog').isVisible()).toBe(false)
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })

  it('answers whose arrival is uncertain are wiped too, and nobody is told that the slip is unused', async () => {
    const { page } = await newPage(browser, 820)
    await page.clock.install()
    await page.goto(origin + START)
    const code = nextCode()
    await typeCode(page, code)
    await questionsOpen(page)
    await answerSome(page, 1, TEXT)
    await page.route('**/ballots', (route) => route.abort())
    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByRole('button', { name: 'このまま進む' }).click()
    await page.getByRole('button', { name: 'この内容で送信する' }).click()
    for (let i = 0; i < 20; i += 1) await idle(page, 1)
    await page.getByText('届いたかどうかを確かめられませんでした').waitFor()
    await idle(page, 215)
    await page.getByText('入力は消えました。届いたかどうかは、確かめられませんでした').waitFor()
    await page.getByText('同じ券をもう一度読み取ると、届いたかどうかが分かります。').waitFor()
    expect(await page.getByText('回答券は未使用です').isVisible()).toBe(false)
    await page.context().close()
  })
})

describe('A slip that cannot be used', { timeout: 60_000 }, () => {
  async function refused(code: string, prepare: (page: Page) => Promise<void> = async () => {}) {
    const { page } = await atStart(390, 800)
    await prepare(page)
    await typeCode(page, code)
    await page.locator('#trouble:not([hidden])').waitFor()
    await clean(page)
    expect(await stored(page)).toBe('[[],[]]')
    return page
  }

  it.each<[string, () => Promise<string>, string, (page: Page) => Promise<void>]>([
    [
      'because it is unknown',
      async () => newSlipCode('survey'),
      'この番号の券は、登録されていません',
      async () => {},
    ],
    [
      'because another device used it',
      async () => {
        const code = nextCode()
        const { signingKey } = await fetchKey(origin, city.survey.id)
        const other = blindedMessage(
          randomBytes(32),
          Buffer.from(signingKey, 'base64'),
          city.survey.id,
        )
        const body = Buffer.concat([slipSecrets(code).id, other])
        const answer = await fetch(`${origin}/voice/surveys/${city.survey.id}/slip-card`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body,
        })
        expect(answer.status).toBe(200)
        return code
      },
      'この券は、ほかの端末で使われています',
      async () => {},
    ],
    [
      'because an answer was sent with it',
      async () => {
        const code = nextCode()
        const card = await exchangeSlip(origin, city.survey.id, code)
        await city.cast(card, answersOf(city.survey.questionnaire, 1))
        return code
      },
      'この回答券は、前に使われています',
      async () => {},
    ],
    [
      'because no survey is open',
      async () => nextCode(),
      '今は、紙の回答券を使えません',
      async () => {
        city.clock.now = city.survey.closesAt
      },
    ],
    [
      'because the survey closed meanwhile',
      async () => nextCode(),
      '受付は終わりました',
      async (page) => {
        await page.route('**/voice/slip/surveys', async (route) => {
          const response = await route.fetch()
          city.clock.now = city.survey.closesAt
          await route.fulfill({ response })
        })
      },
    ],
    [
      'because of a key that is not to be trusted',
      async () => nextCode(),
      '安全を確かめられないため、止めました',
      async (page) => {
        await page.route('**/key', async (route) => {
          const response = await route.fetch()
          const key = (await response.json()) as Record<string, unknown>
          await route.fulfill({ response, json: { ...key, signingKey: key['tallyKey'] } })
        })
      },
    ],
  ])('%s is told in words, with what to do', async (_why, code, words, prepare) => {
    const page = await refused(await code(), prepare)
    await page.getByRole('heading', { name: words }).waitFor()
    await picture(page, `trouble-${_why.replaceAll(' ', '-')}`)
    await page.getByRole('button', { name: 'はじめに戻る' }).click()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })

  it('because nobody answers may be tried again, with the same code', async () => {
    let down = true
    const page = await refused(nextCode(), async (one) => {
      await one.route('**/slip-card', (route) => (down ? route.abort() : route.continue()))
    })
    await page.getByRole('heading', { name: 'つながりませんでした' }).waitFor()
    down = false
    await page.getByRole('button', { name: 'もう一度試す' }).click()
    await questionsOpen(page)
    await page.context().close()
  })

  it('because it is a card’s own code is sent to the sign-in, and stays nowhere', async () => {
    const { page } = await atStart(390, 800)
    const code = newSlipCode('card')
    await typeCode(page, code)
    await page.getByRole('heading', { name: 'これは、サインインして使う番号です' }).waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'サインインへ進む' }).click()
    await page.getByLabel('職員番号').waitFor()
    expect(page.url()).not.toContain(code.slice(0, 4))
    expect(await stored(page)).toBe('[[],[]]')
    await page.context().close()
  })
})

describe('On a device of one’s own', { timeout: 60_000 }, () => {
  it('the answer page stays as it is: no shared words, no reset', async () => {
    const { page } = await newPage(browser, 820)
    await page.clock.install()
    await page.goto(`${origin}/voice/surveys/${city.survey.id}`)
    await page.getByRole('heading', { name: '回答券を受け取ってください' }).waitFor()
    expect(await page.locator('[data-with="slip"]:visible').count()).toBe(0)
    await page.clock.runFor(300_000)
    await page.getByRole('heading', { name: '回答券を受け取ってください' }).waitFor()
    await page.getByRole('link', { name: '紙の回答券を使う' }).click()
    await page.getByRole('heading', { name: '紙の券を使う' }).waitFor()
    await page.context().close()
  })
})

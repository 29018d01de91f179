/** Slips that cannot be used, told in words on the tablet. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { randomBytes } from '../../views/client/protocol/bytes.ts'
import { blindedMessage } from '../../views/client/protocol/card.ts'
import { fetchKey } from '../../views/client/protocol/doors.ts'
import { newSlipCode, slipSecrets } from '../../views/client/protocol/slip.ts'
import { exchangeSlip } from '../../views/client/protocol/slip-door.ts'
import { answersOf } from '../support/small-city.ts'
import { clean, picture, questionsOpen, stored, tabletCity, typeCode } from './tablet.ts'

const tablet = tabletCity(16)

describe('A slip that cannot be used', { timeout: 60_000 }, () => {
  async function refused(code: string, prepare: (page: Page) => Promise<void> = async () => {}) {
    const { page } = await tablet.atStart(390, 800)
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
        const code = tablet.nextCode()
        const { signingKey } = await fetchKey(tablet.origin, tablet.city.survey.id)
        const other = blindedMessage(
          randomBytes(32),
          Buffer.from(signingKey, 'base64'),
          tablet.city.survey.id,
        )
        const body = Buffer.concat([slipSecrets(code).id, other])
        const answer = await fetch(
          `${tablet.origin}/voice/surveys/${tablet.city.survey.id}/slip-card`,
          {
            method: 'POST',
            headers: { 'content-type': 'application/octet-stream' },
            body,
          },
        )
        expect(answer.status).toBe(200)
        return code
      },
      'この券は、ほかの端末で使われています',
      async () => {},
    ],
    [
      'because an answer was sent with it',
      async () => {
        const code = tablet.nextCode()
        const card = await exchangeSlip(tablet.origin, tablet.city.survey.id, code)
        await tablet.city.cast(card, answersOf(tablet.city.survey.questionnaire, 1))
        return code
      },
      'この回答券は、前に使われています',
      async () => {},
    ],
    [
      'because no survey is open',
      async () => tablet.nextCode(),
      '今は、紙の回答券を使えません',
      async () => {
        tablet.city.clock.now = tablet.city.survey.closesAt
      },
    ],
    [
      'because the survey closed meanwhile',
      async () => tablet.nextCode(),
      '受付は終わりました',
      async (page) => {
        await page.route('**/voice/slip/surveys', async (route) => {
          const response = await route.fetch()
          tablet.city.clock.now = tablet.city.survey.closesAt
          await route.fulfill({ response })
        })
      },
    ],
    [
      'because of a key that is not to be trusted',
      async () => tablet.nextCode(),
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
    const page = await refused(tablet.nextCode(), async (one) => {
      await one.route('**/slip-card', (route) => (down ? route.abort() : route.continue()))
    })
    await page.getByRole('heading', { name: 'つながりませんでした' }).waitFor()
    down = false
    await page.getByRole('button', { name: 'もう一度試す' }).click()
    await questionsOpen(page)
    await page.context().close()
  })

  it('because it is a card’s own code is sent to the sign-in, and stays nowhere', async () => {
    const { page } = await tablet.atStart(390, 800)
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

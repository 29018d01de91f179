/** The road of a member of staff in a real browser: sign in, take the card, answer, see the results. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  answersOf,
  CITY_PASSWORD,
  cityDraft,
  type SmallCity,
  smallCity,
} from '../support/small-city.ts'
import { jstDay } from '../../server/calendar/jst.ts'
import { visitorLetter } from '../../server/identified/issuance/visitor.ts'
import { axeViolations, launchBrowser, MAPPED_HOST, newPage, sidewaysPixels } from './chromium.ts'
import { fillAnswers, takeCard } from './year-walk.ts'

let browser: Browser
let city: SmallCity
let origin: string

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 40 })
  for (const [i, number] of city.people.slice(0, 30).entries()) {
    const card = await city.takeCard(await city.session(number))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
  await city.openBox()
  await city.system.acts.publish(city.survey.id)
  const draft = cityDraft(city.clock.now, { title: '令和8年度 第2回 職員アンケート' })
  await city.announce(await city.system.acts.createDraft(draft))
  origin = await city.origin()
})

afterAll(async () => {
  await browser?.close()
  await city?.close()
})

async function signIn(page: Page, at: string, number: string): Promise<void> {
  await page.goto(`${at}/staff/`)
  await page.getByLabel('職員番号').fill(number)
  await page.getByLabel('パスワード').fill(CITY_PASSWORD)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { level: 1, name: 'アンケート' }).waitFor()
}

const kept = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
  )

describe('A member of staff', () => {
  it.each([
    [1280, false],
    [820, false],
    [390, true],
  ])('answers on a screen of %i px (on a plain-http name: %s)', async (width, mapped) => {
    const at = mapped ? origin.replace('127.0.0.1', MAPPED_HOST) : origin
    const number = city.people[30 + [1280, 820, 390].indexOf(width)] ?? ''
    const { page, faults } = await newPage(browser, width)
    const clean = async () => {
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPixels(page)).toBe(0)
    }
    const posts: { url: string; headers: Promise<Record<string, string>> }[] = []
    page.on('request', (request) => {
      if (request.url().includes('/voice/') && request.resourceType() === 'fetch') {
        posts.push({ url: request.url(), headers: request.allHeaders() })
      }
    })

    await page.goto(`${at}/`)
    await clean()
    await page.goto(`${at}/staff/sign-in`)
    await clean()
    await signIn(page, at, number)
    await clean()
    await page.getByRole('link', { name: /回答券を受け取って答える/ }).click()
    await page.getByRole('button', { name: '受け取って、そのまま回答する' }).waitFor()
    await clean()
    await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
    await page.locator('#form').waitFor({ state: 'visible' })
    expect(new URL(page.url()).pathname).toBe(`/voice/surveys/${city.survey.id}`)
    await clean()

    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByText('まだ選んでいない問いが').waitFor()
    await clean()
    await fillAnswers(page)
    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByRole('heading', { name: '回答の確認' }).waitFor()
    await expect(page.locator('#answers').innerText()).resolves.toContain('福祉部')
    await clean()
    expect(await kept(page)).not.toMatch(/照会の様式|福祉部/)

    await page.getByRole('button', { name: 'この内容で送信する' }).click()
    await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
    await clean()
    expect(await kept(page)).toBe(
      JSON.stringify([
        [[`kazetoshi.card.${city.survey.id}`, '{"v":1,"state":"done"}']],
        [['kazetoshi.visits', `${visitorLetter(number)} ${jstDay(city.clock.now)}`]],
      ]),
    )
    await page.goBack()
    await page.waitForTimeout(300)
    expect(await page.content()).not.toContain('照会の様式')

    await page.goto(`${at}/results`)
    await clean()
    await page.getByRole('link', { name: /くわしく/ }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await clean()
    await page.goto(`${at}/staff/`)
    await expect(page.locator('main').innerText()).resolves.toContain('渡しました')

    expect(faults).toEqual([])
    expect(posts.some(({ url }) => url.endsWith('/ballots'))).toBe(true)
    for (const { headers } of posts) {
      expect(await headers).not.toHaveProperty('cookie')
      expect(await headers).not.toHaveProperty('referer')
    }
    await page.context().close()
  })

  it('can do everything with the keyboard alone', async () => {
    const { page, faults } = await newPage(browser, 1280)
    const press = (key: string) => page.keyboard.press(key)
    const focus = () =>
      page.evaluate(() => {
        const at = document.activeElement
        const input = at instanceof HTMLInputElement ? at : null
        return {
          tag: at?.tagName ?? '',
          type: input?.type ?? '',
          text: at?.textContent?.trim() ?? '',
          checked: input?.checked ?? false,
          name: input?.name ?? at?.id ?? '',
        }
      })
    const tabTo = async (wanted: (at: Awaited<ReturnType<typeof focus>>) => boolean) => {
      for (let i = 0; i < 200; i += 1) {
        await press('Tab')
        const at = await focus()
        if (wanted(at)) return
        if (at.type === 'radio' && !at.checked) {
          await press('Space')
          await press('ArrowRight')
        }
        if (at.tag === 'SELECT') {
          await press('ArrowDown')
          await press('ArrowDown')
        }
      }
      throw new Error('not reached with the Tab key')
    }
    const number = city.people[33] ?? ''

    await page.goto(`${origin}/staff/`)
    await tabTo((at) => at.name === 'number')
    await page.keyboard.type(number)
    await press('Tab')
    await page.keyboard.type(CITY_PASSWORD)
    await press('Enter')
    await page.getByRole('heading', { level: 1, name: 'アンケート' }).waitFor()
    await tabTo((at) => at.text.includes('回答券を受け取って答える'))
    await press('Enter')
    await page.getByRole('button', { name: '受け取って、そのまま回答する' }).waitFor()
    await tabTo((at) => at.text.includes('そのまま回答する'))
    await press('Enter')
    await page.locator('#form').waitFor({ state: 'visible' })
    await tabTo((at) => at.text === '回答を確かめる')
    await press('Enter')
    await page.getByRole('heading', { name: '回答の確認' }).waitFor()
    expect((await focus()).text).toBe('回答の確認')
    await tabTo((at) => at.text === 'この内容で送信する')
    await press('Enter')
    await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('reads every page at 320 px without scrolling sideways', async () => {
    const { page } = await newPage(browser, 320, 640)
    const number = city.people[34] ?? ''
    const fits = async () => expect(await sidewaysPixels(page), page.url()).toBe(0)
    for (const path of [
      '/',
      '/staff/sign-in',
      '/results',
      '/nothing-here',
      '/voice/surveys/none',
    ]) {
      await page.goto(`${origin}${path}`)
      await fits()
    }
    await page.goto(`${origin}/results`)
    await page.getByRole('link', { name: /くわしく/ }).click()
    await fits()
    await signIn(page, origin, number)
    await fits()
    await page.goto(`${origin}/staff/password`)
    await fits()
    await page.goto(`${origin}/staff/`)
    await takeCard(page)
    await fits()
    await fillAnswers(page)
    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByRole('heading', { name: '回答の確認' }).waitFor()
    await fits()
    await page.context().close()
  })
})

describe('Under TLS', () => {
  it('the same road works, with a cookie that never goes over plain http', async () => {
    const safe = await smallCity({ people: 4, tls: true })
    const at = await safe.origin()
    const { page, faults } = await newPage(browser, 820, 900, { anyCertificate: true })
    await signIn(page, at, safe.people[3] ?? '')
    const cookies = await page.context().cookies(`${at}/staff/`)
    expect(cookies).toMatchObject([{ secure: true, httpOnly: true, path: '/staff' }])
    await takeCard(page)
    await fillAnswers(page)
    await page.getByRole('button', { name: '回答を確かめる' }).click()
    await page.getByRole('button', { name: 'この内容で送信する' }).click()
    await page.getByRole('heading', { name: '回答を受け付けました' }).waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })
})

describe('The checks of this file', () => {
  it('fail on a page that is bad on purpose', async () => {
    const { page, faults } = await newPage(browser, 320)
    await page.goto(`${origin}/`)
    await page.evaluate(() => {
      const wide = document.createElement('div')
      wide.innerHTML = '<img src="/none.png"><button></button><p>&nbsp;</p>'
      wide.style.width = '900px'
      document.querySelector('main')?.append(wide)
      const script = document.createElement('script')
      script.textContent = 'globalThis.ran = true'
      document.body.append(script)
    })
    await page.waitForTimeout(200)
    expect(await axeViolations(page)).not.toEqual([])
    expect(await sidewaysPixels(page)).toBeGreaterThan(0)
    expect(faults.some((text) => text.includes('Content Security Policy'))).toBe(true)
    await page.context().close()
  })
})

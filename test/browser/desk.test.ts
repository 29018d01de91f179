/** 提案担当 in a real browser: every page on three screens, and the way of one proposal. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageOfProposal, people } from '../identified/desk/desk-city.ts'
import { variedCity } from '../identified/desk/varied-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

describe('提案担当', () => {
  it.each([1280, 820, 390])('reads and handles proposals on a screen of %i px', async (width) => {
    const { city, pages, fresh } = await variedCity()
    const origin = await city.origin()
    const { page, faults } = await newPage(browser, width)
    const signIn = async (person: string) => {
      const [name = '', value = ''] = (await city.session(person)).split('=')
      await page.context().addCookies([{ name, value, url: `${origin}/staff` }])
    }
    const clean = async () => {
      expect(await axeViolations(page), page.url()).toEqual([])
      expect(await sidewaysPixels(page), page.url()).toBe(0)
    }
    for (const [who, url] of pages) {
      await signIn(people[who])
      await page.goto(`${origin}${url}`)
      await clean()
    }

    await signIn(people.desk)
    await page.goto(`${origin}${pageOfProposal(fresh)}`)
    await page.getByLabel(/「内線2345」/).check()
    await page.getByLabel(/ほかに伏せる語/).fill('窓口')
    await page.getByRole('button', { name: '伏せる箇所を保存する' }).click()
    await page.getByText('伏せる箇所を保存しました。').waitFor()
    const shown = await page.getByRole('region', { name: '所属にはこう見えます' }).innerText()
    expect(shown).toContain('還付の■■では')
    expect(shown).not.toMatch(/山田|2345/)
    await clean()
    await page.locator('summary', { hasText: '書き直しをお願いする' }).click()
    await page.getByRole('button', { name: '書き直しをお願いする' }).click()
    await page.getByRole('alert').waitFor()
    await clean()
    await page.getByRole('button', { name: '所管へ照会する' }).click()
    await page.getByText('所管へ照会しました。').waitFor()
    await clean()

    await page.goto(`${origin}/staff/desk/box`)
    await page.getByRole('button', { name: '合言葉を作る' }).click()
    const passphrase = await page.locator('.keeper-passphrase').innerText()
    await clean()
    await page.goto(`${origin}/staff/desk/box`)
    await page.getByLabel('あなたの合言葉').fill(passphrase)
    await page.getByRole('button', { name: '開封する' }).click()
    await page.getByText('新しく届いたものはありませんでした').waitFor()
    await clean()
    expect(faults.filter((text) => !text.includes('status of 422'))).toEqual([])
    await page.context().close()
  })
})

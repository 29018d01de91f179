/** Proposals in three languages: writing, checking, the receipt, and coming back with it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'
import { follow, signIn } from './author.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'
import { choose, isEnglish, pictures, speaksAll } from './languages.ts'

let browser: Browser
let city: SmallCity
let box: ProposalBox
let origin: string
beforeAll(async () => {
  browser = await launchBrowser()
  ;({ city, box } = await cityWithBox({ people: 12 }))
  origin = await city.origin()
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

async function clean(page: Page): Promise<void> {
  expect(await axeViolations(page)).toEqual([])
  expect(await sidewaysPixels(page)).toBe(0)
}

const TITLE = 'One form for every section'

/** In English to the end. @returns the receipt */
async function proposeInEnglish(page: Page): Promise<string> {
  await page.goto(`${origin}/voice/proposals`)
  await choose(page, 'English')
  await page.getByRole('button', { name: 'Write a proposal' }).click()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByRole('link', { name: 'Please write a title.' }).waitFor()
  await isEnglish(page)
  await clean(page)
  await choose(page, '日本語')
  expect(await page.locator('#errors').innerText()).toContain('件名を書いてください。')
  await speaksAll(page)
  await pictures(page, 'propose-faults')
  await choose(page, 'English')
  await page.getByLabel('Title').fill(TITLE)
  await page.getByLabel('Department', { exact: true }).selectOption({ label: '福祉部' })
  await page.getByLabel('Section', { exact: true }).selectOption({ label: '保険年金課' })
  await page.getByRole('radio', { name: 'Documents' }).check()
  await page.getByRole('radio', { name: 'Better procedure' }).check()
  await page.getByLabel('How it is now').fill('Every section has its own. Call extension 内線2345.')
  await page.getByLabel('What to improve').fill('Agree on one form.')
  await page.getByRole('checkbox', { name: 'Less work or time' }).check()
  await page.getByRole('checkbox', { name: 'Better workplace' }).check()
  await page.getByRole('radio', { name: /May be public/ }).check()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText('This looks like contact details.').waitFor()
  expect(await page.locator('#chosen').innerText()).toContain('Less work or time, Better workplace')
  await choose(page, '日本語')
  expect(await page.locator('#chosen').innerText()).toContain('業務量・時間の削減、職場環境の改善')
  await pictures(page, 'propose-check')
  await choose(page, 'English')
  await page
    .locator('#clues-list')
    .getByRole('button', { name: /^Change/ })
    .click()
  await page.getByLabel('How it is now').fill('Every section has its own.')
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByRole('heading', { name: 'Check before sending' }).waitFor()
  await isEnglish(page)
  await clean(page)
  await choose(page, '日本語')
  await speaksAll(page)
  await choose(page, 'English')
  await page.getByRole('button', { name: 'Get a receipt number' }).click()
  await page.locator('#receipt-code span').first().waitFor()
  const receipt = (await page.locator('#receipt-code span').allInnerTexts()).join('-')
  await isEnglish(page)
  await pictures(page, 'propose-receipt')
  await choose(page, 'English')
  await page.getByRole('button', { name: 'I have written it down' }).click()
  await page.getByLabel('Last five characters').fill('00000')
  await page.getByRole('button', { name: 'Seal and send' }).click()
  await page.getByText('This is not the number you wrote down.').waitFor()
  await isEnglish(page)
  await choose(page, '日本語')
  await speaksAll(page)
  await choose(page, 'English')
  await page.getByLabel('Last five characters').fill(receipt.slice(-6))
  await page.getByRole('button', { name: 'Seal and send' }).click()
  await page.getByRole('heading', { name: 'Your proposal is in the box' }).waitFor()
  await isEnglish(page)
  await clean(page)
  return receipt
}

async function act(name: 'secretariat' | 'head', what: object): Promise<void> {
  const found = box.proposals().find(({ written }) => written?.title === TITLE)
  if (found === undefined) throw new Error('no proposal')
  const who = {
    number: name === 'head' ? '000900' : city.officials.secretariat,
    unit: name === 'head' ? '2010' : '1020',
    roles: [name === 'head' ? { role: 'head', unit: '2010' } : { role: 'secretariat', unit: '*' }],
  }
  const { desk: acts } = city.system.proposals
  const result = await acts.act(who, found.number, found.version, what as never)
  if (!result.ok) throw new Error(result.message)
}

describe('An author', { timeout: 180_000 }, () => {
  it('proposes in English, and follows the proposal in every language', async () => {
    const { page, faults } = await newPage(browser, 820)
    await page.goto(`${origin}/voice/proposals`)
    await page.locator('[data-ready="no-card"]').waitFor()
    await speaksAll(page)
    await pictures(page, 'propose-start')
    await signIn(page, origin, city.people[4] ?? '')
    await page.goto(`${origin}/staff/proposals`)
    await page.locator('[data-have="posts"]', { hasText: 'あります' }).waitFor()
    const receipt = await proposeInEnglish(page)
    await page.goto('about:blank')
    await box.release(2)
    await act('secretariat', { act: 'route', units: ['2010'] })
    await act('head', { act: 'accept' })
    await act('head', { act: 'ask', text: '特に混み合うのは、どの様式でしょうか。' })
    const asked = box.proposals().find(({ written }) => written?.title === TITLE)
    const question = asked?.questions[0]?.id ?? ''
    await act('secretariat', { act: 'release-question', question })

    const { page: tablet } = await newPage(browser, 820)
    await tablet.goto(`${origin}/voice/proposals/receipt`)
    await speaksAll(tablet)
    await choose(tablet, 'English')
    await tablet.getByRole('textbox', { name: /Receipt number/ }).fill('ABC')
    await tablet.getByRole('button', { name: 'Follow up', exact: true }).click()
    await tablet.getByText('This does not seem to be a receipt number.').waitFor()
    await isEnglish(tablet)
    await choose(tablet, '日本語')
    await follow(tablet, origin, receipt)
    await tablet.getByText('特に混み合うのは').waitFor()
    await speaksAll(tablet)
    await pictures(tablet, 'follow')
    await choose(tablet, 'English')
    await isEnglish(tablet)
    await clean(tablet)
    await tablet.getByRole('button', { name: 'Send the reply' }).click()
    await tablet.getByText('Please write a reply.').waitFor()
    await isEnglish(tablet)
    await tablet.getByLabel('Reply').fill('The travel form.')
    await tablet.getByRole('button', { name: 'Send the reply' }).click()
    await tablet.getByText('It is in the proposal box').waitFor()
    await isEnglish(tablet)
    await choose(tablet, '日本語')
    await tablet.getByText('提案箱に入れました').waitFor()
    await speaksAll(tablet)
    expect(faults).toEqual([])
  })
})

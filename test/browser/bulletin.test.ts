/** かわるばん and 「あなたの声で変わったこと」 in a real browser: readable at every width, one page of A4 on paper. */
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answeredProposals } from '../../server/bulletin-acts.ts'
import { limits } from '../../server/programme/bulletin/bulletin.ts'
import { bulletinSources } from '../../server/programme/bulletin/compose.ts'
import { MOST_VOICE_CHANGES, VOICE_CHANGE_LENGTH } from '../../server/survey/voice-changes.ts'
import { putDone, toldCity } from '../programme/bulletin/told-city.ts'
import { cityBank, cityDraft, type SmallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let origin: string
let survey: string

const DESK = '/staff/desk/bulletin'

beforeAll(async () => {
  browser = await launchBrowser()
  city = await toldCity()
  // The band of the sample city needs its line too.
  await city.stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  await city.stores.commons
    .updateTable('unit')
    .set({ name: '長い名前の福祉総合相談支援推進課（保険年金窓口担当）' })
    .where('code', '=', '2010')
    .execute()
  for (let i = 0; i < limits.articles; i += 1)
    await putDone(city, `窓口の申請書を一枚にする提案${i}`)
  const itemIds = cityBank.items.filter((one) => one.core).map((one) => one.id)
  const id = await city.system.acts.createDraft(cityDraft(city.clock.now, { itemIds }))
  survey = `/staff/office/surveys/${id}`
  await city.announce(id)
  for (const [i, { count, longest }] of LONGEST.entries())
    await publishLongest(i + 1, count, longest)
  await city.visit(city.officials.secretariat).post(DESK, {})
  origin = await city.origin()
})

afterAll(async () => {
  await city?.close()
  await browser?.close()
})

/** Articles are set larger where there are few: each size with as many as it may hold. */
const LONGEST = [
  { count: limits.articles, longest: limits.words },
  { count: 6, longest: limits.words },
  { count: 6, longest: 50 },
  { count: 4, longest: limits.words },
]

/** A number with everything as long as the form allows. */
async function publishLongest(number: number, count: number, longest: number): Promise<void> {
  const desk = city.visit(city.officials.secretariat)
  const long = (most: number) => '市'.repeat(most)
  await desk.post(`${DESK}/name`, { name: long(limits.name) })
  await desk.post(DESK, {})
  const draft = `${DESK}/${number}`
  const stampOf = async () =>
    /name="stamp" value="([^"]+)"/.exec((await desk.get(draft)).body)?.[1] ?? ''
  const answered = answeredProposals(city.system.proposals.board.present)
  const sources = await bulletinSources(city.stores.commonsReader, answered, '2026-11-20')
  const proposals = sources.filter(({ kind }) => kind === 'proposal').slice(0, count)
  expect(proposals).toHaveLength(count)
  const form: Record<string, string> = { title: long(limits.title), lead: long(limits.lead) }
  for (const [i, { key, stamp }] of proposals.entries()) {
    const texts = { headline: long(limits.headline), words: long(longest) }
    const fields = { key, seen: stamp, ...texts, order: '1' }
    for (const [name, text] of Object.entries(fields)) form[`${name}${i}`] = text
  }
  const saved = await desk.post(draft, { ...form, stamp: await stampOf() })
  expect(saved.statusCode).toBe(303)
  const published = { stamp: await stampOf(), confirmed: 'yes' }
  expect((await desk.post(`${draft}/publication`, published)).statusCode).toBe(303)
  for (let i = 0; i < limits.corrections; i += 1) {
    const correction = { words: long(limits.correction), confirmed: 'yes' }
    expect((await desk.post(`${draft}/corrections`, correction)).statusCode).toBe(303)
  }
}

const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

describe('かわるばん in a browser', () => {
  it.each([1280, 820, 390])('is read, composed and published at %i px', async (width) => {
    const { page, faults } = await newPage(browser, width)
    const [name = '', value = ''] = (await city.session(city.officials.secretariat)).split('=')
    await page.context().addCookies([{ name, value, url: origin }])
    const draft = `${DESK}/${LONGEST.length + 1}`
    const desk = [DESK, draft, `${draft}/preview`, `${draft}/publication`]
    for (const path of ['/bulletin', '/bulletin/1', ...desk, `${DESK}/1/published`]) {
      await page.goto(`${origin}${path}`)
      expect(await axeViolations(page), path).toEqual([])
      expect(await sidewaysPixels(page), path).toBe(0)
    }
    expect(faults).toEqual([])
    await page.context().close()
  })

  it.each(LONGEST)(
    'is exactly one page of A4 with $count articles of $longest characters',
    async ({ count, longest }) => {
      const { page } = await newPage(browser, 1280)
      await page.goto(
        `${origin}/bulletin/${LONGEST.findIndex((one) => one.count === count && one.longest === longest) + 1}`,
      )
      expect(await page.locator('.bulletin-article').count()).toBe(count)
      expect(await page.getByText('見本データ', { exact: true }).count()).toBe(1)
      expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(1)
      // The same count sees a second page.
      await page.evaluate(() => {
        const more = document.createElement('p')
        more.textContent = '長い文。'.repeat(900)
        document.querySelector('.bulletin-sheet')?.append(more)
      })
      expect(pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))).toBeGreaterThan(1)
      await page.context().close()
    },
  )
})

describe('「あなたの声で変わったこと」 in a browser', () => {
  it.each([1280, 820, 390])(
    'is chosen by 人事課 at %i px and read above the questions',
    async (width) => {
      const { page, faults } = await newPage(browser, width)
      const [name = '', value = ''] = (await city.session(city.officials.hr)).split('=')
      await page.context().addCookies([{ name, value, url: origin }])
      await page.goto(`${origin}${survey}/changes`)
      await page.getByRole('button', { name: 'この内容で載せる' }).click()
      await page.getByText('「あなたの声で変わったこと」を保存しました。').waitFor()
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPixels(page)).toBe(0)
      await page.goto(`${origin}${survey}/changes`)
      await page.goto(`${origin}/results`)
      await page.getByText('ほか').click()
      expect(await page.locator('.changed li:visible').count()).toBeGreaterThan(3)
      expect(await axeViolations(page)).toEqual([])
      expect(await sidewaysPixels(page)).toBe(0)
      expect(faults).toEqual([])
      await page.context().close()
    },
  )

  it('adds little to the first load of the answer page, however much is told', async () => {
    const url = `/voice/surveys/${survey.slice('/staff/office/surveys/'.length)}`
    const without = (await city.visit().get(url)).rawPayload
    const id = url.slice('/voice/surveys/'.length)
    const words = '窓口で待つ人の列をなくすために、申請書を一枚にまとめました。'.repeat(5)
    const told = Array.from({ length: MOST_VOICE_CHANGES }, (_, i) => ({
      words: `${i}${words}`.slice(0, VOICE_CHANGE_LENGTH),
      source: '',
    }))
    await city.system.acts.tellChanges(id, told)
    const page = (await city.visit().get(url)).rawPayload
    expect(page.length - without.length).toBeLessThan(4 * 1024)
    expect(page.length).toBeLessThan(60 * 1024)
    expect(gzipSync(page).length).toBeLessThan(20 * 1024)
  })
})

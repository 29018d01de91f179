/** Results that begin with a unit, 話し合いシート and trends in a real browser: at every width, on paper, without colours. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import type { Language } from '../../views/words/language.ts'
import { putCity } from '../published/city-survey.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser
let city: SmallCity
let origin: string
let results: string
let hidden: string
let shown: string

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 3, survey: 'none' })
  await city.stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  const sets: PublishedSet[] = []
  for (const year of [2024, 2025]) {
    sets.push((await putCity(city.stores, { year, lean: (year - 2024) / 20 })).set)
  }
  const { id, set, questionnaire } = await putCity(city.stores, { year: 2026, lean: 0.02 })
  sets.push(set)
  // Codes of the small city itself began lately: as units of the sample city they would be others.
  const taken = (await city.stores.commons.selectFrom('unit').select('code').execute()).map(
    ({ code }) => code,
  )
  const sections = questionnaire.bureaus
    .flatMap((bureau) => bureau.sections)
    .filter(({ code }) => !taken.includes(code))
  const find = (state: string, hasKin: boolean) =>
    sections.find(
      ({ code, similar }) =>
        (similar !== undefined) === hasKin &&
        sets.every(({ groups }) => groups.some((g) => g.id === `ka=${code}` && g.state === state)),
    )?.code ?? ''
  hidden = encodeURIComponent(find('hidden', true))
  shown = encodeURIComponent(find('published', false))
  origin = await city.origin()
  results = `/results/${id}`
})

afterAll(async () => {
  await city?.close()
  await browser?.close()
})

async function open(width: number, path: string, language: Language = 'ja') {
  const watched = await newPage(browser, width)
  await watched.page
    .context()
    .addCookies([{ name: 'kazetoshi-language', value: language, url: origin }])
  const response = await watched.page.goto(`${origin}${path}`)
  expect([path, response?.status()]).toEqual([path, 200])
  return watched
}

const paths = (): string[] => [
  '/results',
  `${results}?unit=${shown}`,
  `${results}?unit=${hidden}`,
  `${results}/units`,
  `${results}/discussion?unit=${hidden}`,
  '/results/trends',
  `/results/trends?unit=${shown}`,
  `/results/trends?unit=${hidden}`,
]

describe.each([
  [1280, 'ja'],
  [820, 'easy'],
  [390, 'en'],
  [320, 'ja'],
] as const)('At %i px (%s)', (width, language) => {
  it('the pages can be read without sideways scrolling or faults', async () => {
    for (const path of paths()) {
      const { page, faults } = await open(width, path, language)
      expect([path, await axeViolations(page)]).toEqual([path, []])
      expect([path, await sidewaysPixels(page)]).toEqual([path, 0])
      expect([path, faults]).toEqual([path, []])
      await page.context().close()
    }
  })
})

describe('On paper', () => {
  it.each(['ja', 'easy', 'en'] as const)(
    'a unit and its 話し合いシート are two pages of A4 at most, without the navigation (%s)',
    async (language) => {
      for (const path of [
        `${results}?unit=${shown}`,
        `${results}?unit=${hidden}`,
        `${results}/discussion?unit=${hidden}`,
      ]) {
        const { page } = await open(1280, path, language)
        const sheets = pagesOf(await page.pdf({ format: 'A4', preferCSSPageSize: true }))
        expect([path, sheets <= 2]).toEqual([path, true])
        await page.emulateMedia({ media: 'print' })
        expect(
          await page.locator('.site-header, .crumbs, .actions').locator('visible=true').count(),
        ).toBe(0)
        expect(await page.locator('.sample-band').isVisible()).toBe(true)
        await page.context().close()
      }
    },
  )

  it('in greyscale and without colours every cell of the heat table still has its number', async () => {
    const { page } = await open(1280, `${results}?table=bu&theme=EFF`)
    for (const media of [
      { media: 'print' },
      { media: 'screen', forcedColors: 'active' },
    ] as const) {
      await page.emulateMedia(media)
      const cells = page.locator('.heat-table [class^="heat-"]')
      const texts = await cells.allTextContents()
      expect(texts.length).toBeGreaterThan(50)
      expect(texts.filter((text) => !/^約?\d+(\.\d)?％/.test(text))).toEqual([])
      expect(await cells.first().isVisible()).toBe(true)
    }
    await page.context().close()
  })
})

describe('The picture of a trend', () => {
  it('is hidden from screen readers, which have the table with the same values', async () => {
    const { page } = await open(1280, `/results/trends?unit=${shown}`)
    expect(await page.locator('.line-chart').getAttribute('aria-hidden')).toBe('true')
    const drawn = await page.locator('.line-chart .line-value').allTextContents()
    const cells = await page.locator('.line-table tbody td:nth-child(2)').allTextContents()
    expect(drawn.length).toBe(3)
    expect(cells).toEqual(drawn)
    await page.context().close()
  })

  it('changes with the choice of what and whom, without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${origin}/results/trends`)
    await page.getByLabel('対象').selectOption({ label: '女性' })
    await page.getByLabel('設問').selectOption({ index: 4 })
    await page.getByRole('button', { name: '表示する' }).click()
    await page.getByRole('heading', { level: 1, name: '女性の推移' }).waitFor()
    expect(await page.locator('.lead').textContent()).toMatch(/^問5/)
    await context.close()
  })

  it('tells its lines apart by dash and mark where there are no colours', async () => {
    const { page } = await open(1280, `/results/trends?unit=${hidden}`)
    await page.emulateMedia({ forcedColors: 'active' })
    const looks = await page.locator('.line-legend g').evaluateAll((lines) =>
      lines.map((line) => {
        const run = line.querySelector('polyline')
        return [
          run === null ? '' : getComputedStyle(run).strokeDasharray,
          line.lastElementChild?.tagName,
        ].join(' ')
      }),
    )
    expect(looks.length).toBeGreaterThan(1)
    expect(new Set(looks).size).toBe(looks.length)
    await page.context().close()
  })
})

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?!s)/g)?.length ?? 0
}

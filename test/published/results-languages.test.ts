/** The results pages in three languages: everything of ours is translated, everything of the city is marked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { htmlFaults } from '../support/valid-html.ts'
import { untranslated } from '../support/untranslated.ts'
import { putCity } from './city-survey.ts'
import { get, publishedApp, type PublishedApp } from './published-app.ts'
import { smallFrame } from './small-frame.ts'

let house: PublishedApp
let id: string
let questionnaire: Questionnaire

const renamed = (q: Questionnaire): Questionnaire => ({
  ...smallFrame(q),
  bureaus: smallFrame(q).bureaus.map((bureau) => ({
    ...bureau,
    sections: bureau.sections.map((s) => (s.code === '2020' ? { ...s, name: '交流課' } : s)),
  })),
  items: q.items.map((item, i) => (i === 1 ? { ...item, text: `${item.text}か` } : item)),
})

beforeAll(async () => {
  house = await publishedApp({ sample: true })
  await putCity(house.stores, { year: 2024, change: smallFrame })
  const after = await putCity(house.stores, { year: 2026, change: renamed, lean: 0.05 })
  id = after.id
  questionnaire = after.questionnaire
  const third = questionnaire.items[2]?.id ?? ''
  await house.stores.commons
    .insertInto('series_break')
    .values({ survey: id, item: third, reason: '尋ねる人が変わるため' })
    .execute()
})

afterAll(async () => house.close())

const read = async (url: string, language: string) => {
  const response = await get(house.app, url, { cookie: `kazetoshi-language=${language}` })
  expect([url, response.statusCode]).toEqual([url, 200])
  return response.body
}

const pages = [
  '/results',
  '/results/ID',
  '/results/ID?unit=1100',
  '/results/ID?unit=2020',
  '/results/ID?unit=1130',
  '/results/ID?unit=3120%2F%E4%BF%9D%E8%82%B2%E5%9C%92',
  '/results/ID?group=sex%3D%E5%A5%B3%E6%80%A7',
  '/results/ID?group=bu%3D1100%2Frest',
  '/results/ID?table=bu',
  '/results/ID?table=ka&theme=ATM',
  '/results/ID?table=age',
  '/results/ID?table=bu,sex',
  '/results/ID/units',
  '/results/ID/discussion?unit=1130',
  '/results/ID/discussion?unit=1100',
  '/results/trends',
  '/results/trends?unit=2020',
  '/results/trends?unit=1130',
  '/results/trends?group=age%3D30%E4%BB%A3',
  '/results/keys',
]

describe('In English', () => {
  it.each(pages)('%s has no Japanese of ours, and is valid', async (page) => {
    const body = await read(page.replace('ID', id), 'en')
    expect(untranslated(body)).toEqual([])
    expect(body).toContain('<html lang="en"')
    expect(htmlFaults(body)).toEqual([])
  })

  it('questions are in the translation of the questionnaire, where it has one', async () => {
    const [first] = questionnaire.items
    const [section] = questionnaire.sections
    const untold = { purpose: '', items: {}, options: [], multi: {}, sections: {}, attributes: {} }
    const translations = {
      easy: untold,
      en: {
        ...untold,
        title: 'Staff survey',
        items: { [first?.id ?? '']: 'Work gets done efficiently' },
        options: ['Yes', 'Rather yes', 'Rather no', 'No'],
        sections: { [section?.id ?? '']: 'Efficient work' },
        attributes: { sex: { label: 'Gender', options: ['Women', 'Men', 'Other'] } },
      },
    }
    const own = await publishedApp()
    const { id: translated } = await putCity(own.stores, {
      year: 2026,
      change: (q) => ({ ...smallFrame(q), translations }),
    })
    const { body } = await get(own.app, `/results/${translated}`, {
      cookie: 'kazetoshi-language=en',
    })
    await own.close()
    for (const words of [
      'Staff survey',
      'Q1 Work gets done efficiently',
      'Efficient work',
      'Rather yes',
      'Gender',
    ])
      expect(body).toContain(words)
    expect(untranslated(body)).toEqual([])
  })

  it('names of the city stay, marked as Japanese', async () => {
    const body = await read(`/results/${id}?unit=1100`, 'en')
    expect(body).toContain('<h1><span lang="ja">総務部</span></h1>')
    expect(body).toMatch(/about \d+%/)
  })
})

describe('In やさしい日本語', () => {
  it.each(pages)('%s is there in short words', async (page) => {
    const body = await read(page.replace('ID', id), 'easy')
    expect(htmlFaults(body)).toEqual([])
    // Nothing of the formal words that the Japanese page has.
    for (const formal of ['少人数のため', 'くわしい表', '肯定的な', '推移', '公表日'])
      expect([formal, body.includes(formal)]).toEqual([formal, false])
  })
})

describe('Files', () => {
  it('are the same bytes in every language', async () => {
    for (const file of ['results.csv', 'results.xlsx']) {
      const [ja, en] = await Promise.all(
        ['ja', 'en'].map((language) =>
          get(house.app, `/results/${id}/${file}`, { cookie: `kazetoshi-language=${language}` }),
        ),
      )
      expect(en?.rawPayload.equals(ja?.rawPayload ?? Buffer.alloc(0))).toBe(true)
    }
  })
})

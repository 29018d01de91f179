import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { afterEach, describe, expect, it } from 'vitest'
import type { Microdata } from '../../server/disclosure/microdata.ts'
import { codesOf, groupingsOf } from '../../server/survey/publication-plan.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import { type Questionnaire, scaleItems } from '../../server/survey/questionnaire.ts'
import { seeded } from './city-set.ts'
import { putCity } from './city-survey.ts'
import { engineSet } from './engine-set.ts'
import { get, publishedApp, type PublishedApp } from './published-app.ts'

/** Why each is hidden: nobody, too few, and 12 people who would give away the 3 by subtraction. */
const SECTIONS: readonly (readonly [code: string, name: string, people: number])[] = [
  ['1110', '甲課', 0],
  ['1120', '乙課', 3],
  ['1130', '丙課', 12],
  ['1140', '丁課', 40],
]

let house: PublishedApp

afterEach(async () => house.close())

describe('非表示の理由', () => {
  it('cannot be told from pages, CSV, Excel or JSON: empty, too small and complementary are the same bytes', async () => {
    house = await publishedApp()
    const { id, set } = await putCity(house.stores, { year: 2026, change: frame, protect })
    const [empty, small, complementary] = SECTIONS
    const hidden = [empty, small, complementary].map((section) => [
      section?.[0] ?? '',
      section?.[1] ?? '',
    ])
    for (const [code] of hidden) {
      expect(set.groups.find((g) => g.id === `ka=${code}`)?.state).toBe('hidden')
    }
    expect(set.groups.find((g) => g.id === 'ka=1140')?.state).toBe('published')

    const alike = (texts: readonly string[]) => {
      const nameless = texts.map((text, i) => {
        const [code = '', name = ''] = hidden[i] ?? []
        return text.replaceAll(code, '□').replaceAll(name, '△')
      })
      expect(nameless[0]).toContain('□')
      expect(new Set(nameless).size).toBe(1)
    }
    const each = (make: (code: string, name: string) => string) =>
      hidden.map(([code = '', name = '']) => make(code, name))

    alike(each((code) => JSON.stringify(set.groups.find((g) => g.id === `ka=${code}`))))

    const csv = (await get(house.app, `/results/${id}/results.csv`)).body.split('\r\n')
    alike(each((code) => csv.filter((line) => line.includes(`ka=${code}`)).join('\n')))
    const rows: string[][] = parse(csv.join('\r\n'), { bom: true })
    expect(rows.filter((row) => row[1] === 'ka=1120').length).toBeGreaterThan(3)

    const book = await readExcelFile(
      (await get(house.app, `/results/${id}/results.xlsx`)).rawPayload,
    )
    alike(
      each((code) =>
        JSON.stringify(book.flatMap(({ data }) => data.filter((row) => row[1] === `ka=${code}`))),
      ),
    )

    for (const page of ['?unit=1100', '?table=ka', '?table=ka&theme=EFF']) {
      const { body } = await get(house.app, `/results/${id}${page}`)
      alike(
        each(
          (code) =>
            new RegExp(`<tr><th[^>]*><a href="\\?unit=${code}".*?</tr>`, 's').exec(body)?.[0] ?? '',
        ),
      )
    }
    const pages = await Promise.all(
      hidden.map(async ([code]) => (await get(house.app, `/results/${id}?unit=${code}`)).body),
    )
    alike(pages.map((page, i) => `${page}${hidden[i]?.[0] ?? ''}`))
  })
})

function frame(q: Questionnaire): Questionnaire {
  const sections = SECTIONS.map(([code, name]) => ({ code, name }))
  return {
    ...q,
    bureaus: [
      { code: '1100', name: '総務部', sections },
      { code: '2000', name: '観光部', sections: [{ code: '2010', name: '観光課' }] },
    ],
    attributes: [],
    tables: [[], ['bu'], ['ka']],
  }
}

function protect(q: Questionnaire): Promise<PublishedSet> {
  const random = seeded(3)
  const codes = codesOf(q)
  const items = scaleItems(q).map(({ id }) => id)
  const places = [
    ...SECTIONS.flatMap(([, , people], section) =>
      Array.from({ length: people }, () => ({ bureau: 0, section, attributes: [] })),
    ),
    ...Array.from({ length: 30 }, () => ({ bureau: 1, section: 0, attributes: [] })),
  ]
  const data: Microdata = {
    attributes: groupingsOf(q),
    rows: places.length,
    keys: Uint16Array.from(places.flatMap(codes)),
    items,
    answers: Uint8Array.from(places.flatMap(() => items.map(() => 1 + Math.floor(4 * random())))),
  }
  return engineSet(q, data)
}

import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { PublishedGroup } from '../../server/survey/published-set.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { putCity } from './city-survey.ts'
import { get, openPage, publishedApp, type PublishedApp, tableRows } from './published-app.ts'
import { smallFrame } from './small-frame.ts'

let house: PublishedApp

afterEach(async () => house.close())

async function city() {
  house = await publishedApp()
  return putCity(house.stores, { year: 2026, change: smallFrame })
}

const shown = (group: PublishedGroup | undefined) => {
  if (group?.state !== 'published') throw new Error('not shown')
  return group
}

describe('部のページ', () => {
  it('shows the 部 beside 全庁, every item with all answers', async () => {
    const { id, set, questionnaire } = await city()
    const { page } = await openPage(house.app, `/results/${id}?unit=1100`)
    const own = shown(set.groups.find((g) => g.id === 'bu=1100'))
    expect(page.getByRole('heading', { level: 1, name: '総務部' })).toBeTruthy()
    expect(page.getByText(`${own.n}人`, { selector: '.lead .number' })).toBeTruthy()
    const [table] = page.getAllByRole('table')
    const [head, first] = tableRows(table as HTMLElement)
    expect(head?.slice(0, 3)).toEqual(['設問', '肯定的な回答', '全庁'])
    expect(head?.slice(3)).toEqual([...questionnaire.options])
    const item = questionnaire.items[0]?.id ?? ''
    const whole = shown(set.groups[0]).items[item]?.favourable.toFixed(1)
    expect(first?.[2]).toBe(`${whole}％`)
    expect(first).toHaveLength(7)
  })

  it('lists its 課 with the rest, and 部×性別, each leading further', async () => {
    const { id, set } = await city()
    const { page } = await openPage(house.app, `/results/${id}?unit=1100`)
    const sections = page.getByRole('table', { name: /^課ごとの結果/ })
    const labels = tableRows(sections)
      .slice(1)
      .map((row) => row[0])
    const rest = set.groups.some((g) => g.id === 'bu=1100/rest') ? ['その他（合算）'] : []
    expect(labels).toEqual(['人事課', '行政管理課', '庶務課', ...rest, '総務部', '全庁'])
    for (const link of sections.querySelectorAll('a')) {
      const href = link.getAttribute('href') ?? ''
      expect((await get(house.app, `/results/${id}${href}`)).statusCode).toBe(200)
    }
    expect(
      tableRows(page.getByRole('table', { name: /^性別ごとの結果/ }))
        .slice(1, 3)
        .map((row) => row[0]),
    ).toEqual(['女性', '男性'])
  })
})

describe('課のページ', () => {
  it('shows the 課 beside its 部 and 全庁', async () => {
    const { id, set } = await city()
    const section = set.groups.find((g) => g.table[0] === 'ka' && g.state === 'published')
    const code = section?.state === 'published' ? section.keys['ka'] : ''
    const { page, body } = await openPage(house.app, `/results/${id}?unit=${code}`)
    const [head] = tableRows(page.getAllByRole('table')[0] as HTMLElement)
    expect(head?.slice(2, 4)).toEqual([
      body.querySelector('.crumbs li:nth-child(3)')?.textContent,
      '全庁',
    ])
  })

  it.each([
    ['1120', '行政管理課', '保育園'],
    ['1130', '庶務課', '総務部'],
  ])(
    '%s of too few people says so, and shows 類似所属 or its 部 instead',
    async (code, name, instead) => {
      house = await publishedApp()
      const kin = (q: Questionnaire): Questionnaire => ({
        ...q,
        bureaus: q.bureaus.map((b) => ({
          ...b,
          sections: b.sections.map((s) => (s.code === '1120' ? { ...s, similar: '保育園' } : s)),
        })),
      })
      const { id, set } = await putCity(house.stores, {
        year: 2026,
        change: (q) => kin(smallFrame(q)),
      })
      expect(set.groups.find((g) => g.id === `ka=${code}`)?.state).toBe('hidden')
      const { page, body } = await openPage(house.app, `/results/${id}?unit=${code}`)
      expect(page.getByRole('heading', { level: 1, name })).toBeTruthy()
      expect(page.getByText('非表示（少人数のため）')).toBeTruthy()
      expect(page.getByText('代わりに', { exact: false }).textContent).toContain(
        `代わりに${instead}の結果`,
      )
      expect(body.querySelector('.lead')).toBeNull()
      const [head] = tableRows(page.getAllByRole('table')[0] as HTMLElement)
      expect(head?.[1]).toBe(instead)
      expect(head).not.toContain('肯定的な回答')
    },
  )

  it('of a 施設 shows its 類似所属', async () => {
    const { id } = await city()
    await house.stores.commons
      .insertInto('unit')
      .values({
        code: '3201',
        parent: '3120',
        kind: '施設',
        name: 'あおぞら保育園',
        similar: '保育園',
        position: 1,
        bureau: '3100',
        section: '3120',
        valid_from: '2020-04-01',
        valid_to: null,
      })
      .execute()
    const { page } = await openPage(house.app, `/results/${id}?unit=3201`)
    expect(page.getByRole('heading', { level: 1, name: '保育園' })).toBeTruthy()
    expect(
      page.getByText('あおぞら保育園だけの結果は集計していません。', { exact: false }),
    ).toBeTruthy()
  })
})

describe('表のページ', () => {
  it('is there for every table of the plan, in the order of the questionnaire', async () => {
    const { id, questionnaire } = await city()
    const { page } = await openPage(house.app, `/results/${id}`)
    const doors = page
      .getAllByRole('link')
      .filter((link) => link.getAttribute('href')?.startsWith('?table='))
    expect(doors.map((door) => door.textContent)).toEqual([
      '部',
      '課',
      '類似所属',
      '年代',
      '性別',
      '部×性別',
      '年代×性別',
    ])
    for (const door of doors) {
      const { page: table } = await openPage(
        house.app,
        `/results/${id}${door.getAttribute('href')}`,
      )
      const name = `${door.textContent}ごとの結果`
      expect(table.getByRole('heading', { level: 1, name })).toBeTruthy()
    }
    const { page: ages } = await openPage(house.app, `/results/${id}?table=age`)
    const options = questionnaire.attributes.find((a) => a.id === 'age')?.options ?? []
    const labels = tableRows(ages.getByRole('table'))
      .slice(1)
      .map((row) => row[0])
    expect(labels.slice(0, options.length)).toEqual([...options])
    expect(labels.at(-1)).toBe('全庁')
  })

  it('of 部×性別 has a cell for each, hidden ones in the same words', async () => {
    const { id, set } = await city()
    const { page } = await openPage(house.app, `/results/${id}?table=bu,sex`)
    const rows = tableRows(page.getByRole('table', { name: '回答者数' })).slice(1)
    expect(rows.map((row) => row[0])).toEqual(['総務部', '観光・交流部', '子ども未来部'])
    for (const group of set.groups) {
      if (group.state === 'rest' || group.table.join() !== 'bu,sex') continue
      const row = ['1100', '2000', '3100'].indexOf(group.keys['bu'] ?? '')
      const column = group.keys['sex'] === '女性' ? 1 : 2
      const words = group.state === 'hidden' ? '非表示（少人数のため）' : `${group.n}人`
      expect(rows[row]?.[column]).toBe(words)
    }
  })
})

describe('アドレス', () => {
  it.each([
    ['unit=9999', 404, 'この所属コードの結果はありません。'],
    ['unit=constructor', 404, 'この所属コードの結果はありません。'],
    ['group=bu%3D9999', 404, 'この区分の結果はありません。'],
    ['table=bu,age', 404, 'この表は公表していません。'],
    ['table=', 400, 'どれか一つだけを指定できます'],
    ['table=bu&theme=NO', 404, 'この表は公表していません。'],
    ['theme=EFF', 400, 'どれか一つだけを指定できます'],
    ['unit=1100&table=bu', 400, 'どれか一つだけを指定できます'],
    ['unit=1100&unit=2000', 400, 'どれか一つだけを指定できます'],
    [`unit=${'9'.repeat(300)}`, 400, 'どれか一つだけを指定できます'],
    ['unit=%3Cscript%3E', 404, 'この所属コードの結果はありません。'],
  ])('?%s is refused in clear words', async (query, status, words) => {
    const { id } = await city()
    const { page, response } = await openPage(house.app, `/results/${id}?${query}`)
    expect(response.statusCode).toBe(status)
    expect(page.getByText(words, { exact: false })).toBeTruthy()
  })

  it('with something else in it is the page of 全庁', async () => {
    const { id } = await city()
    const plain = await get(house.app, `/results/${id}`)
    expect((await get(house.app, `/results/${id}?utm=x`)).body).toBe(plain.body)
    expect((await get(house.app, `/results/${id}?group=*`)).body).toBe(plain.body)
  })
})

describe.each([4, 5] as const)('Pages of the whole sample city with %i answers', (scale) => {
  it('stay below 60 KB, 20 KB compressed', async () => {
    house = await publishedApp()
    await putCity(house.stores, { year: 2025, scale })
    const { id, set, questionnaire } = await putCity(house.stores, { year: 2026, scale })
    const queries = [
      '',
      ...questionnaire.bureaus.map(({ code }) => `?unit=${code}`),
      ...questionnaire.tables.flatMap((table) =>
        table.length === 0
          ? []
          : ['', '&theme=EFF', '&theme=ATM'].map((theme) => `?table=${table.join(',')}${theme}`),
      ),
      ...set.groups.filter((_, i) => i % 9 === 0).map((g) => `?group=${encodeURIComponent(g.id)}`),
    ]
    const ways = ['/units', `/discussion?unit=${questionnaire.bureaus[0]?.code}`]
    const paths = [...queries, ...ways].map((query) => `/results/${id}${query}`)
    const trends = ['', '?unit=1100', '?group=sex%3D%E5%A5%B3%E6%80%A7']
    for (const query of [...paths, ...trends.map((query) => `/results/trends${query}`)]) {
      const { rawPayload, statusCode } = await get(house.app, query, {
        cookie: `kazetoshi-language=${scale === 4 ? 'ja' : 'en'}`,
      })
      expect([query, statusCode]).toEqual([query, 200])
      expect([query, rawPayload.length < 60_000]).toEqual([query, true])
      expect(gzipSync(rawPayload).length).toBeLessThan(20_000)
    }
  })
})

describe('Reading the set', () => {
  it('happens once for each stored body, not for each page', async () => {
    const { id } = await city()
    const first = await get(house.app, `/results/${id}`)
    const write = (set: { body?: string; sha256?: string }) =>
      house.stores.commons.updateTable('published_set').set(set).execute()
    // Nobody looks at a body whose hash is known …
    await write({ body: '{}' })
    expect((await get(house.app, `/results/${id}`)).body).toBe(first.body)
    // … and one with another hash is looked at anew.
    await write({ sha256: 'x' })
    expect((await get(house.app, `/results/${id}`)).statusCode).toBe(500)
  })
})

/** 年ごとの推移: published values only, one part of the city over the years, gaps where a year says nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figureOf } from '../../server/published/results/figures.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import type { BureauChoice, Questionnaire } from '../../server/survey/questionnaire.ts'
import { putCity } from './city-survey.ts'
import { get, openPage, publishedApp, type PublishedApp, tableRows } from './published-app.ts'
import { smallFrame } from './small-frame.ts'

let house: PublishedApp
/** Sets by 年度 as the pages call it. */
const sets = new Map<string, PublishedSet>()
let latest: { readonly id: string; readonly questionnaire: Questionnaire }

const bureaus =
  (change: (b: BureauChoice) => BureauChoice) =>
  (q: Questionnaire): Questionnaire => ({ ...q, bureaus: q.bureaus.map(change) })

/** 観光課 and 国際課 became 観光国際課 and 文化課; 子育て課 is the same under another code and name. */
const reorganised = bureaus((bureau) => {
  if (bureau.code === '2000') {
    const sections = [
      { code: '2030', name: '観光国際課' },
      { code: '2040', name: '文化課' },
    ]
    return { ...bureau, sections }
  }
  return {
    ...bureau,
    sections: bureau.sections.map((s) =>
      s.code === '3110' ? { ...s, code: '3115', name: '子育て支援課' } : s,
    ),
  }
})

/** 人事課 answers in numbers that hide it. */
const hiding = (set: PublishedSet, id: string): PublishedSet => ({
  ...set,
  groups: set.groups.map((group) =>
    group.id !== id || group.state === 'rest'
      ? group
      : { id, table: group.table, keys: group.keys, label: group.label, state: 'hidden' },
  ),
})

beforeAll(async () => {
  house = await publishedApp()
  const { commons } = house.stores
  for (const year of [2023, 2024, 2025, 2026]) {
    const { id, set, questionnaire } = await putCity(house.stores, {
      year,
      lean: (year - 2023) / 20,
      change: (q) => (year < 2025 ? smallFrame(q) : reorganised(smallFrame(q))),
    })
    const shown = year === 2024 ? hiding(set, 'bu=1100') : set
    await commons
      .updateTable('published_set')
      .set({ body: JSON.stringify(shown) })
      .where('survey', '=', id)
      .execute()
    sets.set(`令和${year - 2018}年度`, shown)
    latest = { id, questionnaire }
  }
  const day = '2025-04-01'
  await commons
    .insertInto('unit_successor')
    .values([
      { unit: '2010', successor: '2030', kind: 'merge', main: 1, day },
      { unit: '2010', successor: '2040', kind: 'split', main: 0, day },
      { unit: '2020', successor: '2030', kind: 'merge', main: 1, day },
      { unit: '3110', successor: '3115', kind: 'rename', main: 1, day },
    ])
    .execute()
  const second = latest.questionnaire.items[1]?.id ?? ''
  await commons
    .insertInto('series_break')
    .values({ survey: latest.id, item: second, reason: '設問の文が変わるため' })
    .execute()
})

afterAll(async () => house.close())

const open = async (query: string) => {
  const { page, body, response } = await openPage(house.app, `/results/trends${query}`)
  const rows = tableRows(page.getByRole('table'))
  return { page, body, html: response.body, head: rows[0] ?? [], rows: rows.slice(1) }
}

const numberless = ['－', '非表示（少人数のため）', '設問なし', '表なし']

/** What a set publishes of an item for groups of this name. */
function published(
  set: PublishedSet | undefined,
  names: readonly string[],
  item: string,
): string[] {
  return (set?.groups ?? []).flatMap((group) => {
    if (group.state !== 'published') return []
    const label = group.id === '*' ? '全庁' : group.label
    const value = group.items[item] ?? null
    return names.includes(label) && value !== null
      ? [figureOf(value, group.id === '*' && value.n !== undefined).text]
      : []
  })
}

/** Values of a trend's table and picture that the set of their year does not publish for that column. */
function strangers(main: Element, item: string): string[] {
  const [head = [], ...rows] = tableRows(main.querySelector('table') as unknown as HTMLElement)
  const found = rows.flatMap(([year = '', ...cells]) =>
    cells.flatMap((cell, i) => {
      const column = head[i + 1] ?? ''
      if (column.startsWith('前回との差')) return []
      const [, value = '', was = ''] = /^(.*?)(?:当時は「(.*)」)?$/.exec(cell) ?? []
      const names = [column.replace(/^類似所属「(.*)」$/, '$1'), was]
      const isKnown = published(sets.get(year), names, item).includes(value)
      return isKnown || numberless.includes(value) ? [] : [`${year} ${column} ${value}`]
    }),
  )
  const own = rows.map((row) => row[1]?.replace(/当時は.*$/, ''))
  const drawn = [...main.querySelectorAll('.line-chart .line-value')].map((t) => t.textContent)
  return [...found, ...drawn.filter((text) => !own.includes(text ?? ''))]
}

describe('年ごとの推移', () => {
  it('of 全庁 has every year, the published values and their differences', async () => {
    const item = latest.questionnaire.items[0]?.id ?? ''
    const { head, rows, page } = await open('')
    expect(page.getByRole('heading', { level: 1, name: '全庁の推移' })).toBeTruthy()
    expect(head).toEqual(['年度', '全庁', '前回との差'])
    expect(rows.map(([year]) => year)).toEqual([...sets.keys()])
    const values = rows.map((row) => Number.parseFloat(row[1] ?? ''))
    rows.forEach((row, i) => {
      expect(published(sets.get(row[0] ?? ''), ['全庁'], item)).toEqual([row[1]])
      const points = ((values[i] ?? 0) - (values[i - 1] ?? 0)).toFixed(1)
      expect(row[2]).toBe(i === 0 ? '－' : `＋${points}`)
    })
  })

  it('a hidden year is a gap, in the table and in the line', async () => {
    const { rows, body, page } = await open('?unit=1100')
    expect(rows.map((row) => row[1] === '非表示（少人数のため）')).toEqual([
      false,
      true,
      false,
      false,
    ])
    // No difference across the gap.
    expect(rows.map((row) => row[2])).toEqual(['－', '－', '－', expect.stringMatching(/[〜幅]/)])
    expect(body.querySelectorAll('.line-1 circle')).toHaveLength(3 + 1)
    expect(
      [...body.querySelectorAll('.line-chart .line-1 polyline')].map(
        (line) => line.getAttribute('points')?.split(' ').length,
      ),
    ).toEqual([2])
    expect(page.getByText('非表示の年があります', { exact: false })).toBeTruthy()
  })

  it('a break of the series cuts the line and says why', async () => {
    const item = latest.questionnaire.items[1]?.id ?? ''
    const { rows, body } = await open(`?item=${item}`)
    expect(rows.at(-1)?.[2]).toBe('設問の文が変わるため比べられません')
    const [line] = body.querySelectorAll('.line-chart .line-1 polyline')
    expect(line?.getAttribute('points')?.split(' ')).toHaveLength(3)
  })

  it('a unit that was merged begins with its first year, beside what is the same in all years', async () => {
    const { head, rows, page } = await open('?unit=2030')
    expect(head.filter((name) => !name.startsWith('前回'))).toEqual([
      '年度',
      '観光国際課',
      '観光・交流部',
      '全庁',
    ])
    expect(rows.map((row) => row[1] === '－')).toEqual([true, true, false, false])
    expect(rows.map((row) => row[3])).toEqual(rows.map(() => expect.stringMatching(/％/)))
    for (const words of [
      '組織改正のため、観光国際課と同じ範囲の値は、令和7年度より前にはありません。',
      '観光国際課は、「観光課」「国際課」の仕事を引き継いでいます。',
      '観光・交流部は、観光国際課も、その前の組織も含み、どの年も同じ範囲です。',
    ]) {
      expect(page.getByText(words, { exact: false })).toBeTruthy()
    }
  })

  it('a unit under another name and code goes on, with the name it had', async () => {
    const { rows, page } = await open('?unit=3115')
    expect(rows[0]?.[1]).toMatch(/当時は「子育て課」$/)
    expect(rows.at(-1)?.[1]).not.toContain('当時')
    expect(page.queryByText('組織改正のため', { exact: false })).toBeNull()
  })

  it('of a category and of 類似所属 goes on over the years', async () => {
    for (const group of ['sex=女性', 'similar=保育園']) {
      const { rows } = await open(`?group=${encodeURIComponent(group)}`)
      expect(rows.map((row) => /％|非表示/.test(row[1] ?? ''))).toEqual([true, true, true, true])
    }
  })

  it('a unit that is hidden now has its 類似所属 or its 部 beside it', async () => {
    const { head, page } = await open('?unit=1130')
    expect(head).toContain('総務部')
    expect(page.getByText('代わりに、総務部の値を並べています。')).toBeTruthy()
  })

  it('another cut of an attribute leaves 全庁 for the years before', async () => {
    const own = await publishedApp()
    await putCity(own.stores, { year: 2025, change: smallFrame })
    await putCity(own.stores, {
      year: 2026,
      change: (q) => ({
        ...smallFrame(q),
        attributes: smallFrame(q).attributes.map((a) =>
          a.id === 'age' ? { ...a, options: ['20代以下', '30代', '40代', '50代以上'] } : a,
        ),
      }),
    })
    const { page } = await openPage(
      own.app,
      `/results/trends?group=${encodeURIComponent('age=30代')}`,
    )
    expect(
      page.getByText('区分の見直しのため、30代と同じ範囲の値は、令和8年度より前にはありません。'),
    ).toBeTruthy()
    await own.close()
  })

  it('before there are two years says so, and before there is one that there is nothing', async () => {
    const own = await publishedApp()
    const { page } = await openPage(own.app, '/results/trends')
    expect(page.getByText('公表した結果は、まだありません。')).toBeTruthy()
    await putCity(own.stores, { year: 2026, change: smallFrame, stage: 'published' })
    const { page: one, body } = await openPage(own.app, '/results/trends')
    expect(one.getByText('推移はまだ見られません', { exact: false })).toBeTruthy()
    expect(body.querySelector('.line-chart')).toBeNull()
    await own.close()
  })

  it.each([
    ['unit=9999', 404, 'この所属コードの結果はありません。部や課の一覧から選び直してください。'],
    ['group=bu%3D9999', 404, 'この区分の推移はありません。対象の一覧から選び直してください。'],
    [
      'group=bu%3D1100%2Frest',
      404,
      'この区分の推移はありません。対象の一覧から選び直してください。',
    ],
    [
      'item=NO',
      404,
      'この設問は、最新のアンケートにありません。設問の一覧から選び直してください。',
    ],
    [
      'unit=1100&group=*',
      400,
      'アドレスの unit・group は、どちらか一つだけを指定できます。結果のページから選び直してください。',
    ],
  ])('?%s is refused in clear words', async (query, status, words) => {
    const { page, response } = await openPage(house.app, `/results/trends?${query}`)
    expect(response.statusCode).toBe(status)
    expect(page.getByText(words)).toBeTruthy()
  })
})

describe('No trend shows a number that the set of its year does not publish', () => {
  it('of any group and of several questions', async () => {
    const groups = sets.get('令和8年度')?.groups.filter(({ state }) => state !== 'rest') ?? []
    const items = latest.questionnaire.items.slice(0, 3).map(({ id }) => id)
    for (const [i, group] of groups.entries()) {
      const item = items[i % items.length] ?? ''
      const { body } = await open(`?group=${encodeURIComponent(group.id)}&item=${item}`)
      expect([group.id, strangers(body, item)]).toEqual([group.id, []])
    }
  })

  it('which is seen when one is worked out', async () => {
    const item = latest.questionnaire.items[0]?.id ?? ''
    const { body } = await open('?unit=2030')
    expect(strangers(body, item)).toEqual([])
    const cell = [...body.querySelectorAll('td')].find((td) => td.textContent === '－')
    if (cell !== undefined) cell.textContent = '61.7％'
    expect(strangers(body, item)).toHaveLength(1)
  })

  it('nor of a survey that is not released', async () => {
    const own = await publishedApp()
    await putCity(own.stores, { year: 2025, change: smallFrame })
    await putCity(own.stores, { year: 2026, change: smallFrame, stage: 'opened' })
    const { body } = await get(own.app, '/results/trends')
    expect(body).toContain('令和7年度')
    expect(body).not.toContain('令和8年度')
    await own.close()
  })

  it('an ancestor is left out where the sets do not publish it', async () => {
    const own = await publishedApp()
    for (const year of [2025, 2026]) {
      const { id, set } = await putCity(own.stores, {
        year,
        change: (q) => (year === 2025 ? smallFrame(q) : reorganised(smallFrame(q))),
      })
      await own.stores.commons
        .updateTable('published_set')
        .set({ body: JSON.stringify(hiding(set, 'bu=2000')) })
        .where('survey', '=', id)
        .execute()
    }
    await own.stores.commons
      .insertInto('unit_successor')
      .values([
        { unit: '2010', successor: '2030', kind: 'merge', main: 1, day: '2026-04-01' },
        { unit: '2020', successor: '2030', kind: 'merge', main: 1, day: '2026-04-01' },
      ])
      .execute()
    const { page } = await openPage(own.app, '/results/trends?unit=2030')
    const [head = []] = tableRows(page.getByRole('table'))
    expect(head).toEqual(['年度', '観光国際課', '前回との差', '全庁'])
    expect(page.getByText('長い動きは全庁で見てください。', { exact: false })).toBeTruthy()
    await own.close()
  })
})

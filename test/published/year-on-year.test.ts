import { afterEach, describe, expect, it } from 'vitest'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { putCity } from './city-survey.ts'
import { get, openPage, publishedApp, type PublishedApp, tableRows } from './published-app.ts'
import { smallFrame } from './small-frame.ts'

let house: PublishedApp

afterEach(async () => house.close())

/** The head of a column, not the note that explains it. */
const CHANGE_HEAD = /<th[^>]*>[^<]*との差/

type Change = (q: Questionnaire) => Questionnaire

/** Two years of the small frame; `change` happens in between. */
async function twoYears(change: Change = (q) => q, lean = 0.1) {
  house = await publishedApp()
  const before = await putCity(house.stores, { year: 2025, change: smallFrame })
  const after = await putCity(house.stores, {
    year: 2026,
    lean,
    change: (q) => change(smallFrame(q)),
  })
  return { before, after }
}

const first = (page: HTMLElement[]) => tableRows(page[0] as HTMLElement)

describe('前年度との差', () => {
  it('is not there in the first year', async () => {
    house = await publishedApp()
    const { id } = await putCity(house.stores, { year: 2026, change: smallFrame })
    for (const query of ['', '?unit=1100', '?table=bu']) {
      expect((await get(house.app, `/results/${id}${query}`)).body).not.toMatch(CHANGE_HEAD)
    }
  })

  it('of 全庁 is the difference of both published values, exactly', async () => {
    const { before, after } = await twoYears()
    const { page } = await openPage(house.app, `/results/${after.id}`)
    const [head, ...rows] = first(page.getAllByRole('table'))
    expect(head?.[2]).toBe('前年度との差')
    rows.forEach((row, i) => {
      const item = after.questionnaire.items[i]?.id ?? ''
      const [now, then] = [after.set, before.set].map(({ groups: [whole] }) =>
        whole?.state === 'published' ? (whole.items[item]?.favourable ?? 0) : 0,
      )
      const points = Math.round(((now ?? 0) - (then ?? 0)) * 10) / 10
      expect(points).toBeGreaterThan(0)
      expect(row[2]).toBe(`＋${points.toFixed(1)}前年度 ${then?.toFixed(1)}％`)
    })
    const card = page.getByRole('heading', { level: 3, name: /効率的に仕事/ }).parentElement
    expect(card?.textContent).toContain('前年度')
    expect(card?.textContent).toContain('▲')
  })

  it('of a 部 is a range, or within the width of rounding', async () => {
    const { after } = await twoYears()
    const { page } = await openPage(house.app, `/results/${after.id}?unit=1100`)
    const texts = first(page.getAllByRole('table'))
      .slice(1)
      .map((row) => row[2] ?? '')
    for (const text of texts) {
      expect(text).toMatch(/^(丸めの幅の中|[＋－][\d.]+〜[＋－][\d.]+)前年度 約?[\d.]+％/)
    }
  })

  it('is called 横ばい for 全庁 when it is within chance', async () => {
    const { after } = await twoYears((q) => q, 0)
    const { page } = await openPage(house.app, `/results/${after.id}`)
    expect(page.getAllByText('（横ばい）', { exact: false }).length).toBeGreaterThan(0)
  })

  it('skips a year in other words', async () => {
    house = await publishedApp()
    await putCity(house.stores, { year: 2024, change: smallFrame })
    const { id } = await putCity(house.stores, { year: 2026, change: smallFrame })
    const { page } = await openPage(house.app, `/results/${id}`)
    expect(first(page.getAllByRole('table'))[0]?.[2]).toBe('前回（令和6年度）との差')
  })

  it('is taken from released sets only', async () => {
    house = await publishedApp()
    await putCity(house.stores, { year: 2025, change: smallFrame, stage: 'opened' })
    const { id } = await putCity(house.stores, { year: 2026, change: smallFrame })
    expect((await get(house.app, `/results/${id}`)).body).not.toMatch(CHANGE_HEAD)
  })
})

describe('系列の断絶', () => {
  it('another scale: nothing is compared, and it is said', async () => {
    house = await publishedApp()
    await putCity(house.stores, { year: 2025, scale: 5, change: smallFrame })
    const { id } = await putCity(house.stores, { year: 2026, scale: 4, change: smallFrame })
    for (const query of ['', '?unit=1100', '?table=bu']) {
      const { page, response } = await openPage(house.app, `/results/${id}${query}`)
      expect(
        page.getByText('尺度（回答の選択肢）が変わったため、前年度とは比べられません。'),
      ).toBeTruthy()
      expect(response.body).not.toMatch(CHANGE_HEAD)
    }
  })

  it('other words of a question: this one is not compared', async () => {
    const { after } = await twoYears((q) => ({
      ...q,
      items: q.items.map((item, i) => (i === 1 ? { ...item, text: `${item.text}か` } : item)),
    }))
    const { page } = await openPage(house.app, `/results/${after.id}`)
    const [, one, two] = first(page.getAllByRole('table'))
    expect(one?.[2]).toMatch(/^＋/)
    expect(two?.[2]).toBe('文言が変わり比べられません')
  })

  it('that was recorded with the announcement: of one question, or of all of them', async () => {
    const { after } = await twoYears()
    const record = (item: string, reason: string) =>
      house.stores.commons
        .insertInto('series_break')
        .values({ survey: after.id, item, reason })
        .execute()
    const [, second] = after.questionnaire.items
    await record(second?.id ?? '', '尋ねる人が「全員」から「管理職」に変わるため')
    const { page } = await openPage(house.app, `/results/${after.id}`)
    const [, one, two] = first(page.getAllByRole('table'))
    expect(one?.[2]).toMatch(/^＋/)
    expect(two?.[2]).toBe('尋ねる人が「全員」から「管理職」に変わるため比べられません')
  })

  it('of the people who are asked: nothing is compared, and it is said', async () => {
    const { after } = await twoYears()
    await house.stores.commons
      .insertInto('series_break')
      .values({ survey: after.id, item: '*', reason: '対象の範囲が変わるため' })
      .execute()
    const { page, response } = await openPage(house.app, `/results/${after.id}`)
    expect(page.getByText('対象の範囲が変わるため、前年度とは比べられません。')).toBeTruthy()
    expect(response.body).not.toMatch(CHANGE_HEAD)
  })

  it('a question that was not asked before', async () => {
    const { before, after } = await twoYears()
    await house.stores.commons
      .updateTable('survey')
      .set({
        questionnaire: JSON.stringify({
          ...before.questionnaire,
          items: before.questionnaire.items.slice(1),
        }),
      })
      .where('id', '=', before.id)
      .execute()
    const { page } = await openPage(house.app, `/results/${after.id}`)
    expect(first(page.getAllByRole('table'))[1]?.[2]).toBe('今回からの設問')
  })

  it('other options of an attribute: its rows are compared at 全庁', async () => {
    const { after } = await twoYears((q) => ({
      ...q,
      attributes: q.attributes.map((a) =>
        a.id === 'age' ? { ...a, options: ['20代以下', '30代', '40代', '50代以上'] } : a,
      ),
    }))
    const { page } = await openPage(house.app, `/results/${after.id}?table=age`)
    const rows = tableRows(page.getByRole('table'))
    expect(rows[1]?.[0]).toBe('20代以下区分の見直しのため、前年度とは全庁で比べています。')
    const changeOf = (row: string[] | undefined) => /[＋－±].*$/.exec(row?.[2] ?? '')?.[0]
    expect(changeOf(rows[1])).toBe(changeOf(rows.at(-1)))
  })
})

describe('組織改正', () => {
  const renamed =
    (code: string, name: string): Change =>
    (q) => ({
      ...q,
      bureaus: q.bureaus.map((b) => ({
        ...b,
        name: b.code === code ? name : b.name,
        sections: b.sections.map((s) => (s.code === code ? { ...s, name } : s)),
      })),
    })

  it('of a 課: compared at its 部, which is said', async () => {
    const { after } = await twoYears(renamed('2020', '交流課'))
    const section = after.set.groups.find((g) => g.id === 'ka=2020')
    expect(section?.state).toBe('published')
    const { page } = await openPage(house.app, `/results/${after.id}?unit=2020`)
    expect(page.getByText('組織改正のため、前年度とは観光・交流部で比べています。')).toBeTruthy()
    const { page: above } = await openPage(house.app, `/results/${after.id}?unit=2000`)
    const changes = (tables: HTMLElement[]) => first(tables).map((row) => row[2])
    expect(changes(page.getAllByRole('table'))).toEqual(changes(above.getAllByRole('table')))
  })

  it('of a 部: compared at 全庁, in lists too', async () => {
    const { after } = await twoYears(renamed('2000', '観光部'))
    const words = '組織改正のため、前年度とは全庁で比べています。'
    const { page } = await openPage(house.app, `/results/${after.id}?unit=2000`)
    expect(page.getAllByText(words).length).toBeGreaterThan(0)
    const { page: list } = await openPage(house.app, `/results/${after.id}`)
    const rows = tableRows(list.getByRole('table', { name: /^肯定的な回答の割合/ }))
    expect(rows.find((row) => row[0]?.startsWith('観光部'))?.[0]).toBe(`観光部${words}`)
    expect(rows.find((row) => row[0]?.startsWith('総務部'))?.[0]).toBe('総務部')
  })

  it('is known from a successor that was written down', async () => {
    const { after } = await twoYears((q) => ({
      ...q,
      bureaus: q.bureaus.map((b) =>
        b.code === '1100' ? { ...b, sections: b.sections.filter((s) => s.code !== '1130') } : b,
      ),
    }))
    const words = '組織改正のため、前年度とは全庁で比べています。'
    const url = `/results/${after.id}?unit=1100`
    // Nobody knows where 庶務課 went: the 部 may have lost people.
    expect((await openPage(house.app, url)).page.getAllByText(words).length).toBeGreaterThan(0)
    await house.stores.commons
      .insertInto('unit_successor')
      .values({ unit: '1130', successor: '1110', kind: 'move', main: 1, day: '2026-05-07' })
      .execute()
    expect((await openPage(house.app, url)).page.queryAllByText(words)).toEqual([])
  })

  it('of a 課 that only got a new name or code is compared with itself, once that is written down', async () => {
    const { after } = await twoYears((q) => ({
      ...q,
      bureaus: q.bureaus.map((b) => ({
        ...b,
        sections: b.sections.map((s) =>
          s.code === '2020' ? { ...s, code: '2025', name: '交流課' } : s,
        ),
      })),
    }))
    const url = `/results/${after.id}?unit=2025`
    const words = '組織改正のため、前年度とは観光・交流部で比べています。'
    expect((await openPage(house.app, url)).page.getAllByText(words).length).toBeGreaterThan(0)
    const { commons } = house.stores
    const written = { unit: '2020', successor: '2025', main: 1, day: '2026-04-01' }
    await commons
      .insertInto('unit_successor')
      .values({ ...written, kind: 'rename' })
      .execute()
    const { page } = await openPage(house.app, url)
    expect(page.queryAllByText(words)).toEqual([])
    const changes = first(page.getAllByRole('table')).map((row) => row[2])
    expect(changes[1]).toMatch(/前年度/)
    await commons.updateTable('unit_successor').set({ kind: 'move' }).execute()
    expect((await openPage(house.app, url)).page.getAllByText(words).length).toBeGreaterThan(0)
  })

  it('of a 課 whose name changed on its page as 「仕事と職員は同じ」 is compared with itself', async () => {
    const { after } = await twoYears(renamed('2020', '交流課'))
    const url = `/results/${after.id}?unit=2020`
    await house.stores.commons
      .insertInto('unit_successor')
      .values({ unit: '2020', successor: '2020', kind: 'rename', main: 0, day: '2026-04-01' })
      .execute()
    const { page } = await openPage(house.app, url)
    expect(page.queryAllByText('組織改正のため、前年度とは観光・交流部で比べています。')).toEqual(
      [],
    )
  })

  it('a group that was hidden or not planned in the year before has no difference', async () => {
    house = await publishedApp()
    await putCity(house.stores, {
      year: 2025,
      change: (q) => ({ ...smallFrame(q), tables: [[], ['bu']] }),
    })
    const { id } = await putCity(house.stores, { year: 2026, change: smallFrame })
    const { page } = await openPage(
      house.app,
      `/results/${id}?group=${encodeURIComponent('sex=女性')}`,
    )
    expect(page.getByText('前年度は女性の値を公表していないため、比べられません。')).toBeTruthy()
    expect(first(page.getAllByRole('table'))[1]?.[2]).toBe('－')
  })
})

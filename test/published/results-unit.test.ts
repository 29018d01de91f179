/** Pages that begin with one unit: 「自分の所属から見る」, the unit at a glance, 話し合いシート. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { differenceOf } from '../../server/published/results/difference.ts'
import { figureOf } from '../../server/published/results/figures.ts'
import type { PublishedGroup, PublishedSet } from '../../server/survey/published-set.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { openedPage } from '../support/valid-html.ts'
import { untranslated } from '../support/untranslated.ts'
import { putCity } from './city-survey.ts'
import { get, openPage, publishedApp, type PublishedApp, tableRows } from './published-app.ts'
import { smallFrame } from './small-frame.ts'

let house: PublishedApp
let id: string
let set: PublishedSet
let questionnaire: Questionnaire

/** 行政管理課 is small and does work like that of 保育園. */
const kin = (q: Questionnaire): Questionnaire => ({
  ...q,
  bureaus: q.bureaus.map((b) => ({
    ...b,
    sections: b.sections.map((s) => (s.code === '1120' ? { ...s, similar: '保育園' } : s)),
  })),
})

beforeAll(async () => {
  house = await publishedApp()
  const change = (q: Questionnaire) => kin(smallFrame(q))
  await putCity(house.stores, { year: 2025, change })
  const made = await putCity(house.stores, { year: 2026, lean: 0.1, change })
  id = made.id
  set = made.set
  questionnaire = made.questionnaire
})

afterAll(async () => house.close())

const shown = (key: string) => {
  const group = set.groups.find((g) => g.id === key)
  if (group?.state !== 'published') throw new Error(`${key} is not shown`)
  return group
}

const figure = (group: Extract<PublishedGroup, { state: 'published' }>, item: string) => {
  const value = group.items[item]
  return value === null || value === undefined ? null : figureOf(value, group.id === '*')
}

describe('所属のページ', () => {
  it('begins with its indicators against 全庁 and the year before', async () => {
    const { page, body } = await openPage(house.app, `/results/${id}?unit=1100`)
    expect(page.getByRole('heading', { level: 2, name: '総務部のあらまし' })).toBeTruthy()
    for (const item of questionnaire.items) {
      if (item.type !== 'scale' || item.indicator === undefined) continue
      const card = page.getByRole('heading', { level: 3, name: item.indicator.label })
        .parentElement as HTMLElement
      const own = figure(shown('bu=1100'), item.id)
      expect(card.querySelector('.kpi-value')?.textContent).toBe(own?.text ?? '非表示')
      expect(card.textContent).toContain(`全庁 ${figure(shown('*'), item.id)?.text}`)
      if (own !== null) expect(card.textContent).toMatch(/前年度 約?[\d.]+％(以[上下])?（差 /)
    }
    const first = [...body.querySelectorAll('main h2, main table')][0]
    expect(first?.textContent).toBe('総務部のあらまし')
  })

  it('says the strongest and the weakest question of each theme, where rounding tells them apart', async () => {
    const { body } = await openPage(house.app, `/results/${id}?unit=1100`)
    const said = [...body.querySelectorAll('.results-in-words > div')].map((row) => ({
      theme: row.querySelector('dt')?.textContent ?? '',
      words: row.querySelector('dd')?.textContent ?? '',
    }))
    const asked = questionnaire.sections.filter(({ id: section }) =>
      questionnaire.items.some((item) => item.section === section && item.type === 'scale'),
    )
    expect(said.map(({ theme }) => theme)).toEqual(asked.map(({ label }) => label))
    for (const { id: section, label } of asked) {
      const figures = questionnaire.items
        .filter((item) => item.section === section && item.type === 'scale')
        .flatMap((item) => figure(shown('bu=1100'), item.id) ?? [])
        .sort((a, b) => b.percent - a.percent)
      const [most, least] = [figures[0], figures.at(-1)]
      const words = said.find(({ theme }) => theme === label)?.words ?? ''
      if (most === undefined || least === undefined) throw new Error('nothing is shown')
      if (differenceOf(most, least).from === null) expect(words).toContain('丸めの幅の中')
      else {
        expect(words).toContain(`で${most.text}、いちばん少ないのは`)
        expect(words).toContain(`で${least.text}です。`)
      }
      expect(words).toMatch(/全庁/)
    }
  })

  it('ranks no unit, and says so', async () => {
    const { body } = await openPage(house.app, `/results/${id}?unit=1100`)
    const overview = body.querySelector('.results-overview')?.textContent ?? ''
    expect(overview).toContain('ほかの所属との順位ではありません。')
    for (const other of ['観光・交流部', '子ども未来部', '位（'])
      expect(overview).not.toContain(other)
  })

  it('of a hidden 課 shows 類似所属 and 部 instead, and says why', async () => {
    const { page, body } = await openPage(house.app, `/results/${id}?unit=1120`)
    expect(
      page.getByRole('heading', { level: 2, name: '類似所属「保育園」のあらまし' }),
    ).toBeTruthy()
    expect(page.getByText('人数が少ない区分と', { exact: false })).toBeTruthy()
    const [head] = tableRows(page.getAllByRole('table')[0] as HTMLElement)
    expect(head?.slice(0, 5)).toEqual(['設問', '保育園', '前年度との差', '総務部', '全庁'])
    expect(body.textContent).not.toContain('行政管理課のあらまし')
  })

  it('leads to its sheet and its trend, and keeps the unit in the address only', async () => {
    const { page, response } = await openPage(house.app, `/results/${id}?unit=1120`)
    for (const name of ['話し合いシート（A4）', '年ごとの推移']) {
      const href = page.getByRole('link', { name }).getAttribute('href') ?? ''
      expect((await get(house.app, href)).statusCode).toBe(200)
    }
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(page.getByText('どの所属を見たかは、記録していません。', { exact: false })).toBeTruthy()
  })
})

describe('自分の所属から見る', () => {
  it('lists every place an answer could name in 建制順, hidden or not, each leading to its page', async () => {
    const { page, body } = await openPage(house.app, `/results/${id}/units`)
    expect([...body.querySelectorAll('summary')].map((s) => s.textContent)).toEqual(
      questionnaire.bureaus.map(({ name }) => name),
    )
    const links = [...body.querySelectorAll('.unit-choice a')]
    expect(links.map((link) => link.textContent)).toEqual(
      questionnaire.bureaus.flatMap(({ name, sections }) => [
        `${name}の全体`,
        ...sections.map((section) => section.name),
      ]),
    )
    for (const link of links) {
      const { statusCode } = await get(house.app, link.getAttribute('href') ?? '')
      expect(statusCode).toBe(200)
    }
    expect(page.queryByText('非表示', { exact: false })).toBeNull()
  })
})

describe('話し合いシート', () => {
  it('of a hidden unit has 類似所属, 部 and 全庁, the promise and room for three decisions', async () => {
    const { page } = await openPage(house.app, `/results/${id}/discussion?unit=1120`)
    expect(page.getByText('行政管理課のみなさんへ')).toBeTruthy()
    expect(
      page.getByText('だれが何と答えたかは、だれも尋ねません。', { exact: false }),
    ).toBeTruthy()
    expect(
      page.getByText('行政管理課だけの結果は、人数が少ないため非表示です。', { exact: false }),
    ).toBeTruthy()
    const [figures, decisions] = page.getAllByRole('table') as [HTMLElement, HTMLElement]
    const [head, ...rows] = tableRows(figures)
    expect(head).toEqual([
      '設問',
      '類似所属「保育園」',
      '総務部',
      '全庁',
      '気づいたこと・思い当たること',
    ])
    const groups = ['similar=保育園', 'bu=1100', '*'].map(shown)
    const asked = questionnaire.items.filter(({ type }) => type === 'scale')
    const said = rows.filter((row) => row.length > 1)
    expect(said).toHaveLength(asked.length)
    asked.forEach((item, i) => {
      const texts = groups.map((group) => figure(group, item.id)?.text ?? '非表示')
      expect(said[i]?.slice(1, 4)).toEqual(texts)
    })
    expect(tableRows(decisions)).toHaveLength(4)
    expect(page.getByRole('link', { name: '年１回の確認に登録する' }).getAttribute('href')).toBe(
      '/staff/review',
    )
  })

  it('of a unit that is shown has its own values', async () => {
    const { page } = await openPage(house.app, `/results/${id}/discussion?unit=1100`)
    const [head] = tableRows(page.getAllByRole('table')[0] as HTMLElement)
    expect(head?.slice(1, 3)).toEqual(['総務部', '全庁'])
    expect(page.queryByText('非表示です', { exact: false })).toBeNull()
  })

  it('of a 施設 is for the 施設, with what it counts in', async () => {
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
    const { page } = await openPage(house.app, `/results/${id}/discussion?unit=3201`)
    expect(page.getByText('あおぞら保育園のみなさんへ')).toBeTruthy()
    expect(page.getByText('あおぞら保育園だけの結果は', { exact: false })).toBeTruthy()
  })

  it.each([
    ['', 400, 'アドレスの unit に、所属コードを指定してください。'],
    ['?unit=9999', 404, 'この所属コードの結果はありません。部や課の一覧から選び直してください。'],
  ])('%s is refused in clear words', async (query, status, words) => {
    const { page, response } = await openPage(house.app, `/results/${id}/discussion${query}`)
    expect(response.statusCode).toBe(status)
    expect(page.getByText(words, { exact: false })).toBeTruthy()
  })

  it.each(['units', 'discussion?unit=1100'])(
    '%s of a survey that is not released is not there',
    async (page) => {
      const own = await publishedApp()
      const { id: hidden } = await putCity(own.stores, {
        year: 2026,
        change: smallFrame,
        stage: 'opened',
      })
      expect((await get(own.app, `/results/${hidden}/${page}`)).statusCode).toBe(404)
      await own.close()
    },
  )
})

describe('The page after signing in', () => {
  let city: SmallCity

  beforeAll(async () => {
    city = await smallCity({ people: 6, survey: 'none' })
  })

  afterAll(async () => city.close())

  const home = async (number: string, language = 'ja') => {
    const answer = await city.app.inject({
      url: '/staff/',
      headers: {
        accept: 'text/html',
        cookie: `${await city.session(number)}; kazetoshi-language=${language}`,
      },
    })
    return { answer, ...openedPage(answer, '/staff/') }
  }

  it('leads to nothing while nothing is published', async () => {
    const { page } = await home(city.people[3] ?? '')
    expect(page.queryByRole('heading', { name: /の結果$/ })).toBeNull()
  })

  it('leads everybody to the own unit, and a head to all units held, acting ones marked', async () => {
    const [, , , everybody = '', head = ''] = city.people
    const units = await city.stores.commons
      .selectFrom('unit')
      .select(['code', 'name', 'bureau'])
      .where('kind', '=', '課')
      .execute()
    const own = await city.stores.identity
      .selectFrom('person')
      .select('unit')
      .where('number', '=', head)
      .executeTakeFirstOrThrow()
    const acting = units.find(({ code }) => code !== own.unit)
    const bureaus = [...new Set(units.map(({ bureau }) => bureau ?? ''))].map((code) => ({
      code,
      name: code,
      sections: units.filter(({ bureau }) => bureau === code),
    }))
    const { id: survey } = await putCity(city.stores, {
      year: 2026,
      change: (q) => ({ ...smallFrame(q), bureaus }),
    })
    await city.stores.identity
      .insertInto('role')
      .values([
        { person: head, role: 'head', unit: own.unit, origin: 'hand', manner: 'own' },
        { person: head, role: 'head', unit: acting?.code ?? '', origin: 'hand', manner: 'acting' },
      ])
      .execute()
    const { page } = await home(everybody)
    expect(page.getByRole('heading', { level: 2, name: '自分の所属の結果' })).toBeTruthy()
    const { main, page: headPage, answer } = await home(head)
    expect(headPage.getByRole('heading', { level: 2, name: '自所属の結果' })).toBeTruthy()
    const items = [...main.querySelectorAll('.own-results li')]
    expect(items).toHaveLength(2)
    expect(items[1]?.textContent).toContain(`${acting?.name}（事務取扱）`)
    for (const item of items) {
      expect(item.textContent).toMatch(/公表しています。|非表示です。/)
      const href = item.querySelector('a')?.getAttribute('href') ?? ''
      expect(href).toContain(`/results/${survey}?unit=`)
      expect((await city.app.inject(href)).statusCode).toBe(200)
    }
    expect(answer.body).toContain('自所属の結果')
    const { answer: english } = await home(head, 'en')
    expect(english.body).toContain('Results of your units')
    expect(untranslated(english.body)).toEqual([])
  })
})

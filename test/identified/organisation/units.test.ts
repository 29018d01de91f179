import { describe, expect, it } from 'vitest'
import { UNITS, organisationCity, readPage } from './organisation-city.ts'

describe('The list of units', () => {
  it('shows them in 建制順 as a tree, with how many work there and who answers for them', async () => {
    const { city, hr } = await organisationCity()
    await city.stores.identity
      .insertInto('role')
      .values([
        { person: '000104', role: 'head', unit: '2010', origin: 'roster', manner: 'own' },
        { person: '000104', role: 'head', unit: '2020', origin: 'roster', manner: 'acting' },
      ])
      .execute()
    await city.stores.identity
      .updateTable('person')
      .set({ own_pc: 0 })
      .where('number', '=', '000104')
      .execute()
    const page = readPage(await hr.get(UNITS))
    expect(page.texts('tbody th')).toEqual([
      '潮見市0000',
      '総務部1000',
      '人事課1010',
      '行政管理課1020',
      '情報政策課1030',
      '福祉部2000',
      '保険年金課2010',
      '子育て支援課2020',
      '都市整備部3000',
      '道路河川課3010',
    ])
    const rows = page.texts('tbody tr')
    expect(rows[6]).toContain('課 2 1 推進責任者 000104')
    expect(rows[7]).toContain('推進責任者（事務取扱） 000104')
    expect(rows[2]).toContain('推進責任者なし')
    expect(page.texts('.unit-totals li')).toEqual([
      '推進責任者のいない所属 4件',
      '事務取扱・代理 1件',
      '個人PCのない職員 1人',
      'パスワードのない職員 0人',
    ])
    expect(page.main.querySelector('th.unit-level-2 a')?.textContent).toBe('人事課')
  })

  it('is searched by code, name, kind and 類似所属, and says when nothing fits', async () => {
    const { city, hr } = await organisationCity()
    await city.stores.commons
      .updateTable('unit')
      .set({ similar: '窓口' })
      .where('code', '=', '2010')
      .execute()
    const found = async (query: string) =>
      readPage(await hr.get(`${UNITS}?${query}`)).texts('tbody th a')
    expect(await found('q=１０１０')).toEqual(['人事課'])
    expect(await found('q=子育て')).toEqual(['子育て支援課'])
    expect(await found('q=窓口')).toEqual(['保険年金課'])
    expect(await found('q=部')).toEqual(['総務部', '福祉部', '都市整備部'])
    const none = readPage(await hr.get(`${UNITS}?q=水道`))
    expect(none.text).toContain(
      '当てはまる所属はありません。条件を変えるか、絞り込みをやめてください。',
    )
  })

  it('tells units of today from those that have ended and those to come, and finds people left over', async () => {
    const { city, hr } = await organisationCity()
    const set = async (code: string, dates: { valid_from?: string; valid_to?: string }) =>
      city.stores.commons.updateTable('unit').set(dates).where('code', '=', code).execute()
    await set('1020', { valid_to: '2026-10-31' })
    await set('3010', { valid_from: '2027-04-01' })
    const found = async (query: string) =>
      readPage(await hr.get(`${UNITS}?${query}`)).texts('tbody th a')
    expect(await found('when=ended')).toEqual(['行政管理課'])
    expect(await found('when=coming')).toEqual(['道路河川課'])
    expect(await found('when=now')).not.toContain('行政管理課')
    expect(await found('when=all')).toHaveLength(10)
    expect(await found('only=leftover')).toEqual(['行政管理課', '道路河川課'])
    expect(readPage(await hr.get(UNITS)).text).toContain('今はない所属に、職員が4人います')
  })

  it('lists units without 推進責任者, with acting heads, and without PCs; each empty list says so', async () => {
    const { city, hr } = await organisationCity()
    const titles = async (only: string) =>
      readPage(await hr.get(`${UNITS}?only=${only}`))
        .texts('h2')
        .find((t) => /件/.test(t))
    expect(await titles('headless')).toBe('推進責任者のいない所属 6件')
    expect(await titles('acting')).toBe('事務取扱・代理のいる所属 0件')
    expect(await titles('nopc')).toBe('個人PCのない職員がいる所属 0件')
    for (const unit of ['1010', '1020', '1030', '2010', '2020', '3010'])
      await city.stores.identity
        .insertInto('role')
        .values({ person: '000102', role: 'head', unit, origin: 'hand', manner: 'acting' })
        .execute()
    expect(readPage(await hr.get(`${UNITS}?only=headless`)).text).toContain(
      '推進責任者のいない所属はありません。',
    )
    expect(await titles('acting')).toBe('事務取扱・代理のいる所属 6件')
  })

  it('has fifty on a page', async () => {
    const { city, hr } = await organisationCity()
    const unit = await city.stores.commons
      .selectFrom('unit')
      .selectAll()
      .where('code', '=', '3010')
      .executeTakeFirstOrThrow()
    await city.stores.commons
      .insertInto('unit')
      .values(
        Array.from({ length: 60 }, (_, i) => ({
          ...unit,
          code: `4${String(i).padStart(3, '0')}`,
          name: `第${i + 1}係`,
          position: 100 + i,
        })),
      )
      .execute()
    const first = readPage(await hr.get(UNITS))
    expect(first.texts('tbody tr')).toHaveLength(50)
    expect(first.text).toContain('1／2ページ')
    const next = first.main.querySelector('nav[aria-label="ページ送り"] a')?.getAttribute('href')
    const second = readPage(await hr.get(String(next)))
    expect(second.texts('tbody tr')).toHaveLength(20)
    expect(second.text).toContain('2／2ページ')
  })

  it('says what to do first in an empty city', async () => {
    const { city, hr } = await organisationCity()
    await city.stores.commons.deleteFrom('unit').execute()
    expect(readPage(await hr.get(UNITS)).text).toContain(
      '所属は、まだありません はじめに、所属と職員の名簿をまとめて取り込みます。',
    )
    expect(readPage(await hr.get('/staff/roster/new-unit')).text).toContain(
      '所属は、まだありません',
    )
  })
})

describe('Who may see units and people', () => {
  it('is 人事課 and 情報担当, nobody else', async () => {
    const { city } = await organisationCity()
    const urls = [
      UNITS,
      `${UNITS}/1010`,
      '/staff/roster/new-unit',
      '/staff/roster/people',
      '/staff/roster/people/000105',
      '/staff/roster/new-person',
    ]
    for (const url of urls) {
      for (const who of [city.officials.hr, city.officials.admin])
        expect([url, who, (await city.visit(who).get(url)).statusCode]).toEqual([url, who, 200])
      for (const who of [city.officials.secretariat, '000105'])
        expect([url, who, (await city.visit(who).get(url)).statusCode]).toEqual([url, who, 403])
      expect((await city.visit().get(url)).headers.location).toContain('/staff/sign-in')
    }
  })

  it('and nobody else can change anything', async () => {
    const { city, acts } = await organisationCity()
    const posts = [
      `${UNITS}/1010/place`,
      `${UNITS}/1010/name`,
      `${UNITS}/1010/end`,
      `${UNITS}/1010/reopening`,
      '/staff/roster/new-unit',
      '/staff/roster/people/000105/move',
      '/staff/roster/people/000105/attributes',
      '/staff/roster/people/000105/leaving',
      '/staff/roster/new-person',
    ]
    const visitor = city.visit(city.officials.secretariat)
    for (const url of posts)
      expect([url, (await visitor.post(url, { confirm: 'yes' })).statusCode]).toEqual([url, 403])
    expect(await acts()).toEqual([])
  })
})

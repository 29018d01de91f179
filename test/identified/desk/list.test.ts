import { describe, expect, it } from 'vitest'
import { documentOf, pageOf, textOf } from '../office/hand.ts'
import { ANSWER, BASE, deskCity, type DeskCity } from './desk-city.ts'

const titles = async (city: DeskCity, query: string, person: 'desk' | 'compliance' = 'desk') =>
  [
    ...documentOf(await city.by(person).get(`${BASE}${query}`)).querySelectorAll(
      '.desk-table tbody th a',
    ),
  ].map((a) => a.textContent)

describe('The list of the desk', () => {
  it('puts every proposal into the filter of what is to be done with it', async () => {
    const city = await deskCity()
    const post = (title: string, other = {}) => city.post({ title, ...other })
    await post('新しい提案')
    const returned = await post('差し戻した提案')
    await city.act('desk', returned, { act: 'return', text: 'お願いします。' })
    const summary = await post('要旨の提案', { publicity: 'summary' })
    await city.act('desk', summary, { act: 'summarise', title: '要旨', text: '要旨です。' })
    const routing = await post('照会中の提案')
    await city.act('desk', routing, { act: 'route', units: ['2010'] })
    const refused = await post('断られた提案')
    await city.act('desk', refused, { act: 'route', units: ['2010'] })
    await city.act('head', refused, { act: 'decline', names: '2020', text: '違います。' })
    const pending = await post('二人目を待つ提案')
    await city.act('desk', pending, {
      act: 'exclude',
      reasonCode: 'no_idea',
      text: '案がありません。',
    })
    const asked = await post('質問のある提案')
    const answered = await post('回答のある提案')
    for (const number of [asked, answered]) {
      await city.act('desk', number, { act: 'route', units: ['2010'] })
      await city.act('head', number, { act: 'accept' })
    }
    await city.act('promoter', asked, { act: 'ask', text: '何枚ですか。' })
    await city.act('head', answered, { act: 'draft', answer: ANSWER })
    await city.act('head', answered, { act: 'approve', decisionNumber: '' })
    const gone = await post('取り下げた提案')
    await city.author(gone, { act: 'withdraw' })

    expect(await titles(city, '?show=arrivals')).toEqual(['新しい提案'])
    expect(await titles(city, '?show=returned')).toEqual(['差し戻した提案'])
    expect(await titles(city, '?show=summary')).toEqual(['要旨の提案'])
    expect(await titles(city, '?show=refused')).toEqual(['断られた提案'])
    expect((await titles(city, '?show=routing')).toSorted()).toEqual(
      ['断られた提案', '照会中の提案'].toSorted(),
    )
    expect(await titles(city, '?show=second')).toEqual(['二人目を待つ提案'])
    expect(await titles(city, '?show=questions')).toEqual(['質問のある提案'])
    expect(await titles(city, '?show=publish')).toEqual(['回答のある提案'])
    expect(await titles(city, '?show=closed')).toEqual(['取り下げた提案'])
    expect((await titles(city, '')).toSorted()).toEqual(
      [
        '新しい提案',
        '断られた提案',
        '二人目を待つ提案',
        '質問のある提案',
        '回答のある提案',
      ].toSorted(),
    )
    const filters = pageOf(await city.by('desk').get(BASE)).getByRole('navigation', {
      name: '提案担当がすること',
    })
    expect(filters.textContent?.replaceAll(/\s/g, '')).toContain('することのある提案すべて5件')
  })

  it('shows the clock with what is late first, and the same after ten working days to 部会', async () => {
    const city = await deskCity({ now: new Date('2026-10-01T10:00:00+09:00') })
    const late = await city.post({ title: '遅れている提案' })
    await city.act('desk', late, { act: 'route', units: ['2010'] })
    await city.act('head', late, { act: 'accept' })
    const head = await city.post({ title: '課長についての提案', aboutHead: true })
    await city.act('desk', head, { act: 'route', units: ['2010'] })
    await city.act('director', head, { act: 'accept' })
    const closed = await city.post({ title: '公開しない提案', publicity: 'closed' })
    await city.act('desk', closed, { act: 'route', units: ['2010'] })
    await city.act('head', closed, { act: 'accept' })
    // 一次回答 is due on 2026-10-16; ten working days later it is 2026-10-30.
    city.clock.now = new Date('2026-10-29T10:00:00+09:00')
    expect(textOf(await city.by('desk').get(`${BASE}?show=overdue`))).toContain('9開庁日超過')
    expect(textOf(await city.by('desk').get(`${BASE}/committee`))).toContain(
      '当てはまる提案はありません。',
    )
    city.clock.now = new Date('2026-10-30T10:00:00+09:00')
    const list = await city.by('desk').get(`${BASE}/committee`)
    expect(textOf(list)).toContain(
      `${late}遅れている提案保険年金課一次回答令和8年10月16日（金）10開庁日`,
    )
    expect(textOf(list)).toContain('—非公開の提案—一次回答令和8年10月16日（金）10開庁日')
    expect(list.body).not.toContain(closed)
    expect(list.body).not.toContain('公開しない提案')
    expect(textOf(list)).toContain('所属長本人に関わる提案1件は、この一覧に載せていません。')
    expect(list.body).not.toContain('課長についての提案')
    expect(list.body).not.toContain(head)
    const screenOnly = documentOf(list).querySelector('.screen-only:has(.notice)')
    expect(screenOnly?.textContent).toContain('所属長本人に関わる')
  })

  it('tells 部会 of what 提案担当 themselves are late with, without the text of what they have not checked', async () => {
    const city = await deskCity({ now: new Date('2026-10-01T10:00:00+09:00') })
    const unchecked = await city.post({ title: '確認前の件名' })
    const approved = await city.post({ title: '公表を待つ提案' })
    await city.act('desk', approved, { act: 'route', units: ['2010'] })
    await city.act('head', approved, { act: 'accept' })
    const refused = await city.post({ title: '所管でない提案' })
    await city.act('desk', refused, { act: 'route', units: ['2010'] })
    await city.act('head', refused, { act: 'decline', names: '3010', text: '所管は3010です。' })
    // The check is due on 2026-10-06: ten working days later it is 2026-10-21.
    city.clock.now = new Date('2026-10-20T10:00:00+09:00')
    expect(textOf(await city.by('desk').get(`${BASE}/committee`))).toContain(
      '当てはまる提案はありません。',
    )
    city.clock.now = new Date('2026-10-21T10:00:00+09:00')
    const list = await city.by('desk').get(`${BASE}/committee`)
    expect(textOf(list)).toContain('—受付確認前の提案提案担当受付確認令和8年10月6日（火）10開庁日')
    expect(textOf(list)).toContain(
      `${refused}所管でない提案提案担当受付確認令和8年10月6日（火）10開庁日`,
    )
    for (const hidden of [unchecked, '確認前の件名', approved])
      expect(list.body).not.toContain(hidden)

    city.clock.now = new Date('2026-10-29T10:00:00+09:00')
    await city.act('head', approved, { act: 'draft', answer: ANSWER })
    await city.act('head', approved, { act: 'approve', decisionNumber: '' })
    city.clock.now = new Date('2026-10-30T10:00:00+09:00')
    expect(textOf(await city.by('desk').get(`${BASE}/committee`))).toContain(
      `${approved}公表を待つ提案提案担当回答の公表令和8年10月16日（金）10開庁日`,
    )
  })

  it('finds by number however it is typed, and by words in text, unit and theme', async () => {
    const city = await deskCity()
    const number = await city.post({ title: '公用車の鍵', aimedAt: '3010', theme: 'finance' })
    await city.post({ title: '会議の資料' })
    const typed = number.toLowerCase().replace('-', '')
    for (const q of [
      number,
      typed,
      '公用車',
      '公用車 鍵',
      '還付',
      '道路河川課',
      '財務',
      'ＫＥＹ'.slice(0, 0) + '鍵',
    ]) {
      expect([q, await titles(city, `?q=${encodeURIComponent(q)}`)]).toEqual([
        q,
        q === '還付' ? expect.arrayContaining(['公用車の鍵', '会議の資料']) : ['公用車の鍵'],
      ])
    }
    const none = await city.by('desk').get(`${BASE}?q=${encodeURIComponent('<b>無い言葉</b>')}`)
    expect(textOf(none)).toContain('「<b>無い言葉</b>」に当てはまる提案は、ここにはありません。')
    expect(none.body).not.toContain('<b>無い言葉')
  })

  it('shows fifty a page, and the last page for a number that is too high', async () => {
    const city = await deskCity()
    for (let i = 0; i < 53; i += 1) await city.post({ title: `提案その${i + 1}` })
    const first = await titles(city, '?show=all')
    const second = await titles(city, '?show=all&page=2')
    expect([first.length, second.length]).toEqual([50, 3])
    expect(new Set([...first, ...second]).size).toBe(53)
    expect(await titles(city, '?show=all&page=99')).toEqual(second)
    expect((await city.by('desk').get(`${BASE}?page=x`)).statusCode).toBe(400)
    expect((await city.by('desk').get(`${BASE}?show=none`)).statusCode).toBe(400)
  })

  it('says so where there is nothing', async () => {
    const city = await deskCity()
    expect(textOf(await city.by('desk').get(BASE))).toContain(
      'いま、提案担当がすることはありません。',
    )
    expect(textOf(await city.by('desk').get(`${BASE}?show=questions`))).toContain(
      '点検を待っている質問はありません。',
    )
  })

  it('gives each working team the proposals of its theme, with counts', async () => {
    const city = await deskCity()
    await city.post({ title: '決算の資料', theme: 'finance' })
    await city.post({ title: '椅子の高さ', theme: 'office' })
    const page = await city.by('desk').get(`${BASE}/themes`)
    const rows = [...documentOf(page).querySelectorAll('tbody tr')].map((row) =>
      row.textContent.replaceAll(/\s+/g, ' ').trim(),
    )
    expect(rows).toHaveLength(9)
    expect(rows).toContain('財務事務10000')
    expect(await titles(city, '/themes/finance')).toEqual(['決算の資料'])
    expect((await city.by('desk').get(`${BASE}/themes/none`)).statusCode).toBe(404)
  })

  it('is reached from the navigation by those who need it', async () => {
    const city = await deskCity()
    const links = async (person: 'desk' | 'compliance' | 'head' | 'staff') =>
      [...documentOf(await city.by(person).get('/staff/')).querySelectorAll('.site-nav a')].map(
        (a) => a.getAttribute('href'),
      )
    const all = ['/staff/', '/results', '/indicators', '/staff/proposals', '/board', '/bulletin']
    expect(await links('staff')).toEqual(all)
    expect(await links('head')).toEqual([...all, '/staff/inbox', '/staff/review'])
    expect(await links('desk')).toEqual([...all, '/staff/desk'])
    expect(await links('compliance')).toEqual([...all, '/staff/desk'])
  })
})

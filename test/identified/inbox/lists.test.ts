/** 「提案への回答」: what a unit owes, in which order, and what reminds it. */
import { describe, expect, it } from 'vitest'
import { documentOf, pageOf, textOf } from '../office/hand.ts'
import { answerOf, type Town, town, type Who } from './town.ts'

const headings = async (t: Town, person: Who) =>
  (await t.page(person, ''))
    .getAllByRole('heading', { level: 2 })
    .map((heading) => (heading.textContent ?? '').replaceAll(/\s+/g, ''))

describe('The list of a unit', () => {
  it('has a section for every stage, in the order of the work, and each proposal once', async () => {
    const t = await town()
    const routing = await t.bring('routing')
    const reviewing = await t.bring('reviewing')
    const asking = await t.bring('reviewing')
    await t.act('promoter', asking, { act: 'ask', text: '様式の欄を教えてください。' })
    await t.act('secretariat', asking, { act: 'release-question', question: 'Q1XX' })
    const drafts: string[] = []
    for (const stage of ['drafting', 'submitted', 'approved'] as const) {
      const number = await t.bring('reviewing')
      await t.act('promoter', number, { act: 'draft', answer: answerOf('in_place') })
      if (stage === 'submitted') await t.act('promoter', number, { act: 'submit' })
      if (stage === 'approved') await t.act('head', number, { act: 'approve', decisionNumber: '' })
      drafts.push(number)
    }
    const others = [
      await t.bring('planned'),
      await t.bring('done'),
      await t.bring('continued'),
      await t.bring('declined'),
    ]
    expect((await headings(t, 'head')).slice(1)).toEqual([
      '受諾待ち1件',
      '検討中1件',
      '提案者へ質問中1件',
      '回答の案3件',
      '実施予定1件',
      '効果の報告待ち1件',
      '継続検討1件',
      '終わったもの1件',
    ])
    const page = documentOf(await t.as('head').get('/staff/inbox'))
    const rows = [...page.querySelectorAll('.inbox-row')].map((row) => row.textContent ?? '')
    const numbers = [routing, reviewing, asking, ...drafts, ...others]
    for (const number of numbers) {
      expect(
        rows.filter((row) => row.includes(number)),
        number,
      ).toHaveLength(1)
    }
    const nextOf = (number: string) => rows.find((row) => row.includes(number)) ?? ''
    expect(nextOf(drafts[0] ?? '')).toContain('回答の案を仕上げる')
    expect(nextOf(drafts[1] ?? '')).toContain('回答の案を確かめて承認する')
    expect(nextOf(drafts[2] ?? '')).toContain('提案担当の公表待ち')
    const promoter = textOf(await t.as('promoter').get('/staff/inbox'))
    expect(promoter).toContain('推進責任者の承認待ち')
  })

  it('puts what is due first at the top', async () => {
    const t = await town()
    const late = await t.reviewing()
    t.city.clock.now = new Date('2026-11-25T10:00:00+09:00')
    const early = await t.routed()
    const later = await t.reviewing()
    const page = documentOf(await t.as('head').get('/staff/inbox'))
    const links = [...page.querySelectorAll('.todo-list a')].map((a) => a.getAttribute('href'))
    expect(links).toEqual([early, late, later].map((number) => `/staff/inbox/${number}`))
  })

  it('is of all units of somebody who has several, and of no other unit', async () => {
    const t = await town()
    await t.city.stores.identity
      .insertInto('role')
      .values({ person: '000104', role: 'head', unit: '2020', origin: 'hand' })
      .execute()
    const own = await t.routed(['2010'])
    const second = await t.routed(['2020'])
    const foreign = await t.routed(['3010'])
    const list = await t.as('head').get('/staff/inbox')
    expect(textOf(list)).toContain('推進責任者（所属長）：保険年金課、子育て支援課')
    expect(list.body).toContain(own)
    expect(list.body).toContain(second)
    expect(list.body).not.toContain(foreign)
    expect((await t.submit('head', second, 'acceptance')).statusCode).toBe(303)
    expect(t.find(second).steps.at(-1)).toMatchObject({ role: 'head', unit: '2020' })
  })

  it('is shown in pages of fifty where it is long', async () => {
    const t = await town()
    for (let i = 0; i < 53; i += 1) await t.routed()
    const overview = await t.page('head', '')
    overview.getByRole('link', { name: '「受諾待ち」をすべて見る（53件）' })
    const first = await t.as('head').get('/staff/inbox?group=acceptance')
    const second = await t.as('head').get('/staff/inbox?group=acceptance&page=2')
    const numbersOn = (body: string) =>
      new Set(body.match(/\/staff\/inbox\/[0-9A-Z]{4}-[0-9A-Z]{2}/g))
    expect(numbersOn(first.body).size).toBe(50)
    expect(numbersOn(second.body).size).toBe(3)
    expect(new Set([...numbersOn(first.body), ...numbersOn(second.body)]).size).toBe(53)
    pageOf(first).getByRole('link', { name: '次のページ' })
    for (const odd of [
      'page=0',
      'page=-3',
      'page=abc',
      'page=999',
      'group=none',
      'group[]=ended',
    ]) {
      expect((await t.as('head').get(`/staff/inbox?${odd}`)).statusCode, odd).toBe(200)
    }
  })

  it('says so when there is nothing', async () => {
    const t = await town()
    const page = await t.page('otherHead', '')
    page.getByText('回答する提案は、今ありません')
  })
})

describe('A reminder', () => {
  it('stands at 推進担当者 from five working days before, at 推進責任者 and 部長 once five have passed', async () => {
    const t = await town()
    const number = await t.reviewing()
    const seen = async (person: Who) =>
      textOf(await t.as(person).get('/staff/inbox')).includes('期限のお知らせ')
    await t.city.system.proposals.letTimePass()
    expect([await seen('promoter'), await seen('head')]).toEqual([false, false])
    // 一次回答 is due on 7 December.
    t.city.clock.now = new Date('2026-11-30T09:00:00+09:00')
    await t.city.system.proposals.letTimePass()
    const promoter = await t.as('promoter').get('/staff/inbox')
    expect(textOf(promoter)).toContain('「一次回答」の期限は、令和8年12月7日（月）です。')
    expect([await seen('head'), await seen('director')]).toEqual([false, false])
    t.city.clock.now = new Date('2026-12-14T09:00:00+09:00')
    await t.city.system.proposals.letTimePass()
    expect([await seen('head'), await seen('director')]).toEqual([true, true])
    expect(await seen('otherDirector')).toBe(false)
    const director = documentOf(await t.as('director').get('/staff/inbox'))
    const [first] = director.querySelectorAll('main h2')
    expect(first?.textContent).toContain('期限のお知らせ')
    expect(textOf(await t.as('head').get('/staff/'))).toContain('5開庁日を過ぎました')
    await t.submit('head', number, 'interim', { interimText: '検討しています。' })
    expect(await seen('head')).toBe(false)
  })

  it('is never given after 16:00: what comes due then appears the next working morning', async () => {
    const t = await town()
    await t.reviewing()
    const pages = async () => [
      textOf(await t.as('promoter').get('/staff/inbox')).includes('期限のお知らせ'),
      textOf(await t.as('promoter').get('/staff/')).includes('期限のお知らせ'),
    ]
    for (const [at, shown] of [
      ['2026-11-30T16:01:00+09:00', false],
      ['2026-11-30T23:59:00+09:00', false],
      ['2026-12-01T08:29:00+09:00', false],
      ['2026-12-01T08:30:00+09:00', true],
      ['2026-12-01T16:01:00+09:00', true],
    ] as const) {
      t.city.clock.now = new Date(at)
      await t.city.system.proposals.letTimePass()
      expect(await pages(), at).toEqual([shown, shown])
    }
    const other = await town()
    await other.reviewing()
    other.city.clock.now = new Date('2026-11-30T15:59:00+09:00')
    await other.city.system.proposals.letTimePass()
    expect(textOf(await other.as('promoter').get('/staff/'))).toContain('期限のお知らせ')
  })
})

describe('The page after signing in', () => {
  it('says what is due to those who answer, leads everybody to proposing, and names no proposal to others', async () => {
    const t = await town()
    const number = await t.routed()
    const head = await t.as('head').get('/staff/')
    const page = pageOf(head)
    page.getByRole('heading', { level: 2, name: '提案への回答' })
    expect(page.getByRole('link', { name: /受諾するかを答える/ }).getAttribute('href')).toBe(
      `/staff/inbox/${number}`,
    )
    const nobody = await t.as('nobody').get('/staff/')
    expect(pageOf(nobody).getByRole('link', { name: '提案する' }).getAttribute('href')).toBe(
      '/staff/proposals',
    )
    expect(nobody.body).not.toContain(number)
    expect(textOf(nobody)).not.toContain('提案への回答')
    for (const person of ['otherHead', 'jointHead', 'secretariat'] as const) {
      expect((await t.as(person).get('/staff/')).body, person).not.toContain(number)
    }
    pageOf(await t.as('promoter').get('/staff/')).getByText(/進んでいる提案は1件です/)
  })
})

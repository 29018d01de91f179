import { describe, expect, it } from 'vitest'
import type { Role } from '../../../server/stores/identity.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { openedPage } from '../../support/valid-html.ts'
import { answer, putProposal, written } from '../../published/board-city.ts'

async function open(city: SmallCity, person: string, url: string) {
  const response = await city.visit(person).get(url)
  const { main, inMain: page } = openedPage(response, url)
  return { response, main, page }
}

const cellsOf = (main: HTMLElement, name: RegExp) =>
  [...main.querySelectorAll('tr')]
    .find((row) => name.test(row.querySelector('th')?.textContent ?? ''))
    ?.querySelectorAll('td')

async function give(city: SmallCity, person: string, role: Role, unit = '*') {
  await city.stores.identity
    .insertInto('role')
    .values({ person, role, unit, origin: 'hand' })
    .execute()
}

describe('保有文書と保存期間', () => {
  it('tells everybody who is signed in what is held, why, and until when', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system)
    const person = city.people[5] ?? ''
    const { main, page } = await open(city, person, '/staff/retention')
    const texts = cellsOf(main, /^提案の本文と要旨/)
    expect(texts?.[0]?.textContent).toContain('結論が出た年度の翌年度から3年')
    expect(texts?.[0]?.textContent).toContain('文書管理規程（保存期間表）')
    expect(texts?.[1]?.textContent).toContain('令和9年4月1日（木）')
    expect(texts?.[1]?.textContent).toContain('令和5年度のもの')
    expect(texts?.[2]?.textContent).toMatch(/一覧のもの 1件\s*ほか 5件未満/)
    for (const name of [/^対話/, /^コンプライアンス担当への連絡/, /^職員の処理記録/])
      expect(cellsOf(main, name)?.[2]?.textContent).toBe('5件未満')
    expect(page.getByText('まだ、消去したものはありません。')).toBeTruthy()
    expect(page.queryByRole('link', { name: '開示請求による消去の停止' })).toBeNull()
    expect((await city.visit().get('/staff/retention')).statusCode).toBe(303)
  })

  it('lists what was deleted, as coarsely as what is held', async () => {
    const city = await smallCity({ survey: 'none' })
    for (let i = 0; i < 7; i += 1) await putProposal(city.system, { state: 'declined' })
    city.clock.now = new Date('2030-04-01T09:00:00+09:00')
    await city.system.retention.disposeDue()
    const { main } = await open(city, city.people[5] ?? '', '/staff/retention')
    const table = main.querySelector('[aria-labelledby=gone]')?.textContent ?? ''
    expect(table).toMatch(
      /令和12年4月1日（月）\s*提案の本文と要旨\s*5〜9件\s*文書管理規程（保存期間表） 3年/,
    )
  })
})

describe('開示請求による消去の停止', () => {
  it('is for the desk only', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, { hold: { reason: '請求', on: '2026-11-10' } })
    const urls = ['/staff/retention/holds', `/staff/retention/export/${p.number}`]
    for (const url of [...urls, `${urls[1]}/text`]) {
      for (const person of [city.officials.admin, city.officials.hr, city.people[5]])
        expect((await city.visit(person).get(url)).statusCode, url).toBe(403)
      expect((await city.visit(city.officials.secretariat).get(url)).statusCode, url).toBe(200)
    }
  })

  it('lists holds with their reason, without those that this official must not know of', async () => {
    const city = await smallCity({ survey: 'none' })
    const hold = { reason: '令和8年11月10日付け開示請求（第12号）', on: '2026-11-10' }
    const open1 = await putProposal(city.system, { hold })
    const about = { aboutHead: true, aimedAt: '1030' }
    const conflicted = await putProposal(city.system, { hold, ...about })
    const desk = city.officials.secretariat
    const { main } = await open(city, desk, '/staff/retention/holds')
    expect(main.textContent).toContain(open1.number)
    expect(main.textContent).toContain(hold.reason)
    expect(main.textContent).not.toContain(conflicted.number)
  })
})

describe('開示請求用の写し', () => {
  const whole = {
    written: written({ current: '田中さんが内線2345で確認しています。' }),
    masks: [{ part: 'current' as const, start: 0, end: 2 }],
    questions: [
      {
        id: 'Q1XX',
        unit: '2010',
        text: 'いつからですか。',
        stage: 'flagged' as const,
        askedOn: '2026-11-04',
        openedOn: '2026-11-05',
        closedOn: '2026-11-06',
        reply: '',
        note: '',
      },
    ],
    answers: [{ answer: answer(), units: ['2010'], decisionNumber: '第1号', on: '2026-11-10' }],
    state: 'planned' as const,
  }

  it('holds the whole file, with what is masked and what may have to be', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, whole)
    const { main, page } = await open(
      city,
      city.officials.secretariat,
      `/staff/retention/export/${p.number}`,
    )
    for (const heading of [
      '基本の事項',
      '提案の本文',
      '提案者との対話',
      '所管の検討と回答',
      '経過（日）',
      '職員の処理記録',
    ])
      expect(page.getByRole('heading', { name: heading })).toBeTruthy()
    expect([...main.querySelectorAll('.summary-list del')].map((e) => e.textContent)).toEqual([
      '田中',
    ])
    const marks = [...main.querySelectorAll('.summary-list mark')].map((e) => e.textContent)
    expect(marks).toContain('内線2345（連絡先）')
    expect(marks).toContain(`${city.officials.secretariat}（職員番号）`)
    const text = main.textContent ?? ''
    expect(text).toContain('件数を調べ、様式を一つにできると判断しました。')
    // A flag is between the author and コンプライアンス.
    expect(text).toMatch(/質問の状態\s*返信なし/)
    expect(text).not.toContain('特定しようとする')
  })

  it('comes as a text too, with the same places', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, whole)
    const url = `/staff/retention/export/${p.number}/text`
    const response = await city.visit(city.officials.secretariat).get(url)
    expect(response.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(response.headers['content-disposition']).toBe(
      `attachment; filename="proposal-${p.number}.txt"`,
    )
    expect(response.body).toContain(
      '〔伏：田中〕〔候補・人の名前：さん〕が〔候補・連絡先：内線2345〕で確認しています。',
    )
    expect(response.body.startsWith('\ufeff業務改善提案')).toBe(true)
  })

  it('goes on record with person and time; administrators read no number', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, whole)
    const desk = city.visit(city.officials.secretariat)
    await desk.get(`/staff/retention/export/${p.number}`)
    await desk.get(`/staff/retention/export/${p.number}/text`)
    const steps = await city.stores.identity.selectFrom('proposal_step').selectAll().execute()
    expect(steps).toHaveLength(2)
    expect(steps[0]).toMatchObject({
      proposal: p.number,
      actor: city.officials.secretariat,
      act: '開示請求用の写しを作成',
      at: city.clock.now.toISOString(),
    })
    const audit = await city.visit(city.officials.admin).get('/staff/admin/audit')
    expect(audit.body).toContain('開示請求用の写しを作成')
    expect(audit.body).not.toContain(p.number)
  })

  it('is not there for what this official must not know of, nor for what is unknown', async () => {
    const city = await smallCity({ survey: 'none' })
    const about = { aboutHead: true, aimedAt: '1030', state: 'received' as const }
    const p = await putProposal(city.system, about)
    const desk = city.visit(city.officials.secretariat)
    const unknown = await desk.get('/staff/retention/export/0000-00')
    const hidden = await desk.get(`/staff/retention/export/${p.number}`)
    expect(hidden.statusCode).toBe(404)
    expect(hidden.body).toBe(unknown.body)
    expect(await city.stores.identity.selectFrom('proposal_step').selectAll().execute()).toEqual([])
    // About the head of another unit the same official makes the copy.
    const other = await putProposal(city.system, { ...about, aimedAt: '2010' })
    expect((await desk.get(`/staff/retention/export/${other.number}`)).statusCode).toBe(200)
  })

  it('is found by its number, however it is typed; a wrong one is refused with what was typed', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system)
    const desk = city.visit(city.officials.secretariat)
    const ask = (typed: string) =>
      desk.get(`/staff/retention/export?number=${encodeURIComponent(typed)}`)
    for (const typed of [p.number, p.number.toLowerCase(), ` ${p.number.replace('-', '')} `]) {
      const response = await ask(typed)
      expect([response.statusCode, response.headers.location]).toEqual([
        303,
        `/staff/retention/export/${p.number}`,
      ])
    }
    const wrong = await ask('0000-00')
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('この番号の提案は見つかりません。番号を確かめてください。')
    expect(wrong.body).toContain('value="0000-00"')
    expect((await desk.get('/staff/retention/export')).statusCode).toBe(422)
    const conflicted = await putProposal(city.system, { aboutHead: true, aimedAt: '1030' })
    const hidden = await ask(conflicted.number)
    expect(hidden.statusCode).toBe(422)
    expect(hidden.body.replaceAll(conflicted.number, '')).toBe(wrong.body.replaceAll('0000-00', ''))
  })

  it('is made by コンプライアンス only of what is before it', async () => {
    const city = await smallCity({ survey: 'none' })
    const person = city.people[4] ?? ''
    await give(city, person, 'compliance')
    const p = await putProposal(city.system)
    const url = `/staff/retention/export/${p.number}`
    expect((await city.visit(person).get(url)).statusCode).toBe(404)
    await city.stores.voice
      .insertInto('complaint')
      .values({
        id: 'C1',
        proposal: p.number,
        kind: 'hunt',
        text: '',
        received_on: '2026-11-05',
        closed_on: null,
        outcome: '',
      })
      .execute()
    expect((await city.visit(person).get(url)).statusCode).toBe(200)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readUnit } from '../../server/programme/follow-up/unit-review.ts'
import { writeEntry } from '../../server/programme/follow-up/write-entries.ts'
import { openedPage } from '../support/valid-html.ts'
import { textOf } from './office/hand.ts'
import { formIn, publishSurvey, reviewTown } from './review-town.ts'
import { who } from './inbox/town.ts'

let t: Awaited<ReturnType<typeof reviewTown>>
beforeAll(async () => {
  t = await reviewTown()
})
afterAll(() => t.city.close())

const HERE = '/staff/review/2010'
const PROMISE =
  'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）'

/** A new 改善施策 on the untouched form. */
async function withAction(fields: Record<string, string> = {}) {
  const head = t.as('head')
  const form = formIn(await head.get(HERE), HERE)
  return head.post(HERE, { ...form, 'action-n1-title': '朝の打合せを10分にする', ...fields })
}

async function clear() {
  await t.city.stores.commons.deleteFrom('follow_up').execute()
  await t.city.stores.commons.deleteFrom('unit_review').execute()
}

describe('Who may open 年１回の確認 of a unit', () => {
  it('head, promoter and 部長 of the 部 write; nobody else', async () => {
    for (const person of ['head', 'promoter', 'director'] as const) {
      const page = await t.as(person).get(HERE)
      expect(page.statusCode, person).toBe(200)
      expect(page.body).toContain('確認して公表する')
    }
    for (const person of ['otherHead', 'otherDirector', 'jointHead'] as const) {
      const refused = await t.as(person).get(HERE)
      expect(refused.statusCode, person).toBe(403)
      expect(textOf(refused)).toContain(
        'この所属の確認は、推進責任者（所属長）、推進担当者、部長が行います。担当する所属を選び直してください。',
      )
      expect((await t.as(person).post(HERE, {})).statusCode, person).toBe(403)
    }
    expect((await t.as('nobody').get(HERE)).statusCode).toBe(403)
    expect((await t.as('head').get('/staff/review/9999')).statusCode).toBe(404)
  })

  it('人事課 reads every unit and writes nothing', async () => {
    const office = t.city.visit(t.city.officials.hr)
    const page = await office.get(HERE)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('いま保存されている内容')
    expect(page.body).not.toContain('確認して公表する')
    expect((await office.post(`${HERE}/unchanged`, {})).statusCode).toBe(403)
  })

  it('who has one unit goes there at once, 部長 chooses among those of the 部', async () => {
    const one = await t.as('head').get('/staff/review')
    expect([one.statusCode, one.headers.location]).toEqual([303, HERE])
    const { main } = openedPage(await t.as('director').get('/staff/review'), '/staff/review')
    expect([...main.querySelectorAll('ul.review-units a')].map((a) => a.textContent)).toEqual([
      '保険年金課',
      '子育て支援課',
    ])
  })
})

describe('The page of a unit', () => {
  it('begins with the promise about appraisal and offers one tap', async () => {
    await clear()
    const { main, inMain } = openedPage(await t.as('head').get(HERE), HERE)
    expect(main.textContent).toContain(PROMISE)
    expect(inMain.getByRole('button', { name: '今年度は該当なし' })).toBeTruthy()
  })

  it('offers the lowest questions of the own unit, with published figures', async () => {
    const { main } = openedPage(await t.as('head').get(HERE), HERE)
    const hints = [...main.querySelectorAll('.review-hints li')].map((li) => li.textContent)
    expect(hints[0]).toMatch(/約30％.*低い順に1番目/s)
    expect(hints[1]).toMatch(/約50％.*低い順に2番目/s)
    expect(main.querySelector('.review-hints')?.textContent).toContain('保険年金課')
  })

  it('a hidden unit is offered what its 部 shows, and nothing of its own; it confirms all the same', async () => {
    const url = '/staff/review/2020'
    const page = await t.as('jointHead').get(url)
    const { main } = openedPage(page, url)
    const hints = main.querySelector('.review-hints')?.textContent ?? ''
    expect(hints).toContain('この所属だけの値は公表していないため、福祉部の値です。')
    expect(hints).toMatch(/約40％/)
    const saved = await t
      .as('jointHead')
      .post(url, { ...formIn(page, url), 'action-n1-title': '窓口の当番を減らす' })
    expect(saved.statusCode).toBe(303)
  })

  it('keeps what was chosen: a question as the origin, post, day and state', async () => {
    await clear()
    const saved = await withAction({
      'action-n1-origin': `item ${t.survey} Q_ATM_KPI`,
      'action-n1-owner': '係長',
      'action-n1-due': '2027-01-31',
      'action-n1-state': 'doing',
    })
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `${HERE}?done=confirmed`])
    const unit = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    expect(unit.actions.map(({ state, body }) => ({ state, ...body }))).toEqual([
      {
        state: 'doing',
        title: '朝の打合せを10分にする',
        origin: { kind: 'item', survey: t.survey, item: 'Q_ATM_KPI' },
        owner: '係長',
        due: '2027-01-31',
        outcome: '',
      },
    ])
    expect(unit.review).toMatchObject({ state: 'confirmed', confirmedOn: '2026-11-20' })
    const again = formIn(await t.as('head').get(HERE), HERE)
    expect(again[`action-${unit.actions[0]?.id}-origin`]).toBe(`item ${t.survey} Q_ATM_KPI`)
    const { body } = await t.as('head').get(`${HERE}?done=confirmed`)
    expect(body).toContain(
      '確認を保存しました。改善施策などは、だれでも見られるページに載りました。',
    )
  })

  it('leaves a record of who did it in identity.db, and no person in commons.db', async () => {
    await clear()
    await withAction()
    const acts = await t.city.stores.identity.selectFrom('audit').selectAll().execute()
    expect(acts.at(-1)).toMatchObject({
      actor: who.head,
      act: '年１回の確認を保存',
      detail: '保険年金課（2010）　令和8年度',
    })
    const stored = await t.city.stores.commons.selectFrom('follow_up').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(who.head)
  })

  it('has やめる業務 with hours and budget, and 優良事例; empty new parts are not meant', async () => {
    await clear()
    const saved = await withAction({
      'action-n1-title': '',
      'stop-n1-title': '紙の出勤簿',
      'stop-n1-hours': '１，２００時間',
      'stop-n1-year': '2027',
      'stop-n1-state': 'stopped',
      'case-n1-title': '照会の回答期限をそろえた',
      'case-n1-effect': '月に３時間減った',
    })
    expect(saved.statusCode).toBe(303)
    const unit = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    expect(unit.actions).toEqual([])
    expect(unit.stopWorks[0]).toMatchObject({
      state: 'stopped',
      body: { name: '紙の出勤簿', hours: 1200, budgetYear: 2027, origin: { kind: 'own' } },
    })
    expect(unit.cases[0]).toMatchObject({ state: 'shared' })
  })

  it('shows measures the unit is in charge of and takes their 改善状況 only', async () => {
    await clear()
    const measure = {
      number: '1-1',
      pillar: '１ 事務事業の見直し',
      name: '照会の様式を一つにする',
      bearers: ['owner' as const],
      sort: 'new' as const,
      repeats: null,
      progress: '',
    }
    const id = await writeEntry(
      t.city.stores.commons,
      {
        id: null,
        kind: 'measure',
        fiscalYear: 2026,
        unit: '2010',
        state: 'planned',
        body: measure,
      },
      '2026-05-01',
    )
    const page = await t.as('head').get(HERE)
    expect(textOf(page)).toContain('担い手：制度所管課')
    const fields = { ...formIn(page, HERE), [`measure-${id}-progress`]: '様式を決めた' }
    expect((await t.as('head').post(HERE, fields)).statusCode).toBe(303)
    const { measures } = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    expect(measures[0]?.body).toEqual({ ...measure, progress: '様式を決めた' })
  })

  it('deletes what was marked, and nothing else', async () => {
    await clear()
    await withAction({ 'action-n2-title': '会議を減らす' })
    const before = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    const gone = before.actions[0]?.id
    const form = formIn(await t.as('head').get(HERE), HERE)
    await t.as('head').post(HERE, { ...form, [`action-${gone}-remove`]: 'yes' })
    const after = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    expect(after.actions.map(({ body }) => body.title)).toEqual(['会議を減らす'])
  })
})

describe('What the page refuses, with what was typed still on it', () => {
  const refused = async (fields: Record<string, string>, message: string) => {
    const answer = await withAction(fields)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain(message)
    const kept = formIn(answer, HERE)
    const written = Object.entries(fields).filter(([name]) => !/-(state|origin|year)$/.test(name))
    for (const [name, value] of written) if (name in kept) expect(kept[name], name).toBe(value)
    return answer
  }

  beforeAll(clear)

  it.each([
    [{ 'action-n1-title': '', 'action-n1-owner': '係長' }, '改善施策を書いてください。'],
    [{ 'action-n1-due': '2027-02-30' }, '期限を 2026-12-01 の形で書いてください。'],
    [{ 'action-n1-state': 'maybe' }, '状態を選んでください。'],
    [{ 'action-n1-origin': 'item x y' }, 'きっかけを、一覧から選び直してください。'],
    [{ 'stop-n1-title': '', 'stop-n1-decision': 'やめる' }, 'やめる業務を書いてください。'],
    [
      { 'stop-n1-title': '出勤簿', 'stop-n1-hours': 'たくさん' },
      '年間の時間は、0から1,000,000までの数で書いてください。',
    ],
    [{ 'stop-n1-title': '出勤簿', 'stop-n1-year': 'R9' }, '予算の年度を選び直してください。'],
    [{ 'case-n1-title': '', 'case-n1-effect': '早くなった' }, '優良事例の題名を書いてください。'],
    [{ 'action-n1-title': 'あ'.repeat(81) }, '改善施策は、80字までで書いてください。'],
  ])('%o: %s', async (fields, message) => {
    await refused(fields, message)
  })

  it('a fourth 改善施策', async () => {
    await refused(
      {
        'action-n2-title': '二つ目',
        'action-n3-title': '三つ目',
        'action-n4-title': '四つ目',
        'action-n4-state': 'planned',
      },
      '改善施策は、１年に3つまでです。続けるものを3つ以内に決め、ほかは「この項目を削除する」を選ぶか、次の年度に回してください。',
    )
  })

  it('a free text that nobody has published', async () => {
    const { commons } = t.city.stores
    const text = '照会の様式を1つにまとめてほしい。月末は特に多い。'
    await commons.insertInto('shown_text').values({ survey: t.survey, item: 'F', text }).execute()
    await commons
      .insertInto('text_release')
      .values({ survey: t.survey, released_on: '2026-11-01', body: '{}' })
      .execute()
    await refused(
      { 'action-n1-origin': 'comment', 'action-n1-quote': '短い' },
      '公表された自由記述から、もとになった文を8字以上写してください。',
    )
    await refused(
      { 'action-n1-origin': 'comment', 'action-n1-quote': '課長の机の横の席の人が言っていた' },
      '公表されている自由記述の中に、この文がありません。結果のページの自由記述から、そのまま写してください。',
    )
    const saved = await withAction({
      'action-n1-origin': 'comment',
      'action-n1-quote': '照会の様式を1つにまとめてほしい。',
    })
    expect(saved.statusCode).toBe(303)
    await clear()
  })

  it('names and numbers, until somebody has looked at them', async () => {
    const message =
      '名前や番号のように見える言葉があります（山田課長）。だれでも読む文です。職名に書き換えるか、下の欄で確かめてください。'
    const answer = await refused({ 'action-n1-outcome': '山田課長が決めた。' }, message)
    const form = formIn(answer, HERE)
    expect((await t.as('head').post(HERE, { ...form, cluesSeen: 'yes' })).statusCode).toBe(303)
    await clear()
    await refused(
      { 'action-n1-owner': '000104' },
      '名前や番号のように見える言葉があります（000104）',
    )
  })
})

describe('Two tabs', () => {
  it('the later one is told, and nothing of either is lost', async () => {
    await clear()
    const head = t.as('head')
    const first = formIn(await head.get(HERE), HERE)
    const second = { ...first }
    await head.post(HERE, { ...first, 'action-n1-title': '先に保存したもの' })
    const later = await t
      .as('promoter')
      .post(HERE, { ...second, 'action-n1-title': '後から書いたもの' })
    expect(later.statusCode).toBe(409)
    expect(textOf(later)).toContain(
      'ほかの画面で、先に保存されていました。あなたが入力した内容は、この画面に残っています。「いま保存されている内容」と見比べて、よければもう一度保存してください。',
    )
    expect(textOf(later)).toContain('先に保存したもの')
    const kept = formIn(later, HERE)
    expect(kept['action-n1-title']).toBe('後から書いたもの')
    expect((await t.as('promoter').post(HERE, kept)).statusCode).toBe(303)
    const unit = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    expect(unit.actions.map(({ body }) => body.title)).toEqual([
      '先に保存したもの',
      '後から書いたもの',
    ])
  })

  it('what was deleted in the other tab can be saved as a new entry', async () => {
    await clear()
    await withAction()
    const form = formIn(await t.as('head').get(HERE), HERE)
    const { actions } = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    const key = `action-${actions[0]?.id}`
    await t.as('head').post(HERE, { ...form, [`${key}-remove`]: 'yes' })
    const later = await t.as('head').post(HERE, { ...form, [`${key}-outcome`]: '残したい文' })
    expect(later.statusCode).toBe(409)
    const kept = formIn(later, HERE)
    expect(kept[`${key}-outcome`]).toBe('残したい文')
    expect((await t.as('head').post(HERE, kept)).statusCode).toBe(303)
    const unit = await readUnit(t.city.stores.commonsReader, '2010', 2026)
    expect(unit.actions[0]?.body.outcome).toBe('残したい文')
  })

  it('one tap on a page that is out of date confirms nothing', async () => {
    await clear()
    const form = formIn(await t.as('head').get(HERE), `${HERE}/unchanged`)
    await withAction()
    const late = await t.as('promoter').post(`${HERE}/unchanged`, form)
    expect(late.statusCode).toBe(409)
    expect(textOf(late)).toContain('ほかの画面で、先に保存されていました。')
  })
})

describe('A question that has changed since last year', () => {
  it('is offered too, with the published difference; not that of something above a new unit', async () => {
    const before = { whole: [60, 62, 64, 66], bureau: [58, 60, 40, 66] } as const
    await publishSurvey(t.city, { ...before, unit: [70, 80, 60, 50] }, '2025-07-01')
    const hints = async () => {
      const { main } = openedPage(await t.as('head').get(HERE), HERE)
      return [...main.querySelectorAll('.review-hints li')].map((li) => li.textContent ?? '')
    }
    expect((await hints()).join()).not.toContain('前年度から')
    await t.city.stores.commons.updateTable('unit').set({ valid_from: '2025-04-01' }).execute()
    const told = await hints()
    expect(told[0]).toMatch(/約30％.*低い順に1番目、前年度から－/s)
    expect(told.filter((hint) => hint.includes('前年度から'))).toHaveLength(1)
  })
})

describe('The turn of the year', () => {
  it('prefills from last year, and 「昨年度から変更なし」 is one tap', async () => {
    await clear()
    await withAction({ 'action-n2-title': '終わったもの', 'action-n2-state': 'done' })
    const evening = t.city.clock.now
    t.city.clock.now = new Date('2027-04-01T09:00:00+09:00')
    try {
      const page = await t.as('head').get(HERE)
      const { main, inMain } = openedPage(page, HERE)
      expect(main.querySelector('h1')?.textContent).toContain('年１回の確認')
      expect(main.textContent).toContain('まだ確認していません')
      expect(inMain.getByRole('button', { name: '昨年度から変更なし' })).toBeTruthy()
      const form = formIn(page, `${HERE}/unchanged`)
      const done = await t.as('head').post(`${HERE}/unchanged`, form)
      expect([done.statusCode, done.headers.location]).toEqual([303, `${HERE}?done=unchanged`])
      const unit = await readUnit(t.city.stores.commonsReader, '2010', 2027)
      expect(unit.actions.map(({ body }) => body.title)).toEqual(['朝の打合せを10分にする'])
      expect(unit.review?.state).toBe('unchanged')
      expect((await t.as('head').get(`${HERE}?done=unchanged`)).body).toContain(
        '変更なしとして確認しました。今年度は、これで終わりです。',
      )
    } finally {
      t.city.clock.now = evening
    }
  })
})

describe('The page after signing in', () => {
  it('says to a head that the confirmation is open, until it is given', async () => {
    await clear()
    const home = await t.as('head').get('/staff/')
    expect(textOf(home)).toContain('保険年金課の確認をする')
    expect(textOf(await t.as('nobody').get('/staff/'))).not.toContain('の確認をする')
    await withAction()
    expect(textOf(await t.as('head').get('/staff/'))).not.toContain('の確認をする')
  })
})

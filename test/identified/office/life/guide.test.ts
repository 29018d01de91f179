import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf } from '../../../support/small-city.ts'
import { documentOf, REVIEWED, textOf } from '../hand.ts'
import { DISASTER, type Office, officeOf, refusedWith } from './changing.ts'

describe("The officer's guide from the closing to the destruction", () => {
  let office: Office
  const text = async (page = '') => textOf(await office.get(page))
  const go = (day: string) => {
    office.city.clock.now = new Date(`${day}T10:00:00+09:00`)
  }

  beforeAll(async () => {
    office = await officeOf({ people: 30 })
    const { city } = office
    for (const [i, number] of city.people.slice(0, 20).entries()) {
      const card = await city.takeCard(await city.session(number))
      await city.cast(card, answersOf(city.survey.questionnaire, i))
    }
  })
  afterAll(() => office.city.close())

  it('shows what is done, where one is, and what comes; turnout with its day, for all only', async () => {
    const page = await office.get()
    const states = [...documentOf(page).querySelectorAll('.life > li')].map(
      (li) => `${li.querySelector('h3')?.textContent}：${li.querySelector('.tag')?.textContent}`,
    )
    expect(states).toEqual([
      '案と決裁：済',
      '鍵の作成、試しの開封、実施の決定：済',
      '受付開始：済',
      '締切：今ここ',
      '開封・集計：これから',
      '公表前の確認と公表：これから',
      '公表した内容の確認と、回答箱・鍵の廃棄：これから',
    ])
    expect(textOf(page)).toContain('令和8年11月20日（金） 決裁番号 人決第100号')
    expect(textOf(page)).toMatch(
      /約\d+％（全庁、令和8年11月20日（金）の集計。1日1回、5ポイント単位）/,
    )
  })

  it('refuses the publication until somebody of 人事課 has gone through the list', async () => {
    go('2026-12-01')
    expect(refusedWith(await office.get('review'))).toContain(
      '公表前の確認は、開封の後、公表の前にします。アンケートの画面で今の状態を確かめてください。',
    )
    await office.city.openBox()
    const early = await office.post('publication')
    expect(early.statusCode).toBe(409)
    expect(refusedWith(early)).toContain(
      '公表前の確認が、まだ記録されていません。点検表のすべての欄を確かめて記録してから、公表してください。',
    )
    expect(await text('preview')).not.toContain('この内容で全職員に公表する')
    const some = await office.post('review', { checks: REVIEWED.slice(1) })
    expect(some.statusCode).toBe(422)
    expect(refusedWith(some)).toContain('すべての欄を確かめて、印を付けてください。')
    expect((await office.post('publication')).statusCode).toBe(409)
    const done = await office.post('review', { checks: REVIEWED })
    expect(done.headers.location).toBe(`${office.base}?done=review`)
    expect(await text()).toContain(
      '公表前の確認は済んでいます（令和8年12月1日（火） 10時00分、職員番号 000102）。',
    )
    expect(await text('preview')).toContain('この内容で全職員に公表する')
    expect((await office.post('publication')).statusCode).toBe(303)
  })

  it('counts the days to the confirmation, and says when they are over', async () => {
    go('2026-12-05')
    expect(await text()).toContain('令和8年12月15日（火）まで、あと10日です。')
    await office.post('stop', { from: '2026-12-05', words: DISASTER })
    go('2026-12-25')
    expect(await text()).toContain('期限は停止しています。')
    expect(textOf(await office.hr.get('/staff/office'))).not.toContain('期限を過ぎています')
    await office.post('resumption')
    go('2027-01-07')
    const late =
      '廃棄の期限の令和9年1月5日（火）を、2日過ぎています。公表した内容を確かめ、回答箱と鍵を廃棄してください。'
    expect(await text()).toContain(late)
    expect(textOf(await office.hr.get('/staff/office'))).toContain(late)
  })

  it('shows a correction on the results, after the publication too', async () => {
    await office.post('correction', { words: '表3の注を訂正します。' })
    const results = await office.city.app.inject({
      url: '/results/r8',
      headers: { accept: 'text/html' },
    })
    expect(textOf(results)).toContain('表3の注を訂正します。')
    expect(textOf(results)).not.toContain(DISASTER)
  })

  it('ends with the destruction, and offers to copy the survey', async () => {
    expect((await office.post('destruction')).statusCode).toBe(303)
    const page = await text()
    expect(page).toContain('写して新しい案を作る')
    expect(page).not.toContain('これから')
    expect(refusedWith(await office.get('stop'))).toContain(
      'このアンケートには、動いている期限がありません。',
    )
  })
})

describe('The list of surveys', () => {
  it('is paged by fifty and says what is overdue', async () => {
    const office = await officeOf({ survey: 'draft' })
    const { commons } = office.city.stores
    const row = await commons.selectFrom('survey').selectAll().executeTakeFirstOrThrow()
    for (let i = 1; i <= 51; i += 1)
      await commons
        .insertInto('survey')
        .values({ ...row, id: `old-${i}` })
        .execute()
    const first = await office.hr.get('/staff/office')
    expect(documentOf(first).querySelectorAll('tbody tr')).toHaveLength(50)
    expect(textOf(first)).toContain('52件のうち1／2ページ')
    const second = await office.hr.get('/staff/office?page=2')
    expect(documentOf(second).querySelectorAll('tbody tr')).toHaveLength(2)
    expect((await office.hr.get('/staff/office?page=x')).statusCode).toBe(200)
    office.city.clock.now = new Date('2026-12-20T10:00:00+09:00')
    expect(textOf(await office.get())).toContain(
      '案の締切の日時を過ぎています。案の「題名と期間」で、日時を入れ直してください。',
    )
  })
})

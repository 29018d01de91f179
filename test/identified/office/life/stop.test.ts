import { beforeEach, describe, expect, it } from 'vitest'
import { documentOf, hand, textOf } from '../hand.ts'
import {
  answerPage,
  DISASTER,
  type Office,
  officeOf,
  publicTexts,
  refusedWith,
} from './changing.ts'

const TODAY = '2026-11-20'

describe('災害等による期限停止', () => {
  let office: Office
  beforeEach(async () => {
    office = await officeOf()
  })

  it('keeps an open survey open past its closing, and says so to everybody', async () => {
    const { city } = office
    const done = await office.post('stop', { from: TODAY, words: DISASTER })
    expect(done.headers.location).toBe(`${office.base}?done=stop`)
    city.clock.now = new Date('2026-12-05T10:00:00+09:00')
    await city.system.acts.closeDue()
    expect((await city.system.acts.findFrozen(city.survey.id))?.phase).toBe('open')
    for (const text of await publicTexts(office)) {
      expect(text).toContain('災害等のため、期限を停止しています')
      expect(text).toContain(
        '令和8年11月20日（金）から、締切を停止しています。令和8年11月30日（月） 10時00分を過ぎても締め切りません。',
      )
      expect(text).toContain(`理由：${DISASTER}`)
    }
    expect(textOf(await answerPage(office))).toContain(
      '締切は、今は停止しています。回答は、いつもどおりできます。',
    )
    await city.takeCard(await city.session(city.people[5] ?? ''))
  })

  it('moves the closing by the days stopped when it ends', async () => {
    await office.post('stop', { from: TODAY, words: DISASTER })
    office.city.clock.now = new Date('2026-12-05T18:00:00+09:00')
    const page = textOf(await office.get('resumption'))
    expect(page).toContain('停止した日数は、今日までで16日です。')
    expect(page).toContain('新しい締切は、令和8年12月16日（水） 10時00分になります。')
    await office.post('resumption')
    for (const text of await publicTexts(office)) {
      expect(text).toContain('期限の停止が終わりました（11月30日→12月16日）')
      expect(text).toContain('停止した16日を、締切に加えました。')
      expect(text).not.toContain('期限を停止しています')
    }
    office.city.clock.now = new Date('2026-12-16T10:00:00+09:00')
    expect((await office.city.system.acts.findFrozen('r8'))?.phase).toBe('closed')
  })

  it('survives a restart after the closing that was announced: the signing key is not destroyed', async () => {
    await office.post('stop', { from: TODAY, words: DISASTER })
    office.city.clock.now = new Date('2026-12-05T10:00:00+09:00')
    await office.city.restart()
    const keys = await office.city.stores.identity.selectFrom('signing_key').selectAll().execute()
    expect(keys).toHaveLength(1)
  })

  it('never reaches across 1 April: the survey closes on 31 March at 17:15', async () => {
    const { city } = office
    await office.post('stop', { from: TODAY, words: DISASTER })
    city.clock.now = new Date('2027-03-22T10:00:00+09:00')
    expect(textOf(await office.get('resumption'))).toContain(
      '4月1日をまたげないため、年度の終わりまでとします。',
    )
    city.clock.now = new Date('2027-03-31T17:15:00+09:00')
    expect((await city.system.acts.findFrozen('r8'))?.phase).toBe('closed')
    await office.post('resumption')
    const text = textOf(await office.get())
    expect(text).toContain('期限の停止が終わりました（11月30日→3月31日）')
    expect(text).toContain(
      '停止した日は132日ですが、4月1日をまたげないため、令和9年3月31日（水） 17時15分までとしました。',
    )
    expect((await city.system.acts.findFrozen('r8'))?.phase).toBe('closed')
  })

  it('takes over day and reason of a stop of the proposals, where 行政管理課 has made one', async () => {
    const { city } = office
    expect(textOf(await office.get('stop'))).toContain('行政管理課に連絡してください。')
    await standingStop(office, '2026-11-20')
    city.clock.now = new Date('2026-11-23T10:00:00+09:00')
    const page = documentOf(await office.get('stop'))
    const words = page.querySelector('input[name=words]')
    expect(words?.getAttribute('value')).toBe('地震への対応')
    const days = [...page.querySelectorAll('input[name=from]')].map((i) => i.getAttribute('value'))
    expect(days).toEqual(['2026-11-23', '2026-11-20'])
    await office.post('stop', { from: '2026-11-20', words: '地震への対応' })
    await office.post('resumption')
    expect((await city.system.acts.findFrozen('r8'))?.closesAt.toISOString()).toBe(
      new Date('2026-12-04T10:00:00+09:00').toISOString(),
    )
  })

  it('counts a day once, however often the clocks are stopped on it', async () => {
    const closes = async () => (await office.city.system.acts.findFrozen('r8'))?.closesAt
    await office.post('stop', { from: TODAY, words: DISASTER })
    await office.post('resumption')
    const moved = await closes()
    for (let again = 0; again < 3; again += 1) {
      await office.post('stop', { from: TODAY, words: DISASTER })
      await office.post('resumption')
    }
    expect(await closes()).toEqual(moved)
  })

  it('is refused with a sentence for whatever is missing', async () => {
    const nothing = await office.post('stop', { confirmed: undefined })
    expect(nothing.statusCode).toBe(422)
    expect(refusedWith(nothing)).toContain('停止を始める日を選んでください。')
    expect(refusedWith(nothing)).toContain('停止する理由を入力してください。')
    expect(refusedWith(nothing)).toContain('停止は、すべての職員に知らされます。よければ、')
    expect(
      refusedWith(await office.post('stop', { from: '2026-11-01', words: DISASTER })),
    ).toContain('停止を始める日を選んでください。')
    const early = await office.post('resumption')
    expect(refusedWith(early)).toContain(
      '期限は停止していません。アンケートの画面を開き直してください。',
    )
    await office.post('stop', { from: TODAY, words: DISASTER })
    expect(refusedWith(await office.post('stop', { from: TODAY, words: DISASTER }))).toContain(
      'すでに期限を停止しています。終えるときは「期限の停止を終える」へ進んでください。',
    )
    const unticked = await office.hr.post(`${office.base}/resumption`)
    expect(unticked.statusCode).toBe(422)
    expect(refusedWith(unticked)).toContain(
      '停止を終えると、新しい締切が知らされます。よければ、確認の欄に印を付けてください。',
    )
    expect(refusedWith(await office.get('stop'))).toContain('すでに期限を停止しています。')
  })

  it('does not open again what has closed: only the later days stand still', async () => {
    office.city.clock.now = new Date('2026-12-01T09:00:00+09:00')
    await office.post('stop', { from: '2026-12-01', words: DISASTER })
    expect((await office.city.system.acts.findFrozen('r8'))?.phase).toBe('closed')
    expect(textOf(await office.get())).toContain(
      '令和8年12月1日（火）から、公表の後の確認などの期限を停止しています。',
    )
    await office.post('resumption')
    expect(textOf(await office.get())).toContain('停止した1日を、期限に加えました。')
  })

  it('is only for 人事課', async () => {
    const others = [office.city.people[7], office.city.officials.admin]
    for (const number of others) {
      const answer = await hand(office.city, number).post(`${office.base}/stop`, {
        from: TODAY,
        words: DISASTER,
        confirmed: 'yes',
      })
      expect(answer.statusCode).toBe(403)
    }
  })
})

async function standingStop({ city }: Office, from: string): Promise<void> {
  const settings = { stops: [{ from, to: null, reason: '地震への対応' }] }
  await city.stores.commons
    .insertInto('setting')
    .values({ key: 'proposals', value: JSON.stringify(settings) })
    .onConflict((oc) => oc.column('key').doUpdateSet({ value: JSON.stringify(settings) }))
    .execute()
}

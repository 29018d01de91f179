/** 回答券の再発行: the person asks, somebody else decides, and the number is bounded and published. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countHandedOut, countReissued } from '../../../server/identified/issuance/cards.ts'
import { reissueCap } from '../../../server/survey/reissue-cap.ts'
import { answersOf, type SmallCity, smallCity } from '../../support/small-city.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { hand, textOf } from '../office/hand.ts'

const PERSON = '000105'
const OTHER = '000106'
const ASK = '/staff/surveys/r8/card/reissue'
const DESK = '/staff/office/surveys/r8/reissue'
const NOW = new Date('2026-11-20T10:00:00+09:00')

let city: SmallCity
beforeAll(async () => {
  city = await smallCity({ people: 12 })
})
afterAll(() => city.close())
beforeEach(async () => {
  city.clock.now = NOW
  await city.stores.identity
    .updateTable('card')
    .set({ issued: Buffer.alloc(33), reissue: '-', way: 'sign-in' })
    .execute()
  await city.stores.identity.deleteFrom('audit').execute()
})

const person = (number = PERSON) => hand(city, number)
const hr = () => hand(city, city.officials.hr)
const take = async (number = PERSON) => city.takeCard(await city.session(number))
const rowOf = (number = PERSON) =>
  city.stores.identity
    .selectFrom('card')
    .select(['issued', 'reissue'])
    .where('person', '=', number)
    .executeTakeFirstOrThrow()
const audits = () => city.stores.identity.selectFrom('audit').selectAll().execute()
const give = (number = PERSON) => hr().post(DESK, { number, act: 'give' })

/** Has a card and asks for another one. */
async function lose(number = PERSON) {
  const card = await take(number)
  expect((await person(number).post(ASK)).statusCode).toBe(303)
  return card
}

test('who lost the card asks, 人事課 gives it anew, and the row keeps its size', async () => {
  await take()
  const offer = await person().get(ASK)
  expect(htmlFaults(offer.body)).toEqual([])
  expect(textOf(offer)).toContain('すでに回答した方は、申し出ないでください。')
  expect(textOf(offer)).toContain('締切の前日（令和8年11月29日（日））までです。')
  const asked = await person().post(ASK)
  expect([asked.statusCode, asked.headers['location']]).toEqual([303, ASK])
  expect((await person().post(ASK)).statusCode, 'asking twice is asking once').toBe(303)
  expect(textOf(await person().get(ASK))).toContain('再発行の申出を受け付けました')
  expect(textOf(await person().get('/staff/'))).toContain('渡しました（再発行を申し出ています）')
  expect(await audits(), 'no time of the asking is kept').toEqual([])

  const desk = await hr().get(DESK)
  expect(htmlFaults(desk.body)).toEqual([])
  expect(textOf(desk)).toContain('0枚（上限1枚）')
  expect(textOf(desk)).toContain(PERSON)
  const done = await give()
  expect(done.headers['location']).toBe(`${DESK}?notice=given`)
  expect(textOf(await hr().get(`${DESK}?notice=given`))).toContain('回答券を再発行しました。')
  expect(await rowOf()).toEqual({ issued: Buffer.alloc(33), reissue: 'g' })
  expect(await audits()).toMatchObject([
    { actor: city.officials.hr, act: '回答券を再発行', detail: `r8：職員番号 ${PERSON}` },
  ])
  expect(textOf(await person().get('/staff/'))).toContain('再発行しました。もう一度受け取れます')
  expect(textOf(await person().get('/staff/surveys/r8/card'))).toContain('回答券を再発行しました')
})

test('a card given anew counts besides the marks, whether it was taken or not', async () => {
  const counts = async () => [
    await countReissued(city.stores.identity, 'r8'),
    await countHandedOut(city.stores.identity, 'r8'),
  ]
  await take(OTHER)
  await lose()
  expect(await counts()).toEqual([0, 2])
  await give()
  expect(await counts(), 'the lost card may still become an answer').toEqual([1, 2])
  await take()
  expect(await counts()).toEqual([1, 3])
  expect(reissueCap(2300)).toBe(46)
  expect(reissueCap(99)).toBe(1)
})

test('人事課 may refuse; the person may ask again, and 人事課 finds who asks by the number', async () => {
  await lose()
  await lose(OTHER)
  const search = textOf(await hr().get(`${DESK}?number=${OTHER}`))
  expect(search).toContain('申し出た人（1人を表示、全部で2人）')
  const full = await hr().get(`${DESK}?number=${encodeURIComponent('０００１０６')}`)
  expect(textOf(full)).toContain('申し出た人（1人を表示、全部で2人）')
  const none = await hr().get(`${DESK}?number=000107`)
  expect(textOf(none)).toContain('この職員番号からの申出は、届いていません。')
  expect(none.body).toContain('value="000107"')
  const declined = await hr().post(DESK, { number: PERSON, act: 'decline' })
  expect(declined.headers['location']).toBe(`${DESK}?notice=declined`)
  expect(textOf(await hr().get(`${DESK}?notice=declined`))).toContain(
    '再発行しないことにしました。',
  )
  expect((await rowOf()).reissue).toBe('-')
  expect((await audits()).map(({ act }) => act)).toEqual(['回答券を再発行しないと決定'])
  expect((await person().post(ASK)).statusCode).toBe(303)
})

describe('A re-issue is refused', () => {
  const refusal = async (number = PERSON) => {
    const [page, post] = [await person(number).get(ASK), await person(number).post(ASK)]
    expect(page.statusCode).toBe(post.statusCode)
    expect(htmlFaults(page.body)).toEqual([])
    const before = await audits()
    return { page: textOf(page), post: textOf(post), before }
  }

  test('to who has not taken the card, and to who has one to take again', async () => {
    const words = '再発行の申出ではなく、回答券のページから受け取ってください。'
    expect(await refusal()).toMatchObject({
      page: expect.stringContaining(words) as string,
      post: expect.stringContaining(words) as string,
    })
    await lose()
    await give()
    expect((await refusal()).post).toContain(words)
  })

  test('a second time to the same person', async () => {
    await lose()
    await give()
    await take()
    const { page, post } = await refusal()
    for (const text of [page, post]) expect(text).toContain('再発行は、1人1回までです。')
    const again = await give()
    expect(again.statusCode).toBe(409)
  })

  test('to who gets a paper slip, who is sent to the spare ones, and can take no card', async () => {
    await city.stores.identity
      .updateTable('card')
      .set({ way: 'slip' })
      .where('person', '=', PERSON)
      .execute()
    const { page, post } = await refusal()
    for (const text of [page, post]) expect(text).toContain('あなたの回答券は、紙でお渡しします。')
    const own = await person().get('/staff/surveys/r8/card')
    expect([own.statusCode, htmlFaults(own.body)]).toEqual([200, []])
    expect(textOf(own)).toContain('予備の紙をお渡しします。')
    expect(textOf(await person().get('/staff/'))).toContain('紙でお渡しします')
    await expect(take()).rejects.toMatchObject({
      status: 403,
      title: 'あなたの回答券は、紙でお渡しします。',
    })
    expect((await rowOf()).issued).toEqual(Buffer.alloc(33))
  })

  test('to who is not asked, and outside the time of answers', async () => {
    await city.stores.identity.deleteFrom('card').where('person', '=', '000112').execute()
    expect((await refusal('000112')).post).toContain('このアンケートの対象に含まれていません。')
    city.clock.now = new Date(city.survey.opensAt.getTime() - 1000)
    expect((await person().post(ASK)).statusCode).toBe(409)
    const early = await hr().get(DESK)
    expect(early.statusCode).toBe(409)
    expect(textOf(early)).toContain('回答券の再発行は、受付中だけできます。')
    expect((await hr().post(DESK, { number: PERSON, act: 'give' })).statusCode).toBe(409)
    expect((await hr().get('/staff/office/surveys/nope/reissue')).statusCode).toBe(404)
  })

  test('on the closing day, to the person and to 人事課', async () => {
    await lose(OTHER)
    await take()
    city.clock.now = new Date('2026-11-30T00:00:00+09:00')
    const words = '再発行は、締切の前日（令和8年11月29日（日））までです。'
    const { page, post } = await refusal()
    for (const text of [page, post]) expect(text).toContain(words)
    const late = await give(OTHER)
    expect(late.statusCode).toBe(409)
    expect(textOf(late)).toContain(words)
    expect((await rowOf(OTHER)).reissue).toBe('a')
    const desk = await hr().get(DESK)
    expect(textOf(desk)).toContain('再発行の期限を過ぎました')
    expect(desk.body).not.toContain('value="give"')
    city.clock.now = new Date('2026-11-29T23:59:00+09:00')
    expect((await give(OTHER)).statusCode).toBe(303)
  })

  test('after a reset of the password, before and after the asking: no way around the wait', async () => {
    const reset = (number: string) =>
      city.stores.identity
        .updateTable('credential')
        .set({ reset_on: '2026-11-20', card_from: '2026-11-24' })
        .where('person', '=', number)
        .execute()
    await take()
    await lose(OTHER)
    await reset(PERSON)
    await reset(OTHER)
    const { page, post } = await refusal()
    for (const text of [page, post])
      expect(text).toContain('令和8年11月24日（火）から受け取れます。')
    const desk = await give(OTHER)
    expect(desk.statusCode).toBe(409)
    expect(textOf(desk)).toContain('この職員のパスワードは、再発行されたばかりです。')
    expect((await rowOf(OTHER)).reissue).toBe('a')
    city.clock.now = new Date('2026-11-24T09:00:00+09:00')
    expect((await give(OTHER)).statusCode).toBe(303)
    await city.stores.identity
      .updateTable('credential')
      .set({ reset_on: null, card_from: null })
      .execute()
  })

  test('to an official by the own hand, and to somebody who has not asked', async () => {
    await lose(city.officials.hr)
    const desk = await hr().get(DESK)
    expect(textOf(desk)).toContain('ご自身の申出です。')
    expect(desk.body).not.toContain('value="give"')
    for (const act of ['give', 'decline']) {
      const own = await hr().post(DESK, { number: city.officials.hr, act })
      expect(own.statusCode).toBe(409)
      expect(textOf(own)).toContain('人事課のほかの職員が判断してください。')
    }
    await take()
    for (const act of ['give', 'decline']) {
      const unasked = await hr().post(DESK, { number: PERSON, act })
      expect(unasked.statusCode).toBe(409)
      expect(textOf(unasked)).toContain('この職員番号からの申出は、届いていません。')
    }
    expect((await rowOf()).issued[0]).toBe(1)
    expect(await audits()).toEqual([])
  })

  test('above 2 % of the eligible people', async () => {
    await lose()
    await lose(OTHER)
    expect((await give()).statusCode).toBe(303)
    const second = await give(OTHER)
    expect(second.statusCode).toBe(409)
    expect(textOf(second)).toContain('このアンケートでは1枚まで（対象者の2％）です。')
    expect((await rowOf(OTHER)).reissue).toBe('a')
    expect(textOf(await hr().get(DESK))).toContain('再発行の上限に達しました')
  })

  test('to nobody but 人事課, and for a form that no page of ours sends', async () => {
    expect((await person().get(DESK)).statusCode).toBe(403)
    expect((await hand(city, city.officials.admin).post(DESK, {})).statusCode).toBe(403)
    const blank = await hr().post(DESK, { number: PERSON })
    expect(blank.statusCode).toBe(422)
    expect(textOf(blank)).toContain('「再発行する」か「しない」を押してください。')
    const long = await hr().get(`${DESK}?number=${'1'.repeat(21)}`)
    expect(long.statusCode).toBe(422)
    expect(textOf(long)).toContain('職員番号は20文字以下で入力してください。')
  })
})

test('the lost card and the new one are both counted, and the opening says so', async () => {
  const own = await smallCity({ people: 12 })
  const number = '000105'
  const lost = await own.takeCard(await own.session(number))
  await hand(own, number).post(ASK)
  await hand(own, own.officials.hr).post(DESK, { number, act: 'give' })
  const anew = await own.takeCard(await own.session(number))
  await own.cast(lost, answersOf(own.survey.questionnaire, 1))
  await own.cast(anew, answersOf(own.survey.questionnaire, 2))
  own.clock.now = own.survey.closesAt
  await own.openBox()
  expect(await own.system.acts.record('r8')).toMatchObject({ cardsSpent: 2, ballots: 2 })
})

/** A help desk cannot answer for anybody: no card until the next working day after a reset. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromBase64 } from '../../../views/client/protocol/bytes.ts'
import { blindedMessage, newSeed } from '../../../views/client/protocol/card.ts'
import { fetchKey } from '../../../views/client/protocol/doors.ts'
import { cityWithBox } from '../../support/proposal-box.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { hand, textOf } from '../office/hand.ts'

const PERSON = '000105'
const REFUSED = 'パスワードが再発行されたばかりのため、券はまだ受け取れません。'
const FROM =
  '令和8年11月24日（火）から受け取れます。パスワードの手紙に心当たりがないときは、人事課へお知らせください。'
const TUESDAY = new Date('2026-11-24T08:00:00+09:00')

let city: SmallCity

/** Friday 20 November 2026; Monday is a holiday. The person has chosen an own password since. */
async function reset(of: SmallCity, person = PERSON): Promise<void> {
  const answer = await hand(of, of.officials.admin).post('/staff/admin/passwords/reset', {
    number: person,
    reason: '忘れた',
    check: '折り返しの内線電話で、本人と所属長の両方に確かめた',
  })
  expect(answer.statusCode).toBe(303)
  await of.stores.identity
    .updateTable('credential')
    .set({ must_change: 0 })
    .where('person', '=', person)
    .execute()
}

/** Presses the button that makes the passwords that are missing, and waits for the list. */
async function makeFirst(of: SmallCity): Promise<void> {
  const admin = hand(of, of.officials.admin)
  await admin.post('/staff/admin/passwords', {})
  for (;;) {
    const progress = (await admin.get('/staff/admin/passwords/progress.json')).json<{
      finished: boolean
    }>()
    if (progress.finished) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

beforeAll(async () => {
  city = await smallCity({ people: 12 })
  await reset(city)
})
afterAll(() => city.close())

async function ask(of: SmallCity, person: string) {
  const key = await fetchKey(await of.origin(), of.survey.id)
  const blinded = blindedMessage(newSeed(), fromBase64(key.signingKey), of.survey.id)
  return of.app.inject({
    method: 'POST',
    url: `/staff/surveys/${of.survey.id}/card`,
    headers: {
      'content-type': 'application/octet-stream',
      'sec-fetch-site': 'same-origin',
      cookie: await of.session(person),
    },
    payload: Buffer.from(blinded),
  })
}

test('a survey card is refused until the next working day, at the page and at the door, with the day', async () => {
  const page = await hand(city, PERSON).get(`/staff/surveys/${city.survey.id}/card`)
  expect(page.statusCode).toBe(409)
  expect(textOf(page)).toContain(REFUSED)
  expect(textOf(page)).toContain(FROM)
  const door = await ask(city, PERSON)
  expect(door.statusCode).toBe(409)
  expect(door.json()).toMatchObject({
    type: '/problems/card-after-reset',
    title: REFUSED,
    detail: FROM,
  })
  const home = textOf(await hand(city, PERSON).get('/staff/'))
  expect(home).toContain('回答券は令和8年11月24日（火）から受け取れます。')
  expect(home).not.toContain('回答券を受け取って答える')
  const card = await city.stores.identity
    .selectFrom('card')
    .select('issued')
    .where('person', '=', PERSON)
    .executeTakeFirstOrThrow()
  expect(card.issued.every((byte) => byte === 0)).toBe(true)
})

test('nobody else has to wait', async () => {
  expect((await ask(city, '000106')).statusCode).toBe(200)
})

test('who had the card before the reset still reaches the page of the answer', async () => {
  const card = await city.takeCard(await city.session('000107'))
  await reset(city, '000107')
  expect(card.nonce.length).toBe(32)
  const page = await hand(city, '000107').get(`/staff/surveys/${city.survey.id}/card`)
  expect(page.statusCode).toBe(200)
})

test('on the next working day the card is handed out', async () => {
  const before = city.clock.now
  city.clock.now = new Date('2026-11-23T23:59:00+09:00')
  expect((await ask(city, PERSON)).statusCode).toBe(409)
  city.clock.now = TUESDAY
  expect((await ask(city, PERSON)).statusCode).toBe(200)
  expect(textOf(await hand(city, PERSON).get('/staff/'))).toContain('渡しました')
  city.clock.now = before
})

test('cards of proposals wait too: none are offered, asking is refused, and the page says from when', async () => {
  const { city: other } = await cityWithBox({ people: 8 })
  const offer = async () =>
    other.app.inject({
      url: '/staff/proposals/cards',
      headers: { cookie: await other.session(PERSON) },
    })
  expect((await offer()).json<{ quarter: string }>().quarter).not.toBeNull()
  await reset(other)
  expect((await offer()).json()).toEqual({ quarter: null, from: '2026-11-24' })
  const door = await other.app.inject({
    method: 'POST',
    url: '/staff/proposals/cards',
    headers: {
      'content-type': 'application/octet-stream',
      'sec-fetch-site': 'same-origin',
      cookie: await other.session(PERSON),
    },
    payload: Buffer.alloc(384),
  })
  expect(door.statusCode).toBe(409)
  expect(door.json()).toMatchObject({ title: REFUSED, detail: FROM })
  const page = textOf(await hand(other, PERSON).get('/staff/proposals'))
  expect(page).toContain('提案券と共感券は、令和8年11月24日（火）から届きます。')
  other.clock.now = TUESDAY
  expect((await offer()).json<{ quarter: string }>().quarter).not.toBeNull()
  expect(textOf(await hand(other, PERSON).get('/staff/proposals'))).not.toContain('から届きます。')
})

test('who is removed, added again and given a first password by letter waits for cards too', async () => {
  const { identity } = city.stores
  const again = '000108'
  const row = await identity
    .selectFrom('person')
    .selectAll()
    .where('number', '=', again)
    .executeTakeFirstOrThrow()
  await identity.deleteFrom('person').where('number', '=', again).execute()
  await identity
    .insertInto('person')
    .values([row, { ...row, number: '000900' }])
    .execute()
  await makeFirst(city)
  await identity
    .updateTable('credential')
    .set({ must_change: 0 })
    .where('person', 'in', [again, '000900'])
    .execute()
  const door = await ask(city, again)
  expect(door.statusCode).toBe(409)
  expect(door.json()).toMatchObject({ title: REFUSED, detail: FROM })
  expect(textOf(await hand(city, again).get('/staff/'))).toContain(
    'あなたのパスワードは、令和8年11月20日（金）に再発行されました。',
  )
  const newcomer = textOf(await hand(city, '000900').get('/staff/'))
  expect(newcomer).not.toContain('再発行されました')
})

test('while a survey takes answers the letters of the list are not shown; one person’s reset is', async () => {
  const admin = hand(city, city.officials.admin)
  const list = '/staff/admin/passwords'
  for (const url of [`${list}/letters`, `${list}/letters/print`]) {
    const closed = await admin.get(url)
    expect(closed.statusCode).toBe(409)
    expect(textOf(closed)).toContain('アンケートの受付中は、最初のパスワードの手紙を開けません。')
    expect(textOf(closed)).toContain(
      '要る人には、「パスワードの再発行」で1人ずつ手紙を作ってください。一覧は、「最初のパスワード」の画面で消してください。',
    )
  }
  const page = textOf(await admin.get(list))
  expect(page).toContain('アンケートの受付中は、手紙を開けません。')
  expect(page).not.toContain('手紙を選んで印刷する（')
  expect(page).toContain('遅くともアンケートの受付が始まる前に消してください。')
  expect(textOf(await admin.get('/staff/admin'))).toContain(
    '遅くともアンケートの受付が始まる前に消してください。',
  )
  await reset(city, '000109')
  const before = city.clock.now
  city.clock.now = city.survey.closesAt
  expect((await hand(city, city.officials.admin).get(`${list}/letters`)).statusCode).toBe(200)
  city.clock.now = before
})

import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appendToSheet, readSheet } from '../../../server/identified/auth/password-sheet.ts'
import { tidySessions } from '../../../server/identified/auth/sessions.ts'
import type { Role } from '../../../server/stores/identity.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import {
  PASSWORD,
  pageOf,
  personRow,
  type StaffApp,
  staffApp,
  type Visitor,
} from '../auth/staff-app.ts'

const HERE = '/staff/admin/passwords/reset'
const CHECK = '本人が窓口に来て、顔写真のある証明書で確かめた'
const MINE = '朝の川べりを走る青い自転車'
const FORM = { number: '000200', reason: '手紙を 紛失', check: CHECK }

let city: StaffApp
let admin: Visitor

/** Friday 20 November 2026; Monday 23 is a holiday. */
beforeEach(async () => {
  city = await staffApp()
  for (const number of ['000101', '000200']) await city.addPerson(number)
  await city.addRole('000101', 'admin', '*')
  admin = city.visitor()
  await admin.signIn('000101')
})
afterEach(async () => city.close())

const audit = async () =>
  city.stores.identity.selectFrom('audit').select(['actor', 'act', 'detail']).execute()

/** The password on the one letter that is shown. */
async function resetOf(fields: Record<string, string> = FORM) {
  const answer = await admin.post(HERE, fields)
  expect(answer.statusCode).toBe(303)
  const address = String(answer.headers.location)
  const letter = await admin.get(address)
  expect(htmlFaults(letter.body)).toEqual([])
  const groups = [
    ...pageOf(letter).getByRole('article').querySelectorAll('.letter-group .code'),
  ].map((one) => one.textContent)
  return { address, letter, password: groups.join('-') }
}

async function give(person: string, role: Role, unit: string): Promise<void> {
  await city.stores.identity
    .insertInto('role')
    .values({ person, role, unit, origin: 'hand' })
    .execute()
}

test('a reset gives one letter; the old password and every session end, and it stands on record', async () => {
  const there = city.visitor()
  await there.signIn('000200')
  const { letter, password } = await resetOf()
  expect(letter.body).toContain('手紙 000200')
  expect(letter.body).toContain(
    '令和8年11月20日（金）に再発行しました。回答券と提案券は、令和8年11月24日（火）から受け取れます。',
  )
  expect((await there.get('/staff/')).headers.location).toBe('/staff/sign-in')
  expect((await city.visitor().signIn('000200', PASSWORD)).statusCode).toBe(401)
  expect((await city.visitor().signIn('000200', password)).statusCode).toBe(303)
  expect(await audit()).toEqual([
    {
      actor: '000101',
      act: 'パスワードを再発行',
      detail: `職員番号 000200　理由：手紙を 紛失　本人確認：${CHECK}`,
    },
  ])
  const row = await city.stores.identity
    .selectFrom('credential')
    .select(['must_change', 'reset_on', 'card_from'])
    .where('person', '=', '000200')
    .executeTakeFirst()
  expect(row).toEqual({ must_change: 1, reset_on: '2026-11-20', card_from: '2026-11-24' })
})

test('the next day on which cards are given knows the city’s own closed days', async () => {
  const value = JSON.stringify({ closedDays: [{ day: '2026-11-24', name: '市制記念日' }] })
  await city.stores.commons.insertInto('setting').values({ key: 'proposals', value }).execute()
  const { letter } = await resetOf()
  expect(letter.body).toContain('令和8年11月25日（水）から受け取れます。')
})

test('the person is told on the page for the new password and at home, until it is confirmed', async () => {
  const { password } = await resetOf()
  const person = city.visitor()
  await person.signIn('000200', password)
  const told = 'あなたのパスワードは、令和8年11月20日（金）に再発行されました。'
  const choice = await person.get('/staff/password')
  expect(choice.body).toContain(told)
  expect(choice.body).toContain('すぐに人事課へお知らせください。')
  await person.post('/staff/password', { password: MINE, again: MINE })
  const home = await person.get('/staff/')
  expect(htmlFaults(home.body)).toEqual([])
  expect(home.body).toContain(told)
  const button = { name: '自分が頼んだものです（この知らせを消す）' }
  expect(pageOf(home).queryByRole('button', button)).toBeNull()
  await person.post('/staff/password/reset-read', {})
  expect((await person.get('/staff/')).body).toContain(told)
  city.clock.now = new Date('2026-11-24T08:30:00+09:00')
  await person.signIn('000200', MINE)
  pageOf(await person.get('/staff/')).getByRole('button', button)
  expect((await person.post('/staff/password/reset-read', {})).headers.location).toBe('/staff/')
  expect((await person.get('/staff/')).body).not.toContain(told)
  expect((await person.get('/staff/password')).body).not.toContain(told)
})

test('a letter is for whoever made it, for a quarter of an hour, and gone when it was printed', async () => {
  await city.addPerson('000102')
  await give('000102', 'admin', '*')
  const colleague = city.visitor()
  await colleague.signIn('000102')
  const first = await resetOf()
  const gone = 'この手紙は消えました。印刷できていないときは、もう一度再発行してください。'
  const stranger = await colleague.get(first.address)
  expect(stranger.statusCode).toBe(410)
  expect(stranger.body).toContain(gone)
  await colleague.post(`${first.address}/destruction`, {})
  expect((await admin.get(first.address)).statusCode).toBe(200)
  const printed = await admin.post(`${first.address}/destruction`, {})
  expect(printed.headers.location).toBe(`${HERE}?notice=gone`)
  expect((await admin.get(first.address)).body).toContain(gone)
  const second = await resetOf()
  expect(second.password).not.toBe(first.password)
  city.clock.now = new Date(city.clock.now.getTime() + 15 * 60_000 + 1)
  expect((await admin.get(second.address)).statusCode).toBe(410)
})

test('two resets in a row leave the second letter alone in force', async () => {
  const first = await resetOf()
  const second = await resetOf()
  expect((await city.visitor().signIn('000200', first.password)).statusCode).toBe(401)
  expect((await city.visitor().signIn('000200', second.password)).statusCode).toBe(303)
  expect(await audit()).toHaveLength(2)
})

test('a letter that waits in the list is taken out: its password would not work', async () => {
  const file = join(city.stores.folder, 'first-passwords.csv')
  const line = { unit: '1010', unitName: '秘書課', password: 'abcd-efhj-kmnp-rstu' }
  await appendToSheet(file, [
    { number: '000200', ...line },
    { number: '000201', ...line },
  ])
  await resetOf()
  expect((await readSheet(file)).map(({ number }) => number)).toEqual(['000201'])
})

test.each<[string, Record<string, string>, string]>([
  [
    'the own password',
    { ...FORM, number: '000101' },
    '自分のパスワードは再発行できません。「パスワードを変える」で変えるか、ほかの情報担当に頼んでください。',
  ],
  [
    'somebody who is not in the roster',
    { ...FORM, number: '200' },
    'この職員番号は名簿にありません。先頭の0が抜けていないか確かめてください。',
  ],
  [
    'somebody without a password',
    { ...FORM, number: '000300' },
    'この職員には、まだパスワードがありません。「最初のパスワード」から作って、手紙を渡してください。',
  ],
  ['no number', { ...FORM, number: '' }, '職員番号を入力してください。'],
  ['no reason', { ...FORM, reason: ' ' }, '理由を入力してください。'],
  ['a reason that is too long', { ...FORM, reason: 'あ'.repeat(101) }, '理由は100文字以下です。'],
  [
    'no check of the identity',
    { number: '000200', reason: '紛失' },
    '本人をどのように確かめたかを選んでください。',
  ],
])('%s is refused with what was typed, and nothing is changed', async (_name, fields, message) => {
  await city.stores.identity.insertInto('person').values(personRow('000300')).execute()
  const before = await city.stores.identity.selectFrom('credential').selectAll().execute()
  const answer = await admin.post(HERE, fields)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(message)
  expect(htmlFaults(answer.body)).toEqual([])
  expect(pageOf(answer).getByLabelText<HTMLInputElement>(/^理由/).value).toBe(fields['reason'])
  expect(await city.stores.identity.selectFrom('credential').selectAll().execute()).toEqual(before)
  expect(await audit()).toEqual([])
})

test('while first passwords are being made nobody’s is reset: the list would keep a dead letter', async () => {
  const file = join(city.stores.folder, 'first-passwords.csv')
  writeFileSync(`${file}.lock`, String(process.pid))
  const answer = await admin.post(HERE, FORM)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(
    '最初のパスワードを作っているところです。終わってから、もう一度お試しください。',
  )
  expect(await audit()).toEqual([])
})

test('a reset of an official is marked on record and seen by whoever shares the office, for two weeks', async () => {
  for (const number of ['000102', '000103', '000104', '000105']) await city.addPerson(number)
  await give('000200', 'hr', '*')
  await give('000200', 'head', '1010')
  await give('000102', 'hr', '*')
  await give('000103', 'promoter', '1010')
  await give('000104', 'promoter', '1110')
  await resetOf()
  expect((await audit()).at(-1)).toMatchObject({
    act: 'パスワードを再発行（担当者）',
    detail: expect.stringContaining('役割：推進責任者（所属長）：秘書課、人事課'),
  })
  const warning = '同じ役割の職員のパスワードが、最近再発行されました。'
  const seen = async (number: string) => {
    const visitor = city.visitor()
    await visitor.signIn(number)
    const page = (await visitor.get('/staff/')).body
    return page.includes(warning) ? (/職員番号 000200（(.*?)）<\/li>/.exec(page)?.[1] ?? '') : null
  }
  expect(await seen('000102')).toBe('人事課')
  expect(await seen('000103')).toBe('推進責任者（所属長）：秘書課')
  expect(await seen('000104')).toBeNull()
  expect(await seen('000105')).toBeNull()
  city.clock.now = new Date('2026-12-09T10:00:00+09:00')
  expect(await seen('000102')).toBeNull()
})

test('the offices of an official rest after a reset until cards are given, confirmed or not, and the page says so', async () => {
  await give('000200', 'hr', '*')
  const { password } = await resetOf()
  const person = city.visitor()
  await person.signIn('000200', password)
  await person.post('/staff/password', { password: MINE, again: MINE })
  await person.post('/staff/password/reset-read', {})
  expect((await person.get('/staff/test/hr')).statusCode).toBe(403)
  expect((await person.get('/staff/')).body).toContain(
    'あなたの役割は、<span class="nowrap">令和8年11月24日（火）</span>から使えます。それまでは休みます。',
  )
  city.clock.now = new Date('2026-11-23T23:59:00+09:00')
  await person.signIn('000200', MINE)
  expect((await person.get('/staff/test/hr')).statusCode).toBe(403)
  city.clock.now = new Date('2026-11-24T00:00:00+09:00')
  expect((await person.get('/staff/test/hr')).statusCode).toBe(200)
  expect((await person.get('/staff/')).body).not.toContain('それまでは休みます。')
})

test('who has no office is told of none that rests', async () => {
  const { password } = await resetOf()
  const person = city.visitor()
  await person.signIn('000200', password)
  await person.post('/staff/password', { password: MINE, again: MINE })
  expect((await person.get('/staff/')).body).not.toContain('それまでは休みます。')
})

test('two weeks later nothing is left of a reset but the record', async () => {
  const { password } = await resetOf()
  const person = city.visitor()
  await person.signIn('000200', password)
  await person.post('/staff/password', { password: MINE, again: MINE })
  city.clock.now = new Date('2026-11-24T08:30:00+09:00')
  await person.signIn('000200', MINE)
  await person.post('/staff/password/reset-read', {})
  const state = async () =>
    city.stores.identity
      .selectFrom('credential')
      .select(['reset_on', 'card_from'])
      .where('person', '=', '000200')
      .executeTakeFirst()
  await tidySessions(city.stores.identity, '2026-12-07')
  expect(await state()).toEqual({ reset_on: null, card_from: '2026-11-24' })
  await tidySessions(city.stores.identity, '2026-12-08')
  expect(await state()).toEqual({ reset_on: null, card_from: null })
})

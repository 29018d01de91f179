import { afterAll, beforeAll, expect, test } from 'vitest'
import { PASSWORD, pageOf, type StaffApp, staffApp } from './staff-app.ts'

let city: StaffApp
const FIRST = 'abcd-efhj-kmnp-rstu'
const MINE = '朝の川べりを走る青い自転車'

beforeAll(async () => {
  city = await staffApp()
})
afterAll(async () => city.close())

test('with the first password only the choice of an own password is open', async () => {
  await city.addPerson('100001', { password: FIRST, mustChange: true })
  const visitor = city.visitor()
  await visitor.signIn('100001', FIRST)
  for (const url of ['/staff/', '/staff/test/facts', '/staff/admin']) {
    const asked = await visitor.get(url)
    expect(asked.statusCode).toBe(303)
    expect(asked.headers.location).toBe('/staff/password')
  }
  const sent = await visitor.post('/staff/test/draft', { title: 'x' })
  expect(sent.statusCode).toBe(403)
  expect(sent.body).toContain('最初のパスワードのままです。')
  const page = pageOf(await visitor.get('/staff/password'))
  page.getByRole('heading', { level: 1, name: '新しいパスワードを決める' })
  expect(page.queryByLabelText('今のパスワード')).toBeNull()
})

test('after choosing an own password the pages open and the first one no longer works', async () => {
  await city.addPerson('100002', { password: FIRST, mustChange: true })
  const visitor = city.visitor()
  await visitor.signIn('100002', FIRST)
  const before = visitor.cookie
  const answer = await visitor.post('/staff/password', { password: MINE, again: MINE })
  expect(answer.statusCode).toBe(303)
  expect(visitor.cookie).not.toBe(before)
  expect((await visitor.get(String(answer.headers.location))).body).toContain(
    'パスワードを変えました。',
  )
  expect((await city.visitor('10.9.9.1').signIn('100002', FIRST)).statusCode).toBe(401)
  expect((await city.visitor('10.9.9.2').signIn('100002', MINE)).statusCode).toBe(303)
})

test('the first password cannot be chosen again, not in full-width characters either', async () => {
  await city.addPerson('100003', { password: FIRST, mustChange: true })
  const visitor = city.visitor()
  await visitor.signIn('100003', FIRST)
  for (const again of [FIRST, 'ａbcd-efhj-kmnp-rstu']) {
    const answer = await visitor.post('/staff/password', { password: again, again })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain('今のパスワードと同じです。')
    expect(answer.body).not.toContain(FIRST)
  }
})

test('changing an own password asks for the present one', async () => {
  await city.addPerson('100004')
  const visitor = city.visitor()
  await visitor.signIn('100004')
  const without = await visitor.post('/staff/password', { password: MINE, again: MINE })
  expect(without.statusCode).toBe(422)
  expect(without.body).toContain('今のパスワードを入力してください。')
  const wrong = await visitor.post('/staff/password', { current: 'x', password: MINE, again: MINE })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('今のパスワードが違います。')
  const different = await visitor.post('/staff/password', {
    current: PASSWORD,
    password: MINE,
    again: `${MINE}。`,
  })
  expect(different.statusCode).toBe(422)
  expect(different.body).toContain('１回目と２回目が違います。')
  for (const answer of [without, wrong, different]) expect(answer.body).not.toContain(MINE)
  const right = await visitor.post('/staff/password', {
    current: PASSWORD,
    password: MINE,
    again: MINE,
  })
  expect(right.statusCode).toBe(303)
})

test('guessing the present password through an open session is slowed down too', async () => {
  await city.addPerson('100005')
  const visitor = city.visitor()
  await visitor.signIn('100005')
  const guess = { current: 'guess', password: MINE, again: MINE }
  const answers = []
  for (let i = 0; i < 6; i += 1) answers.push(await visitor.post('/staff/password', guess))
  expect(answers.map((answer) => answer.statusCode)).toEqual([422, 422, 422, 422, 422, 429])
  expect(Number(answers[5]?.headers['retry-after'])).toBeGreaterThan(0)
})

test('a changed password signs out every other PC, not this one', async () => {
  await city.addPerson('100006')
  const here = city.visitor('10.0.0.1')
  const there = city.visitor('10.0.0.2')
  await here.signIn('100006')
  await there.signIn('100006')
  await here.post('/staff/password', { current: PASSWORD, password: MINE, again: MINE })
  expect((await here.get('/staff/')).statusCode).toBe(200)
  expect((await there.get('/staff/')).headers.location).toBe('/staff/sign-in')
})

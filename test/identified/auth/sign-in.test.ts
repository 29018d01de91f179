import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPasswordDesk } from '../../../server/identified/auth/passwords.ts'
import { PASSWORD, pageOf, personRow, type StaffApp, staffApp } from './staff-app.ts'

let city: StaffApp

beforeAll(async () => {
  city = await staffApp()
  await city.addPerson('054667')
  await city.stores.identity.insertInto('person').values(personRow('000009')).execute()
})
afterAll(async () => city.close())

describe('signing in', () => {
  test('the right number and password open the first page', async () => {
    const visitor = city.visitor()
    const answer = await visitor.signIn('054667')
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/staff/')
    const page = pageOf(await visitor.get('/staff/'))
    expect(page.getByRole('heading', { level: 1 }).textContent).toBe('アンケート')
    page.getByText('職員番号 054667')
  })

  test('the number may be typed in full-width digits with blanks around it', async () => {
    const answer = await city.visitor().signIn('　０５４６６７ ')
    expect(answer.statusCode).toBe(303)
  })

  test('the password may be typed in full-width or half-width characters', async () => {
    const answer = await city.visitor().signIn('054667', PASSWORD.replace('30', '３０'))
    expect(answer.statusCode).toBe(303)
  })

  test('a number without its leading zero is another number', async () => {
    const answer = await city.visitor().signIn('54667')
    expect(answer.statusCode).toBe(401)
  })

  test('a wrong password says what to do, keeps the number and never shows the password', async () => {
    const answer = await city.visitor().signIn('054667', 'まちがいパスワード')
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['set-cookie']).toBeUndefined()
    const page = pageOf(answer)
    page.getByRole('alert')
    page.getByText('職員番号またはパスワードが違います。')
    page.getByText('入力を確かめてください。分からないときは情報担当へお問い合わせください。')
    page.getByText('パスワードが分からないときは、情報担当へお問い合わせください。')
    expect(page.getByLabelText<HTMLInputElement>('職員番号').value).toBe('054667')
    expect(page.getByLabelText<HTMLInputElement>('パスワード').value).toBe('')
    expect(answer.body).not.toContain('まちがいパスワード')
  })

  test('an unknown number, a number without a password and a wrong password look the same', async () => {
    const wrong = await city.visitor('10.0.0.1').signIn('054667', 'ちがうパスワードです')
    const unknown = await city.visitor('10.0.0.1').signIn('999999', 'ちがうパスワードです')
    const without = await city.visitor('10.0.0.1').signIn('000009', 'ちがうパスワードです')
    for (const other of [unknown, without]) {
      expect(other.statusCode).toBe(wrong.statusCode)
      expect(other.body.replaceAll(/999999|000009/g, '054667')).toBe(wrong.body)
      expect(Object.keys(other.headers)).toEqual(Object.keys(wrong.headers))
    }
  })

  test('the empty fields are named one by one', async () => {
    const answer = await city.visitor().signIn('', '')
    expect(answer.statusCode).toBe(422)
    const page = pageOf(answer)
    expect(page.getAllByText('職員番号を入力してください。').length).toBeGreaterThan(0)
    expect(page.getAllByText('パスワードを入力してください。').length).toBeGreaterThan(0)
  })

  test('a page asked for without signing in comes after signing in', async () => {
    const visitor = city.visitor()
    const asked = await visitor.get('/staff/test/facts?a=1')
    expect(asked.statusCode).toBe(303)
    expect(asked.headers.location).toBe('/staff/sign-in?next=%2Fstaff%2Ftest%2Ffacts%3Fa%3D1')
    const form = await visitor.get(String(asked.headers.location))
    expect(form.body).toContain('value="/staff/test/facts?a=1"')
    const answer = await visitor.signIn('054667', PASSWORD, { next: '/staff/test/facts?a=1' })
    expect(answer.headers.location).toBe('/staff/test/facts?a=1')
  })

  test.each([
    'https://evil.example/staff/',
    '//evil.example/staff/',
    '/\\evil.example',
    '/staff/../voice/surveys/r8',
    '/staff/%2e%2e/voice/',
    '/staff\\@evil.example',
    '/staffx',
    'javascript:alert(1)',
    '/staff//evil.example',
  ])('nobody is led away from the staff pages by %s', async (next) => {
    const answer = await city.visitor().signIn('054667', PASSWORD, { next })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/staff/')
    const page = await city.visitor().get(`/staff/sign-in?next=${encodeURIComponent(next)}`)
    expect(page.body).not.toContain('evil.example')
    expect(page.body).not.toContain('javascript:')
  })

  test('a script without a session gets 401 as problem+json', async () => {
    const asked = await city.visitor().get('/staff/', { accept: 'application/json' })
    expect(asked.statusCode).toBe(401)
    expect(asked.headers['content-type']).toContain('application/problem+json')
    expect(asked.json()).toMatchObject({ type: '/problems/sign-in-required' })
    const sent = await city.visitor().post('/staff/test/draft', '{}', {
      accept: '*/*',
      'content-type': 'application/json',
    })
    expect(sent.statusCode).toBe(401)
    expect(sent.headers['content-type']).toContain('application/problem+json')
  })

  test('a route that is listed as open needs no session, every other one does', async () => {
    expect((await city.visitor().get('/staff/test/open')).statusCode).toBe(200)
    expect((await city.visitor().get('/staff/test/facts')).statusCode).toBe(303)
  })

  test('no page of the staff side is kept by the browser', async () => {
    const visitor = city.visitor()
    expect((await visitor.get('/staff/sign-in')).headers['cache-control']).toBe('no-store')
    await visitor.signIn('054667')
    expect((await visitor.get('/staff/')).headers['cache-control']).toBe('no-store')
  })
})

test('when too many sign in at once the rest is asked to wait two seconds and keeps what was typed', async () => {
  const small = await staffApp({ passwords: createPasswordDesk({ atOnce: 1, waiting: 0 }) })
  await small.addPerson('054667')
  const answers = await Promise.all([
    small.visitor('10.0.0.1').signIn('054667'),
    small.visitor('10.0.0.2').signIn('054667'),
    small.visitor('10.0.0.3').signIn('054667'),
  ])
  expect(answers.map((answer) => answer.statusCode).sort((a, b) => a - b)).toEqual([303, 503, 503])
  const refused = answers.find((answer) => answer.statusCode === 503)
  expect(refused?.headers['retry-after']).toBe('2')
  expect(refused?.body).toContain('ただいま混み合っています。')
  expect(refused?.body).toContain('value="054667"')
  await small.close()
})

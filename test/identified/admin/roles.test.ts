import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageOf, personRow, type StaffApp, staffApp, type Visitor } from '../auth/staff-app.ts'

let city: StaffApp
let admin: Visitor

beforeAll(async () => {
  city = await staffApp()
  for (const number of ['000101', '000102', '000103']) await city.addPerson(number)
  await city.stores.identity.insertInto('person').values(personRow('000104')).execute()
  await city.stores.identity
    .insertInto('role')
    .values({ person: '000101', role: 'admin', unit: '*', origin: 'hand' })
    .execute()
  admin = city.visitor()
  await admin.signIn('000101')
})
afterAll(async () => city.close())

const roles = '/staff/admin/roles'
const end = '/staff/admin/roles/end'
const audit = async () =>
  city.stores.identity.selectFrom('audit').select(['actor', 'act', 'detail']).execute()
const held = async () => city.stores.identity.selectFrom('role').selectAll().execute()

test('the overview counts people, units and people without a password, and says what to run', async () => {
  const answer = await admin.get('/staff/admin')
  expect(answer.statusCode).toBe(200)
  pageOf(answer).getByText('パスワードのない職員が1人います。')
  expect(answer.body).toContain('npm run passwords')
  expect(answer.body).toContain('npm run import')
})

test('only 情報担当 sees the pages and can change anything', async () => {
  const visitor = city.visitor('10.0.0.9')
  await visitor.signIn('000102')
  for (const url of ['/staff/admin', roles, '/staff/admin/audit']) {
    expect((await visitor.get(url)).statusCode).toBe(403)
  }
  const given = await visitor.post(roles, { number: '000102', role: 'admin', unit: '*' })
  expect(given.statusCode).toBe(403)
  const ended = await visitor.post(end, { person: '000101', role: 'admin', unit: '*' })
  expect(ended.statusCode).toBe(403)
  expect(await held()).toHaveLength(1)
})

test('a role is given for one unit, shown with its name, recorded, and taken away again', async () => {
  const given = await admin.post(roles, { number: '０００１０２', role: 'head', unit: '1010' })
  expect(given.statusCode).toBe(303)
  const page = pageOf(await admin.get(String(given.headers.location)))
  page.getByText('役割を付けました。')
  page.getByRole('button', { name: /^外す\s?：推進責任者（所属長）、職員番号000102$/ })
  expect((await audit()).at(-1)).toEqual({
    actor: '000101',
    act: '役割を付けた',
    detail: '職員番号 000102　推進責任者（所属長）：秘書課',
  })
  const ended = await admin.post(end, { person: '000102', role: 'head', unit: '1010' })
  expect(ended.statusCode).toBe(303)
  expect((await audit()).at(-1)?.act).toBe('役割を外した')
  expect((await held()).some((role) => role.person === '000102')).toBe(false)
})

test.each<[string, Record<string, string>, string]>([
  [
    'somebody who is not in the roster',
    { number: '101', role: 'hr', unit: '' },
    '名簿にありません',
  ],
  [
    'a unit that does not exist',
    { number: '000102', role: 'head', unit: '9999' },
    '今の組織にありません',
  ],
  [
    'a unit that was closed',
    { number: '000102', role: 'head', unit: '0990' },
    '今の組織にありません',
  ],
  [
    'no unit where one is needed',
    { number: '000102', role: 'promoter', unit: '' },
    '所属のコードを入力',
  ],
  [
    'a unit for a role of the whole body',
    { number: '000102', role: 'hr', unit: '1010' },
    '全庁の役割です',
  ],
  [
    'a role that does not exist',
    { number: '000102', role: 'mayor', unit: '*' },
    '役割を選んでください',
  ],
  [
    'a role that is there already',
    { number: '000101', role: 'admin', unit: '*' },
    'すでに付いています',
  ],
])('%s is refused with what was typed and nothing recorded', async (_name, typed, message) => {
  const before = [await held(), await audit()]
  const answer = await admin.post(roles, typed)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(message)
  const number = pageOf(answer).getByLabelText<HTMLInputElement>(/職員番号/)
  expect(number.value).toBe(typed['number'])
  expect([await held(), await audit()]).toEqual(before)
})

test('the last 情報担当 who can sign in cannot be taken away', async () => {
  const alone = await admin.post(end, { person: '000101', role: 'admin', unit: '*' })
  expect(alone.statusCode).toBe(422)
  expect(alone.body).toContain('情報担当がいなくなるため')
  await admin.post(roles, { number: '000104', role: 'admin', unit: '' })
  const withoutPassword = await admin.post(end, { person: '000101', role: 'admin', unit: '*' })
  expect(withoutPassword.statusCode).toBe(422)
  await admin.post(roles, { number: '000103', role: 'admin', unit: '' })
  const handedOver = await admin.post(end, { person: '000101', role: 'admin', unit: '*' })
  expect(handedOver.statusCode).toBe(303)
  expect((await admin.get('/staff/admin')).statusCode).toBe(403)
})

test('roles that come from the roster are not listed and cannot be taken away by hand', async () => {
  const next = city.visitor('10.0.0.3')
  await next.signIn('000103')
  await city.addRole('000102', 'promoter', '1010')
  expect((await next.get(roles)).body).not.toContain('職員番号000102')
  const answer = await next.post(end, { person: '000102', role: 'promoter', unit: '1010' })
  expect(answer.statusCode).toBe(409)
  expect((await held()).some((role) => role.person === '000102')).toBe(true)
})

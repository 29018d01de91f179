import { afterAll, beforeAll, expect, test } from 'vitest'
import { htmlFaults } from '../../support/valid-html.ts'
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

/** A wide table scrolls in a region of its own, and is no section of the page. */
const OWN = { 'prefer-native-element': 'off' } as const
const roles = '/staff/admin/roles'
const change = `${roles}/change`
const end = `${roles}/end`
const changeOf = (person: string, role: string, unit: string) =>
  `${change}?${new URLSearchParams({ person, role, unit }).toString()}`
const audit = async () =>
  city.stores.identity.selectFrom('audit').select(['actor', 'act', 'detail']).execute()
const held = async () => city.stores.identity.selectFrom('role').selectAll().execute()
const heldBy = async (person: string) => (await held()).filter((role) => role.person === person)

test('the overview counts people, units and people without a password, and leads to the letters', async () => {
  const answer = await admin.get('/staff/admin')
  expect(answer.statusCode).toBe(200)
  expect(htmlFaults(answer.body, OWN)).toEqual([])
  const page = pageOf(answer)
  page.getByText('パスワードのない職員が1人います。')
  const letters = page.getByRole('link', { name: '最初のパスワードを作り、手紙を印刷する' })
  expect(letters.getAttribute('href')).toBe('/staff/admin/passwords')
  expect(answer.body).toContain('npm run import')
})

test('only 情報担当 sees the pages and can change anything', async () => {
  const visitor = city.visitor()
  await visitor.signIn('000102')
  for (const url of ['/staff/admin', roles, '/staff/admin/audit', changeOf('000101', 'admin', '*')])
    expect((await visitor.get(url)).statusCode).toBe(403)
  const given = await visitor.post(roles, { number: '000102', role: 'admin', unit: '*' })
  expect(given.statusCode).toBe(403)
  for (const url of [end, change]) {
    const ended = await visitor.post(url, { person: '000101', role: 'admin', unit: '*' })
    expect(ended.statusCode).toBe(403)
  }
  expect(await held()).toHaveLength(1)
})

test('a role is given for one unit, shown with its name, recorded, and taken away again', async () => {
  const given = await admin.post(roles, { number: '０００１０２', role: 'head', unit: '1010' })
  expect(given.statusCode).toBe(303)
  const list = await admin.get(String(given.headers.location))
  expect(htmlFaults(list.body, OWN)).toEqual([])
  const page = pageOf(list)
  page.getByText('役割を付けました。')
  const link = page.getByRole('link', { name: /^変える\s?：推進責任者（所属長）、職員番号000102$/ })
  expect((await audit()).at(-1)).toEqual({
    actor: '000101',
    act: '役割を付けた',
    detail: '職員番号 000102　推進責任者（所属長）：秘書課',
  })
  const one = await admin.get(link.getAttribute('href') ?? '')
  expect(htmlFaults(one.body, OWN)).toEqual([])
  pageOf(one).getByRole('button', { name: '今すぐ外す' })
  const ended = await admin.post(end, { person: '000102', role: 'head', unit: '1010' })
  expect(ended.statusCode).toBe(303)
  expect((await audit()).at(-1)?.act).toBe('役割を外した')
  expect(await heldBy('000102')).toEqual([])
})

test('a role is given for a time and as 事務取扱, prolonged, and stands on record with its days', async () => {
  const typed = { number: '000102', role: 'head', unit: '1010', manner: 'acting' }
  await admin.post(roles, { ...typed, from: '2026-12-01', to: '2026-12-31' })
  expect(await heldBy('000102')).toMatchObject([
    { manner: 'acting', valid_from: '2026-12-01', valid_to: '2026-12-31', origin: 'hand' },
  ])
  expect((await audit()).at(-1)?.detail).toBe(
    '職員番号 000102　推進責任者（所属長）：秘書課（事務取扱）（令和8年12月1日（火）から令和8年12月31日（木）まで）',
  )
  expect((await admin.get(roles)).body).not.toContain('職員番号000102')
  expect((await admin.get(`${roles}?when=coming`)).body).toContain('職員番号000102')
  const longer = { person: '000102', role: 'head', unit: '1010', to: '2027-03-31' }
  expect((await admin.post(change, longer)).statusCode).toBe(303)
  expect(await heldBy('000102')).toMatchObject([{ valid_to: '2027-03-31', manner: 'acting' }])
  expect((await audit()).at(-1)).toMatchObject({
    act: '役割の期間を変えた',
    detail: '職員番号 000102　推進責任者（所属長）：秘書課（事務取扱）（令和9年3月31日（水）まで）',
  })
  const early = await admin.post(change, { ...longer, to: '2026-11-30' })
  expect(early.statusCode).toBe(422)
  expect(early.body).toContain('この役割の始まりの日より前です。')
  await admin.post(end, longer)
})

test('what has ended is still listed, and the same role can be given anew', async () => {
  const row = { person: '000103', role: 'promoter', unit: '1010', origin: 'hand' } as const
  await city.stores.identity
    .insertInto('role')
    .values({ ...row, valid_to: '2026-11-19' })
    .execute()
  expect((await admin.get(roles)).body).not.toContain('職員番号000103')
  expect(pageOf(await admin.get(`${roles}?when=ended`)).getAllByRole('row')).toHaveLength(2)
  const again = await admin.post(roles, { number: '000103', role: 'promoter', unit: '1010' })
  expect(again.statusCode).toBe(303)
  expect(await heldBy('000103')).toMatchObject([{ valid_from: null, valid_to: null }])
  await admin.post(end, { ...row, unit: '1010' })
})

test.each<[string, Record<string, string>, string]>([
  [
    'somebody who is not in the roster',
    { number: '101', role: 'hr', unit: '' },
    'この職員番号は名簿にありません。先頭の0が抜けていないか確かめてください。',
  ],
  [
    'a unit that does not exist',
    { number: '000102', role: 'head', unit: '9999' },
    'この所属コードは、今の組織にありません。',
  ],
  [
    'a unit that was closed',
    { number: '000102', role: 'head', unit: '0990' },
    'この所属コードは、今の組織にありません。',
  ],
  [
    'a unit that will be closed by the first day',
    { number: '000102', role: 'head', unit: '0991', from: '2027-04-01' },
    'この所属コードは、令和9年4月1日（木）の組織にありません。コードと始まりの日を確かめてください。',
  ],
  [
    'no unit where one is needed',
    { number: '000102', role: 'promoter', unit: '' },
    '推進担当者には、担当する所属のコードを入力してください。',
  ],
  [
    'a unit for a role of the whole body',
    { number: '000102', role: 'hr', unit: '1010' },
    '人事課は全庁の役割です。所属コードは空欄にしてください。',
  ],
  [
    'a role that does not exist',
    { number: '000102', role: 'mayor', unit: '*' },
    '役割を選んでください。',
  ],
  [
    'a role for oneself',
    { number: '000101', role: 'hr', unit: '' },
    '自分に役割を付けることはできません。ほかの情報担当に頼んでください。',
  ],
  [
    'a manner that does not exist',
    { number: '000102', role: 'head', unit: '1010', manner: 'king' },
    '就き方を選んでください。',
  ],
  [
    '事務取扱 of the whole body',
    { number: '000102', role: 'hr', manner: 'acting' },
    '事務取扱は、所属の役割（部長、推進責任者、推進担当者）だけにあります。',
  ],
  [
    'a first day that has passed',
    { number: '000102', role: 'hr', from: '2026-11-19' },
    '始まりの日は、今日以後にしてください。今日からなら、空欄でかまいません。',
  ],
  [
    'a first day years ahead',
    { number: '000102', role: 'hr', from: '2028-11-21' },
    '始まりの日は、2年先までにしてください。',
  ],
  [
    'a last day before the first',
    { number: '000102', role: 'hr', from: '2026-12-02', to: '2026-12-01' },
    '終わりの日は、始まりの日以後にしてください。',
  ],
  [
    'a day that is none',
    { number: '000102', role: 'hr', to: '2026-02-30' },
    '日付を、2027-04-01 のように入力してください。',
  ],
])('%s is refused with what was typed and nothing recorded', async (_name, typed, message) => {
  const closing = { kind: '課', similar: '', bureau: null, section: null, parent: '1100' } as const
  await city.stores.commons
    .insertInto('unit')
    .values({
      ...closing,
      code: '0991',
      name: '閉じる課',
      position: 10,
      valid_from: '2025-04-01',
      valid_to: '2027-03-31',
    })
    .onConflict((there) => there.doNothing())
    .execute()
  const before = [await held(), await audit()]
  const answer = await admin.post(roles, typed)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(message)
  const number = pageOf(answer).getByLabelText<HTMLInputElement>(/^職員番号 /)
  expect(number.value).toBe(typed['number'])
  expect([await held(), await audit()]).toEqual(before)
})

test('a role that is there already is refused, with the way to change its days', async () => {
  const typed = { number: '000103', role: 'promoter', unit: '1010' }
  await admin.post(roles, typed)
  const before = [await held(), await audit()]
  const answer = await admin.post(roles, typed)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(
    'この職員には、この役割がすでに付いています。期間を変えるときは、一覧の「変える」から進んでください。',
  )
  expect([await held(), await audit()]).toEqual(before)
  await admin.post(end, { person: '000103', role: 'promoter', unit: '1010' })
})

test('a last day that has passed is refused: there is a button for ending at once', async () => {
  await admin.post(roles, { number: '000102', role: 'hr', unit: '' })
  const answer = await admin.post(change, {
    person: '000102',
    role: 'hr',
    unit: '*',
    to: '2026-11-19',
  })
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(
    '終わりの日は、今日以後にしてください。今すぐ終えるときは「今すぐ外す」を押します。',
  )
  await admin.post(end, { person: '000102', role: 'hr', unit: '*' })
})

test('roles are found by office, unit, number and how they came, fifty to a page', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => personRow(`3${String(i).padStart(5, '0')}`))
  await city.stores.identity.insertInto('person').values(rows).execute()
  await city.stores.identity
    .insertInto('role')
    .values(
      rows.map(({ number: person }) => ({
        person,
        role: 'promoter' as const,
        unit: '1110',
        origin: 'roster' as const,
      })),
    )
    .execute()
  const count = async (query: string) =>
    pageOf(await admin.get(`${roles}?${query}`)).queryAllByRole('row').length - 1
  expect(await count('role=promoter')).toBe(50)
  expect(await count('role=promoter&page=2')).toBe(10)
  expect(await count('unit=人事&origin=roster&q=300015')).toBe(1)
  const after = pageOf(await admin.get(`${roles}?role=promoter`)).getByRole('link', {
    name: '次のページ',
  })
  expect(after.getAttribute('href')).toContain('role=promoter')
  expect((await admin.get(`${roles}?role=director`)).body).toContain('当てはまる役割はありません。')
})

test('the last 情報担当 who can sign in cannot be taken away, nor be given a last day', async () => {
  const me = { person: '000101', role: 'admin', unit: '*' }
  const refused = async (url: string, fields: Record<string, string>, message: string) => {
    const answer = await admin.post(url, fields)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(message)
  }
  const gone =
    '情報担当がいなくなるため、外せません。先に、サインインできる別の職員へ情報担当の役割を付けてください（30日以上続くもの）。'
  await refused(end, me, gone)
  await refused(
    change,
    { ...me, to: '2026-12-31' },
    '令和9年1月1日（金）から情報担当がいなくなるため、この日では終われません。先に、その日から30日以上続けて情報担当になる、サインインできる職員を決めてください。',
  )
  await admin.post(roles, { number: '000104', role: 'admin', unit: '' })
  await refused(end, me, gone)
  await admin.post(roles, { number: '000102', role: 'admin', unit: '', to: '2026-11-21' })
  await refused(end, me, gone)
  await admin.post(roles, { number: '000103', role: 'admin', unit: '', from: '2026-11-22' })
  const covered = await admin.post(end, me)
  expect(covered.statusCode).toBe(303)
  expect((await admin.get('/staff/admin')).statusCode).toBe(403)
})

test.each([['hr'], ['secretariat'], ['compliance']])(
  'nobody is 情報担当 and %s on the same day: not given, from neither side, nor prolonged',
  async (role) => {
    const place = await staffApp()
    for (const number of ['000101', '000102', '000103']) await place.addPerson(number)
    await place.addRole('000101', 'admin', '*')
    const visitor = place.visitor()
    await visitor.signIn('000101')
    const give = async (more: Record<string, string>) =>
      visitor.post(roles, { number: '000102', unit: '', ...more })
    expect((await give({ role: 'admin', to: '2026-12-31' })).statusCode).toBe(303)
    const apart =
      '情報担当と、人事課・行政管理課・コンプライアンス担当は、同じ人が兼ねられません。別の職員を選ぶか、先にもう一方の役割を外してください。'
    for (const from of ['', '2026-12-31']) {
      const refused = await give({ role, from })
      expect(refused.statusCode).toBe(422)
      expect(refused.body).toContain(apart)
    }
    expect((await give({ role, from: '2027-01-01' })).statusCode).toBe(303)
    const key = { person: '000102', role: 'admin', unit: '*' }
    for (const to of ['2027-01-01', '']) {
      const longer = await visitor.post(change, { ...key, to })
      expect(longer.statusCode).toBe(422)
      expect(longer.body).toContain(apart)
    }
    expect((await visitor.post(change, { ...key, to: '2026-12-30' })).statusCode).toBe(303)
    expect((await give({ number: '000103', role })).statusCode).toBe(303)
    const other = await give({ number: '000103', role: 'admin', from: '2027-04-01' })
    expect(other.body).toContain(apart)
    await place.close()
  },
)

test('roles that come from the roster are listed without a way to change them, and cannot be taken away by hand', async () => {
  const next = city.visitor()
  await next.signIn('000102')
  await city.addRole('000104', 'promoter', '1010')
  const row = pageOf(await next.get(`${roles}?q=000104&role=promoter`)).getAllByRole('row')[1]
  expect(row?.textContent).toContain('名簿から')
  expect(row?.querySelector('a')).toBeNull()
  const key = { person: '000104', role: 'promoter', unit: '1010' }
  expect((await next.post(end, key)).statusCode).toBe(409)
  expect((await next.post(change, { ...key, to: '2027-03-31' })).statusCode).toBe(409)
  expect((await next.get(changeOf('000104', 'promoter', '1010'))).statusCode).toBe(404)
  const again = await next.post(roles, { number: '000104', role: 'promoter', unit: '1010' })
  expect(again.body).toContain(
    '名簿から付いた役割は、名簿の「役割」の列を直して取り込むと変わります。',
  )
  expect(await heldBy('000104')).toHaveLength(2)
})

test('a role that is to come is not given twice, and the refusal says from when it is', async () => {
  const next = city.visitor()
  await next.signIn('000102')
  const coming = { number: '000104', role: 'head', unit: '1010', from: '2027-04-01' }
  expect((await next.post(roles, coming)).statusCode).toBe(303)
  const again = await next.post(roles, { number: '000104', role: 'head', unit: '1010' })
  expect(again.statusCode).toBe(422)
  expect(again.body).toContain(
    'この職員には、この役割が令和9年4月1日（木）から付くことになっています。',
  )
})

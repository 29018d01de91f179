/** The import of a roster in the browser, as 人事課 and 情報担当 meet it. */
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import {
  check,
  cityPeople,
  cityUnits,
  jobOf,
  mainOf,
  personLine,
  press,
  settled,
  upload,
  wordsOf,
} from './roster-city.ts'

const city = async () => smallCity({ survey: 'none', people: 9 })

const CHECKED = '/staff/roster/import/check'

/** 000105 is moved, 000109 has left, 000110 is new; 人事課 gets a 推進責任者. */
const NEXT_YEAR = [
  personLine('000101', '1010', '推進責任者'),
  ...['000102', '000103', '000104'].map((number, i) =>
    personLine(number, ['1020', '1030', '2010'][i] ?? ''),
  ),
  personLine('000105', '2010'),
  personLine('000106', '3010'),
  personLine('000107', '1010'),
  personLine('000108', '1020'),
  personLine('000110', '1030'),
]

const peopleOf = async ({ stores }: SmallCity) =>
  stores.identity.selectFrom('person').selectAll().orderBy('number').execute()

test('an empty installation says on the page of the roster what to do first', async () => {
  const town = await city()
  await town.stores.identity.deleteFrom('person').where('number', '<>', '000102').execute()
  await town.stores.identity.updateTable('person').set({ origin: 'setup' }).execute()
  await town.stores.commons.deleteFrom('unit').execute()
  await town.stores.identity.deleteFrom('audit').execute()
  const inMain = mainOf(await town.visit('000102').get('/staff/roster'))
  inMain.getByRole('heading', { name: '名簿はまだありません' })
  inMain.getByText('下の「ひな形」から、所属と職員のファイルを受け取ります。')
  inMain.getByRole('link', { name: '名簿を取り込む' })
  expect(inMain.queryByText('今の名簿', { exact: false, selector: 'th' })).toBeNull()
})

test('the page of the roster counts people and units and names the last import', async () => {
  const town = await city()
  const inMain = mainOf(await town.visit('000101').get('/staff/roster'))
  inMain.getByText('9人')
  inMain.getByText('10件')
  inMain.getByText('最後の取込み：令和8年11月20日（金） 10時00分 試験')
  expect(inMain.getByRole('link', { name: /一覧.*：所属/ }).getAttribute('href')).toBe(
    '/staff/roster/units',
  )
})

test('a roster is handed in, checked, looked at and taken over', async () => {
  const town = await city()
  const { hr } = town.officials
  const before = await peopleOf(town)
  const checked = await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  expect(await peopleOf(town)).toEqual(before)
  const inMain = mainOf(checked)
  inMain.getByText('誤りはありません。まだ書き込んでいません')
  const said = wordsOf(checked)
  expect(said).toContain('退職等の職員（1人） 000109 1030 情報政策課')
  expect(said).toContain('異動する職員（1人）')
  expect(said).toContain('000105 2020 子育て支援課 → 2010 保険年金課')
  expect(said).toContain('追加する職員（1人） 000110 1030 情報政策課')
  expect(said).toContain('付く役割（1件） 000101 推進責任者（1010 人事課）')
  expect(said).toContain('推進責任者のいない所属（5件）')
  const written = await press(town, hr, checked)
  mainOf(written).getByText('名簿を取り込みました')
  const after = await peopleOf(town)
  expect(after.map((person) => person.number)).not.toContain('000109')
  expect(after.find((person) => person.number === '000105')?.unit).toBe('2010')
  const audit = await town.stores.identity
    .selectFrom('audit')
    .select(['actor', 'act', 'detail'])
    .orderBy('id', 'desc')
    .executeTakeFirst()
  expect(audit).toEqual({
    actor: hr,
    act: '名簿の取込み',
    detail:
      '職員: 職員.csv（9行、UTF-8）　所属  追加 0、変更 0、廃止 0　職員  追加 1、異動 1、変更 6、退職等 1　役割  付与 1、終了 0',
  })
})

test('bad rows are named with file, row, column and value, all of them in a CSV, and nothing is written', async () => {
  const town = await city()
  const { admin } = town.officials
  const before = await peopleOf(town)
  const many = Array.from({ length: 230 }, (_, i) => `${i},7777,=1+1,,,,,あり,`)
  const checked = await check(town, admin, {
    units: cityUnits(),
    people: cityPeople([...NEXT_YEAR, ...many]),
  })
  const inMain = mainOf(checked)
  inMain.getByText(/^直すところが\d+件あります。取り込めません$/)
  inMain.getByText(/^はじめの200件です。/)
  expect(inMain.getAllByRole('row')).toHaveLength(201)
  expect(wordsOf(checked)).toContain(
    '職員.csv 11 所属コード 7777 この所属コードの所属がありません。コードを直すか、所属を加えてください。',
  )
  expect(inMain.queryByRole('button', { name: '取り込む' })).toBeNull()
  expect(inMain.getByRole('link', { name: '直したファイルを指定する' }).getAttribute('href')).toBe(
    '/staff/roster/import?effectiveOn=2026-11-20',
  )
  const list = await town.visit(admin).get('/staff/roster/import/problems.csv')
  expect(list.headers['content-disposition']).toContain('attachment')
  const lines = list.body.trimEnd().split('\r\n')
  expect(lines[0]).toBe('\ufeffファイル,行,列,値,直すこと')
  expect(lines.length).toBeGreaterThan(300)
  expect(await peopleOf(town)).toEqual(before)
  const differences = await town.visit(admin).get('/staff/roster/import/difference.csv')
  expect(differences.statusCode).toBe(410)
  expect(wordsOf(differences)).toContain(
    '確かめた結果は残っていません。「名簿の取込み」で、もう一度ファイルを指定してください。',
  )
})

test('the whole difference can be taken as a CSV, in which nothing is a formula', async () => {
  const town = await city()
  const { hr } = town.officials
  await check(town, hr, {
    units: cityUnits('3020,3000,課,=HYPERLINK'),
    people: cityPeople(NEXT_YEAR),
  })
  const { body } = await town.visit(hr).get('/staff/roster/import/difference.csv')
  expect(body.split('\r\n')).toEqual(
    expect.arrayContaining([
      '\ufeff種類,変更,番号・コード,内容',
      '職員,退職等,000109,1030 情報政策課',
      '職員,異動,000105,2020 子育て支援課 → 2010 保険年金課',
      "所属,追加,3020,'=HYPERLINK",
      '役割,付与,000101,推進責任者（1010 人事課）',
    ]),
  )
})

const refusedForms: [what: string, fields: Parameters<typeof upload>[2], sentence: string][] = [
  [
    'no file',
    { effectiveOn: '2026-11-20' },
    '所属か職員のファイルを、少なくとも1つ選んでください。',
  ],
  [
    'a day that is over',
    { people: cityPeople(NEXT_YEAR), effectiveOn: '2026-11-19' },
    '2026/11/20から1年先までの日を入れてください。',
  ],
  [
    'a day in two years',
    { people: cityPeople(NEXT_YEAR), effectiveOn: '2028-04-01' },
    '2026/11/20から1年先までの日を入れてください。',
  ],
  [
    'no day',
    { people: cityPeople(NEXT_YEAR), effectiveOn: '' },
    '2026/11/20から1年先までの日を入れてください。',
  ],
]

test.each(refusedForms)('a form with %s comes back in words', async (_what, fields, sentence) => {
  const town = await city()
  const answer = await upload(town, town.officials.hr, fields)
  expect(answer.statusCode).toBe(422)
  mainOf(answer)
  expect(wordsOf(answer)).toContain(sentence)
  expect(wordsOf(answer)).toContain('ファイルは、もう一度選んでください。')
})

test('files above the bound are refused with what to do', async () => {
  const town = await city()
  const large = { name: '大.csv', bytes: new Uint8Array(21 * 1024 * 1024) }
  const both = await upload(town, town.officials.hr, {
    units: large,
    people: large,
    effectiveOn: '2026-11-20',
  })
  expect(both.statusCode).toBe(413)
  expect(wordsOf(both)).toContain(
    'ファイルは、1つ20MBまでです。要らないシートや列を除くか、所属と職員を別々に取り込んでください。',
  )
  const one = await check(town, town.officials.hr, { people: large })
  expect(wordsOf(one)).toContain(
    'ファイルが20MBを超えています。必要な列だけを残し、正しいファイルか確かめてください。',
  )
})

test('what changed between the check and the button is not overwritten', async () => {
  const town = await city()
  const { hr, admin } = town.officials
  const checked = await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  await town.stores.identity
    .updateTable('person')
    .set({ position: '課長級' })
    .where('number', '=', '000107')
    .execute()
  const before = await peopleOf(town)
  const answer = await press(town, hr, checked)
  expect(wordsOf(answer)).toContain(
    '確かめたあとで登録内容が変わったので、何も書き込んでいません。 もう一度ファイルを指定して、確かめてください。',
  )
  mainOf(answer).getByRole('link', { name: 'もう一度ファイルを指定する' })
  expect(await peopleOf(town)).toEqual(before)
  expect((await town.visit(admin).get(CHECKED)).headers.location).toBe(
    '/staff/roster/import?lost=1',
  )
})

test('a plan belongs to the officer who made it, and to the page that was looked at', async () => {
  const town = await city()
  const { hr, admin } = town.officials
  const checked = await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  const before = await peopleOf(town)
  const foreign = await town
    .visit(admin)
    .post('/staff/roster/import/write', { job: jobOf(checked) })
  expect(foreign.statusCode).toBe(303)
  await check(town, hr, { people: cityPeople(NEXT_YEAR.slice(0, 3)) })
  const old = await town.visit(hr).post('/staff/roster/import/write', { job: jobOf(checked) })
  expect(old.statusCode).toBe(303)
  await settled(town, hr)
  expect(await peopleOf(town)).toEqual(before)
  expect((await town.visit(admin).get('/staff/roster/import/problems.csv')).statusCode).toBe(410)
})

test('after a restart the page asks for the files again', async () => {
  const town = await city()
  const { hr } = town.officials
  await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  await town.restart()
  const answer = await town.visit(hr).get(CHECKED)
  expect(answer.headers.location).toBe('/staff/roster/import?lost=1')
  const page = await town.visit(hr).get('/staff/roster/import?lost=1')
  mainOf(page).getByText('確かめた結果は残っていません')
  expect(wordsOf(page)).toContain('何も書き込んでいません。もう一度ファイルを指定してください。')
})

test('while one import runs, another officer sees whose it is and cannot begin; it can be called off', async () => {
  const town = await city()
  const { hr, admin } = town.officials
  const form = { people: cityPeople(NEXT_YEAR), effectiveOn: '2026-11-20' }
  expect((await upload(town, hr, form)).statusCode).toBe(303)
  const second = await upload(town, admin, form)
  expect(second.statusCode).toBe(409)
  expect(wordsOf(second)).toContain(
    '別の取込みが進んでいるので、始められません。終わってから、もう一度「確かめる」を押してください。',
  )
  expect(wordsOf(second)).toContain(
    `職員番号 ${hr} の取込みが進んでいます（ファイルを確かめています）`,
  )
  expect(wordsOf(await town.visit(admin).get('/staff/roster'))).toContain(
    `職員番号 ${hr} 令和8年11月20日（金） 10時00分から。終わるまで、ほかの取込みは始められません。`,
  )
  const progress = await town.visit(hr).get(CHECKED)
  mainOf(progress).getByRole('progressbar')
  const stopped = await town.visit(hr).post('/staff/roster/import/cancellation', {})
  expect(stopped.statusCode).toBe(303)
  const end = await settled(town, hr)
  mainOf(end).getByText('取りやめました')
  expect(wordsOf(end)).toContain('何も書き込んでいません。')
})

test('a check whose thread dies says that nothing was written, and the next one works', async () => {
  const town = await city()
  const { hr } = town.officials
  process.once('worker', (worker: Worker) => void worker.terminate())
  const failed = await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  mainOf(failed).getByText('途中で問題が起きました')
  expect(wordsOf(failed)).toContain(
    '何も書き込んでいません。もう一度ファイルを指定してください。 続くときは、行数と列を減らすか、情報担当に連絡してください。',
  )
  expect(town.log()).toContain('RosterThreadFailed')
  const checked = await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  expect(wordsOf(checked)).toContain('誤りはありません。まだ書き込んでいません')
})

test('a checked roster can be put aside, and one without a change says so', async () => {
  const town = await city()
  const { hr } = town.officials
  const same = await check(town, hr, { units: cityUnits() })
  mainOf(same).getByText('今の名簿と同じ内容です')
  expect(wordsOf(await town.visit(hr).get('/staff/roster'))).toContain(
    '確かめたまま、まだ取り込んでいない名簿があります',
  )
  expect((await town.visit(hr).post('/staff/roster/import/discard', {})).headers.location).toBe(
    '/staff/roster',
  )
  expect(wordsOf(await town.visit(hr).get('/staff/roster'))).not.toContain('確かめたまま')
})

test('only 人事課 and 情報担当 come to the pages of the roster', async () => {
  const town = await city()
  const form = { people: cityPeople(NEXT_YEAR), effectiveOn: '2026-11-20' }
  for (const url of [
    '',
    '/import',
    '/import/check',
    '/template?of=units&form=utf8',
    '/export?of=people&form=utf8',
  ]) {
    expect((await town.visit('000105').get(`/staff/roster${url}`)).statusCode).toBe(403)
    expect(
      (await town.visit(town.officials.secretariat).get(`/staff/roster${url}`)).statusCode,
    ).toBe(403)
    expect((await town.visit().get(`/staff/roster${url}`)).headers.location).toContain(
      '/staff/sign-in',
    )
  }
  expect((await upload(town, '000105', form)).statusCode).toBe(403)
  expect((await upload(town, undefined, form)).statusCode).toBe(401)
  expect(
    (await town.visit('000105').post('/staff/roster/waiting/1/withdrawal', {})).statusCode,
  ).toBe(403)
})

test('cards that were handed out stay when their people leave', async () => {
  const town = await smallCity({ people: 9 })
  const { hr } = town.officials
  const cards = await town.stores.identity.selectFrom('card').selectAll().execute()
  expect(cards).toHaveLength(9)
  const checked = await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  mainOf(await press(town, hr, checked)).getByText('名簿を取り込みました')
  expect(await town.stores.identity.selectFrom('card').selectAll().execute()).toEqual(cards)
})

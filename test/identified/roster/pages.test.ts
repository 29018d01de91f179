/** The import of a roster in the browser, as 人事課 and 情報担当 meet it. */
import { expect, test } from 'vitest'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { htmlFaults, openedPage } from '../../support/valid-html.ts'
import {
  check,
  CITY_PERSON_HEADER,
  cityPeople,
  cityUnits,
  jobOf,
  personLine,
  press,
  settled,
  upload,
} from './roster-city.ts'
import { csv } from './small-city.ts'

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

const text = (body: string) => body.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')

test('an empty installation says on the page of the roster what to do first', async () => {
  const town = await city()
  await town.stores.identity.deleteFrom('person').where('number', '<>', '000102').execute()
  await town.stores.identity.updateTable('person').set({ origin: 'setup' }).execute()
  await town.stores.commons.deleteFrom('unit').execute()
  await town.stores.identity.deleteFrom('audit').execute()
  const { inMain } = openedPage(await town.visit('000102').get('/staff/roster'), '/staff/roster')
  inMain.getByRole('heading', { name: '名簿はまだありません' })
  inMain.getByText('下の「ひな形」から、所属と職員のファイルを受け取ります。')
  inMain.getByRole('link', { name: '名簿を取り込む' })
  expect(inMain.queryByText('今の名簿', { exact: false, selector: 'th' })).toBeNull()
})

test('the page of the roster counts people and units and names the last import', async () => {
  const town = await city()
  const { inMain } = openedPage(await town.visit('000101').get('/staff/roster'), '/staff/roster')
  inMain.getByText('9人')
  inMain.getByText('10件')
  inMain.getByText('令和8年11月20日（金） 10時00分　試験')
  expect(inMain.getByRole('link', { name: '一覧：所属' }).getAttribute('href')).toBe(
    '/staff/roster/units',
  )
})

test('a roster is handed in, checked, looked at and taken over', async () => {
  const town = await city()
  const { hr } = town.officials
  const before = await peopleOf(town)
  const checked = await check(town, hr, { people: cityPeople(NEXT_YEAR) })
  expect(await peopleOf(town)).toEqual(before)
  const { inMain } = openedPage(checked, CHECKED)
  inMain.getByText('誤りはありません。まだ書き込んでいません')
  const said = text(checked.body)
  expect(said).toContain('退職等の職員（1人） 000109　3010 道路河川課')
  expect(said).toContain('異動する職員（4人）')
  expect(said).toContain('000105　2020 子育て支援課 → 2010 保険年金課')
  expect(said).toContain('追加する職員（1人） 000110　1030 情報政策課')
  expect(said).toContain('付く役割（1件） 000101　推進責任者（1010 人事課）')
  expect(said).toContain('推進責任者のいない所属（5件）')
  const written = await press(town, hr, checked)
  openedPage(written, CHECKED).inMain.getByText('名簿を取り込みました')
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
      '職員: 職員.csv（9行、UTF-8）　所属  追加 0、変更 0、廃止 0　職員  追加 1、異動 4、変更 4、退職等 1　役割  付与 1、終了 0',
  })
})

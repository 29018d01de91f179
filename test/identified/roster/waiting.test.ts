/** A roster that is loaded before its day: April's file in March. */
import { readFileSync } from 'node:fs'
import type { Worker } from 'node:worker_threads'
import { afterEach, expect, test } from 'vitest'
import { reserveRoster } from '../../../server/identified/roster/waiting.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { check, cityPeople, cityUnits, mainOf, personLine, press, wordsOf } from './roster-city.ts'

const MARCH = new Date('2027-03-20T10:00:00+09:00')
const APRIL = '2027-04-01'

/** In April there is one 課 more, and 000105 and 000106 work there. */
const UNITS = cityUnits('3020,3000,課,公園緑地課')
const PEOPLE = cityPeople([
  ...['000101', '000102', '000103', '000104'].map((number, i) =>
    personLine(number, ['1010', '1020', '1030', '2010'][i] ?? ''),
  ),
  personLine('000105', '3020', '推進責任者'),
  personLine('000106', '3020'),
])

let town: SmallCity

async function marchWithAReservation(): Promise<SmallCity> {
  town = await smallCity({ survey: 'none', people: 6, now: MARCH })
  const { hr } = town.officials
  const checked = await check(town, hr, { units: UNITS, people: PEOPLE, effectiveOn: APRIL })
  expect(wordsOf(checked)).toContain(
    '令和9年4月1日（木）の午前0時を過ぎると、そのときの登録内容ともう一度照らし合わせてから取り込みます。',
  )
  mainOf(checked).getByRole('button', { name: '令和9年4月1日（木）に取り込むよう予約する' })
  const end = await press(town, hr, checked)
  mainOf(end).getByText('令和9年4月1日（木）に取り込むよう予約しました')
  return town
}

const rosterRow = () =>
  town.stores.identity.selectFrom('roster_import').selectAll().executeTakeFirstOrThrow()
const unitOf = async (number: string) =>
  (
    await town.stores.identity
      .selectFrom('person')
      .select('unit')
      .where('number', '=', number)
      .executeTakeFirst()
  )?.unit
const acts = async () =>
  (await town.stores.identity.selectFrom('audit').select('act').orderBy('id').execute()).map(
    ({ act }) => act,
  )
const overview = () => town.visit(town.officials.admin).get('/staff/roster')

afterEach(async () => town.close())

test('a roster waits for its day, and is applied on it from 0:00 Japan time', async () => {
  await marchWithAReservation()
  expect(wordsOf(await overview())).toContain('令和9年4月1日（木）の取込みを待っています')
  expect(wordsOf(await overview())).toContain('職員 追加 0、異動 2、変更')
  town.clock.now = new Date('2027-03-31T23:59:00+09:00')
  await town.system.applyDueRosters()
  expect(await unitOf('000105')).toBe('2020')
  expect((await rosterRow()).state).toBe('waiting')
  town.clock.now = new Date('2027-04-01T00:00:00+09:00')
  await town.system.applyDueRosters()
  expect(await unitOf('000105')).toBe('3020')
  const units = await town.stores.commons
    .selectFrom('unit')
    .select(['code', 'valid_from'])
    .where('code', '=', '3020')
    .execute()
  expect(units).toEqual([{ code: '3020', valid_from: APRIL }])
  expect(await rosterRow()).toMatchObject({ state: 'applied', units: null, people: null })
  expect(await acts()).toEqual(['名簿の取込み', '名簿の取込みを予約', '名簿の取込み'])
  const page = await overview()
  expect(wordsOf(page)).not.toContain('の取込みを待っています')
  expect(wordsOf(page)).toContain('令和9年4月1日（木） 取込み済み 所属.csv、職員.csv')
  mainOf(page)
})

test('a server that was off on the day applies the roster when it starts', async () => {
  await marchWithAReservation()
  town.clock.now = new Date('2027-04-03T08:00:00+09:00')
  await town.restart()
  expect(await unitOf('000105')).toBe('3020')
  const unit = await town.stores.commons
    .selectFrom('unit')
    .select('valid_from')
    .where('code', '=', '3020')
    .executeTakeFirst()
  expect(unit?.valid_from).toBe(APRIL)
})

test('a roster that no longer fits is not written, and the page says why and what to do', async () => {
  town = await smallCity({ survey: 'none', people: 6, now: MARCH })
  const { hr } = town.officials
  const alone = await check(town, hr, {
    people: cityPeople([personLine('000101', '3010'), personLine('000102', '1010')]),
    effectiveOn: APRIL,
  })
  await press(town, hr, alone)
  await town.stores.commons.deleteFrom('unit').where('code', '=', '3010').execute()
  town.clock.now = new Date('2027-04-01T00:05:00+09:00')
  await town.system.applyDueRosters()
  expect(await unitOf('000106')).toBe('3010')
  expect(await rosterRow()).toMatchObject({ state: 'failed', units: null, people: null })
  const page = await overview()
  mainOf(page).getByRole('heading', {
    name: '令和9年4月1日（木）に予約した名簿は、取り込めませんでした',
  })
  expect(wordsOf(page)).toContain(
    '何も書き込んでいません。予約したあとで登録内容が変わり、ファイルと合わなくなりました。次のところを直し、もう一度取り込んでください。',
  )
  expect(wordsOf(page)).toContain(
    '職員.csv 2行目 所属コード「3010」: この所属コードの所属がありません。コードを直すか、所属を加えてください。',
  )
  town.clock.now = new Date('2027-04-01T09:00:00+09:00')
  const again = await check(town, hr, { units: UNITS, people: PEOPLE })
  mainOf(await press(town, hr, again)).getByText('名簿を取り込みました')
  expect(wordsOf(await overview())).not.toContain('取り込めませんでした 何も')
})

test('a roster whose files can no longer be read says so and is not tried for ever', async () => {
  await marchWithAReservation()
  town.clock.now = new Date('2027-04-01T00:05:00+09:00')
  process.once('worker', (worker: Worker) => void worker.terminate())
  await town.system.applyDueRosters()
  expect((await rosterRow()).state).toBe('failed')
  expect(wordsOf(await overview())).toContain(
    'ファイルを読み取れませんでした。行数と列を減らして、もう一度取り込んでください。',
  )
  expect(await unitOf('000105')).toBe('2020')
})

test('a reservation can be withdrawn; its files go', async () => {
  await marchWithAReservation()
  const { hr } = town.officials
  const { id } = await rosterRow()
  const answer = await town.visit(hr).post(`/staff/roster/waiting/${id}/withdrawal`, {})
  expect(answer.headers.location).toBe('/staff/roster?notice=withdrawn')
  expect(wordsOf(await town.visit(hr).get('/staff/roster?notice=withdrawn'))).toContain(
    '予約を取り消しました。ファイルも消しました。',
  )
  expect(await rosterRow()).toMatchObject({ state: 'withdrawn', units: null, people: null })
  expect(await acts()).toContain('名簿の取込みの予約を取消し')
  const again = await town.visit(hr).post(`/staff/roster/waiting/${id}/withdrawal`, {})
  expect(again.headers.location).toBe('/staff/roster?notice=gone')
  expect(wordsOf(await town.visit(hr).get('/staff/roster?notice=gone'))).toContain(
    '予約は、すでに取り込まれたか、取り消されています。下で今の状態を確かめてください。',
  )
  town.clock.now = new Date('2027-04-01T00:05:00+09:00')
  await town.system.applyDueRosters()
  expect(await unitOf('000105')).toBe('2020')
})

test('a second reservation is refused while one waits', async () => {
  await marchWithAReservation()
  const { admin } = town.officials
  const checked = await check(town, admin, { people: PEOPLE, units: UNITS, effectiveOn: APRIL })
  const answer = await press(town, admin, checked)
  expect(answer.statusCode).toBe(409)
  expect(wordsOf(answer)).toContain(
    'ほかの名簿が、すでに取込みの日を待っています。「名簿」のページで予約を取り消してから、もう一度押してください。',
  )
  expect(await town.stores.identity.selectFrom('roster_import').selectAll().execute()).toHaveLength(
    1,
  )
})

test('no byte of the files is left in the store after they were applied', async () => {
  await marchWithAReservation()
  const marker = Buffer.from('公園緑地課')
  const held = () => readFileSync(`${town.stores.folder}/identity.db`).includes(marker)
  expect(held()).toBe(true)
  town.clock.now = new Date('2027-04-01T00:05:00+09:00')
  await town.system.applyDueRosters()
  expect((await rosterRow()).state).toBe('applied')
  expect(held()).toBe(false)
})

test('what is over is pruned 400 days after its day; what waits never is', async () => {
  await marchWithAReservation()
  const { hr } = town.officials
  await town.visit(hr).post(`/staff/roster/waiting/${(await rosterRow()).id}/withdrawal`, {})
  town.clock.now = new Date('2028-05-05T09:00:00+09:00')
  await reserveRoster(town.stores.identity, {
    effectiveOn: '2029-04-01',
    actor: hr,
    at: town.clock.now,
    files: { people: PEOPLE },
    lines: [],
  })
  await town.system.applyDueRosters()
  const rows = () => town.stores.identity.selectFrom('roster_import').select('state').execute()
  expect(await rows()).toEqual([{ state: 'withdrawn' }, { state: 'waiting' }])
  town.clock.now = new Date('2028-05-07T09:00:00+09:00')
  await town.system.applyDueRosters()
  expect(await rows()).toEqual([{ state: 'waiting' }])
})

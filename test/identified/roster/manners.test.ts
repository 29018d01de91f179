/** What the roster says of an office beside the role: 事務取扱, 代理, another unit; 任命権者 and 在職区分. */
import { expect, test } from 'vitest'
import { sentenceOf } from '../../../server/identified/roster/findings.ts'
import { planImport } from '../../../server/identified/roster/plan.ts'
import { describeDifference } from '../../../server/identified/roster/wording.ts'
import type { Stores } from '../../../server/stores/open.ts'
import {
  contents,
  importAll,
  openCity,
  PEOPLE,
  PERSON_HEADER,
  peopleFile,
  planOf,
  refusals,
  TODAY,
  unitsFile,
} from './small-city.ts'

async function city(people: readonly string[] = PEOPLE): Promise<Stores> {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile(people) })
  return stores
}

/** The roster in which 000102 has this cell 役割 and 000104 none. */
const withRole = (cell: string) =>
  PEOPLE.map((row) =>
    row.startsWith('000102')
      ? `000102,1010,課長級,あり,${cell}`
      : row.replace(/^(000104.*)推進責任者$/, '$1'),
  )

const rolesOf = async (stores: Stores, person: string) =>
  (await contents(stores)).roles
    .filter((role) => role.person === person)
    .map(({ role, unit, manner }) => `${role} ${unit} ${manner}`)

test.each([
  ['推進責任者（事務取扱）', ['head 1010 acting']],
  ['推進責任者(代理)', ['head 1010 deputy']],
  ['推進責任者・推進責任者（事務取扱:1020）', ['head 1010 own', 'head 1020 acting']],
  ['推進責任者、推進責任者（事務取扱：１０２０）', ['head 1010 own', 'head 1020 acting']],
  ['部長（事務取扱:1000）', ['director 1000 acting']],
  ['推進担当者（代理:1020）', ['promoter 1020 deputy']],
])('%s in the roster gives the role as it is held', async (cell, roles) => {
  const stores = await city(withRole(cell))
  expect(await rolesOf(stores, '000102')).toEqual(roles)
})

test.each([
  ['推進責任者（兼務）', '「推進責任者（兼務）」'],
  ['推進責任者（事務取扱', '「推進責任者（事務取扱」'],
  ['（代理）', '「（代理）」'],
])('%s is no role, and the sentence says how to write one', async (cell, shown) => {
  const stores = await openCity()
  const files = { units: unitsFile(), people: peopleFile(withRole(cell)) }
  expect(await refusals(stores, files)).toEqual([
    `職員.csv 3行目 役割${shown}: 空か、推進責任者・推進担当者・部長 のどれかにしてください（2つ以上は「・」でつなぎ、兼ねるときは「推進責任者（事務取扱:1410）」「推進責任者（代理）」と書きます）。`,
  ])
})

test.each([
  ['7777', '所属コード 7777 の所属がありません。コードを直すか、所属を加えてください。'],
  ['0000', '市には役割を付けられません。部か課の所属コードにしてください。'],
])('an acting head of %s is refused in words', async (unit, sentence) => {
  const stores = await openCity()
  const cell = `推進責任者（事務取扱:${unit}）`
  const files = { units: unitsFile(), people: peopleFile(withRole(cell)) }
  expect(await refusals(stores, files)).toEqual([`職員.csv 3行目 役割「${cell}」: ${sentence}`])
})

test('an acting head answers for the other unit; a deputy does not', async () => {
  const headless = async (cell: string) => {
    const people = peopleFile(withRole(cell))
    const stores = await openCity()
    const check = await planImport(stores, { units: unitsFile(), people }, TODAY)
    return planOf(check).headless
  }
  expect(await headless('推進責任者・推進責任者（事務取扱:1020）')).toEqual([])
  expect(await headless('推進責任者・推進責任者（代理:1020）')).toEqual(['1020'])
})

test('a head that becomes an acting one ends the one and begins the other, in the words of the difference', async () => {
  const stores = await city()
  const people = peopleFile(
    PEOPLE.map((row) => row.replace(/^(000102.*)推進責任者$/, '$1推進責任者（事務取扱）')),
  )
  const plan = await importAll(stores, { people })
  const change = { person: '000102', role: 'head', unit: '1010' }
  expect(plan.difference.roles).toEqual({
    given: [{ ...change, manner: 'acting' }],
    ended: [{ ...change, manner: 'own' }],
  })
  expect(describeDifference(plan)).toEqual(
    expect.arrayContaining([
      '  000102 推進責任者・事務取扱（1010 人事課）',
      '  000102 推進責任者（1010 人事課）',
    ]),
  )
  expect(await rolesOf(stores, '000102')).toEqual(['head 1010 acting'])
})

test('an acting head of another unit loses that office with a transfer that says nothing of roles', async () => {
  const stores = await city(withRole('推進責任者（事務取扱:1020）'))
  const people = peopleFile(
    withRole('').map((row) => row.replace('000102,1010', '000102,9000').replace(/,[^,]*$/, '')),
    '職員番号,所属コード,職位区分,個人PC',
  )
  await importAll(stores, { people })
  expect(await rolesOf(stores, '000102')).toEqual([])
})

test('任命権者 and 在職区分 are taken, compared, and kept where a file does not have them', async () => {
  const stores = await openCity()
  const header = `${PERSON_HEADER},任命権者,在職区分`
  const people = (more: string) =>
    peopleFile(
      PEOPLE.map((row) => `${row},${more}`),
      header,
    )
  await importAll(stores, { units: unitsFile(), people: people('市長,') })
  const plan = await importAll(stores, { people: people('教育委員会,休職') })
  expect(plan.difference.people.changed).toHaveLength(PEOPLE.length)
  expect(plan.difference.people.changed[0]?.columns).toEqual(['任命権者', '在職区分'])
  await importAll(stores, { people: peopleFile() })
  const { people: stored } = await contents(stores)
  expect(new Set(stored.map(({ appointer, status }) => `${appointer} ${status}`))).toEqual(
    new Set(['教育委員会 休職']),
  )
})

test('a 在職区分 that is too long is refused in words', async () => {
  const stores = await openCity()
  const files = {
    units: unitsFile(),
    people: peopleFile([`${PEOPLE[1]},${'休'.repeat(41)}`], `${PERSON_HEADER},在職区分`),
  }
  const check = await planImport(stores, files, TODAY)
  expect(check.problems.map(sentenceOf)).toEqual([
    `職員.csv 2行目 在職区分「${'休'.repeat(24)}…」: 長すぎます。40文字までにしてください。`,
  ])
})

import { expect, test } from 'vitest'
import { sentenceOf } from '../../../server/identified/roster/findings.ts'
import { planImport } from '../../../server/identified/roster/plan.ts'
import type { RosterFiles } from '../../../server/identified/roster/plan.ts'
import type { Stores } from '../../../server/stores/open.ts'
import {
  importAll,
  openCity,
  PEOPLE,
  PERSON_HEADER,
  peopleFile,
  planOf,
  refusals,
  TODAY,
  UNIT_HEADER,
  UNITS,
  unitsFile,
} from './small-city.ts'

async function warningsOf(stores: Stores, files: RosterFiles): Promise<string[]> {
  const check = await planImport(stores, files, TODAY)
  planOf(check)
  return check.warnings.map(sentenceOf)
}

test('a good roster is imported without a warning', async () => {
  const stores = await openCity()
  expect(await warningsOf(stores, { units: unitsFile(), people: peopleFile() })).toEqual([])
})

test('a 所属名 that is not the name of the unit is a warning, and the code counts', async () => {
  const stores = await openCity()
  const people = peopleFile(
    PEOPLE.map((row, i) => `${row},${i === 1 ? '人事 課' : ''}`),
    `${PERSON_HEADER},所属名`,
  )
  expect(await warningsOf(stores, { units: unitsFile(), people })).toEqual([
    '職員.csv 3行目 所属名「人事 課」: 所属コード 1010 の名前「人事課」と違います。所属コードのほうを使います。',
  ])
})

test('units without a 推進責任者 are listed; a 部長 or 支所長 answers for the own unit', async () => {
  const stores = await openCity()
  const people = peopleFile(
    PEOPLE.map((row) => (/^00010[457]/.test(row) ? row.replace('推進責任者', '') : row)),
  )
  expect(await warningsOf(stores, { units: unitsFile(), people })).toEqual([
    '推進責任者のいない所属が3あります: 1020 庶務課、1021 分館、2011 市民課',
  ])
})

test('people in a unit that has ended or not begun are pointed out', async () => {
  const stores = await openCity()
  const header = `${UNIT_HEADER},有効開始日,有効終了日`
  const dates: Record<string, string> = { '1020': '2026-05-01,', '9000': '2020-04-01,2026-03-31' }
  const units = unitsFile(
    UNITS.map((row) => `${row},${dates[row.slice(0, 4)] ?? '2020-04-01,'}`),
    header,
  )
  expect(await warningsOf(stores, { units, people: peopleFile() })).toEqual([
    '取り込む日（2026-04-01）は有効期間の外なのに、職員がいる所属が2あります: 1020 庶務課、9000 会計課',
  ])
})

test('a role given by hand that stays after a transfer, or loses its unit, is pointed out', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile() })
  await stores.identity
    .insertInto('role')
    .values([
      { person: '000103', role: 'head', unit: '1020', origin: 'hand' },
      { person: '000103', role: 'head', unit: '2000', origin: 'hand' },
    ])
    .execute()
  const people = peopleFile(PEOPLE.map((row) => row.replace('000103,1010', '000103,9000')))
  expect(await warningsOf(stores, { people })).toEqual([
    '異動しても、手で付けた役割が2件残ります。要らなければ外してください: 000103（1020 庶務課）、000103（2000 支所）',
  ])
  const units = unitsFile(
    UNITS.filter((row) => !row.startsWith('2000')).map((row) =>
      row.replace('2010,2000', '2010,0000'),
    ),
  )
  expect(await warningsOf(stores, { units })).toEqual([
    'なくなる所属の役割が1件残ります。付け替えてください: 000103（2000 支所）',
  ])
})

test('a file in which many are missing is pointed out; one without the last 情報担当 who can sign in is refused', async () => {
  const stores = await openCity()
  const crowd = Array.from(
    { length: 40 },
    (_, i) => `0002${String(i).padStart(2, '0')},1010,,あり,`,
  )
  await importAll(stores, { units: unitsFile(), people: peopleFile([...PEOPLE, ...crowd]) })
  await stores.identity
    .insertInto('role')
    .values({ person: '000200', role: 'admin', unit: '*', origin: 'hand' })
    .execute()
  for (const person of ['000200', '000103'])
    await stores.identity
      .insertInto('credential')
      .values({ person, password_hash: 'x', must_change: 0 })
      .execute()
  const lost =
    '取り込むと、サインインできる情報担当（管理者）がいなくなります。先に、別の職員に情報担当の役割を渡してください（30日以上続くもの）。'
  expect(await refusals(stores, { people: peopleFile() })).toEqual([lost])
  const next = { role: 'admin', unit: '*', origin: 'hand' } as const
  await stores.identity
    .insertInto('role')
    .values([
      { ...next, person: '000103', valid_to: '2026-04-29' },
      { ...next, person: '000104' },
    ])
    .execute()
  expect(await refusals(stores, { people: peopleFile() })).toEqual([lost])
  await stores.identity
    .updateTable('role')
    .set({ valid_to: '2026-04-30' })
    .where('person', '=', '000103')
    .where('role', '=', 'admin')
    .execute()
  expect(await warningsOf(stores, { people: peopleFile() })).toEqual([
    '登録済みの48人のうち40人がファイルになく、退職等として削除されます。一部の所属だけのファイルでないか確かめてください。',
  ])
})

test('without the column 個人PC newcomers count as having one, and that is said', async () => {
  const stores = await openCity()
  const people = peopleFile(
    PEOPLE.map((row) => row.replace(/,(あり|なし),/, ',')),
    '職員番号,所属コード,職位区分,役割',
  )
  expect(await warningsOf(stores, { units: unitsFile(), people })).toEqual([
    '職員.csv 1行目 個人PC: この列がないので、新しい職員は「あり」として取り込みます。',
  ])
})

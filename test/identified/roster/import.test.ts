import { expect, test } from 'vitest'
import { applyImport, StaleImport } from '../../../server/identified/roster/apply.ts'
import { planImport } from '../../../server/identified/roster/plan.ts'
import type { Stores } from '../../../server/stores/open.ts'
import { replaceUnits } from '../../../server/survey/units.ts'
import {
  contents,
  importAll,
  openCity,
  PEOPLE,
  peopleFile,
  planOf,
  TODAY,
  UNITS,
  unitsFile,
} from './small-city.ts'

const ACT = { actor: '000102', at: new Date('2026-04-01T00:00:00Z') }
const NOTHING = {
  units: { added: [], changed: [], gone: [], reordered: false },
  people: { added: [], moved: [], changed: [], adopted: [], left: [] },
  roles: { given: [], ended: [] },
}

/** The small city with signed-in people, an account made at setup and an announced survey. */
async function livingCity(): Promise<Stores> {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile() })
  const { identity } = stores
  const setup = { position: '', age: '', sex: '', employment: '', job: '', own_pc: 1 }
  await identity
    .insertInto('person')
    .values({ ...setup, number: '900001', unit: '', origin: 'setup' })
    .execute()
  await identity
    .insertInto('role')
    .values([
      { person: '900001', role: 'admin', unit: '*', origin: 'hand' },
      { person: '000103', role: 'hr', unit: '*', origin: 'hand' },
      { person: '000104', role: 'secretariat', unit: '*', origin: 'hand' },
    ])
    .execute()
  for (const [i, person] of ['900001', '000103', '000104'].entries()) {
    await identity
      .insertInto('credential')
      .values({ person, password_hash: 'x', must_change: 0 })
      .execute()
    await identity
      .insertInto('session')
      .values({ id_hash: Buffer.alloc(32, i), person, expires_on: '2026-04-02' })
      .execute()
    await identity.insertInto('card').values({ survey: 'r8', person, bureau: '1000' }).execute()
  }
  const described = { position: '', age: '', sex: '', employment: '', job: '' }
  await identity
    .insertInto('eligible_class')
    .values({ survey: 'r8', bureau: '1000', section: '1010', ...described, people: 3 })
    .execute()
  return stores
}

const rolesOf = async (stores: Stores, person: string) =>
  (await contents(stores)).roles
    .filter((role) => role.person === person)
    .map(({ role, unit, origin }) => `${role} ${unit} ${origin}`)

test('the same files again show no difference and change nothing', async () => {
  const stores = await livingCity()
  const { audit: _before, ...before } = await contents(stores)
  const plan = await importAll(stores, { units: unitsFile(), people: peopleFile() })
  expect(plan.difference).toEqual(NOTHING)
  const { audit: _after, ...after } = await contents(stores)
  expect(after).toEqual(before)
})

test('a check alone writes nothing', async () => {
  const stores = await livingCity()
  const before = await contents(stores)
  const files = { units: unitsFile(UNITS.slice(0, 5)), people: peopleFile(PEOPLE.slice(0, 2)) }
  planOf(await planImport(stores, files, TODAY))
  expect(await contents(stores)).toEqual(before)
})

test('new, moved, changed and left people and changed units are told apart', async () => {
  const stores = await livingCity()
  const units = unitsFile([
    ...UNITS.filter((row) => !row.startsWith('9000')).map((row) => row.replace('庶務課', '総務課')),
    '1030,1000,課,税務課',
  ])
  const people = peopleFile([
    ...PEOPLE.filter((row) => !/^00010[38]/.test(row)).map((row) =>
      row.replace('000102,1010', '000102,1030').replace('000105,1021,課長級', '000105,1021,主査級'),
    ),
    '000109,1010,主事級,あり,',
  ])
  const plan = await importAll(stores, { units, people })
  expect(plan.difference.units).toEqual({
    added: ['1030'],
    changed: [{ code: '1020', columns: ['所属名'] }],
    gone: ['9000'],
    reordered: false,
  })
  expect(plan.difference.people).toEqual({
    added: ['000109'],
    moved: [{ number: '000102', from: '1010', to: '1030' }],
    changed: [{ number: '000105', columns: ['職位区分'] }],
    adopted: [],
    left: [
      { number: '000103', from: '1010' },
      { number: '000108', from: '9000' },
    ],
  })
  const after = await contents(stores)
  expect(after.people.map((p) => p.number)).toEqual([
    '000101',
    '000102',
    '000104',
    '000105',
    '000106',
    '000107',
    '000109',
    '900001',
  ])
  expect(after.units.map((u) => u.code)).toContain('1030')
  expect(after.units.map((u) => u.code)).not.toContain('9000')
})

test('who is not in the file has left: password, sessions and roles go too, frozen cards stay', async () => {
  const stores = await livingCity()
  const before = await contents(stores)
  const people = peopleFile(PEOPLE.filter((row) => !row.startsWith('000103')))
  await importAll(stores, { people })
  const after = await contents(stores)
  expect(after.credentials.map((c) => c.person)).toEqual(['000104', '900001'])
  expect(after.sessions.map((s) => s.person)).not.toContain('000103')
  expect(await rolesOf(stores, '000103')).toEqual([])
  expect(after.cards).toEqual(before.cards)
  expect(after.classes).toEqual(before.classes)
})

test('a role of the roster ends with a transfer; one given by hand stays with the person', async () => {
  const stores = await livingCity()
  const people = peopleFile(
    PEOPLE.map((row) =>
      row.replace('000104,1020,課長級,あり,推進責任者', '000104,9000,課長級,あり,'),
    ),
  )
  const plan = await importAll(stores, { people })
  expect(plan.difference.roles).toEqual({
    given: [],
    ended: [{ person: '000104', role: 'head', unit: '1020', manner: 'own' }],
  })
  expect(await rolesOf(stores, '000104')).toEqual(['secretariat * hand'])
  expect((await contents(stores)).credentials.map((c) => c.person)).toContain('000104')
})

test('without the column 役割 roles last as long as the person stays in the unit', async () => {
  const stores = await livingCity()
  const people = peopleFile(
    PEOPLE.map((row) => row.replace('000104,1020', '000104,9000').split(',').slice(0, 2).join(',')),
    '職員番号,所属コード',
  )
  const plan = await importAll(stores, { people })
  expect(plan.difference.roles.ended).toEqual([
    { person: '000104', role: 'head', unit: '1020', manner: 'own' },
  ])
  expect(await rolesOf(stores, '000102')).toEqual(['head 1010 roster'])
  const kept = (await contents(stores)).people.find((p) => p.number === '000105')
  expect(kept).toMatchObject({ position: '課長級', own_pc: 0 })
})

test('a role the hand gave before the roster does stays when the roster takes it back', async () => {
  const stores = await livingCity()
  const hand = { person: '000103', role: 'head', unit: '1010', origin: 'hand' } as const
  await stores.identity.insertInto('role').values(hand).execute()
  const both = PEOPLE.map((row) => row.replace('推進担当者', '推進責任者・推進担当者'))
  expect((await importAll(stores, { people: peopleFile(both) })).difference).toEqual(NOTHING)
  await importAll(stores, { people: peopleFile() })
  expect(await rolesOf(stores, '000103')).toEqual([
    'head 1010 hand',
    'hr * hand',
    'promoter 1010 roster',
  ])
})

test('a 部長 in a 部付 directs the 部, a 支所長 the own 支所', async () => {
  const stores = await livingCity()
  expect(await rolesOf(stores, '000101')).toEqual(['director 1000 roster'])
  expect(await rolesOf(stores, '000106')).toEqual(['director 2010 roster'])
})

test('an account made at setup survives every import', async () => {
  const stores = await livingCity()
  await importAll(stores, { people: peopleFile(PEOPLE.slice(0, 2)) })
  expect(await rolesOf(stores, '900001')).toEqual(['admin * hand'])
  expect((await contents(stores)).people.find((p) => p.number === '900001')?.origin).toBe('setup')
})

test('an account made at setup that the roster names becomes ordinary and keeps password and roles', async () => {
  const stores = await livingCity()
  const people = peopleFile([...PEOPLE, '900001,1010,主査級,なし,推進担当者'])
  const plan = await importAll(stores, { people })
  expect(plan.difference.people).toEqual({ ...NOTHING.people, adopted: ['900001'] })
  const after = await contents(stores)
  expect(after.people.find((p) => p.number === '900001')).toMatchObject({
    unit: '1010',
    position: '主査級',
    own_pc: 0,
    origin: 'roster',
  })
  expect(after.credentials.map((c) => c.person)).toContain('900001')
  expect(await rolesOf(stores, '900001')).toEqual(['admin * hand', 'promoter 1010 roster'])
})

test('units alone may be renamed and put in another order', async () => {
  const stores = await livingCity()
  const swapped = [...UNITS.slice(0, 3), UNITS[4], UNITS[3], ...UNITS.slice(5)].filter(
    (row) => row !== undefined,
  )
  const plan = await importAll(stores, { units: unitsFile(swapped) })
  expect(plan.difference).toEqual({ ...NOTHING, units: { ...NOTHING.units, reordered: true } })
  const { units, people } = await contents(stores)
  expect(units.map((u) => u.code).slice(3, 5)).toEqual(['1020', '1010'])
  expect(people).toHaveLength(PEOPLE.length + 1)
})

test('every import is written into the audit with counts and no staff number but the actor', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile() })
  const { audit } = await contents(stores)
  expect(audit).toHaveLength(1)
  expect(audit[0]).toMatchObject({
    at: '2026-04-01T00:00:00.000Z',
    actor: '000102',
    act: '名簿の取込み',
  })
  expect(audit[0]?.detail).toBe(
    '所属: 所属.csv（10行、UTF-8）　職員: 職員.csv（8行、UTF-8）　所属  追加 10、変更 0、廃止 0　職員  追加 8、異動 0、変更 0、退職等 0　役割  付与 8、終了 0',
  )
})

test('a person row the store refuses leaves units and people as they were', async () => {
  const stores = await livingCity()
  const before = await contents(stores)
  const files = {
    units: unitsFile([...UNITS, '1030,1000,課,税務課']),
    people: peopleFile([...PEOPLE.slice(1), '000109,1030,主事級,あり,']),
  }
  const plan = planOf(await planImport(stores, files, TODAY))
  const people = plan.outcome.people.map((p) => (p.number === '000109' ? { ...p, own_pc: 2 } : p))
  const broken = { ...plan, outcome: { ...plan.outcome, people } }
  await expect(applyImport(stores, broken, ACT)).rejects.toThrow(/CHECK constraint failed/)
  expect(await contents(stores)).toEqual(before)
})

test('a unit row the store refuses leaves the people as they were too', async () => {
  const stores = await livingCity()
  const before = await contents(stores)
  const files = {
    units: unitsFile([...UNITS, '1030,1000,課,税務課']),
    people: peopleFile([...PEOPLE.slice(1), '000109,1030,主事級,あり,']),
  }
  const plan = planOf(await planImport(stores, files, TODAY))
  const twice = [...plan.outcome.units, ...plan.outcome.units.slice(0, 1)]
  const broken = { ...plan, outcome: { ...plan.outcome, units: twice } }
  await expect(applyImport(stores, broken, ACT)).rejects.toThrow(/UNIQUE constraint failed/)
  expect(await contents(stores)).toEqual(before)
})

test('after a crash between units and people the same import completes the work', async () => {
  const [crashed, whole] = [await livingCity(), await livingCity()]
  const files = {
    units: unitsFile([...UNITS.slice(0, 9), '1030,1000,課,税務課']),
    people: peopleFile([...PEOPLE.slice(0, 7), '000109,1030,主事級,あり,推進責任者']),
  }
  await importAll(whole, files)
  const plan = planOf(await planImport(crashed, files, TODAY))
  await crashed.commons.transaction().execute((trx) => replaceUnits(trx, plan.outcome.units))
  const again = await importAll(crashed, files)
  expect(again.difference.units).toEqual(NOTHING.units)
  const { audit: _one, ...repaired } = await contents(crashed)
  const { audit: _two, ...expected } = await contents(whole)
  expect(repaired).toEqual(expected)
})

test('a check is good for one import: when the roster changed meanwhile nothing is written', async () => {
  const stores = await livingCity()
  const late = planOf(await planImport(stores, { people: peopleFile(PEOPLE.slice(1)) }, TODAY))
  await importAll(stores, { people: peopleFile([...PEOPLE, '000109,1010,主事級,あり,']) })
  const before = await contents(stores)
  await expect(applyImport(stores, late, ACT)).rejects.toThrow(StaleImport)
  expect(await contents(stores)).toEqual(before)
})

test('units that changed meanwhile also make the check void', async () => {
  const stores = await livingCity()
  const late = planOf(await planImport(stores, { people: peopleFile(PEOPLE.slice(1)) }, TODAY))
  await stores.commons.updateTable('unit').set({ name: '別' }).where('code', '=', '1010').execute()
  const before = await contents(stores)
  await expect(applyImport(stores, late, ACT)).rejects.toThrow(StaleImport)
  expect(await contents(stores)).toEqual(before)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasRole } from '../../../server/identified/auth/roles.ts'
import { findSession, startSession } from '../../../server/identified/auth/sessions.ts'
import { type StaffApp, staffApp } from './staff-app.ts'

let city: StaffApp

beforeAll(async () => {
  city = await staffApp()
  await city.addPerson('800001')
  await city.addRole('800001', 'head', '1010')
  await city.addRole('800001', 'head', '1110')
  await city.addPerson('800002')
  await city.addRole('800002', 'hr', '*')
})
afterAll(async () => city.close())

/** As every request finds them: by the session. */
async function rolesOf(number: string) {
  const { identity } = city.stores
  const id = await startSession(identity, number, city.clock.now)
  return (await findSession(identity, id, city.clock.now))?.roles ?? []
}

test('one head may lead several units, and leads no other', async () => {
  const roles = await rolesOf('800001')
  expect(roles).toEqual([
    { role: 'head', unit: '1010', manner: 'own' },
    { role: 'head', unit: '1110', manner: 'own' },
  ])
  expect(hasRole({ roles }, 'head')).toBe(true)
  expect(hasRole({ roles }, 'head', '1110')).toBe(true)
  expect(hasRole({ roles }, 'head', '1120')).toBe(false)
  expect(hasRole({ roles }, 'promoter', '1110')).toBe(false)
})

test('a role of the whole body covers every unit', async () => {
  const roles = await rolesOf('800002')
  expect(hasRole({ roles }, 'hr', '1010')).toBe(true)
})

test('a page of 人事課 refuses everybody else and says whom to ask', async () => {
  const head = city.visitor()
  await head.signIn('800001')
  const refused = await head.get('/staff/test/hr')
  expect(refused.statusCode).toBe(403)
  expect(refused.body).toContain('この操作をする権限がありません。')
  const hr = city.visitor()
  await hr.signIn('800002')
  expect((await hr.get('/staff/test/hr')).statusCode).toBe(200)
  expect((await hr.get('/staff/admin')).statusCode).toBe(403)
})

test('a role that is taken away ends with the next page, without signing out', async () => {
  await city.addPerson('800003')
  await city.addRole('800003', 'hr', '*')
  const visitor = city.visitor()
  await visitor.signIn('800003')
  expect((await visitor.get('/staff/test/hr')).statusCode).toBe(200)
  await city.stores.identity.deleteFrom('role').where('person', '=', '800003').execute()
  expect((await visitor.get('/staff/test/hr')).statusCode).toBe(403)
})

test('a role counts from its first day to its last, both included, and on no other day', async () => {
  await city.addPerson('800004')
  await city.stores.identity
    .insertInto('role')
    .values({
      person: '800004',
      role: 'hr',
      unit: '*',
      origin: 'hand',
      valid_from: '2026-11-24',
      valid_to: '2026-11-26',
    })
    .execute()
  const visitor = city.visitor()
  await visitor.signIn('800004')
  const seen: Record<string, number> = {}
  for (const day of ['23', '24', '26', '27']) {
    for (const time of ['00:01', '23:59']) {
      city.clock.now = new Date(`2026-11-${day}T${time}:00+09:00`)
      visitor.cookie = `kazetoshi=${await startSession(city.stores.identity, '800004', city.clock.now)}`
      seen[`${day} ${time}`] = (await visitor.get('/staff/test/hr')).statusCode
    }
  }
  city.clock.now = new Date('2026-11-20T10:00:00+09:00')
  expect(seen).toEqual({
    '23 00:01': 403,
    '23 23:59': 403,
    '24 00:01': 200,
    '24 23:59': 200,
    '26 00:01': 200,
    '26 23:59': 200,
    '27 00:01': 403,
    '27 23:59': 403,
  })
})

test('事務取扱 and 代理 can do what the own office can, and the page says how it is held', async () => {
  await city.addPerson('800005')
  const base = { person: '800005', role: 'head', origin: 'hand' } as const
  await city.stores.identity
    .insertInto('role')
    .values([
      { ...base, unit: '1010', manner: 'acting' },
      { ...base, unit: '1110', manner: 'deputy' },
    ])
    .execute()
  expect(hasRole({ roles: await rolesOf('800005') }, 'head', '1110')).toBe(true)
  const visitor = city.visitor()
  await visitor.signIn('800005')
  const home = (await visitor.get('/staff/')).body
  expect(home).toContain('推進責任者（所属長）：秘書課（事務取扱）')
  expect(home).toContain('推進責任者（所属長）：人事課（代理）')
})

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
    { role: 'head', unit: '1010' },
    { role: 'head', unit: '1110' },
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

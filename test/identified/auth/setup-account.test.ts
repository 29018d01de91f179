import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFirstAdministrator } from '../../../server/identified/auth/setup-account.ts'
import { PASSWORD, type StaffApp, staffApp } from './staff-app.ts'

let city: StaffApp

beforeAll(async () => {
  city = await staffApp()
})
afterAll(async () => city.close())

test('of two first administrators made at once exactly one comes into being, and none after', async () => {
  const { identity } = city.stores
  const now = city.clock.now
  const make = async (number: string) =>
    createFirstAdministrator(identity, { number, password: PASSWORD, now })
  const outcomes = await Promise.allSettled([make('700001'), make('700002')])
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(make('700003')).rejects.toMatchObject({ code: 'gone' })
  const people = await identity.selectFrom('person').select(['number', 'unit', 'origin']).execute()
  expect(people).toHaveLength(1)
  expect(people[0]).toMatchObject({ unit: '*', origin: 'setup' })
  const audit = await identity.selectFrom('audit').select(['actor', 'act']).execute()
  expect(audit).toEqual([{ actor: people[0]?.number, act: '最初の管理者を登録' }])
})

test('the first administrator signs in and holds the roles of 情報担当 and 人事課', async () => {
  const { number } = await city.stores.identity
    .selectFrom('person')
    .select('number')
    .executeTakeFirstOrThrow()
  const visitor = city.visitor()
  expect((await visitor.signIn(number)).statusCode).toBe(303)
  expect((await visitor.get('/staff/admin')).statusCode).toBe(200)
  expect((await visitor.get('/staff/test/hr')).statusCode).toBe(200)
  const home = await visitor.get('/staff/')
  expect(home.body).toContain('情報担当')
  expect(home.body).toContain('人事課')
})

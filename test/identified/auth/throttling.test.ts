import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createThrottle } from '../../../server/identified/auth/throttle.ts'
import { type StaffApp, staffApp } from './staff-app.ts'

let city: StaffApp

beforeAll(async () => {
  city = await staffApp({
    throttle: {
      perAddress: { failures: 3, seconds: 2.5 },
      perNumber: { failures: 8, seconds: 30, restSeconds: 1.5 },
    },
  })
})
afterAll(async () => city.close())

test('who types wrong passwords must wait a moment, then it works again', async () => {
  await city.addPerson('200001')
  const visitor = city.visitor('10.0.0.1')
  for (let i = 0; i < 3; i += 1) {
    expect((await visitor.signIn('200001', `まちがい${i}`)).statusCode).toBe(401)
  }
  const refused = await visitor.signIn('200001')
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['retry-after']).toMatch(/^[123]$/)
  expect(refused.body).toContain('続けて間違えたため')
  expect(refused.body).toContain('value="200001"')
  await sleep(2600)
  expect((await visitor.signIn('200001')).statusCode).toBe(303)
})

test('the person themselves still gets in from another PC', async () => {
  await city.addPerson('200002')
  const stranger = city.visitor('10.0.0.66')
  for (let i = 0; i < 20; i += 1) await stranger.signIn('200002', `まちがい${i}`)
  expect((await stranger.signIn('200002')).statusCode).toBe(429)
  expect((await city.visitor('10.0.0.2').signIn('200002')).statusCode).toBe(303)
})

test('guessing from many PCs is stopped for the number, and only for a moment', async () => {
  await city.addPerson('200003')
  const statuses: number[] = []
  for (let i = 0; i < 12; i += 1) {
    statuses.push((await city.visitor(`10.2.0.${i}`).signIn('200003', 'まちがい')).statusCode)
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(8)
  expect(statuses.slice(8)).toEqual([429, 429, 429, 429])
  await sleep(1600)
  expect((await city.visitor('10.3.0.1').signIn('200003')).statusCode).toBe(303)
})

test('guesses sent all at once count one by one', async () => {
  await city.addPerson('200004')
  const visitor = city.visitor('10.0.0.4')
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => visitor.signIn('200004', `まちがい${i}`)),
  )
  expect(answers.filter((answer) => answer.statusCode === 401)).toHaveLength(3)
  expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(17)
})

test('a right password forgets the wrong ones before it', async () => {
  await city.addPerson('200005')
  const visitor = city.visitor('10.0.0.5')
  for (let round = 0; round < 3; round += 1) {
    await visitor.signIn('200005', 'まちがい')
    await visitor.signIn('200005', 'まちがい')
    expect((await visitor.signIn('200005')).statusCode).toBe(303)
  }
})

test('an unknown number is slowed down like a known one', async () => {
  const visitor = city.visitor('10.0.0.6')
  const statuses = []
  for (let i = 0; i < 4; i += 1) statuses.push((await visitor.signIn('777777', 'x')).statusCode)
  expect(statuses).toEqual([401, 401, 401, 429])
})

test('with the durations of a real installation one PC can never lock out a number', async () => {
  const throttle = createThrottle()
  for (let i = 0; i < 5; i += 1) await throttle.begin('200007', '10.0.0.7')
  for (let i = 0; i < 200; i += 1) {
    await expect(throttle.begin('200007', '10.0.0.7')).rejects.toMatchObject({
      code: 'too-many-attempts',
      retryAfter: 60,
    })
  }
  await expect(throttle.begin('200007', '10.0.0.8')).resolves.toBeDefined()
})

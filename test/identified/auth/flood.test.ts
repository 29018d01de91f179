import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { networkOf } from '../../../server/identified/auth/network.ts'
import { createPasswordDesk } from '../../../server/identified/auth/passwords.ts'
import { PASSWORD, type StaffApp, staffApp } from './staff-app.ts'

const CORES = availableParallelism()
const AS_MANY_AS_ONE_LIKES = { failures: 1e6, seconds: 60 }

describe('one PC that floods the door', () => {
  let city: StaffApp

  beforeAll(async () => {
    city = await staffApp({
      throttle: {
        perAddress: AS_MANY_AS_ONE_LIKES,
        perNumber: { ...AS_MANY_AS_ONE_LIKES, restSeconds: 1 },
        allNumbers: AS_MANY_AS_ONE_LIKES,
      },
      passwords: createPasswordDesk({ atOnce: 1, waiting: 16, share: 4 }),
    })
    await city.addPerson('210001')
  })
  afterAll(async () => city.close())

  test('fills its share of the queue and no more; everybody else gets in', async () => {
    const stranger = city.visitor('10.9.0.1')
    const flood = Array.from({ length: 40 }, async (_, i) => stranger.signIn(`8${i}`, 'x'))
    const others = Array.from({ length: 8 }, async (_, i) =>
      city.visitor(`10.9.1.${i}`).signIn('210001'),
    )
    expect((await Promise.all(others)).map((answer) => answer.statusCode)).toEqual(
      Array.from({ length: 8 }, () => 303),
    )
    const statuses = (await Promise.all(flood)).map((answer) => answer.statusCode)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 503)).toHaveLength(35)
    expect((await stranger.signIn('210001')).statusCode).toBe(303)
  })

  test('has the same share with all the IPv6 addresses it gives itself', async () => {
    const flood = Array.from({ length: 40 }, async (_, i) =>
      city.visitor(`2001:db8:0:1::${i.toString(16)}`).signIn(`8${i}`, 'x'),
    )
    const other = city.visitor('2001:db8:0:2::1').signIn('210001')
    const statuses = (await Promise.all(flood)).map((answer) => answer.statusCode)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect((await other).statusCode).toBe(303)
  })
})

describe('guessing at many numbers from one address', () => {
  let city: StaffApp

  beforeAll(async () => {
    city = await staffApp({ throttle: { allNumbers: { failures: 6, seconds: 60 } } })
    for (const number of ['220001', '220002', '220003']) await city.addPerson(number)
  })
  afterAll(async () => city.close())

  test('is stopped over all numbers, and touches nobody elsewhere', async () => {
    const visitor = city.visitor('10.8.0.1')
    for (let i = 0; i < 6; i += 1) {
      expect((await visitor.signIn(`7${i}`, 'x')).statusCode).toBe(401)
    }
    const refused = await visitor.signIn('220001')
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toMatch(/^\d\d?$/)
    expect(refused.body).toContain('続けて間違えたため')
    const asScript = await visitor.post(
      '/staff/sign-in',
      { number: '220001', password: PASSWORD },
      { accept: 'application/json' },
    )
    expect([asScript.statusCode, asScript.json().type]).toEqual([
      429,
      '/problems/too-many-attempts',
    ])
    expect((await city.visitor('10.8.0.2').signIn('220001')).statusCode).toBe(303)
  })

  test('is possible again after a moment, as long as the refusal says', async () => {
    const short = await staffApp({ throttle: { allNumbers: { failures: 1, seconds: 1.5 } } })
    await short.addPerson('220001')
    const visitor = short.visitor()
    expect((await visitor.signIn('70', 'x')).statusCode).toBe(401)
    const refused = await visitor.signIn('220001')
    expect(refused.statusCode).toBe(429)
    await sleep(Number(refused.headers['retry-after']) * 1000)
    expect((await visitor.signIn('220001')).statusCode).toBe(303)
    await short.close()
  })

  test('does not use up what the numbers themselves may get wrong', async () => {
    const visitor = city.visitor('10.8.0.3')
    for (let i = 0; i < 6; i += 1) await visitor.signIn(`6${i}`, 'x')
    for (let i = 0; i < 40; i += 1) {
      expect((await visitor.signIn('220002', 'x')).statusCode).toBe(429)
    }
    expect((await city.visitor('10.8.0.4').signIn('220002')).statusCode).toBe(303)
  })

  test('sent all at once is stopped as well: what waits is not looked at any more', async () => {
    const visitor = city.visitor('10.8.0.5')
    const answers = await Promise.all(
      Array.from({ length: 40 }, async (_, i) => visitor.signIn(`5${i}`, 'x')),
    )
    const looked = answers.filter((answer) => answer.statusCode === 401).length
    expect(looked).toBeGreaterThanOrEqual(6)
    expect(looked).toBeLessThanOrEqual(6 + 2 * CORES)
    expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(40 - looked)
  })

  test('right passwords use up nothing, however many people share the address', async () => {
    const visitor = city.visitor('10.8.0.6')
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(
        ['220001', '220002', '220003'].map(async (number) => visitor.signIn(number)),
      )
      expect(answers.map((answer) => answer.statusCode)).toEqual([303, 303, 303])
    }
  })

  test('wrong current passwords on the page for changing it count as well', async () => {
    const visitor = city.visitor('10.8.0.7')
    await visitor.signIn('220003')
    for (let i = 0; i < 5; i += 1) await visitor.signIn(`4${i}`, 'x')
    const change = {
      current: 'ちがうもの',
      password: '山と川の見える役場の朝のこと',
      again: '山と川の見える役場の朝のこと',
    }
    expect((await visitor.post('/staff/password', change)).statusCode).toBe(422)
    expect((await visitor.post('/staff/password', change)).statusCode).toBe(429)
  })
})

describe('wrong passwords for one colleague from many PCs', () => {
  let city: StaffApp

  beforeAll(async () => {
    city = await staffApp({
      throttle: {
        perAddress: { failures: 2, seconds: 30 },
        perNumber: { failures: 6, seconds: 30, restSeconds: 30 },
        remembered: 2,
      },
    })
    for (const number of ['230001', '230002', '230003', '230004']) await city.addPerson(number)
  })
  afterAll(async () => city.close())

  /** Until the number rests everywhere. */
  async function exhaust(number: string, floor: number): Promise<void> {
    for (let i = 0; i < 8; i += 1) await city.visitor(`10.7.${floor}.${i}`).signIn(number, 'x')
    expect((await city.visitor(`10.7.${floor}.99`).signIn(number)).statusCode).toBe(429)
  }

  test('never lock the colleague out of the PC that was used before', async () => {
    const usual = city.visitor('10.6.0.1')
    await usual.signIn('230001')
    await exhaust('230001', 1)
    for (let round = 0; round < 10; round += 1) {
      expect((await usual.signIn('230001')).statusCode).toBe(303)
    }
    expect((await usual.signIn('230001', 'x')).statusCode).toBe(401)
    expect((await usual.signIn('230001', 'x')).statusCode).toBe(401)
    expect((await usual.signIn('230001')).statusCode).toBe(429)
  })

  test('only the number that signed in there is spared there, and only the last so many pairs', async () => {
    await city.visitor('10.6.0.2').signIn('230002')
    await exhaust('230002', 2)
    await exhaust('230003', 3)
    expect((await city.visitor('10.6.0.2').signIn('230003')).statusCode).toBe(429)
    await city.visitor('10.6.0.3').signIn('230004')
    await city.visitor('10.6.0.4').signIn('230004')
    expect((await city.visitor('10.6.0.2').signIn('230002')).statusCode).toBe(429)
  })

  test('from many IPv6 addresses of one PC are wrong passwords from one PC', async () => {
    const statuses: number[] = []
    for (let i = 1; i < 6; i += 1) {
      const visitor = city.visitor(`2001:db8:7:7:${i}::${i}`)
      statuses.push((await visitor.signIn('230004', 'x')).statusCode)
    }
    expect(statuses).toEqual([401, 401, 429, 429, 429])
    expect((await city.visitor('2001:db8:7:8::1').signIn('230004')).statusCode).toBe(303)
  })
})

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['2001:DB8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
  ['2001:0db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::10.1.2.3', '64:ff9b:0:0::/64'],
  ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
  ['', ''],
])('the address %s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

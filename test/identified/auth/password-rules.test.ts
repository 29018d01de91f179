import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { faultOfNewPassword } from '../../../server/identified/auth/password-rules.ts'
import { createPasswordDesk } from '../../../server/identified/auth/passwords.ts'
import { generateFirstPassword } from '../../../server/identified/auth/first-password.ts'

test.each([
  ['', '入力してください'],
  ['short', '12文字以上'],
  ['十一文字のパスワードで', '12文字以上'],
  ['a'.repeat(129), '128文字以下'],
  ['kaze-054667-michi', '職員番号を含まない'],
  ['kaze-０５４６６７-michi', '職員番号を含まない'],
  ['password1234', '推測されやすい'],
  ['Ｐａｓｓｗｏｒｄ１２３４', '推測されやすい'],
  ['PASS-WORD-1234', '推測されやすい'],
  ['aaaaaaaaaaaa', '推測されやすい'],
  ['abcabcabcabcab', '推測されやすい'],
  ['123456789012', '推測されやすい'],
  ['9876543210987', '推測されやすい'],
  ['qwertyuiopasd', '推測されやすい'],
  ['shiyakusho123', '推測されやすい'],
])('%s is refused: %s', (password, message) => {
  expect(faultOfNewPassword(password, '054667')).toContain(message)
})

test.each([
  'asa no kawaberi wo aruku',
  'うみべの図書館まで30分',
  'correct horse battery staple',
  'ただの小文字だけでも長ければよい',
  'a'.repeat(10) + 'bcdefghijk lmnop',
])('%s may be chosen: no rules about kinds of characters', (password) => {
  expect(faultOfNewPassword(password, '054667')).toBeNull()
})

test('a number of one digit does not forbid every password with that digit', () => {
  expect(faultOfNewPassword('うみべの図書館まで30分', '3')).toBeNull()
})

test('whatever is typed gets an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.string(), (password, number) => {
      const fault = faultOfNewPassword(password, number)
      expect(fault === null || fault.endsWith('。')).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test('first passwords pass the rules, are easy to read and never come twice', () => {
  const made = Array.from({ length: 5000 }, generateFirstPassword)
  expect(new Set(made).size).toBe(5000)
  for (const password of made) {
    expect(password).toMatch(/^[abcdefhjkmnprstuwxyz]{4}(-[abcdefhjkmnprstuwxyz]{4}){3}$/)
    expect(faultOfNewPassword(password, '054667')).toBeNull()
  }
})

test('a stored hash uses the OWASP parameters and tells two equal passwords apart', async () => {
  const desk = createPasswordDesk()
  const [one, two] = await Promise.all([desk.hash('うみべの図書館'), desk.hash('うみべの図書館')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/)
  expect(one).not.toBe(two)
  expect(await desk.verify(one, 'うみべの図書館')).toBe(true)
  expect(await desk.verify(one, 'うみべの図書')).toBe(false)
})

test('an unknown number costs as much time as a wrong password', async () => {
  const desk = createPasswordDesk({ atOnce: 1 })
  const stored = await desk.hash('うみべの図書館')
  const time = async (hash: string | undefined): Promise<number> => {
    const from = performance.now()
    await desk.verify(hash, 'まちがい')
    return performance.now() - from
  }
  const known: number[] = []
  const unknown: number[] = []
  for (let i = 0; i < 25; i += 1) {
    known.push(await time(stored))
    unknown.push(await time(undefined))
  }
  const median = (times: number[]): number => times.sort((a, b) => a - b)[12] ?? 0
  expect(median(unknown) / median(known)).toBeGreaterThan(0.6)
  expect(median(unknown) / median(known)).toBeLessThan(1.6)
})

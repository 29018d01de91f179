import type { LightMyRequestResponse } from 'fastify'
import * as fc from 'fast-check'
import { Window } from 'happy-dom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readKeptForm } from '../../../server/identified/auth/kept-form.ts'
import { ownPath } from '../../../server/identified/auth/own-path.ts'
import { PASSWORD, pageOf, type StaffApp, staffApp, type Visitor } from './staff-app.ts'

let city: StaffApp

beforeAll(async () => {
  city = await staffApp()
  await city.addPerson('500001')
  await city.addRole('500001', 'hr', '*')
})
afterAll(async () => city.close())

/** Presses the button of the page's form with what stands in its hidden fields, and what is typed. */
async function submit(visitor: Visitor, from: LightMyRequestResponse, typed = {}) {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } })
  window.document.write(from.body)
  const form = window.document.querySelector('main form')
  const fields = new URLSearchParams()
  for (const input of form?.querySelectorAll('input[type=hidden]') ?? []) {
    const value = input.getAttribute('value') ?? ''
    fields.append(input.getAttribute('name') ?? '', value.replaceAll(/\r\n|\r|\n/g, '\r\n'))
  }
  for (const [name, value] of Object.entries(typed)) fields.set(name, String(value))
  return visitor.post(form?.getAttribute('action') ?? '', fields.toString())
}

test('a form sent after the session has ended waits through the sign-in and is sent again', async () => {
  const visitor = city.visitor()
  const typed = new URLSearchParams({
    title: '令和8年度 職員アンケート <案> & "下書き"',
    note: '一行目\r\n二行目',
  })
  typed.append('items', 'Q1')
  typed.append('items', 'Q2')
  const refused = await visitor.post('/staff/test/draft?from=2', typed.toString())
  expect(refused.statusCode).toBe(401)
  const signIn = pageOf(refused)
  signIn.getByText('サインインの期限が切れていました。')
  signIn.getByLabelText('職員番号')
  const before = city.drafts.length

  const mistyped = await submit(visitor, refused, { number: '500001', password: 'まちがい' })
  expect(mistyped.statusCode).toBe(401)
  const resume = await submit(visitor, mistyped, { number: '500001', password: PASSWORD })
  expect(resume.statusCode).toBe(200)
  const page = pageOf(resume)
  page.getByRole('heading', { level: 1, name: '入力した内容が残っています' })
  page.getByText('令和8年度 職員アンケート <案> & "下書き"')
  expect(city.drafts).toHaveLength(before)

  const sent = await submit(visitor, resume)
  expect(sent.statusCode).toBe(303)
  expect(city.drafts).toHaveLength(before + 1)
  expect({ ...(city.drafts.at(-1) as object) }).toEqual({
    title: '令和8年度 職員アンケート <案> & "下書き"',
    note: '一行目\r\n二行目',
    items: ['Q1', 'Q2'],
  })
})

test('passwords and passphrases are never kept in the page', async () => {
  const visitor = city.visitor()
  const refused = await visitor.post('/staff/test/draft', {
    title: '開封',
    passphrase1: 'ABCD-EFGH-JKMN-PQRS-T',
    password: 'himitsu-himitsu',
    current: 'ima-no-himitsu',
    again: 'mou-ichido-himitsu',
  })
  expect(refused.statusCode).toBe(401)
  expect(refused.body).not.toMatch(/ABCD-EFGH|himitsu/)
  const resume = await submit(visitor, refused, { number: '500001', password: PASSWORD })
  expect(resume.body).toContain('パスワードと合言葉は残していません。')
  expect(resume.body).toContain('開封')
})

test('a form whose session has ended because it expired is kept as well', async () => {
  const visitor = city.visitor()
  await visitor.signIn('500001')
  city.clock.now = new Date('2026-12-20T10:00:00+09:00')
  const refused = await visitor.post('/staff/test/draft', { title: '続き' })
  expect(refused.statusCode).toBe(401)
  expect(refused.body).toContain('続き')
})

test('a form that is too large to keep says so', async () => {
  const refused = await city.visitor().post('/staff/test/draft', { title: 'x'.repeat(50_000) })
  expect(refused.statusCode).toBe(401)
  expect(refused.body).toContain('入力した内容は送られていません。')
  expect(refused.body.length).toBeLessThan(10_000)
})

test('the largest form that is read survives the sign-in, and so does the largest kept one', async () => {
  const visitor = city.visitor()
  const title = 'あ'.repeat(7000)
  const refused = await visitor.post('/staff/test/draft', { title })
  expect(refused.statusCode).toBe(401)
  const resume = await submit(visitor, refused, { number: '500001', password: PASSWORD })
  expect(resume.statusCode).toBe(200)
  expect((await submit(visitor, resume)).statusCode).toBe(303)
  expect({ ...(city.drafts.at(-1) as object) }).toEqual({ title })

  const fields = [['title', 'あ'.repeat(16_300)]]
  const kept = JSON.stringify({ path: '/staff/test/draft', fields, withheld: false })
  expect((await city.visitor().signIn('500001', PASSWORD, { kept })).statusCode).toBe(200)
})

test('sign-in, password and sign-out are never sent again', async () => {
  const refused = await city.visitor().post('/staff/sign-out-everywhere', { a: 'x' })
  expect(refused.statusCode).toBe(401)
  expect(refused.body).not.toContain('name="kept"')
  const password = await city.visitor().post('/staff/password', { current: 'x', password: 'y' })
  expect(password.statusCode).toBe(401)
  expect(password.body).not.toContain('name="kept"')
})

test('a waiting form can only go to a staff page', async () => {
  for (const path of [
    'https://evil.example/',
    '//evil.example',
    '/voice/surveys/r8/ballots',
    '/x',
  ]) {
    const kept = JSON.stringify({ path, fields: [['a', 'b']], withheld: false })
    const answer = await city.visitor().signIn('500001', PASSWORD, { kept })
    expect(answer.statusCode).toBe(303)
    expect(answer.body).not.toContain('evil.example')
  }
})

test('whatever is put in the place of a path or a waiting form stays inside /staff', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '..',
    '.',
    'staff',
    '%2e',
    '%2f',
    '%5c',
    '?',
    '#',
    '@',
    ':',
    'evil.example',
    'http:',
    '\t',
    '\n',
    ' ',
    'あ',
  )
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((parts) => parts.join('')),
    fc.array(piece).map((parts) => `/staff${parts.join('')}`),
  )
  fc.assert(
    fc.property(hostile, (text) => {
      for (const path of [
        ownPath(text),
        readKeptForm(JSON.stringify({ path: text, fields: [], withheld: false }))?.path ?? null,
      ]) {
        if (path === null) continue
        const url = new URL(path, 'http://kaze.city.local')
        expect(url.host).toBe('kaze.city.local')
        expect(url.pathname).toMatch(/^\/staff(\/|$)/)
        expect(ownPath(path)).toBe(path)
      }
    }),
    { numRuns: 2000 },
  )
})

test('an altered waiting form is ignored, never an error', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.json()), (value) => {
      expect(() => readKeptForm(value)).not.toThrow()
    }),
    { numRuns: 1000 },
  )
})

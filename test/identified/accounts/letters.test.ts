import { existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LETTERS_A_PAGE, letterPages } from '../../../server/identified/accounts/letters.ts'
import { readSheet } from '../../../server/identified/auth/password-sheet.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { pageOf, personRow, type StaffApp, staffApp, type Visitor } from '../auth/staff-app.ts'

/** A wide table scrolls in a region of its own, and is no section of the page. */
const OWN = { 'prefer-native-element': 'off' } as const
const HERE = '/staff/admin/passwords'
const PRINT = `${HERE}/letters/print`

let city: StaffApp
let admin: Visitor
let file: string

beforeEach(async () => {
  city = await staffApp()
  file = join(city.stores.folder, 'first-passwords.csv')
  await city.addPerson('000101')
  await city.addRole('000101', 'admin', '*')
  admin = city.visitor()
  await admin.signIn('000101')
})
afterEach(async () => city.close())

async function addPeople(count: number, unit: string, first: number): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, i) => String(first + i).padStart(6, '0'))
  await city.stores.identity
    .insertInto('person')
    .values(numbers.map((number) => personRow(number, unit)))
    .execute()
  return numbers
}

/** Presses the button and asks for the progress until the passwords are made, as the page does. */
async function make(): Promise<{ finished: boolean; failed?: string; next?: string }> {
  expect((await admin.post(HERE, {})).headers.location).toBe(HERE)
  for (;;) {
    const answer = await admin.get(`${HERE}/progress.json`)
    const progress = answer.json<{ finished: boolean; failed?: string; next?: string }>()
    if (progress.finished) return progress
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const acts = async () =>
  (await city.stores.identity.selectFrom('audit').select(['act', 'detail']).execute()).map(
    ({ act, detail }) => `${act}：${detail}`,
  )

test('first passwords are made from the page, counted by unit, and printed as letters without names', async () => {
  await addPeople(3, '1110', 200)
  await addPeople(2, '1010', 300)
  const before = await admin.get(HERE)
  expect(htmlFaults(before.body, OWN)).toEqual([])
  const rows = pageOf(before).getAllByRole('row').slice(1)
  expect(rows.map((row) => row.textContent)).toEqual(['秘書課2人', '人事課3人'])
  const progress = await make()
  expect(progress).toMatchObject({ finished: true, next: `${HERE}?notice=made` })
  const after = await admin.get(progress.next ?? '')
  expect(after.body).toContain('最初のパスワードを作りました。')
  expect(after.body).toContain('一覧に5人分あります。')

  const choice = await admin.get(`${HERE}/letters`)
  expect(htmlFaults(choice.body, OWN)).toEqual([])
  const part = pageOf(choice).getByRole('link', { name: '秘書課 〜 人事課' })
  const letters = await admin.get(part.getAttribute('href') ?? '')
  expect(htmlFaults(letters.body, OWN)).toEqual([])
  const page = pageOf(letters)
  const order = page.getAllByRole('article').map((one) => one.getAttribute('aria-label'))
  expect(order).toEqual(['000300', '000301', '000200', '000201', '000202'].map((n) => `手紙 ${n}`))
  const [first] = await readSheet(file)
  const letter = page.getByRole('article', { name: '手紙 000300' })
  for (const group of first?.password.split('-') ?? []) expect(letter.textContent).toContain(group)
  const outside = letter.querySelector('.letter-outside')?.textContent ?? ''
  expect(outside).toContain('秘書課')
  expect(outside).toContain('000300')
  expect(outside).not.toContain(first?.password.split('-')[0])
  const cover = page.getByRole('region', { name: '確認表 人事課' })
  expect(cover.querySelectorAll('li')).toHaveLength(3)
  expect(await acts()).toEqual([
    '最初のパスワードを作成：5人分',
    '最初のパスワードの手紙を表示：秘書課〜人事課　5通',
  ])
})

test('the password of a letter opens the account it is for', async () => {
  await addPeople(1, '1010', 200)
  await make()
  const letter = pageOf(await admin.get(PRINT)).getByRole('article')
  const groups = [...letter.querySelectorAll('.letter-group .code')].map((one) => one.textContent)
  const person = city.visitor()
  const signedIn = await person.signIn('000200', groups.join('-'))
  expect(signedIn.statusCode).toBe(303)
  expect((await person.get('/staff/')).headers.location).toBe('/staff/password')
})

test('letters are chosen by unit or by number, and the choice is on record', async () => {
  await addPeople(3, '1110', 200)
  await addPeople(2, '1010', 300)
  await make()
  const numbers = async (query: string) =>
    pageOf(await admin.get(`${PRINT}?${query}`))
      .getAllByRole('article')
      .map((one) => one.getAttribute('aria-label'))
  expect(await numbers('unit=1110')).toHaveLength(3)
  expect(await numbers('from=000201&to=000300')).toEqual(
    ['000300', '000201', '000202'].map((number) => `手紙 ${number}`),
  )
  expect((await acts()).at(-1)).toBe('最初のパスワードの手紙を表示：秘書課〜人事課　3通')
  const none = await admin.get(`${PRINT}?from=900000`)
  expect(none.statusCode).toBe(422)
  expect(none.body).toContain(
    '当てはまる手紙はありません。職員番号の範囲（先頭の0も）を確かめてください。自分のパスワードを決めた人の手紙は出ません。',
  )
  expect(pageOf(none).getByLabelText<HTMLInputElement>('この番号から').value).toBe('900000')
})

test('who has chosen an own password gets no letter any more', async () => {
  await addPeople(2, '1010', 200)
  await make()
  await city.stores.identity
    .updateTable('credential')
    .set({ must_change: 0 })
    .where('person', '=', '000200')
    .execute()
  const letters = pageOf(await admin.get(PRINT)).getAllByRole('article')
  expect(letters.map((one) => one.getAttribute('aria-label'))).toEqual(['手紙 000201'])
  expect((await admin.get(HERE)).body).toContain('このうち1人は、もう自分のパスワードを決めたか')
})

test('the printed list is deleted only when that is confirmed, and until then the overview reminds', async () => {
  await addPeople(2, '1010', 200)
  await make()
  const reminder = '最初のパスワードの一覧（2人分）が、まだ消されていません。'
  expect((await admin.get('/staff/admin')).body).toContain(reminder)
  const unsure = await admin.post(`${HERE}/destruction`, {})
  expect(unsure.statusCode).toBe(422)
  expect(unsure.body).toContain(
    '手紙をすべて印刷したことを確かめて、確認の欄に印を付けてください。',
  )
  expect(existsSync(file)).toBe(true)
  const done = await admin.post(`${HERE}/destruction`, { printed: 'yes' })
  expect(done.headers.location).toBe(`${HERE}?notice=destroyed`)
  expect(existsSync(file)).toBe(false)
  expect((await admin.get('/staff/admin')).body).not.toContain(reminder)
  expect((await acts()).at(-1)).toBe('最初のパスワードの一覧を消去：2人分')
  const none = await admin.get(PRINT)
  expect(none.statusCode).toBe(422)
  expect(none.body).toContain('印刷する手紙はありません。先に、最初のパスワードを作ってください。')
})

test('while the command line makes passwords, the page says so, and the list cannot be deleted', async () => {
  await addPeople(1, '1010', 200)
  writeFileSync(`${file}.lock`, String(process.pid))
  const progress = await make()
  expect(progress.failed).toBe(
    'サーバーの命令（npm run passwords）が、一覧を作っているところです。終わってから、もう一度押してください。',
  )
  expect((await admin.get(HERE)).body).toContain(progress.failed)
  const deletion = await admin.post(`${HERE}/destruction`, { printed: 'yes' })
  expect(deletion.statusCode).toBe(422)
  expect(deletion.body).toContain(
    'パスワードを作っているところです。終わってから、もう一度押してください。',
  )
})

test('there is nothing to make where everybody has a password', async () => {
  const answer = await admin.post(HERE, {})
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('パスワードのない職員はいません。作るものはありません。')
})

test('address and contact of the letters are set once, and wrong ones are refused', async () => {
  await addPeople(1, '1010', 200)
  await make()
  const words = `${HERE}/words`
  const wrong = await admin.post(words, { address: 'kaze', contact: ' ' })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('http:// か https:// で始まるアドレスを入力してください。')
  expect(wrong.body).toContain('問い合わせ先を入力してください。')
  expect(pageOf(wrong).getByLabelText<HTMLInputElement>(/アドレス/).value).toBe('kaze')
  const long = await admin.post(words, {
    address: `https://${'a'.repeat(200)}`,
    contact: 'あ'.repeat(61),
  })
  expect(long.body).toContain('アドレスは200文字以下です。')
  expect(long.body).toContain('問い合わせ先は60文字以下です。')
  const right = await admin.post(words, {
    address: 'https://kaze.city.local/',
    contact: '人事課（内線 2305）',
  })
  expect(right.statusCode).toBe(303)
  const letter = pageOf(await admin.get(PRINT)).getByRole('article').textContent ?? ''
  expect(letter).toContain('https://kaze.city.local/')
  expect(letter).toContain('差出人　人事課（内線 2305）')
  expect(await acts()).toContain(
    '手紙に載せることを変更：https://kaze.city.local/　人事課（内線 2305）',
  )
})

test('the pages are for 情報担当 alone', async () => {
  await city.addPerson('000102')
  await city.addRole('000102', 'hr', '*')
  const hr = city.visitor()
  await hr.signIn('000102')
  for (const url of [HERE, `${HERE}/letters`, PRINT, `${HERE}/progress.json`, `${HERE}/reset`])
    expect((await hr.get(url)).statusCode).toBe(403)
  for (const url of [HERE, `${HERE}/words`, `${HERE}/destruction`, `${HERE}/reset`])
    expect((await hr.post(url, {})).statusCode).toBe(403)
})

test('no password of the list is left in its file or beside it when it was deleted', async () => {
  await addPeople(3, '1010', 200)
  await make()
  const [line] = await readSheet(file)
  const sameBytes = `${file}.copy`
  linkSync(file, sameBytes)
  expect(readFileSync(sameBytes, 'utf8')).toContain(line?.password)
  await admin.post(`${HERE}/destruction`, { printed: 'yes' })
  const bytes = readFileSync(sameBytes)
  rmSync(sameBytes)
  expect(bytes.length).toBeGreaterThan(100)
  expect(bytes.includes(Buffer.from('職員番号'))).toBe(false)
  expect(bytes.includes(Buffer.from(line?.password ?? ''))).toBe(false)
  const left = readdirSync(city.stores.folder)
    .filter((name) => name.startsWith('first-passwords'))
    .toSorted()
  expect(left).toEqual([])
})

describe('letters are laid out', () => {
  const line = fc.record({
    number: fc.stringMatching(/^\d{6}$/),
    unit: fc.constantFrom('1010', '1020', '2010'),
    unitName: fc.constant('課'),
    password: fc.constant('abcd-efhj-kmnp-rstu'),
  })

  test('so that nobody is left out or comes twice, no page is too long, and each unit has one check list', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 60 }),
        fc.integer({ min: 1, max: 15 }),
        (all, most) => {
          const lines = all.toSorted((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0))
          const pages = letterPages(lines, most)
          const letters = pages.flat().flatMap((bundle) => bundle.letters)
          expect(letters.map(({ number }) => number)).toEqual(lines.map(({ number }) => number))
          for (const page of pages) {
            const count = page.reduce((sum, bundle) => sum + bundle.letters.length, 0)
            expect(count).toBeGreaterThan(0)
            expect(count).toBeLessThanOrEqual(most)
          }
          const lists = pages.flat().filter(({ numbers }) => numbers !== null)
          expect(lists.map(({ unit }) => unit)).toEqual([...new Set(lines.map(({ unit }) => unit))])
          expect(lists.flatMap(({ numbers }) => numbers)).toEqual(lines.map(({ number }) => number))
        },
      ),
    )
  })

  test('a hundred to a page, and a unit that fits is not torn apart', () => {
    const of = (unit: string, count: number) =>
      Array.from({ length: count }, (_, i) => ({
        number: `${unit}${i}`,
        unit,
        unitName: unit,
        password: 'abcd-efhj-kmnp-rstu',
      }))
    const pages = letterPages([...of('a', 60), ...of('b', 60), ...of('c', 250)])
    expect(LETTERS_A_PAGE).toBe(100)
    expect(
      pages.map((page) => page.map(({ unit, letters }) => `${unit}${letters.length}`)),
    ).toEqual([['a60'], ['b60'], ['c100'], ['c100'], ['c50']])
  })
})

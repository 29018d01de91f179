import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAct } from '../../../server/identified/auth/audit.ts'
import { pageOf, type StaffApp, staffApp, type Visitor } from '../auth/staff-app.ts'

let city: StaffApp
let admin: Visitor

beforeAll(async () => {
  city = await staffApp()
  await city.addPerson('000101')
  await city.addRole('000101', 'admin', '*')
  admin = city.visitor()
  await admin.signIn('000101')
  const { identity } = city.stores
  for (let i = 0; i < 120; i += 1) {
    const at = new Date(Date.parse('2026-11-20T00:00:00Z') + i * 60_000)
    const [actor, act] = i % 3 === 0 ? ['000102', '結果を公表'] : ['000101', '名簿を取り込み']
    await recordAct(identity, at, actor ?? '', act ?? '', `件名 ${i} <b>`)
  }
})
afterAll(async () => city.close())

const details = async (url: string): Promise<string[]> => {
  const rows = pageOf(await admin.get(url))
    .getAllByRole('row')
    .slice(1)
  return rows.map((row) => row.querySelector('th small')?.textContent ?? '')
}

test('the record shows the newest first, fifty to a page, and every record exactly once', async () => {
  const pages = [1, 2, 3].map(async (page) => details(`/staff/admin/audit?page=${page}`))
  const all = (await Promise.all(pages)).flat()
  expect(all).toEqual(Array.from({ length: 120 }, (_, i) => `件名 ${119 - i} <b>`))
  const first = pageOf(await admin.get('/staff/admin/audit'))
  expect(first.queryByRole('link', { name: '新しい記録へ' })).toBeNull()
  first.getByRole('link', { name: '古い記録へ' })
  first.getByText('1／3ページ')
  first.getByText('令和8年11月20日（金） 10時59分')
})

test('the record can be searched by act and by person, and keeps the search from page to page', async () => {
  const search = new URLSearchParams({ act: '名簿を取り込み', actor: '０００１０１' })
  const url = `/staff/admin/audit?${search.toString()}`
  expect(await details(url)).toHaveLength(50)
  const page = pageOf(await admin.get(url))
  page.getByRole('heading', { name: '記録 80件' })
  const older = page.getByRole('link', { name: '古い記録へ' }).getAttribute('href') ?? ''
  expect(await details(older)).toHaveLength(30)
  const none = await admin.get('/staff/admin/audit?actor=999999')
  expect(none.body).toContain('当てはまる記録はありません。')
})

test('looking at the record is not itself an act, and signing in never is', async () => {
  const { total } = await city.stores.identity
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  expect(total).toBe(120)
})

import readXlsx from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dropOldAudit } from '../../../server/identified/admin/audit-retention.ts'
import { recordAct } from '../../../server/identified/auth/audit.ts'
import { htmlFaults } from '../../support/valid-html.ts'
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

test('the record is searched by words and by days in Japan', async () => {
  const { identity } = city.stores
  for (const [at, detail] of [
    ['2026-10-01T14:59:59Z', '十月一日の夜'],
    ['2026-10-01T15:00:00Z', '十月二日の朝'],
    ['2026-10-02T14:59:59Z', '十月二日の夜'],
    ['2026-10-02T15:00:00Z', '十月三日の朝'],
  ] as const)
    await recordAct(identity, new Date(at), '000101', '期限を停止', detail)
  const found = async (query: string) => details(`/staff/admin/audit?${query}`)
  expect(await found('from=2026-10-02&to=2026-10-02')).toEqual(['十月二日の夜', '十月二日の朝'])
  expect(await found('q=日の夜&to=2026-10-31')).toEqual(['十月二日の夜', '十月一日の夜'])
  expect(await found(`q=${encodeURIComponent('期限を停止')}`)).toHaveLength(4)
})

test('a day that is none is refused with what was typed', async () => {
  const answer = await admin.get('/staff/admin/audit?from=2026-13-01')
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain('日付を、2027-04-01 のように入力してください。')
  expect(pageOf(answer).getByLabelText<HTMLInputElement>('この日から').value).toBe('2026-13-01')
  expect(htmlFaults(answer.body)).toEqual([])
})

test('what was found is exported, oldest first, as CSV in two encodings and as a workbook, and that is on record', async () => {
  const query = 'act=%E6%9C%9F%E9%99%90%E3%82%92%E5%81%9C%E6%AD%A2'
  const page = pageOf(await admin.get(`/staff/admin/audit?${query}`))
  const link = (name: string) => page.getByRole('link', { name }).getAttribute('href') ?? ''
  const csv = await admin.get(link('CSV（UTF-8）'))
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(csv.headers['content-disposition']).toBe(
    'attachment; filename="kazetoshi-audit-2026-11-20.csv"',
  )
  const lines = [
    '見本データ（架空の市と架空の職員による見本です）',
    '日時,操作した人（職員番号）,操作,内容',
    '令和8年10月1日（木） 23時59分,000101,期限を停止,十月一日の夜',
    '令和8年10月2日（金） 0時00分,000101,期限を停止,十月二日の朝',
    '令和8年10月2日（金） 23時59分,000101,期限を停止,十月二日の夜',
    '令和8年10月3日（土） 0時00分,000101,期限を停止,十月三日の朝',
  ]
  expect(csv.body).toBe(`\uFEFF${lines.join('\r\n')}\r\n`)
  const sjis = await admin.get(link('CSV（Shift_JIS）'))
  expect(new TextDecoder('shift_jis').decode(sjis.rawPayload)).toBe(`${lines.join('\r\n')}\r\n`)
  const xlsx = await admin.get(link('Excel'))
  const rows = await readRows(xlsx.rawPayload)
  expect(rows.map((row) => row.join(','))).toEqual(lines)
  const written = await city.stores.identity
    .selectFrom('audit')
    .select('detail')
    .where('act', '=', '操作の記録を書き出し')
    .execute()
  expect(written.map(({ detail }) => detail)).toEqual([
    'CSV（UTF-8）　4件　操作：期限を停止',
    'CSV（Shift_JIS）　4件　操作：期限を停止',
    'Excel　4件　操作：期限を停止',
  ])
})

test('a character that Shift_JIS lacks stops that file and says where; the others have it', async () => {
  await recordAct(city.stores.identity, city.clock.now, '000101', '題名を変更', '𠮷野課')
  const answer = await admin.get(`/staff/admin/audit/export/sjis?q=${encodeURIComponent('𠮷')}`)
  expect(answer.statusCode).toBe(422)
  expect(answer.body).toContain(
    'Shift_JIS（CP932）にない文字「𠮷」が、3行目にあります。UTF-8 の CSV か Excel の形式をお使いください。',
  )
  const csv = await admin.get(`/staff/admin/audit/export/csv?q=${encodeURIComponent('𠮷')}`)
  expect(csv.body).toContain('𠮷野課')
  expect((await admin.get('/staff/admin/audit/export/pdf')).statusCode).toBe(404)
})

test('a cell that a spreadsheet would calculate is text', async () => {
  await recordAct(city.stores.identity, city.clock.now, '000101', '題名を変更', '=1+1 の計算')
  const csv = await admin.get('/staff/admin/audit/export/csv?q=1%2B1')
  expect(csv.body).toContain(",'=1+1 の計算")
})

test('人事課 reads the record too and comes back to its own pages; nobody else does', async () => {
  await city.addPerson('000103')
  await city.addRole('000103', 'hr', '*')
  await city.addPerson('000104')
  await city.addRole('000104', 'secretariat', '*')
  const hr = city.visitor()
  await hr.signIn('000103')
  const page = await hr.get('/staff/admin/audit')
  expect(page.statusCode).toBe(200)
  expect(pageOf(page).getByRole('link', { name: '人事課の画面' }).getAttribute('href')).toBe(
    '/staff/office',
  )
  expect((await hr.get('/staff/admin')).statusCode).toBe(403)
  const desk = city.visitor()
  await desk.signIn('000104')
  for (const url of ['/staff/admin/audit', '/staff/admin/audit/export/csv'])
    expect((await desk.get(url)).statusCode).toBe(403)
})

test('the record is kept for five fiscal years after its own, and then deleted', async () => {
  const { identity } = city.stores
  for (const at of ['2021-03-31T14:59:59Z', '2021-03-31T15:00:00Z'])
    await recordAct(identity, new Date(at), '000101', '古い操作', at)
  expect(await dropOldAudit(identity, '2026-04-01')).toEqual({ rows: 1, before: '2021-04-01' })
  const left = await identity
    .selectFrom('audit')
    .select('detail')
    .where('act', '=', '古い操作')
    .execute()
  expect(left).toEqual([{ detail: '2021-03-31T15:00:00Z' }])
  expect(await dropOldAudit(identity, '2027-03-31')).toBeNull()
  expect(await dropOldAudit(identity, '2027-04-01')).toEqual({ rows: 1, before: '2022-04-01' })
  expect((await admin.get('/staff/admin/audit')).body).toContain(
    '操作の記録は、その年度の翌年度から5年間保存し、そのあと自動で消します。',
  )
})

/** Filled cells of every row. */
async function readRows(file: Buffer): Promise<string[][]> {
  const [sheet] = await readXlsx(file)
  return (sheet?.data ?? []).map((row) =>
    row.flatMap((cell) => (typeof cell === 'string' ? [cell] : [])),
  )
}

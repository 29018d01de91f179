/** Values from a file: checked as a whole, shown, entered, approved by a second person. */
import { beforeAll, describe, expect, it } from 'vitest'
import readXlsxFile from 'read-excel-file/node'
import writeExcelFile from 'write-excel-file/node'
import { encodeCp932 } from '../../../server/http/cp932.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { documentOf, textOf } from './hand.ts'
import {
  approveNewest,
  BASE,
  type IndicatorOffice,
  indicatorOffice,
  refusalOf,
  stored,
} from './indicators-city.ts'

const HEADER = '指標ID,年度,値,出典,時点'
const csv = (...rows: string[]) => Buffer.from([HEADER, ...rows, ''].join('\r\n'))
const GOOD = [
  'I3-2,令和7年度,11.8,庶務事務システム,年度',
  'I3-6,2025,17.8,人事情報,翌年度4月1日',
  'I3-8,R7,－,人事情報,年度',
]

describe('A file of values', () => {
  let office: IndicatorOffice
  beforeAll(async () => {
    office = await indicatorOffice()
    return () => office.city.close()
  })

  const sendOn = async (page: { body: string }, other = {}) => {
    const document = documentOf(page)
    const of = (name: string) =>
      document.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? ''
    const fields = { file: of('file'), rows: of('rows'), ...other }
    return office.a.post(`${BASE}/import/entry`, fields)
  }

  it.each([
    ['UTF-8', csv(...GOOD)],
    ['UTF-8 with BOM', Buffer.concat([Buffer.from('\uFEFF'), csv(...GOOD)])],
    ['Shift_JIS', encodeCp932([HEADER, ...GOOD, ''].join('\r\n'))],
  ])('in %s is shown before anything is written', async (_, bytes) => {
    const page = await office.upload(office.a, '値.csv', bytes)
    expect(page.statusCode).toBe(200)
    expect(htmlFaults(page.body, { 'aria-label-misuse': 'off' })).toEqual([])
    const text = textOf(page)
    expect(text).toContain('誤りはありません。まだ書き込んでいません')
    expect(text).toContain('変わる値（3件）')
    expect(text).toContain('I3-8 男性職員の育児休業取得率 令和7年度')
    expect(await waiting()).toBe(0)
  })

  it('in Excel is read as well, numbers as numbers', async () => {
    const rows = [
      HEADER.split(',').map((value) => ({ value, type: String })),
      [
        { value: 'I3-2', type: String },
        { value: 2025, type: Number },
        { value: 11.8, type: Number },
        { value: '庶務事務システム', type: String },
        { value: '年度', type: String },
      ],
    ]
    const bytes = await writeExcelFile([{ sheet: '値', data: rows }]).toBuffer()
    const page = await office.upload(office.a, '値.xlsx', bytes)
    expect(textOf(page)).toContain('変わる値（1件）')
    expect(textOf(page)).toContain('11.8時間（出典：庶務事務システム、時点：年度）')
  })

  it('names every bad row with its column, and writes nothing', async () => {
    const page = await office.upload(
      office.a,
      '値.csv',
      csv(
        'I9,2025,1,人事情報,年度',
        'I3-2,７年,1,人事情報,年度',
        'I3-2,2025,abc,人事情報,年度',
        'I3-2,2025,11.8,,年度',
        'I3-6,2025,17.8,人事情報,年度',
        'I3-3,2027,1,人事情報,年度',
        'I3-4,2025,6.5,庶務事務システム,年度',
        'I3-4,2025,6.4,庶務事務システム,年度',
        'I3-5,2025,13.9,庶務事務システム,年度',
      ),
    )
    expect(page.statusCode).toBe(422)
    expect(htmlFaults(page.body, { 'aria-label-misuse': 'off' })).toEqual([])
    const rows = [...documentOf(page).querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent?.trim()).join('|'),
    )
    expect(rows).toEqual([
      '2|指標ID|I9|この番号の指標はありません。ひな形の番号にしてください。',
      '3|年度|７年|年度を「令和6年度」か「2024」のように入力してください。',
      '4|値|abc|数字か「－」で入力してください（例：12.0）。単位は付けません。',
      '5|出典||出典を入れてください。',
      '5|指標ID|I3-2|同じ指標の同じ年度が、4行目にもあります。',
      '6|時点|年度|この指標の時点は「翌年度4月1日」です。時点が違う値は、この指標には入れられません。',
      '7|年度|2027|令和9年度は、まだ終わっていません。令和7年度までの値を入力してください。',
      '9|指標ID|I3-4|同じ指標の同じ年度が、8行目にもあります。',
    ])
    expect(textOf(page)).toContain('何も書き込んでいません')
    expect(documentOf(page).querySelector('form[action$="/import/entry"]')).toBeNull()
    expect(await waiting()).toBe(0)
  })

  it.each([
    [
      csv('I3-2,2025,,庶務事務システム,年度'),
      '値のある行がありません。「値」の列に入れてください。',
    ],
    [Buffer.from('指標ID,年度,値\r\nI1,2025,1\r\n'), 'この列がありません。'],
    [
      csv(...Array.from({ length: 501 }, () => 'I3-2,2025,1,人事情報,年度')),
      '値のある行は500行までです。分けて取り込んでください。',
    ],
    [csv(`I3-2,2025,11.8,${'あ'.repeat(101)},年度`), '100文字までにしてください。'],
    [Buffer.from([0xff, 0xfe, 0x41]), 'UTF-16'],
  ])('that cannot be taken is refused (%#)', async (bytes, words) => {
    const page = await office.upload(office.a, '値.csv', bytes)
    expect(page.statusCode).toBe(422)
    expect(textOf(page)).toContain(words)
  })

  it('has to be chosen', async () => {
    const page = await office.upload(office.a, '', new Uint8Array())
    expect(page.statusCode).toBe(422)
    expect(refusalOf(page)).toContain('ファイルを選んでください。ひな形は、下から受け取れます。')
    const large = await office.upload(office.a, '値.csv', Buffer.alloc(2 * 1024 * 1024 + 1))
    expect(large.statusCode).toBe(413)
    expect(textOf(large)).toContain('ファイルは2MBまでです。指標の値のファイルか確かめてください。')
  })

  it('far from the year before has to be confirmed; one approval takes all of it', async () => {
    const page = await office.upload(
      office.a,
      '値.csv',
      csv(...GOOD, 'I3-3,2025,4,庶務事務システム,年度'),
    )
    expect(textOf(page)).toContain('5行目 I3-3 令和7年度「4」：前年度は1人でした。')
    const asked = await sendOn(page)
    expect(asked.statusCode).toBe(422)
    expect(refusalOf(asked)).toContain(
      '前年度から大きく変わる値があります。確かめて、確認の欄に印を付けてください。',
    )
    expect((await sendOn(page, { confirmed: 'yes' })).statusCode).toBe(303)
    const twice = await sendOn(page, { confirmed: 'yes' })
    expect(twice.statusCode).toBe(422)
    expect(textOf(twice)).toContain(
      'この年度の変更が、承認を待っています。先に承認するか取り下げてください。',
    )
    expect(textOf(await office.b.get(`${BASE}/approvals`))).toContain('ファイル：値.csv')
    await approveNewest(office)
    expect(await stored(office, 'I3-6', 2025)).toMatchObject({
      value: '17.8',
      as_of_day: '2026-04-01',
    })
    expect(await stored(office, 'I3-3', 2025)).toMatchObject({ value: '4' })
    const same = await office.upload(office.a, '値.csv', csv(...GOOD))
    expect(textOf(same)).toContain('今の値と同じ内容です')
  })

  it('has a template with the series that lack a value, which comes in again as it is', async () => {
    const utf8 = (await office.a.get(`${BASE}/template?form=utf8`)).rawPayload
    expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const lines = utf8.toString().slice(1).split('\r\n')
    expect(lines[0]).toBe('指標ID,指標名,年度,値,出典,時点')
    expect(lines).toContain(
      'I3-7f,女性職員に占める係長職の割合（事務職）（女性）,令和7年度,,人事情報,翌年度4月1日',
    )
    const cp932 = (await office.a.get(`${BASE}/template?form=cp932`)).rawPayload
    expect(new TextDecoder('shift_jis').decode(cp932)).toBe(lines.join('\r\n'))
    const xlsx = (await office.a.get(`${BASE}/template?form=xlsx`)).rawPayload
    const sheet = await readXlsxFile(xlsx)
    const rows = (
      Array.isArray(sheet[0]) ? sheet : (sheet[0] as { data: unknown[] }).data
    ) as unknown[][]
    expect(rows[0]).toEqual(lines[0]?.split(','))
    const filled = lines.map((line) => line.replace('令和7年度,,', '令和7年度,20,')).join('\r\n')
    const page = await office.upload(office.a, '値.csv', Buffer.from(`\uFEFF${filled}`))
    expect(textOf(page)).not.toContain('直すところ')
    expect((await office.a.get(`${BASE}/template?form=pdf`)).statusCode).toBe(404)
  })

  it('is not taken from a page that was tampered with', async () => {
    for (const rows of ['', '[]', '{"a":1}', '[{"row":1}]']) {
      const answer = await office.a.post(`${BASE}/import/entry`, { file: 'x.csv', rows })
      expect(answer.statusCode).toBe(400)
    }
  })

  async function waiting(): Promise<number> {
    const rows = await office.city.stores.identity
      .selectFrom('second_approval')
      .selectAll()
      .execute()
    return rows.length
  }
})

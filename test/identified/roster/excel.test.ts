/** What Excel makes of a roster: its CSV in code page 932, and its workbooks. */
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import writeExcelFile, { type Row } from 'write-excel-file/node'
import { sentenceOf } from '../../../server/identified/roster/findings.ts'
import { planImport, type RosterFile } from '../../../server/identified/roster/plan.ts'
import type { Stores } from '../../../server/stores/open.ts'
import { EXCEL_PEOPLE, EXCEL_PEOPLE_BAD, EXCEL_PEOPLE_NUMBERS, EXCEL_UNITS } from './excel-932.ts'
import {
  contents,
  importAll,
  openCity,
  PEOPLE,
  PERSON_HEADER,
  peopleFile,
  planOf,
  refusals,
  TODAY,
  UNIT_HEADER,
  UNITS,
  unitsFile,
} from './small-city.ts'
import { rowOf, workbookOf, zipOf } from './zip.ts'

const RE_ENTER =
  '先頭の0が失われた可能性があります。Excelが番号を数値に変えています。列の書式を「文字列」にしてから、元の番号を入れ直してください。'
const SAVE_AGAIN =
  'Excelで開き、「名前を付けて保存」で種類「Excelブック（*.xlsx）」を選んで保存し直してください。'

const committed = async (name: string): Promise<RosterFile> => ({
  name,
  bytes: await readFile(new URL(`./files/${name}`, import.meta.url)),
})

const book = (bytes: Uint8Array): RosterFile => ({ name: '職員.xlsx', bytes })

const cellsOf = (header: string, rows: readonly string[]) =>
  [header, ...rows].map((row) => row.split(','))

const headRow = rowOf(1, ['職員番号', '所属コード'])

async function cityWithUnits(): Promise<Stores> {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile() })
  return stores
}

test('the committed files are what the table of codes says, byte for byte', async () => {
  const files = {
    'excel-932-units.csv': EXCEL_UNITS,
    'excel-932-people.csv': EXCEL_PEOPLE,
    'excel-932-people-bad.csv': EXCEL_PEOPLE_BAD,
    'excel-932-people-numbers.csv': EXCEL_PEOPLE_NUMBERS,
  }
  for (const [name, bytes] of Object.entries(files))
    expect(bytes.equals((await committed(name)).bytes)).toBe(true)
})

test('a CSV that Excel wrote gives the right rows: 〜 － ① ㈱ 髙 﨑, half-width kana, quotes, days, commas at the end', async () => {
  const stores = await openCity()
  const files = {
    units: await committed('excel-932-units.csv'),
    people: await committed('excel-932-people.csv'),
  }
  const check = await planImport(stores, files, TODAY)
  planOf(check)
  expect(check.warnings).toEqual([])
  await importAll(stores, files)
  const { units, people, roles } = await contents(stores)
  expect(units.map((unit) => [unit.code, unit.name, unit.valid_from])).toEqual([
    ['0000', '潮見市', '2026-04-01'],
    ['1000', '総務部\uff5e①', '2026-04-01'],
    ['1010', '㈱髙橋担当\uff0d課', '2026-04-01'],
    ['1020', '﨑,"ﾃｽﾄ"課', '2026-04-01'],
  ])
  expect(people.map((person) => [person.number, person.position, person.own_pc])).toEqual([
    ['000101', '係長級', 1],
    ['000102', '主事級', 0],
    ['000103', '主事級', 1],
  ])
  expect(roles.map((role) => `${role.person} ${role.role} ${role.unit}`)).toEqual([
    '000101 head 1010',
    '000102 head 1020',
  ])
})

test('a 外字 of Excel, lost zeros and a character the code page lacks are named with row and column', async () => {
  const stores = await openCity()
  const units = await committed('excel-932-units.csv')
  const bad = await committed('excel-932-people-bad.csv')
  expect(await refusals(stores, { units, people: bad })).toEqual([
    'excel-932-people-bad.csv 3行目: 「2,1020,主」の次に、外字（U+E000）があります。どの端末でも表示できる文字に打ち直してください。',
  ])
  const people = await committed('excel-932-people-numbers.csv')
  const check = await planImport(stores, { units, people }, TODAY)
  expect(check.problems.map(sentenceOf)).toEqual([
    'excel-932-people-numbers.csv 2行目 職員番号「101」: 先頭の0が失われた可能性があります（ほかの多くは6桁です）。Excelが番号を数値に変えています。列の書式を「文字列」にしてから、元の番号を入れ直してください。',
  ])
  expect(check.warnings.map(sentenceOf)).toEqual([
    'excel-932-people-numbers.csv 4行目 職位区分「?級」: CSV（Shift_JIS）で書けない文字が「?」に変わったようです。Excelブックのまま取り込んでください。',
  ])
})

test('a workbook gives the same roster as the CSV of the same cells', async () => {
  const workbook = async (name: string, cells: string[][]) => ({
    name,
    bytes: await writeExcelFile(
      cells.map((row): Row => row.map((value) => ({ value, type: String }))),
    ).toBuffer(),
  })
  const [csv, xlsx] = [await openCity(), await openCity()]
  await importAll(csv, { units: unitsFile(), people: peopleFile() })
  const plan = await importAll(xlsx, {
    units: await workbook('所属.xlsx', cellsOf(UNIT_HEADER, UNITS)),
    people: await workbook('職員.xlsx', cellsOf(PERSON_HEADER, PEOPLE)),
  })
  expect(plan.files.map((file) => [file.name, file.encoding, file.rows])).toEqual([
    ['所属.xlsx', 'Excel', 10],
    ['職員.xlsx', 'Excel', 8],
  ])
  const { audit: _one, ...fromCsv } = await contents(csv)
  const { audit: _two, ...fromXlsx } = await contents(xlsx)
  expect(fromXlsx).toEqual(fromCsv)
})

test('days of a workbook are read as days', async () => {
  const stores = await openCity()
  const text = (value: string) => ({ value, type: String })
  const day = { value: new Date('2026-04-01T00:00:00Z'), type: Date, format: 'yyyy/mm/dd' }
  const bytes = await writeExcelFile([
    ['所属コード', '上位所属コード', '区分', '所属名', '有効開始日'].map(text),
    [text('0000'), null, text('市'), text('見本市'), day],
  ]).toBuffer()
  await importAll(stores, { units: { name: '所属.xlsx', bytes } })
  expect((await contents(stores)).units[0]?.valid_from).toBe('2026-04-01')
})

test('numbers that Excel made of 職員番号 are refused, but not where the stored number says the same', async () => {
  const stores = await cityWithUnits()
  const number = (value: number) => `<c r="@"><v>${value}</v></c>`
  const rows = [headRow, rowOf(2, [number(123456), '1010']), rowOf(3, [number(123457), '1010'])]
  const people = book(workbookOf({ rows: rows.join('') }))
  expect(await refusals(stores, { people })).toEqual([
    `職員.xlsx 2行目 職員番号「123456」: ${RE_ENTER}`,
    `職員.xlsx 3行目 職員番号「123457」: ${RE_ENTER}`,
  ])
  const typed = ['123456,1010', '123457,1010']
  await importAll(stores, { people: peopleFile(typed, '職員番号,所属コード') })
  expect(planOf(await planImport(stores, { people }, TODAY)).difference.people.added).toEqual([])
})

test('one number among many that stand as text is right when it is as long', async () => {
  const stores = await cityWithUnits()
  const text = ['000101', '000102', '000103'].map((n, i) => rowOf(i + 2, [n, '1010']))
  const rows = [headRow, ...text, rowOf(5, ['<c r="@"><v>123456</v></c>', '1010'])]
  const plan = planOf(
    await planImport(stores, { people: book(workbookOf({ rows: rows.join('') })) }, TODAY),
  )
  expect(plan.difference.people.added).toHaveLength(4)
})

test('readings of the input method (ふりがな) are not read as part of a value', async () => {
  const stores = await openCity()
  const header = rowOf(1, ['所属コード', '上位所属コード', '区分', '所属名'])
  const strings =
    '<si><t>見本市</t><rPh sb="0" eb="2"><t>ミホン</t></rPh><phoneticPr fontId="1"/></si>'
  const rows = header + rowOf(2, ['0000', '', '市', '<c r="@" t="s"><v>0</v></c>'])
  const units = { name: '所属.xlsx', bytes: workbookOf({ rows, strings }) }
  await importAll(stores, { units })
  expect((await contents(stores)).units[0]?.name).toBe('見本市')
})

test('of several sheets the first visible one is read, and that is said', async () => {
  const stores = await cityWithUnits()
  const rows = headRow + rowOf(2, ['000101', '1010'])
  const sheets = [{ name: '作業用', hidden: true }, { name: '令和8年度' }, { name: '前年度' }]
  const check = await planImport(stores, { people: book(workbookOf({ rows, sheets })) }, TODAY)
  expect(planOf(check).difference.people.added).toEqual(['000101'])
  expect(check.warnings.map(sentenceOf)).toContain(
    '職員.xlsx: シートが3枚あります。「令和8年度」だけを読みます。',
  )
})

const formula = '<c r="@" t="str"><f>TEXT(102,"000000")</f><v>000102</v></c>'
const fault = '<c r="@" t="e"><v>#N/A</v></c>'

const badBooks: [what: string, bytes: () => Buffer, sentences: string[]][] = [
  [
    'formulas and errors',
    () =>
      workbookOf({
        rows: headRow + rowOf(2, ['000101', fault]) + rowOf(3, [formula, '1010']),
      }),
    [
      '職員.xlsx 2行目 所属コード: Excelのエラー（#N/A など）です。正しい値を入れ直してください。',
      '職員.xlsx 2行目 所属コード「」: 空です。番号を入れてください。',
      '職員.xlsx 3行目 職員番号「000102」: 計算式が入っています。列をコピーし、「値の貼り付け」で値に変えて保存し直してください。',
    ],
  ],
  [
    'an empty sheet',
    () => workbookOf({ rows: '' }),
    ['職員.xlsx: シートが空です。1行目に見出しのあるシートを先頭に置いてください。'],
  ],
  [
    'a 外字',
    () => workbookOf({ rows: headRow + rowOf(2, ['000101', '10\ue00010']) }),
    [
      '職員.xlsx 2行目 所属コード「10\ue00010」: 外字（U+E000）があります。どの端末でも表示できる文字に打ち直してください。',
    ],
  ],
  [
    'a cell in row 1,048,576',
    () => workbookOf({ rows: `${headRow}<row r="1048576"><c r="A1048576"><v>1</v></c></row>` }),
    [
      '職員.xlsx: Excelブックの中身が大きすぎます。必要なシートと列だけを新しいブックに移し、それを指定してください。',
    ],
  ],
  [
    'a bomb: 300 MB that pack into 300 KB',
    () =>
      workbookOf({
        rows: headRow,
        more: [{ name: 'xl/bomb.xml', data: Buffer.alloc(300 * 1024 * 1024), statedSize: 10 }],
      }),
    [
      '職員.xlsx: Excelブックの中身が大きすぎます。必要なシートと列だけを新しいブックに移し、それを指定してください。',
    ],
  ],
  [
    'no workbook in it',
    () => zipOf([{ name: 'readme.xml', data: '<a/>' }]),
    [`職員.xlsx: ZIPファイルですが、Excelブック（.xlsx）ではありません。${SAVE_AGAIN}`],
  ],
  [
    'a sheet that is not there',
    () =>
      zipOf([
        {
          name: 'xl/workbook.xml',
          data: '<workbook><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
        },
      ]),
    [`職員.xlsx: Excelブック（.xlsx）として読めません。${SAVE_AGAIN}`],
  ],
  [
    'XML that ends too early',
    () => workbookOf({ rows: `${headRow}<row r="2"><c r="A2"><v>1` }),
    [`職員.xlsx: Excelブック（.xlsx）として読めません。${SAVE_AGAIN}`],
  ],
  [
    'a password on its parts',
    () => zipOf([{ name: 'xl/workbook.xml', data: '<workbook/>', encrypted: true }]),
    [
      '職員.xlsx: パスワードで保護されたファイルです。Excelで開き、パスワードを外して保存し直してください。',
    ],
  ],
  [
    'a password on the whole',
    () =>
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(1024),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
    [
      '職員.xlsx: パスワードで保護されたファイルです。Excelで開き、パスワードを外して保存し直してください。',
    ],
  ],
]

test.each(badBooks)('a workbook with %s is refused in words', async (_what, bytes, sentences) => {
  const stores = await cityWithUnits()
  expect(await refusals(stores, { people: book(bytes()) })).toEqual(sentences)
})

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { planImport } from '../../../server/identified/roster/plan.ts'
import {
  contents,
  csv,
  encodeCp932,
  importAll,
  openCity,
  PEOPLE,
  PERSON_HEADER,
  planOf,
  refusals,
  TODAY,
  UNIT_HEADER,
  UNITS,
  unitsFile,
} from './small-city.ts'

async function sampleCity(suffix: '' | '.sjis') {
  const read = async (name: string) => {
    const path = new URL(`../../../scripts/sample-city/${name}${suffix}.csv`, import.meta.url)
    return { name: `${name}${suffix}.csv`, bytes: await readFile(path) }
  }
  return { units: await read('org'), people: await read('roster_sample') }
}

test('the sample city gives identical results in UTF-8 and in Shift_JIS', async () => {
  const [utf8, sjis] = [await openCity(), await openCity()]
  const first = await importAll(utf8, await sampleCity(''))
  const second = await importAll(sjis, await sampleCity('.sjis'))
  expect(first.files.map((f) => f.encoding)).toEqual(['UTF-8', 'UTF-8'])
  expect(second.files.map((f) => f.encoding)).toEqual(['Shift_JIS', 'Shift_JIS'])
  const { audit: _one, ...fromUtf8 } = await contents(utf8)
  const { audit: _two, ...fromSjis } = await contents(sjis)
  expect(fromSjis).toEqual(fromUtf8)
})

test('183 units and 2,300 people come in with their leading zeros', async () => {
  const stores = await openCity()
  const plan = await importAll(stores, await sampleCity(''))
  const { units, people, roles } = await contents(stores)
  expect(units).toHaveLength(183)
  expect(people).toHaveLength(2300)
  expect(people.every((person) => /^\d{6}$/.test(person.number))).toBe(true)
  expect(people.filter((person) => person.own_pc === 0)).toHaveLength(636)
  expect(roles).toHaveLength(129 + 129 + 31)
  expect(plan.difference.people.added).toHaveLength(2300)
  const check = await planImport(stores, await sampleCity('.sjis'), TODAY)
  expect(check.warnings).toEqual([])
})

test('a file reads the same with and without a byte order mark', async () => {
  const stores = await openCity()
  const plain = unitsFile()
  const marked = { ...plain, bytes: Uint8Array.from([0xef, 0xbb, 0xbf, ...plain.bytes]) }
  const [one, two] = [
    planOf(await planImport(stores, { units: plain }, TODAY)),
    planOf(await planImport(stores, { units: marked }, TODAY)),
  ]
  expect(two.outcome).toEqual(one.outcome)
})

test('〜 － ① ㈱ 髙 of CP932 stay what they are and match the same name written in UTF-8', async () => {
  const stores = await openCity()
  const bytes = Uint8Array.from([
    ...encodeCp932(`${UNIT_HEADER}\r\n0000,,市,見本市\r\n1000,0000,部,`),
    0x81,
    0x60,
    0x81,
    0x7c,
    0x87,
    0x40,
    0x87,
    0x8a,
    0xfb,
    0xfc,
    ...encodeCp932('課\r\n'),
  ])
  await importAll(stores, { units: { name: '所属.csv', bytes } })
  const names = (await contents(stores)).units.map((unit) => unit.name)
  expect(names).toEqual(['見本市', '\uff5e\uff0d①㈱髙課'])
  const utf8 = unitsFile(['0000,,市,見本市', '1000,0000,部,\u301c\u2212①㈱髙課'])
  const plan = planOf(await planImport(stores, { units: utf8 }, TODAY))
  expect(plan.difference.units).toEqual({ added: [], changed: [], gone: [], reordered: false })
})

test('a byte that is no character of Shift_JIS stops with its row and what stands before it', async () => {
  const stores = await openCity()
  const bytes = Uint8Array.from([
    ...encodeCp932(`${UNIT_HEADER}\r\n0000,,市,見本市\r\n1000,0000,部,吉`),
    0x85,
    0x40,
    ...encodeCp932('田部\r\n1010,1000,課,秘'),
    0xff,
    ...encodeCp932('書課\r\n'),
  ])
  expect(await refusals(stores, { units: { name: '所属.csv', bytes } })).toEqual([
    '所属.csv 3行目: 「0000,部,吉」の次に、Shift_JISの文字として読めない部分があります。元のファイルでその文字を打ち直し、保存し直してください。',
    '所属.csv 4行目: 「1000,課,秘」の次に、Shift_JISの文字として読めない部分があります。元のファイルでその文字を打ち直し、保存し直してください。',
  ])
})

test('UTF-8 with one damaged byte stops at its row and is not taken for Shift_JIS', async () => {
  const stores = await openCity()
  const bytes = csv(UNIT_HEADER, ['0000,,市,市', '1000,0000,部,あ'])
  bytes[bytes.length - 3] = 0x41
  expect(await refusals(stores, { units: { name: '所属.csv', bytes } })).toEqual([
    '所属.csv 3行目: 「,0000,部,」の次に、UTF-8の文字として読めない部分があります。元のファイルでその文字を打ち直し、保存し直してください。',
  ])
})

const refused: [string, string, string][] = [
  [
    'a trace of an earlier wrong conversion',
    '総\uFFFD部',
    '所属.csv 3行目: 「0000,部,総」の次に、文字化けの跡（U+FFFD）があります。元の文字に打ち直して保存し直してください。',
  ],
  [
    'a NUL',
    '総\u0000部',
    '所属.csv 3行目: 「0000,部,総」の次に、制御文字（U+0000）があります。その文字を消して保存し直してください。',
  ],
  [
    'a tab',
    '総\t部',
    '所属.csv 3行目: 「0000,部,総」の次に、制御文字（U+0009）があります。その文字を消して保存し直してください。',
  ],
  [
    'an escape character',
    '総\u001b[2J部',
    '所属.csv 3行目: 「0000,部,総」の次に、制御文字（U+001B）があります。その文字を消して保存し直してください。',
  ],
  [
    'an invisible character',
    '総\u200b部',
    '所属.csv 3行目: 「0000,部,総」の次に、目に見えない文字（U+200B）があります。その文字を消して保存し直してください。',
  ],
  [
    'a private character (外字)',
    '総\ue000部',
    '所属.csv 3行目: 「0000,部,総」の次に、外字（U+E000）があります。どの端末でも表示できる文字に打ち直してください。',
  ],
]

test.each(refused)('a file with %s is refused with the row', async (_kind, name, sentence) => {
  const stores = await openCity()
  const units = unitsFile(['0000,,市,見本市', `1000,0000,部,${name}`])
  expect(await refusals(stores, { units })).toEqual([sentence])
})

const SAVE_AS =
  'Excelで開き、「名前を付けて保存」で種類「CSV UTF-8（コンマ区切り）」を選んで保存し、そのファイルを指定してください。'

const unreadable: [string, number[], string][] = [
  ['an empty file', [], 'ファイルが空です。正しいファイルか確かめてください。'],
  [
    'a workbook that was cut off',
    [0x50, 0x4b, 0x03, 0x04, 0x14],
    'Excelブック（.xlsx）として読めません。Excelで開き、「名前を付けて保存」で種類「Excelブック（*.xlsx）」を選んで保存し直してください。',
  ],
  [
    'an old Excel workbook',
    [0xd0, 0xcf, 0x11, 0xe0, 0xa1],
    `古い形式のExcelブック（.xls）のままで、CSVではありません。${SAVE_AS}`,
  ],
  [
    'UTF-16 text',
    [0xff, 0xfe, 0x61, 0x00],
    `UTF-16（Excelの「Unicodeテキスト」）で保存されています。${SAVE_AS}`,
  ],
  [
    'a table with tabs',
    [...new TextEncoder().encode('所属コード\t区分\r\n')],
    `タブ区切りのファイルです。${SAVE_AS}`,
  ],
]

test.each(unreadable)('%s is refused with how to save it again', async (_kind, bytes, message) => {
  const stores = await openCity()
  const units = { name: '所属.csv', bytes: Uint8Array.from(bytes) }
  expect(await refusals(stores, { units })).toEqual([`所属.csv: ${message}`])
})

test('a file above 20 MB is refused unread', async () => {
  const stores = await openCity()
  const units = { name: '所属.csv', bytes: new Uint8Array(20 * 1024 * 1024 + 1) }
  expect(await refusals(stores, { units })).toEqual([
    '所属.csv: ファイルが20MBを超えています。必要な列だけを残し、正しいファイルか確かめてください。',
  ])
})

test.each([
  [
    'rows',
    '\n'.repeat(200_001),
    '行が多すぎます（200,000行まで）。名簿のファイルか確かめ、余分な行を消してください。',
  ],
  [
    'columns',
    ','.repeat(200),
    '列が多すぎます（200列まで）。名簿のファイルか確かめ、余分な列を消してください。',
  ],
])('a file with too many %s is refused', async (_what, text, message) => {
  const stores = await openCity()
  const units = { name: '所属.csv', bytes: new TextEncoder().encode(text) }
  expect(await refusals(stores, { units })).toEqual([`所属.csv: ${message}`])
})

test('rows may end in LF or CR alone and values may be quoted', async () => {
  const stores = await openCity()
  for (const end of ['\n', '\r']) {
    const text = [PERSON_HEADER, ...PEOPLE].map((row) => row.replaceAll(/[^,]+/g, '"$&"')).join(end)
    const people = { name: '職員.csv', bytes: new TextEncoder().encode(text) }
    const plan = planOf(await planImport(stores, { units: unitsFile(UNITS), people }, TODAY))
    expect(plan.difference.people.added).toHaveLength(PEOPLE.length)
  }
})

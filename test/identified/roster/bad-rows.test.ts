import { expect, test } from 'vitest'
import { sentenceOf } from '../../../server/identified/roster/findings.ts'
import { planImport } from '../../../server/identified/roster/plan.ts'
import {
  contents,
  importAll,
  openCity,
  PEOPLE,
  PERSON_HEADER,
  peopleFile,
  refusals,
  TODAY,
  UNIT_HEADER,
  UNITS,
  unitsFile,
} from './small-city.ts'

const NUMBER_FORMAT =
  'Excelが番号を数値に変えています。列の書式を「文字列」にしてから、元の番号を入れ直してください。'

const badUnits: [what: string, row: string, sentences: string[]][] = [
  [
    'a code without a value',
    ',0000,課,税務課',
    ['所属.csv 12行目 所属コード「」: 空です。番号を入れてください。'],
  ],
  [
    'a full-width code',
    '１０３０,1000,課,税務課',
    [
      '所属.csv 12行目 所属コード「１０３０」: 全角の文字があります。半角で「1030」と入れ直してください。',
    ],
  ],
  [
    'a code with a forbidden character',
    '10/30,1000,課,税務課',
    [
      '所属.csv 12行目 所属コード「10/30」: 使えない文字があるか、長すぎます。半角の英数字とハイフンで、20文字までにしてください。',
    ],
  ],
  [
    'a code that lost its leading zero',
    '130,1000,課,税務課',
    [
      `所属.csv 12行目 所属コード「130」: 先頭の0が失われた可能性があります（ほかの多くは4桁です）。${NUMBER_FORMAT}`,
    ],
  ],
  [
    'a parent that lost its leading zeros',
    '1030,0,課,税務課',
    [
      `所属.csv 12行目 上位所属コード「0」: 先頭の0が失われた可能性があります（ほかの多くは4桁です）。${NUMBER_FORMAT}`,
    ],
  ],
  [
    'a code that is there twice',
    '1010,1000,課,税務課',
    [
      '所属.csv 12行目 所属コード「1010」: 5行目と12行目で重複しています。どちらか1行にしてください。',
    ],
  ],
  [
    'an unknown kind',
    '1030,1000,室,税務課',
    ['所属.csv 12行目 区分「室」: 市・部・部付・課・支所・施設 のどれかにしてください。'],
  ],
  [
    'no parent',
    '1030,,課,税務課',
    ['所属.csv 12行目 上位所属コード「」: 空です。上位の所属のコードを入れてください。'],
  ],
  [
    'an unknown parent',
    '1030,7777,課,税務課',
    [
      '所属.csv 12行目 上位所属コード「7777」: この所属コードの行がありません。コードを直すか、上位の所属の行を加えてください。',
    ],
  ],
  [
    'a unit above itself',
    '1030,1030,課,税務課',
    [
      '所属.csv 12行目 上位所属コード「1030」: 上位所属が輪になっています（1030 → 1030）。どれかの上位所属コードを直してください。',
    ],
  ],
  [
    'a second 市',
    '0001,,市,別の市',
    ['所属.csv 12行目 区分「市」: 「市」が2行目と12行目にあります。1行だけにしてください。'],
  ],
  [
    'a 市 below something',
    '0001,1000,市,別の市',
    ['所属.csv 12行目 上位所属コード「1000」: 市の行では空にしてください。'],
  ],
  [
    'no name',
    '1030,1000,課,　',
    ['所属.csv 12行目 所属名「」: 空です。所属の名前を入れてください。'],
  ],
  [
    'a name of two lines',
    '1030,1000,課,"税務\n課"',
    ['所属.csv 12行目 所属名「税務⏎課」: セルの中に改行があります。1行にしてください。'],
  ],
  [
    'a name that is too long',
    `1030,1000,課,${'長'.repeat(61)}`,
    [`所属.csv 12行目 所属名「${'長'.repeat(24)}…」: 長すぎます。60文字までにしてください。`],
  ],
  [
    'too few cells',
    '1030,1000,課',
    [
      '所属.csv 12行目: 列が足りません（見出しは4列、この行は3列）。行を直してください。',
      '所属.csv 12行目 所属名「」: 空です。所属の名前を入れてください。',
    ],
  ],
  [
    'too many cells',
    '1030,1000,課,税務,収納課',
    [
      '所属.csv 12行目: 見出しより列が多くあります（見出しは4列、この行は5列）。値に「,」があれば「"」で囲んでください。',
    ],
  ],
  [
    'an open quote',
    '1030,1000,課,"税務課',
    [
      '所属.csv 12行目: この行から先を表として読めません（引用符「"」の閉じ忘れか、長すぎる行）。この行の「"」を直してください。',
    ],
  ],
]

test.each(badUnits)('a unit row with %s is refused in words', async (_what, row, sentences) => {
  const stores = await openCity()
  const before = await contents(stores)
  expect(await refusals(stores, { units: unitsFile([...UNITS, row]) })).toEqual(sentences)
  expect(await contents(stores)).toEqual(before)
})

const badPeople: [what: string, row: string, sentence: string][] = [
  [
    'no number',
    ',1010,主事級,あり,',
    '職員.csv 10行目 職員番号「」: 空です。番号を入れてください。',
  ],
  [
    'a full-width number',
    '０００１０９,1010,主事級,あり,',
    '職員.csv 10行目 職員番号「０００１０９」: 全角の文字があります。半角で「000109」と入れ直してください。',
  ],
  [
    'a number that lost its leading zeros',
    '109,1010,主事級,あり,',
    `職員.csv 10行目 職員番号「109」: 先頭の0が失われた可能性があります（ほかの多くは6桁です）。${NUMBER_FORMAT}`,
  ],
  [
    'a number Excel wrote with an exponent',
    '5.4667E+4,1010,主事級,あり,',
    `職員.csv 10行目 職員番号「5.4667E+4」: 先頭の0が失われた可能性があります。${NUMBER_FORMAT}`,
  ],
  [
    'a number Excel wrote with a decimal point',
    '54667.0,1010,主事級,あり,',
    `職員.csv 10行目 職員番号「54667.0」: 先頭の0が失われた可能性があります。${NUMBER_FORMAT}`,
  ],
  [
    'a number that is there twice',
    '000102,1020,主事級,あり,',
    '職員.csv 10行目 職員番号「000102」: 3行目と10行目で重複しています。どちらか1行にしてください。',
  ],
  [
    'an unknown unit',
    '000109,7777,主事級,あり,',
    '職員.csv 10行目 所属コード「7777」: この所属コードの所属がありません。コードを直すか、所属を加えてください。',
  ],
  [
    'a unit that lost its leading zero',
    '000109,101,主事級,あり,',
    `職員.csv 10行目 所属コード「101」: 先頭の0が失われた可能性があります（ほかの多くは4桁です）。${NUMBER_FORMAT}`,
  ],
  [
    'no unit',
    '000109,,主事級,あり,',
    '職員.csv 10行目 所属コード「」: 空です。番号を入れてください。',
  ],
  [
    'the 市 as unit',
    '000109,0000,主事級,あり,',
    '職員.csv 10行目 所属コード「0000」: 市には職員を置けません。部か課の所属コードにしてください。',
  ],
  [
    'an unknown value for 個人PC',
    '000109,1010,主事級,共用,',
    '職員.csv 10行目 個人PC「共用」: 「あり」か「なし」にしてください。',
  ],
  [
    'an unknown role',
    '000109,1010,主事級,あり,班長',
    '職員.csv 10行目 役割「班長」: 空か、推進責任者・推進担当者・部長 のどれかにしてください（2つ以上は「・」でつなぎ、兼ねるときは「推進責任者（事務取扱:1410）」「推進責任者（代理）」と書きます）。',
  ],
  [
    'a category that is too long',
    `000109,1010,${'級'.repeat(41)},あり,`,
    `職員.csv 10行目 職位区分「${'級'.repeat(24)}…」: 長すぎます。40文字までにしてください。`,
  ],
]

test.each(badPeople)('a person row with %s is refused in words', async (_what, row, sentence) => {
  const stores = await openCity()
  const before = await contents(stores)
  const files = { units: unitsFile(), people: peopleFile([...PEOPLE, row]) }
  expect(await refusals(stores, files)).toEqual([sentence])
  expect(await contents(stores)).toEqual(before)
})

test('a ring of units is named once, with the way around it', async () => {
  const stores = await openCity()
  const units = unitsFile([...UNITS, '1030,1032,課,甲', '1031,1030,課,乙', '1032,1031,課,丙'])
  expect(await refusals(stores, { units })).toEqual([
    '所属.csv 12行目 上位所属コード「1032」: 上位所属が輪になっています（1030 → 1032 → 1031 → 1030）。どれかの上位所属コードを直してください。',
  ])
})

test('a unit file without a 市 is refused', async () => {
  const stores = await openCity()
  const units = unitsFile(UNITS.slice(1))
  expect(await refusals(stores, { units })).toContain(
    '所属.csv 区分: 区分が「市」の行がありません。全体を表す1行を入れてください。',
  )
})

test('days are read as 2025-04-01 or 2025/4/1; anything else is refused', async () => {
  const stores = await openCity()
  const header = `${UNIT_HEADER},有効開始日,有効終了日`
  const rows = [
    '0000,,市,見本市,2025-04-01,',
    '1000,0000,部,甲,2025/4/1,2027/03/31',
    '2000,0000,部,乙,45748,',
    '3000,0000,部,丙,2025-02-29,',
    '4000,0000,部,丁,R7.4.1,',
    '5000,0000,部,戊,2025-04-01,2025-03-31',
  ]
  const unreadable = '日付として読めません。2025-04-01 か 2025/4/1 の形にしてください。'
  expect(await refusals(stores, { units: unitsFile(rows, header) })).toEqual([
    `所属.csv 4行目 有効開始日「45748」: ${unreadable}`,
    `所属.csv 5行目 有効開始日「2025-02-29」: ${unreadable}`,
    `所属.csv 6行目 有効開始日「R7.4.1」: ${unreadable}`,
    '所属.csv 7行目 有効終了日「2025-03-31」: 有効開始日より前です。どちらかの日付を直してください。',
  ])
  await importAll(stores, { units: unitsFile(rows.slice(0, 2), header) })
  expect((await contents(stores)).units.map((u) => [u.valid_from, u.valid_to])).toEqual([
    ['2025-04-01', null],
    ['2025-04-01', '2027-03-31'],
  ])
})

test('every bad row of both files is named, not only the first', async () => {
  const stores = await openCity()
  const files = {
    units: unitsFile([...UNITS, '1030,1000,室,税務課', '1040,7777,課,収納課']),
    people: peopleFile([...PEOPLE, '000109,7777,,あり,', '000110,1030,,不明,班長']),
  }
  expect((await refusals(stores, files)).map((s) => s.split(':')[0])).toEqual([
    '所属.csv 12行目 区分「室」',
    '所属.csv 13行目 上位所属コード「7777」',
    '職員.csv 10行目 所属コード「7777」',
    '職員.csv 11行目 個人PC「不明」',
    '職員.csv 11行目 役割「班長」',
  ])
})

test('of many bad rows 200 are named and all are counted', async () => {
  const stores = await openCity()
  const rows = Array.from({ length: 500 }, (_, i) => `${200000 + i},7777,,あり,`)
  const files = { units: unitsFile(), people: peopleFile(rows) }
  const check = await planImport(stores, files, TODAY)
  expect(check.problems).toHaveLength(200)
  expect(check.problemTotal).toBe(500)
})

test('rows are numbered as Excel numbers them, past empty rows and values of two lines', async () => {
  const stores = await openCity()
  const rows = [...PEOPLE, '', ',,,,', '000109,1010,"主事\n級",あり,', '000110,7777,,あり,']
  const files = { units: unitsFile(), people: peopleFile(rows) }
  expect((await refusals(stores, files)).map((s) => s.split(':')[0])).toEqual([
    '職員.csv 12行目 職位区分「主事⏎級」',
    '職員.csv 13行目 所属コード「7777」',
  ])
})

test.each(['氏名', '職員氏名', 'フリガナ', '名', 'Name', '氏名（カナ）'])(
  'the column %s is refused because the system takes no names',
  async (column) => {
    const stores = await openCity()
    const people = peopleFile(
      PEOPLE.map((row) => `${row},風通 太郎`),
      `${PERSON_HEADER},${column}`,
    )
    expect(await refusals(stores, { units: unitsFile(), people })).toEqual([
      `職員.csv 1行目 ${column.normalize('NFKC')}: このシステムは氏名を受け取りません。この列を削除して保存し直してください。`,
    ])
  },
)

test('a missing, a doubled and an unknown column are told apart', async () => {
  const stores = await openCity()
  const units = unitsFile(['0000,市,見本市,,'], '所属コード,区分,所属名,区分,電話')
  const check = await planImport(stores, { units }, TODAY)
  expect(check.problems.map(sentenceOf)).toEqual([
    '所属.csv 1行目 区分: 同じ見出しの列が2つあります。どちらか1つを削除してください。',
    '所属.csv 1行目 上位所属コード: この列がありません。1行目の見出しと、指定したファイルを確かめてください。',
  ])
  expect(check.warnings.map(sentenceOf)).toEqual([
    '所属.csv 1行目 電話: 知らない列なので読みません。',
  ])
})

test('a file with a header and no rows is refused: it would remove everybody', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile() })
  expect(await refusals(stores, { people: peopleFile([',,,,']) })).toEqual([
    '職員.csv: 見出しの下にデータの行がありません。正しいファイルか確かめてください。',
  ])
})

test('numbers that lost their zeros throughout are found by the stored ones', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile() })
  const people = peopleFile(PEOPLE.map((row) => row.replace(/^0+/, '')))
  const sentences = await refusals(stores, { people })
  expect(sentences).toHaveLength(PEOPLE.length)
  expect(sentences[0]).toBe(
    `職員.csv 2行目 職員番号「101」: 先頭の0が失われた可能性があります（登録済みの番号は「000101」です）。${NUMBER_FORMAT}`,
  )
})

test('people alone need units that are already there', async () => {
  const stores = await openCity()
  expect(await refusals(stores, { people: peopleFile() })).toEqual([
    '職員.csv: 所属がまだ登録されていません。所属のファイルと一緒に取り込んでください。',
  ])
})

test('units alone may not take the place of stored people', async () => {
  const stores = await openCity()
  await importAll(stores, { units: unitsFile(), people: peopleFile() })
  const units = unitsFile(UNITS.filter((row) => !row.startsWith('1010')))
  expect(await refusals(stores, { units })).toEqual([
    '所属.csv 所属コード「1010」: 職員が2人登録されている所属ですが、職員を置ける行がありません。行を残すか、職員のファイルも一緒に取り込んでください。',
  ])
})

test('a short number that is already stored as it is stays good among longer ones', async () => {
  const stores = await openCity()
  const short = ['101,1010,主事級,あり,', '102,1010,主事級,あり,']
  await importAll(stores, { units: unitsFile(), people: peopleFile(short) })
  const rest = PEOPLE.filter((row) => !/^00010[12]/.test(row))
  await importAll(stores, { people: peopleFile([...short, ...rest]) })
  expect((await contents(stores)).people).toHaveLength(PEOPLE.length)
})

/** What `npm run protect` says about files it cannot use: exit code 2, where, what to do, nothing written. */
import { readFileSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { csvOf, desk, PLAN, townspeople } from './protect-command.ts'

const rows = csvOf(townspeople())
const header = 'ka,sex,age,Q1,Q2'

/** Each message of a run on these files; the run must end with 2 and leave nothing behind. */
async function complaints(
  files: Readonly<Record<string, string | Uint8Array | object>>,
): Promise<string[]> {
  const given = { 'rows.csv': rows, 'plan.json': PLAN, ...files }
  const run = await desk(given).protect()
  expect(run).toMatchObject({
    code: 2,
    out: '',
    files: [...new Set(Object.keys(given).map((name) => name.split('/')[0] ?? ''))].toSorted(),
  })
  const [first, ...rest] = run.err.trimEnd().split('\n')
  expect(first).toBe('ファイルを読んでいます')
  expect(rest.shift()).toMatch(/^誤りがあるので、何も書き込んでいません（[\d,]+件）。$/)
  return rest.map((line) => line.trim())
}

describe('A file of rows that cannot be used', () => {
  it.each([
    ['an answer above the scale', '1110,女性,30代,5,1', '2行目 Q1「5」: 1から4までの半角数字'],
    ['an answer in full width', '1110,女性,30代,1,２', '2行目 Q2「２」: 1から4までの半角数字'],
    ['an unknown 課', '1190,女性,30代,1,2', '2行目 ka「1190」: hierarchies にないコード'],
    ['the sign of the whole as a 課', '*,女性,30代,1,2', '2行目 ka「*」: hierarchies にない'],
    ['the sign of the whole as a word', '1110,*,30代,1,2', '2行目 sex「*」: 「*」は全体を表す'],
    ['a cell too few', '1110,女性,30代,1', '2行目: 列が足りません（見出しは5列、この行は4列）'],
    ['a cell too many', '1110,女性,30代,1,2,3', '2行目: 見出しより列が多くあります'],
    ['an open quote', '1110,"女性,30代,1,2', '2行目: この行から先を表として読めません'],
  ])('names line, column and value of %s', async (_, line, expected) => {
    const found = await complaints({ 'rows.csv': `${header}\n${line}\n` })
    expect(found[0]).toContain(`rows.csv ${expected}`)
  })

  it('counts lines as Excel does, empty ones included', async () => {
    const found = await complaints({ 'rows.csv': `${header}\r\n\r\n1110,女性,30代,9,2\r\n` })
    expect(found).toEqual([expect.stringContaining('rows.csv 3行目 Q1「9」')])
  })

  it('says which column is missing, and which is there twice', async () => {
    const found = await complaints({ 'rows.csv': 'ka,sex,Q1,Q1\n1110,女性,1,2\n' })
    expect(found).toEqual([
      expect.stringContaining('rows.csv 1行目 age: この列がありません'),
      expect.stringContaining('rows.csv 1行目 Q1: 同じ見出しの列が2つあります'),
      expect.stringContaining('rows.csv 1行目 Q2: この列がありません'),
    ])
  })

  it('says where 部 and 課 disagree', async () => {
    const found = await complaints({
      'rows.csv': `bu,${header}\n1100,1110,女性,30代,1,2\n1200,1110,女性,30代,1,2\n`,
    })
    expect(found).toEqual([expect.stringContaining('3行目 bu「1200」: 下の段の列からは「1100」')])
  })

  it('lists twenty mistakes and counts the others', async () => {
    const bad = Array.from({ length: 33 }, () => '1110,女性,30代,7,1').join('\n')
    const found = await complaints({ 'rows.csv': `${header}\n${bad}\n` })
    expect(found).toHaveLength(21)
    expect(found[19]).toContain('rows.csv 21行目 Q1「7」')
    expect(found[20]).toBe('ほか13件')
  })

  it('refuses a file without rows, an Excel book, and bytes that are no characters', async () => {
    const ofRows = (content: string | Uint8Array) => complaints({ 'rows.csv': content })
    expect(await ofRows(`${header}\n`)).toEqual([expect.stringContaining('行がありません')])
    expect(await ofRows(Uint8Array.of(0x50, 0x4b, 3, 4, 0))).toEqual([
      expect.stringContaining('Excelブック'),
    ])
    const broken = Buffer.concat([
      Buffer.from(`${header}\n1110,`),
      Buffer.of(0x8f, 0xff),
      Buffer.from(',30代,1,2\n'),
    ])
    expect((await ofRows(broken))[0]).toMatch(/^rows\.csv 2行目: 「1110,」の次に/)
  })
})

describe('A roster that cannot be used', () => {
  const withRoster = (roster: string, more = {}) =>
    complaints({
      'plan.json': { ...PLAN, roster: 'people/all.csv' },
      'people/all.csv': roster,
      ...more,
    })

  it('is named with its line and column', async () => {
    expect(await withRoster('ka,sex,age\n1110,女性,30代\n9999,女性,30代\n')).toEqual([
      expect.stringContaining('all.csv 3行目 ka「9999」: hierarchies にないコード'),
    ])
    expect(await withRoster('ka,sex\n1110,女性\n')).toEqual([
      expect.stringContaining('all.csv 1行目 age: この列がありません'),
    ])
  })

  it('has at least as many people as there are answers', async () => {
    expect(await withRoster('ka,sex,age\n1110,女性,30代\n1120,女性,30代\n')).toEqual([
      expect.stringContaining('rows.csv: 回答（246行）が、roster の対象者（2人）より多くあります'),
    ])
  })

  it('has to be there', async () => {
    const found = await complaints({ 'plan.json': { ...PLAN, roster: 'people/nobody.csv' } })
    expect(found).toEqual([
      expect.stringMatching(/people\/nobody\.csv: ファイルが見つかりません。計画の roster/),
    ])
  })
})

describe('A plan that cannot be used', () => {
  const { hierarchies: _, ...flat } = PLAN
  const tree = (ka: unknown, more = {}) => ({ ...PLAN, hierarchies: { ka, ...more } })

  it.each([
    ['k below 5', { ...PLAN, k: 4 }, 'k「4」: 5から'],
    ['k that is text', { ...PLAN, k: '10' }, 'k「10」: 5から'],
    ['no k', { ...PLAN, k: undefined }, 'k: この項目がありません。5から'],
    ['k above kDistribution', { ...PLAN, k: 20, kDistribution: 10 }, 'kDistribution「10」: 20から'],
    ['no rounding', { ...PLAN, roundingPeople: 0 }, 'roundingPeople「0」: 2から'],
    ['a scale of 7', { ...PLAN, scale: 7 }, 'scale「7」: 4から5まで'],
    ['everything favourable', { ...PLAN, favourable: 4 }, 'favourable「4」: 1から3まで'],
    ['a field it does not know', { ...PLAN, threshold: 3 }, 'threshold: 知らない項目です'],
    ['no tables', { ...PLAN, tables: [] }, 'tables: 公表する表を'],
    ['a table that is no list', { ...PLAN, tables: ['bu'] }, 'tables[0]: ["bu"] のように'],
    [
      'a table twice',
      {
        ...flat,
        tables: [
          ['sex', 'age'],
          ['age', 'sex'],
        ],
      },
      'tables[1]「["age","sex"]」: 同じ表が2回',
    ],
    [
      'an attribute twice',
      { ...flat, tables: [['sex', 'sex']] },
      'tables[0]「["sex","sex"]」: 同じ属性',
    ],
    [
      '部 and 課 together',
      { ...PLAN, tables: [['bu', 'ka']] },
      'tables[0]「["bu","ka"]」: ka は bu の下の段',
    ],
    ['an item twice', { ...PLAN, items: ['Q1', 'Q1'] }, 'items[1]「Q1」: 同じ列が2回'],
    [
      'an item that is an attribute',
      { ...PLAN, items: ['Q1', 'sex'] },
      'items「sex」: 質問と属性の両方',
    ],
    ['the whole as an attribute', { ...PLAN, tables: [['*']] }, 'tables[0][0]「*」: 列の名前'],
    ['a tree without a map', tree({ parent: 'bu' }), 'hierarchies.ka: "parent" と "map" を'],
    [
      'a code without a parent',
      tree({ parent: 'bu', map: { '1110': '*' } }),
      'hierarchies.ka.map「1110」: 上の段のない区分は置けません',
    ],
    [
      'the whole as a code',
      tree({ parent: 'bu', map: { '*': '1100' } }),
      'hierarchies.ka.map「*」: 「*」と空',
    ],
    [
      'a circle of levels',
      tree({ parent: 'bu', map: { a: 'b' } }, { bu: { parent: 'ka', map: { b: 'a' } } }),
      'hierarchies.ka.parent: ka → bu → ka',
    ],
    [
      'a 部 that is not declared',
      tree({ parent: 'bu', map: { a: 'b' } }, { bu: { parent: '*', map: { c: '*' } } }),
      'hierarchies.ka.map「b」: hierarchies.bu.map にない',
    ],
    ['a path that is no text', { ...PLAN, roster: 3 }, 'roster「3」: 空でない文字'],
  ])('is refused: %s', async (_name, plan, expected) => {
    const found = await complaints({ 'plan.json': plan })
    expect(found[0]).toContain(`plan.json ${expected}`)
  })

  it('is refused with the place where it is no JSON', async () => {
    expect(await complaints({ 'plan.json': '{\n  "k": 10,\n  "scale": 4,,\n}' })).toEqual([
      expect.stringContaining('plan.json: 3行目14文字目: JSONとして読めません'),
    ])
    expect(await complaints({ 'plan.json': '{ "k": 10' })).toEqual([
      expect.stringContaining('1行目10文字目'),
    ])
  })

  it('is refused when a 課 is there twice: one of them would silently win', async () => {
    const text = JSON.stringify(PLAN).replace('"1120":"1100"', '"1110":"1200"')
    expect(await complaints({ 'plan.json': text })).toEqual([
      expect.stringContaining('plan.json: 「1110」が同じ「{ }」の中に2回あります'),
    ])
  })

  it('is refused when its tables have too many groups', async () => {
    const lines = Array.from({ length: 250 }, (_v, i) => `1110,s${i},a${i},1,2`).join('\n')
    const found = await complaints({
      'rows.csv': `${header}\n${lines}\n`,
      'plan.json': { ...PLAN, tables: [['sex'], ['sex', 'age']] },
    })
    expect(found).toEqual([
      expect.stringContaining(
        'plan.json tables「sex × age」: 表の区分が全部で60,000を超えます（この表だけで62,500）',
      ),
    ])
  })
})

describe('Options that cannot be used', () => {
  const files = { 'rows.csv': rows, 'plan.json': PLAN }

  it('are answered with what to do', async () => {
    const on = desk(files)
    expect(await on.protect({ out: null })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--out で'),
    })
    expect(await on.protect({ speed: '3' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--help'),
    })
    const nowhere = await on.protect({ rows: 'nothing.csv', plan: 'nobody.json' })
    expect(nowhere.err).toContain('nothing.csv: ファイルが見つかりません。--rows のパス')
    expect(nowhere.err).toContain('nobody.json: ファイルが見つかりません。--plan のパス')
    expect((await on.protect({ rows: '.' })).err).toContain('フォルダーです')
    expect((await on.protect({ out: 'no/such/out.json' })).err).toContain(
      '--out のフォルダーがありません',
    )
    expect((await on.protect({ out: '.' })).err).toContain('ふつうのファイルではありません')
  })

  it('never let the result replace what it was made from', async () => {
    const on = desk({ ...files, 'plan.json': { ...PLAN, roster: 'rows.csv' } })
    symlinkSync(on.path('rows.csv'), on.path('link.json'))
    for (const out of ['rows.csv', './plan.json', 'link.json']) {
      const run = await on.protect({ out })
      expect(run.code).toBe(2)
      expect(run.err).toContain('--out が読み込むファイルと同じです')
    }
    expect(readFileSync(on.path('rows.csv'), 'utf8')).toBe(rows)
  })

  it('are explained when asked', async () => {
    const help = await desk().protect({ rows: null, plan: null, out: null }, '--help')
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toContain('k の2倍')
  })
})

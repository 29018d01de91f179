/** Files that are given out: templates to fill in, and the present roster to edit and import again. */
import { expect, test } from 'vitest'
import { sentenceOf } from '../../../server/identified/roster/findings.ts'
import { planImport, type RosterFiles } from '../../../server/identified/roster/plan.ts'
import { unpackParts } from '../../../server/identified/roster/workbook-parts.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { wordsOf } from './roster-city.ts'
import {
  importAll,
  PERSON_HEADER,
  peopleFile,
  planOf,
  TODAY,
  UNITS,
  unitsFile,
} from './small-city.ts'

const FORMS = ['utf8', 'cp932', 'xlsx'] as const

/** Roles of every manner, all columns, and names that a spreadsheet would calculate. */
const HEADER = `${PERSON_HEADER},任命権者,在職区分`
const PEOPLE = [
  '000101,1000K,部長級,あり,部長,市長,',
  '000102,1010,課長級,あり,推進責任者・推進責任者（事務取扱:1020）,市長,',
  '000103,1010,主事級,なし,推進担当者,教育委員会,休職',
  '000104,1020,+級,あり,推進責任者（代理）,,派遣',
  '000106,2010,部長級,あり,部長・推進責任者,市長,',
]

async function city(): Promise<SmallCity> {
  const town = await smallCity({ survey: 'none', people: 3 })
  await importAll(town.stores, {
    units: unitsFile([...UNITS, '1030,1000,課,=SUM(A1)'], undefined),
    people: peopleFile(PEOPLE, HEADER),
  })
  return town
}

async function take(town: SmallCity, url: string, number = '000102') {
  const answer = await town.visit(number).get(`/staff/roster${url}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="(units|people)\./)
  return answer.rawPayload
}

test.each(FORMS)('the present roster as %s goes in again without a difference', async (form) => {
  const town = await city()
  const files: RosterFiles = {
    units: { name: '所属', bytes: await take(town, `/export?of=units&form=${form}`) },
    people: { name: '職員', bytes: await take(town, `/export?of=people&form=${form}`) },
  }
  const check = await planImport(town.stores, files, TODAY)
  const { difference, files: facts } = planOf(check)
  expect(difference).toEqual({
    units: { added: [], changed: [], gone: [], reordered: false },
    people: { added: [], moved: [], changed: [], adopted: [], left: [] },
    roles: { given: [], ended: [] },
  })
  expect(facts.map((file) => file.encoding)).toEqual(
    Array(2).fill({ utf8: 'UTF-8', cp932: 'Shift_JIS', xlsx: 'Excel' }[form]),
  )
})

test('in a CSV that is given out nothing is a formula, and giving out goes on record', async () => {
  const town = await city()
  const units = (await take(town, '/export?of=units&form=utf8')).toString()
  const people = (await take(town, '/export?of=people&form=utf8')).toString()
  expect(units).toContain(",課,'=SUM(A1),")
  expect(people).toContain(",'+級,")
  expect(units.startsWith('\ufeff所属コード,')).toBe(true)
  expect(people).toContain('推進責任者・推進責任者（事務取扱:1020）')
  const audit = await town.stores.identity
    .selectFrom('audit')
    .select(['actor', 'act', 'detail'])
    .where('act', '=', '名簿を書き出し')
    .execute()
  expect(audit).toEqual([
    { actor: '000102', act: '名簿を書き出し', detail: '所属　CSV（UTF-8）' },
    { actor: '000102', act: '名簿を書き出し', detail: '職員　CSV（UTF-8）' },
  ])
})

test('a name that Shift_JIS cannot hold is named, with what to take instead', async () => {
  const town = await city()
  await town.stores.commons
    .updateTable('unit')
    .set({ name: '𠮷野課' })
    .where('code', '=', '1030')
    .execute()
  const answer = await town.visit('000102').get('/staff/roster/export?of=units&form=cp932')
  expect(answer.statusCode).toBe(422)
  expect(wordsOf(answer)).toContain(
    'Shift_JIS（CP932）にない文字「𠮷」が、12行目の「𠮷野課」にあります。UTF-8 の CSV か Excel の形式をお使いください。',
  )
})

test.each(FORMS)(
  'the untouched template as %s is refused by its example rows alone',
  async (form) => {
    const town = await city()
    const files: RosterFiles = {
      units: { name: '所属', bytes: await take(town, `/template?of=units&form=${form}`) },
      people: { name: '職員', bytes: await take(town, `/template?of=people&form=${form}`) },
    }
    const check = await planImport(town.stores, files, TODAY)
    expect(check.problems.map(sentenceOf)).toEqual([
      '所属 2行目: ひな形の記入例の行です。この行を削除してください。',
      '所属 3行目: ひな形の記入例の行です。この行を削除してください。',
      '職員 2行目: ひな形の記入例の行です。この行を削除してください。',
      '職員 3行目: ひな形の記入例の行です。この行を削除してください。',
    ])
  },
)

test('in the template for Excel the empty rows are text too, so that a number keeps its zeros', async () => {
  const parts = unpackParts(await take(await city(), '/template?of=people&form=xlsx'), 1_000_000)
  if (typeof parts === 'string') throw new Error(parts)
  const styles = parts.get('xl/styles.xml')?.toString() ?? ''
  const format = /numFmtId="(\d+)" formatCode="@"/.exec(styles)?.[1]
  const ofCells = styles.slice(styles.indexOf('<cellXfs')).match(/<xf [^>]*>/g) ?? []
  const style = /<c r="A300" s="(\d+)"/.exec(
    parts.get('xl/worksheets/sheet1.xml')?.toString() ?? '',
  )?.[1]
  expect(ofCells[Number(style)]).toContain(`numFmtId="${format}"`)
})

test('a file that does not exist is not found', async () => {
  const town = await city()
  for (const url of ['/template?of=roles&form=utf8', '/export?of=units&form=pdf', '/export'])
    expect((await town.visit('000102').get(`/staff/roster${url}`)).statusCode).toBe(404)
})

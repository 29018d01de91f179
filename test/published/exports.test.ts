import readExcelFile from 'read-excel-file/node'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import { scaleItems } from '../../server/survey/questionnaire.ts'
import { oldSet } from './old-set.ts'
import { get, openPage, publishedApp, type PublishedApp } from './published-app.ts'
import { putSurvey, type Wanted } from './released-survey.ts'

let house: PublishedApp

afterEach(async () => house.close())

async function download(wanted: Wanted, path: string, sample = false) {
  house = await publishedApp({ sample })
  const put = await putSurvey(house.stores, wanted)
  const response = await get(house.app, `/results/${put.id}/${path}`)
  return { ...put, response }
}

const records = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, bom: true, record_delimiter: '\r\n' })

describe('CSV', () => {
  it('is UTF-8 with a mark and CRLF, offered as a file', async () => {
    const { response } = await download({}, 'results.csv')
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(response.headers['content-disposition']).toBe(
      'attachment; filename="kazetoshi-r8-utf8.csv"',
    )
    expect([...response.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(
      response.body
        .split('\n')
        .slice(0, -1)
        .every((line) => line.endsWith('\r')),
    ).toBe(true)
  })

  it('has one line for each group and item, hidden ones without a figure', async () => {
    const { response, set, questionnaire } = await download({}, 'results.csv')
    const rows = records(response.body)
    const items = scaleItems(questionnaire)
    expect(rows).toHaveLength((1 + questionnaire.bureaus.length + 1) * items.length)
    const hidden = rows.filter((r) => r['区分'] === '会計課')
    expect(hidden).toHaveLength(items.length)
    for (const row of hidden) {
      expect(row).toMatchObject({
        回答者数: '',
        '肯定的な回答の割合(％)': '',
        '表示の幅(ポイント)': '',
        状態: '非表示（少人数のため）',
        有効回答数: '',
      })
    }
    const [rest] = set.groups.flatMap((g) => (g.state === 'rest' ? [g] : []))
    expect(rest).toBeDefined()
    const left = rows.filter((r) => r['区分'] === 'その他（合算）')
    expect(left.map((r) => [r['設問ID'], r['回答者数'], r['肯定的な回答の割合(％)']])).toEqual(
      items.map(({ id }) => [id, `${rest?.n}`, `${rest?.items[id]?.favourable ?? ''}`]),
    )
    expect(new Set(left.map((r) => r['状態']))).toContain('合算')
  })

  it('is the same text in CP932', async () => {
    const { response, id } = await download({}, 'results.csv?encoding=cp932')
    expect(response.headers['content-type']).toBe('text/csv; charset=shift_jis')
    const utf8 = await get(house.app, `/results/${id}/results.csv`)
    const text = new TextDecoder('shift_jis', { fatal: true }).decode(response.rawPayload)
    expect(text).toBe(utf8.body.replace(/^\uFEFF/, ''))
  })

  it('refuses CP932 for a character it lacks, and names character and place', async () => {
    const { response, id } = await download(
      {
        bureaus: [
          ['𠮷野部', 30],
          ['総務部', 40],
        ],
      },
      'results.csv?encoding=cp932',
    )
    expect(response.statusCode).toBe(422)
    expect(response.body).toContain('「𠮷」が、22行目の4列目「𠮷野部」にあります')
    expect((await get(house.app, `/results/${id}/results.csv`)).statusCode).toBe(200)
  })

  it('lets no spreadsheet take a text for a formula', async () => {
    const { response } = await download(
      {
        bureaus: [
          ['=HYPERLINK("http://x","総務部")', 30],
          ['@SUM(A1)', 30],
          ['-1+1', 30],
        ],
        retext: (text) => `+${text}`,
      },
      'results.csv',
    )
    const rows = records(response.body)
    expect(new Set(rows.map((r) => r['区分']))).toEqual(
      new Set(['全庁', `'=HYPERLINK("http://x","総務部")`, "'@SUM(A1)", "'-1+1", 'その他（合算）']),
    )
    expect(rows[0]?.['設問']).toMatch(/^'\+/)
  })

  it('says on its first line that the data is a sample', async () => {
    const { response } = await download({}, 'results.csv', true)
    expect(response.body.split('\r\n')[0]).toBe(
      '\uFEFF見本データ（架空の市と架空の職員による見本です）',
    )
  })

  it('says so for a set that was made of a sample, whatever the site says now', async () => {
    const { response } = await download({ sample: true }, 'results.csv')
    expect(response.body).toContain('見本データ')
  })

  it.each(['encoding=latin1', 'encoding=', 'encoding=utf8&encoding=cp932', 'encoding[]=utf8'])(
    'refuses ?%s or takes it for nothing',
    async (query) => {
      const { response } = await download({}, `results.csv?${query}`)
      expect(response.statusCode).toBe(query.startsWith('encoding=') ? 400 : 200)
    },
  )
})

describe('Excel', () => {
  const sheetsOf = async (payload: Buffer) =>
    new Map((await readExcelFile(payload)).map(({ sheet, data }) => [sheet, data]))

  it('has a sheet for each table and one to read, and each says k, n, date, rule and sample', async () => {
    const { response, set } = await download({}, 'results.xlsx', true)
    const sheets = await sheetsOf(response.rawPayload)
    expect([...sheets.keys()]).toEqual(['全庁', '部', '読み方'])
    for (const rows of sheets.values()) {
      const top = rows.slice(0, 5).map((row) => String(row[0]))
      expect(top[0]).toContain('見本データ')
      expect(top[2]).toBe(`回答者 ${set.respondents}人`)
      expect(top[3]).toContain('公表日 令和8年11月22日（日）')
      expect(top[4]).toContain('10人未満は非表示')
    }
  })

  it('withholds everything where fewer than k answered', async () => {
    const { response } = await download({ bureaus: [['総務部', 3]], nameless: 2 }, 'results.xlsx')
    const sheets = await sheetsOf(response.rawPayload)
    const numbers = [...sheets.values()].flat(2).filter((cell) => typeof cell === 'number')
    expect(numbers).toEqual([])
  })

  it('keeps text that looks like a formula as text', async () => {
    const { response } = await download(
      {
        bureaus: [
          ['=1+1', 30],
          ['総務部', 30],
        ],
      },
      'results.xlsx',
    )
    const sheets = await sheetsOf(response.rawPayload)
    expect(sheets.get('部')?.flat()).toContain('=1+1')
  })
})

describe('作り置き', () => {
  it('makes a workbook once, and anew when something it is made of has changed', async () => {
    house = await publishedApp()
    const { id } = await putSurvey(house.stores)
    const url = `/results/${id}/results.xlsx`
    // The bytes carry the time they were made at, in steps of two seconds: equal bytes later are the same making.
    const first = await get(house.app, url)
    await new Promise((resolve) => setTimeout(resolve, 2100))
    const again = await get(house.app, url)
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    await house.stores.commons.updateTable('survey').set({ title: '別の題' }).execute()
    const changed = await get(house.app, url, { 'if-none-match': String(first.headers.etag) })
    expect(changed.statusCode).toBe(200)
    expect(changed.rawPayload.equals(first.rawPayload)).toBe(false)
  })
})

describe('点検の仕組みより前に公表した版', () => {
  it('still shows 全庁, the 部 without a distribution and the rest as a number of people', async () => {
    house = await publishedApp()
    const { id, questionnaire } = await putSurvey(house.stores, {
      bureaus: [
        ['総務部', 24],
        ['財務部', 12],
        ['会計課', 4],
      ],
      set: oldSet,
    })
    const [blank, shown] = scaleItems(questionnaire)
    const rows = records((await get(house.app, `/results/${id}/results.csv`)).body)
    const of = (item: string | undefined) => rows.filter((r) => r['設問ID'] === item)
    expect(of(blank?.id).map((r) => r['状態'])).toEqual([
      '公表',
      '非表示',
      '非表示',
      '非表示（少人数のため）',
    ])
    const figure = '肯定的な回答の割合(％)'
    expect(of(shown?.id).map((r) => r[figure])).toEqual(['48.9', '60', '20', ''])
    expect(rows.at(-1)).toMatchObject({ 区分: 'その他（合算）', 回答者数: '12', 設問ID: '' })

    const { page } = await openPage(house.app, `/results/${id}`)
    expect(page.getByText('すべての部の割合を非表示にしています', { exact: false })).toBeTruthy()
    expect(page.getByText('回答者が10人に満たない部は、', { exact: false })).toBeTruthy()
    expect(page.getByText('人数だけを示します')).toBeTruthy()
    expect((await get(house.app, `/results/${id}?unit=1000`)).statusCode).toBe(200)
    expect((await get(house.app, `/results/${id}/results.xlsx`)).statusCode).toBe(200)
  })
})

import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { BANK_YEARS, bankRows } from '../programme/indicators/offered-book.ts'
import { offerProgramme, putSurveyValue, reviseProgramme } from './indicators-city.ts'
import { get, publishedApp, type PublishedApp } from './published-app.ts'

let house: PublishedApp

beforeAll(async () => {
  house = await publishedApp({ sample: true })
  await offerProgramme(house.stores)
  await putSurveyValue(house.stores, 'I4-1', 2025, '71.8', 1724)
})

afterAll(async () => house.close())

async function api() {
  const response = await get(house.app, '/api/v1/indicators', { accept: 'application/json' })
  return { response, body: response.json() }
}

describe('指標の API', () => {
  it('has every figure of the programme, null for 「－」', async () => {
    const { body } = await api()
    expect(body.sample).toBe(true)
    for (const row of bankRows()) {
      const one = body.indicators.find(({ id }: { id: string }) => id === row['indicator_id'])
      expect(one).toMatchObject({ label: row['label_current_R6'], unit: row['unit'] })
      for (const [column, year] of BANK_YEARS) {
        if (row['indicator_id'] === 'I3-8ref' && column === 'R6') continue
        const text = row[column] === '' ? null : row[column]
        const value = one.values.find(
          ({ fiscalYear }: { fiscalYear: number }) => fiscalYear === year,
        )
        expect(value).toMatchObject({ text, number: text === null ? null : Number(text) })
      }
    }
  })

  it('marks a sample value, with its answers and margin', async () => {
    const { body } = await api()
    const one = body.indicators.find(({ id }: { id: string }) => id === 'I4-1')
    expect(one.values.at(-1)).toMatchObject({
      fiscalYear: 2025,
      respondents: 1724,
      margin: 2.1,
      survey: 'r8',
      sample: true,
    })
    expect(one.values.at(-2)).not.toHaveProperty('sample')
  })

  it('gives verdicts by edition, the gap, breaks, targets and notes', async () => {
    const { body } = await api()
    const missed = body.indicators
      .filter(({ verdicts }: { verdicts: { fiscalYear: number; words: string }[] }) =>
        verdicts.some(({ fiscalYear, words }) => fiscalYear === 2024 && words === '未達成'),
      )
      .map(({ id }: { id: string }) => id)
    expect(missed).toEqual(['I3-1', 'I3-3', 'I3-4', 'I3-6', 'I3-7m', 'I3-7f'])
    expect(body.gaps[0].of).toEqual(['I3-7m', 'I3-7f'])
    expect(body.gaps[0].values.map(({ text }: { text: string }) => text)).toEqual([
      '8.9',
      '7.6',
      '6.9',
      '4.6',
      '5.2',
    ])
    const online = body.indicators.find(({ id }: { id: string }) => id === 'I2-1')
    expect(online.breaks).toEqual([
      { fiscalYear: 2024, state: 'possible', reason: 'R6表と推移表で名称が異なる' },
    ])
    expect(online).not.toHaveProperty('remark')
    expect(body.notes).toHaveLength(4)
    expect(body.editions).toEqual([expect.objectContaining({ id: 'R7.6', currentYear: 2024 })])
  })

  it('fits its contract, which has nothing else', async () => {
    const { body } = await api()
    const contract = (await get(house.app, '/api/v1/openapi.json')).json()
    expect(contract.paths['/api/v1/indicators'].get.operationId).toBe('getIndicators')
    const schema = z.fromJSONSchema(contract.components.schemas.Indicators)
    expect(schema.safeParse(body).error).toBeUndefined()
    expect(schema.safeParse({ ...body, more: 1 }).success).toBe(false)
    body.indicators[0].remark = '内部の覚え'
    expect(schema.safeParse(body).success).toBe(false)
  })

  it('answers 304 to who has it', async () => {
    const { response } = await api()
    const etag = String(response.headers.etag)
    const again = await get(house.app, '/api/v1/indicators', { 'if-none-match': etag })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })
})

describe('指標の CSV', () => {
  const csv = async (query: string) => get(house.app, `/indicators/indicators.csv${query}`)
  const records = (text: string): Record<string, string>[] =>
    parse(text.replace(/^.*\r\n/, ''), { columns: true })

  it('is UTF-8 with BOM, or CP932, with the same lines', async () => {
    const utf8 = await csv('')
    expect([...utf8.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(utf8.headers['content-disposition']).toContain('kazetoshi-indicators-utf8.csv')
    const cp932 = await csv('?encoding=cp932')
    expect(cp932.headers['content-type']).toBe('text/csv; charset=shift_jis')
    const decoded = new TextDecoder('shift_jis').decode(cp932.rawPayload)
    expect(decoded).toBe(
      utf8.body.replace('\uFEFF', '').replaceAll('〜', '～').replaceAll('−', '－'),
    )
    expect(decoded.startsWith('見本データ（架空の市')).toBe(true)
  })

  it('has every figure as the programme writes it, and the gap', async () => {
    const lines = records((await csv('')).body)
    for (const row of bankRows()) {
      for (const [column, year] of BANK_YEARS) {
        const line = lines.find(
          (one) => one['指標ID'] === row['indicator_id'] && one['年度（西暦）'] === String(year),
        )
        expect(line?.['数値'] ?? '').toBe(row[column])
        if (line !== undefined) expect(line['未調査']).toBe(row[column] === '' ? '－' : '')
      }
    }
    const gap = lines.filter((one) => one['指標ID'] === 'I3-7m-I3-7f')
    expect(gap.map((one) => one['数値'])).toEqual(['8.9', '7.6', '6.9', '4.6', '5.2'])
    expect(gap[0]?.['単位']).toBe('ポイント')
  })

  it('has the verdicts, and says which are for reference', async () => {
    const lines = records((await csv('')).body)
    const of = (id: string, year: string) =>
      lines.find((one) => one['指標ID'] === id && one['年度（西暦）'] === year)
    expect(of('I3-1', '2024')).toMatchObject({ 判定: '未達成', '参考（現行目標との比較）': '' })
    expect(of('I3-2', '2021')).toMatchObject({ '参考（現行目標との比較）': '参考' })
    expect(of('I2-1', '2024')).toMatchObject({ 前年度との断絶: '断絶のおそれ', 判定: '判定なし' })
    expect(of('I4-1', '2025')).toMatchObject({
      有効回答数: '1724',
      '誤差（95％、±ポイント）': '2.1',
      見本データ: '見本データ',
    })
  })

  it.each([
    ['?encoding=utf16', 400, 'encoding には utf8 か cp932 を指定してください。'],
    ['?edition=R1.6', 404, ''],
  ] as const)('refuses %s', async (query, status, words) => {
    const response = await csv(query)
    expect(response.statusCode).toBe(status)
    expect(response.body).toContain(words)
  })

  it('names the character that Shift_JIS lacks, and the file that has it', async () => {
    const other = await publishedApp()
    try {
      await offerProgramme(other.stores)
      await reviseProgramme(other.stores)
      await other.stores.commons
        .updateTable('indicator')
        .set({ heading: '𠮷野家方式' })
        .where('id', '=', 'I1')
        .execute()
      const response = await get(other.app, '/indicators/indicators.csv?encoding=cp932')
      expect(response.statusCode).toBe(422)
      expect(response.body).toContain(
        'Shift_JIS（CP932）にない文字「𠮷」が、2行目の3列目「𠮷野家方式」にあります。UTF-8 の CSVをお使いください。',
      )
    } finally {
      await other.close()
    }
  })
})

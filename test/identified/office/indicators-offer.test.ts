/** How the programme's indicators come in, and what 人事課 sees of them. */
import { describe, expect, it } from 'vitest'
import { readIndicatorBook, targetKey } from '../../../server/programme/indicators/book.ts'
import { BANK_YEARS, bankRows } from '../../programme/indicators/offered-book.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { documentOf, textOf } from './hand.ts'
import { BASE, indicatorOffice } from './indicators-city.ts'

const bank = bankRows()
describe('The offer of the programme’s indicators', () => {
  it('says what it holds and where it is from, and the front page of 人事課 leads to it', async () => {
    const { a } = await indicatorOffice({}, { offered: false })
    const front = await a.get('/staff/office')
    expect(documentOf(front).querySelector(`main a[href="${BASE}"]`)).not.toBeNull()
    expect(textOf(front)).toContain('プログラムの指標が、まだありません')
    const page = await a.get(BASE)
    expect(htmlFaults(page.body)).toEqual([])
    const text = textOf(page)
    expect(text).toContain('プログラムの指標（令和2〜6年度）を取り込む')
    expect(text).toContain('「働き方・仕事の進め方改革」実行プログラム（令和7年6月改訂）')
    expect(text).toContain('15系列、令和2年度から令和6年度まで。数値61、調査していない「－」13')
  })

  it('writes every figure of the CSV to the last digit, 「－」 as nothing, and the reference without R6', async () => {
    const { city, a } = await indicatorOffice()
    const book = await readIndicatorBook(city.stores.commonsReader)
    expect(book.indicators.map(({ id }) => id)).toEqual(bank.map((row) => row['indicator_id']))
    for (const row of bank) {
      const one = book.indicators.find(({ id }) => id === row['indicator_id'])
      for (const [column, year] of BANK_YEARS) {
        const cell = row[column] ?? ''
        if (row['indicator_id'] === 'I3-8ref' && column === 'R6') {
          expect(one?.values.has(year)).toBe(false)
        } else expect(one?.values.get(year)?.text).toBe(cell === '' ? null : cell)
      }
    }
    const of = (id: string) => book.indicators.find((one) => one.id === id)
    expect(of('I3-4')?.targets.get(targetKey('R7.6', 2024))).toEqual({
      op: 'le',
      value: '4.0',
      words: '4.0％以下',
    })
    expect(of('I3-4')?.targets.get(targetKey('R7.6', 2025))?.words).toBe('4.0％以下')
    expect(of('I3-7m')?.gapWith).toBe('I3-7f')
    expect(of('I3-7f')?.gapWith).toBe('I3-7m')
    expect(of('I1')).toMatchObject({ item: 'Q_EFF_KPI', asOf: 'year', notes: '※1' })
    expect(of('I3-6')).toMatchObject({ asOf: 'next-april', longTerm: '50％' })
    expect(of('I3-6')?.values.get(2024)?.asOfDay).toBe('2025-04-01')
    expect(of('I2-1')?.breaks.get(2024)).toEqual({
      state: 'possible',
      reason: 'R6表と推移表で名称が異なる',
    })
    expect(book.notes.map(({ ref }) => ref)).toEqual(['※1', '※2', '※3', '※4'])
    expect(book.editions).toMatchObject([
      {
        id: 'R7.6',
        label: '令和7年6月改訂',
        day: '2025-06-01',
        currentYear: 2024,
        source: '「働き方・仕事の進め方改革」実行プログラム',
      },
    ])
    const again = await a.post(`${BASE}/offer`)
    expect(again.headers.location).toBe(`${BASE}?done=there`)
    expect(textOf(await a.get(`${BASE}?done=there`))).toContain(
      'プログラムの指標は、すでに取り込まれています。何も変えていません。',
    )
  })

  it('leads to an overview that names what is missing', async () => {
    const { a } = await indicatorOffice()
    const page = await a.get(BASE)
    expect(htmlFaults(page.body)).toEqual([])
    const text = textOf(page)
    const missing = [...documentOf(page).querySelectorAll('main li > ul')].map((list) =>
      [...list.querySelectorAll('a')].map((a) => (a.textContent ?? '').split('　')[0]),
    )
    expect(missing).toEqual([bank.map((row) => row['indicator_id']), ['I3-8ref']])
    expect(text).toContain('令和6年度 1件 I3-8ref （参考）男性職員の育児休業平均取得日数')
    expect(text).toContain('I2-1 令和6年度に、断絶の可能性があります')
    expect(textOf(await a.get('/staff/office'))).not.toContain('プログラムの指標が、まだありません')
  })
})

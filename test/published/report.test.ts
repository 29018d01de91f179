/** 庁議・部会への報告: every number of it equals a published one, in all three forms. */
import PDFParser from 'pdf2json'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsePublishedSet } from '../../server/published/published-sets.ts'
import type { SmallCity } from '../support/small-city.ts'
import { smallCity } from '../support/small-city.ts'
import { openedPage } from '../support/valid-html.ts'
import { confirm, reportCity } from './report-city.ts'

const PAGE = '/report/2026'
const numbersIn = (text: string) => text.normalize('NFKC').match(/\d[\d,]*(?:\.\d+)?/g) ?? []

let city: SmallCity
beforeAll(async () => {
  city = await reportCity()
})
afterAll(async () => city.close())

const get = (url: string) => city.app.inject({ url, headers: { accept: 'text/html' } })

/** Text of a PDF, page by page, read by another library. */
async function pdfPages(pdf: Buffer): Promise<string[]> {
  const parser = new PDFParser()
  const read = new Promise<{ Pages: { Texts: { R: { T: string }[] }[] }[] }>((resolve, reject) => {
    parser.on('pdfParser_dataReady', (data) => resolve(data as never))
    parser.on('pdfParser_dataError', (error) =>
      reject(error instanceof Error ? error : error.parserError),
    )
  })
  parser.parseBuffer(pdf)
  return (await read).Pages.map(({ Texts }) =>
    Texts.flatMap(({ R }) => R.map(({ T }) => decodeURIComponent(T))).join(''),
  )
}

const plain = (text: string) => text.normalize('NFKC').replaceAll(/\s/g, '')

async function cellsOfPage(): Promise<string[]> {
  const { main } = openedPage(await get(PAGE), PAGE)
  return [...main.querySelectorAll('.report-table :is(th, td)')].map(
    (cell) => cell.textContent ?? '',
  )
}

describe('The report', () => {
  it('begins with the newest year and shows indicators, survey, proposals and what units did', async () => {
    expect((await get('/report')).headers.location).toBe(PAGE)
    const { main } = openedPage(await get(PAGE), PAGE)
    const heads = [...main.querySelectorAll('h2')].map((h2) => h2.textContent ?? '')
    expect(heads[0]).toMatch(/^指標の現状と目標（達成\d+、未達成\d+、判定なし\d+）$/)
    expect(heads.join()).toMatch(
      /全庁.*部別.*一覧に載せた.*答えの早さ.*効果.*載っていない.*やめる業務（計 年間96時間）.*優良事例/,
    )
    expect(main.textContent).toContain('月報の紙回覧')
    expect(main.textContent).toContain('待ち時間が半分に')
  })

  it('has the figures of the published set, and 非表示 for every hidden 部', async () => {
    const row = await city.stores.commons
      .selectFrom('published_set')
      .selectAll()
      .executeTakeFirstOrThrow()
    const set = parsePublishedSet(row.body)
    const { main } = openedPage(await get(PAGE), PAGE)
    const lines = [...main.querySelectorAll('.report-bureaus tbody tr')].map((tr) =>
      [...tr.children].map((cell) => cell.textContent ?? ''),
    )
    const bureaus = set.groups.filter(({ table }) => table.length === 1)
    const whole = set.groups.find(({ table }) => table.length === 0)
    if (whole === undefined) throw new Error('the whole body is not in the set')
    expect(lines).toHaveLength(1 + bureaus.length)
    let compared = 0
    for (const [i, group] of [whole, ...bureaus].entries()) {
      const line = lines[i] ?? []
      if (group.state === 'hidden') {
        expect(line.slice(1)).toEqual(['－', '非表示', '非表示', '非表示', '非表示'])
        continue
      }
      expect(line[1]).toBe(`${group.n?.toLocaleString('ja-JP')}人`)
      const values = ['Q_EFF_KPI', 'Q_ATM_KPI', 'Q_REW_KPI', 'Q_WLB_KPI'].map(
        (id) => group.items[id],
      )
      for (const [c, value] of values.entries()) {
        if (value === null || value === undefined) expect(line[c + 2]).toBe('非表示')
        else expect(Number(numbersIn(line[c + 2] ?? '')[0])).toBe(value.favourable)
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(30)
  })

  it('says the same in the PDF: two pages, an embedded font, text that can be read out', async () => {
    const response = await get(`${PAGE}.pdf`)
    expect(response.headers['content-type']).toBe('application/pdf')
    const pdf = response.rawPayload
    const raw = pdf.toString('latin1')
    expect(raw).toMatch(/\/FontFile2/)
    expect(raw).toMatch(/BIZUDPGothic/)
    expect(raw).toMatch(/\/Lang/)
    expect(raw).toMatch(/\/StructTreeRoot/)
    const pages = await pdfPages(pdf)
    expect(pages).toHaveLength(2)
    const text = plain(pages.join(''))
    const missing = (await cellsOfPage()).map(plain).filter((cell) => !text.includes(cell))
    expect(missing).toEqual([])
  })

  it('gives the same PDF again, byte for byte', async () => {
    const first = (await get(`${PAGE}.pdf`)).rawPayload
    const again = await smallCopy()
    expect(again.equals(first)).toBe(true)
  })

  it('says the same in the workbook; each sheet has k, n, date, source and the rule', async () => {
    const { rawPayload } = await get(`${PAGE}.xlsx`)
    const seen: string[] = []
    for (const sheet of ['指標', '全庁', '部別', '提案', 'やめる業務・事例']) {
      const rows = await readSheet(rawPayload, sheet)
      const top = rows.slice(0, 8).flat().join(' ')
      expect(top, sheet).toMatch(/公表の基準 k＝10人　回答者 n＝[\d,]+人/)
      expect(top, sheet).toContain('非表示')
      expect(top, sheet).toMatch(/データの日付 令和8年.*基準日 令和8年/)
      seen.push(...rows.flat().map((cell) => String(cell ?? '')))
    }
    expect(seen.join()).toContain('実行プログラム')
    const values = new Set(seen.map((cell) => cell.replaceAll(',', '')))
    const absent = (await cellsOfPage()).filter((cell) => {
      const [number = ''] = numbersIn(cell)
      return !values.has(cell) && !values.has(String(Number(number.replaceAll(',', ''))))
    })
    expect(absent).toEqual([])
  })

  it('has no number of a hidden 部, and one that is smuggled in is seen', async () => {
    const row = await city.stores.commons
      .selectFrom('published_set')
      .selectAll()
      .executeTakeFirstOrThrow()
    const set = parsePublishedSet(row.body)
    const hidden = set.groups.flatMap((group) => (group.state === 'hidden' ? [group.label] : []))
    expect(hidden.length).toBeGreaterThan(1)
    const leaks = (lines: readonly (readonly string[])[]) =>
      lines.filter(
        ([label = '', ...cells]) => hidden.includes(label) && numbersIn(cells.join(' ')).length > 0,
      )
    const { main } = openedPage(await get(PAGE), PAGE)
    const lines = [...main.querySelectorAll('.report-bureaus tbody tr')].map((tr) =>
      [...tr.children].map((cell) => cell.textContent ?? ''),
    )
    expect(leaks(lines)).toEqual([])
    expect(leaks([...lines, [hidden[0] ?? '', '6人', '約50％']])).toHaveLength(1)
  })

  it('knows no other year, and no other form', async () => {
    for (const url of ['/report/1999', '/report/1999.pdf', '/report/2026.docx', '/report/abcd']) {
      expect((await get(url)).statusCode, url).toBe(404)
    }
  })
})

describe('A report of little', () => {
  it('says what is not there yet', async () => {
    const empty = await smallCity({ survey: 'none' })
    const { main } = openedPage(
      await empty.app.inject({ url: '/report/2026', headers: { accept: 'text/html' } }),
      '/report/2026',
    )
    expect(main.textContent).toContain('指標は、まだ登録されていません。')
    expect(main.textContent).toContain('この年度のアンケートの結果は、まだ公表されていません。')
    const pdf = await empty.app.inject({ url: '/report/2026.pdf' })
    expect(await pdfPages(pdf.rawPayload)).toHaveLength(2)
  })
})

describe('A report of much', () => {
  it('stays two pages: lists are cut with a word on the rest, letters get smaller', async () => {
    const much = await reportCity()
    const long = '庁内の照会を一つにまとめて様式をそろえ、写すだけの作業をなくす取組について'
    for (const unit of [
      '1010',
      '1110',
      '1120',
      '1130',
      '2020',
      '2030',
      '2110',
      '2120',
      '2210',
      '3010',
    ]) {
      await confirm(much, unit, [
        ['stop-work', 'stopped', { name: long, hours: 12, decision: '廃止', budgetYear: null }],
        [
          'case',
          'shared',
          { title: long, problem: '', approach: '', effect: long.repeat(3), spread: '' },
        ],
      ])
    }
    const { rawPayload } = await much.app.inject({ url: `${PAGE}.pdf` })
    const pages = await pdfPages(rawPayload)
    expect(pages).toHaveLength(2)
    expect(plain(pages[1] ?? '')).toContain(
      plain('ほか3件は「所属の改善施策」のページと Excel にあります。'),
    )
    const rows = await readSheet(
      (await much.app.inject({ url: `${PAGE}.xlsx` })).rawPayload,
      'やめる業務・事例',
    )
    expect(rows.flat().filter((cell) => cell === long)).toHaveLength(20)
    await much.close()
  })

  it('prints 〓 for a character that the font lacks, and the page names it', async () => {
    const odd = await reportCity()
    await confirm(odd, '1010', [
      [
        'stop-work',
        'stopped',
        { name: '𠮷野家の件', hours: null, decision: '廃止', budgetYear: null },
      ],
    ])
    const { page } = openedPage(
      await odd.app.inject({ url: PAGE, headers: { accept: 'text/html' } }),
      PAGE,
    )
    expect(page.getByText(/「〓」と印刷されます：𠮷。/)).toBeTruthy()
    const pages = await pdfPages((await odd.app.inject({ url: `${PAGE}.pdf` })).rawPayload)
    expect(plain(pages.join(''))).toContain('〓野家の件')
    await odd.close()
  })
})

/** The PDF of the same city once more, made anew. */
async function smallCopy(): Promise<Buffer> {
  const other = await reportCity()
  const { rawPayload } = await other.app.inject({ url: `${PAGE}.pdf` })
  await other.close()
  return rawPayload
}

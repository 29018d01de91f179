import { within } from '@testing-library/dom'
import readExcelFile from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { answer, putProposal, written } from '../../published/board-city.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { openedPage } from '../../support/valid-html.ts'

async function open(city: SmallCity, url: string) {
  const response = await city.visit(city.officials.secretariat).get(url)
  const { main, inMain: page } = openedPage(response, url)
  return { response, main, page }
}

/** Four proposals: carried out and confirmed, followed by another unit; long overdue; closed; of last year. */
async function filledCity(options: Parameters<typeof smallCity>[0] = {}): Promise<SmallCity> {
  const city = await smallCity({ survey: 'none', ...options })
  const { system } = city
  const done = { conclusion: 'done', date: '2026-09-01', hours: 120 } as const
  const confirm = { on: '2026-11-18', role: 'desk', unit: '', act: '効果を確認', note: '' } as const
  const model = await putProposal(system, {
    written: written({ title: '=HYPERLINK("http://x")' }),
    state: 'model_case',
    theme: 'office',
    answers: [{ answer: answer(done), units: ['2010'], decisionNumber: '', on: '2026-09-02' }],
    outcome: {
      doneOn: '2026-09-01',
      expectedHours: 120,
      measuredHours: 96.5,
      measuredText: '窓口が早くなりました。',
      measuredOn: '2026-11-10',
    },
    modelCase: { text: 'どこでもできます。', on: '2026-11-19' },
    adoptions: [{ unit: '2020', on: '2026-11-20', stage: 'done', text: '同じく', hours: 40 }],
  })
  await system.proposals.ledger.change(model.number, null, (p) => ({
    ...p,
    steps: [...p.steps, confirm],
  }))
  await putProposal(system, { written: written({ title: '遅れている' }), receivedOn: '2026-08-03' })
  await putProposal(system, { publicity: 'closed', receivedOn: '2026-08-03' })
  await putProposal(system, {
    written: written({ title: '前の年度' }),
    receivedOn: '2025-06-02',
    state: 'declined',
  })
  return city
}

describe('効果と年度の一覧', () => {
  it('is for 行政管理課', async () => {
    const city = await smallCity({ survey: 'none' })
    for (const rest of ['', '/list', '/list.xlsx']) {
      const url = `/staff/desk/effects${rest}`
      expect((await city.visit().get(url)).statusCode).toBe(303)
      for (const person of [city.officials.hr, city.officials.admin, city.people[6]])
        expect((await city.visit(person).get(url)).statusCode, url).toBe(403)
      expect((await city.visit(city.officials.secretariat).get(url)).statusCode, url).toBe(200)
    }
  })

  it('adds up expected, confirmed and followed hours by unit and theme', async () => {
    const city = await filledCity()
    const { page, main } = await open(city, '/staff/desk/effects?year=2026')
    const rows = (caption: RegExp) =>
      [...page.getByRole('table', { name: caption }).querySelectorAll('tr')].map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => cell.textContent?.trim()),
      )
    expect(rows(/^所属別/).slice(1)).toEqual([
      ['保険年金課', '－', '1', '－', '1', '－', '－', '－', '2', '1', '120', '96.5', '－'],
      ['子育て支援課', '－', '－', '－', '－', '－', '－', '－', '－', '－', '－', '－', '40'],
      ['計', '0', '1', '0', '1', '0', '0', '0', '2', '1', '120', '96.5', '40'],
    ])
    expect(rows(/^テーマ別/)[1]?.[0]).toBe('庶務事務')
    expect(main.textContent).toContain('所属だけが読む提案（非公開）：5件未満')
    expect(page.getByRole('link', { name: '令和7年度' })).toBeTruthy()
  })

  it('names to 部会 what is ten working days past its last day, and counts the rest coarsely', async () => {
    const city = await filledCity()
    const { page, main } = await open(city, '/staff/desk/effects')
    const overdue = page.getByRole('region', { name: '期限を過ぎたもの（部会）' })
    expect(within(overdue).getAllByRole('row')).toHaveLength(2)
    expect(overdue.textContent).toMatch(/遅れている.*保険年金課.*一次回答/s)
    expect(main.textContent).toContain('一覧に載っていない提案で期限を過ぎたもの：5件未満')
  })

  it('prints the list of a year: what came in, and what moved', async () => {
    const city = await filledCity()
    const titles = async (year: number) => {
      const { main } = await open(city, `/staff/desk/effects/list?year=${year}`)
      return [...main.querySelectorAll('tbody th')].map((cell) => cell.textContent)
    }
    expect(await titles(2026)).toEqual(['遅れている', '=HYPERLINK("http://x")'])
    expect(await titles(2025)).toEqual(['前の年度'])
  })

  it('comes as a workbook of four sheets that says what it is; words that begin with = stay words', async () => {
    const city = await filledCity()
    const response = await city
      .visit(city.officials.secretariat)
      .get('/staff/desk/effects/list.xlsx?year=2026')
    expect(response.headers['content-disposition']).toBe(
      'attachment; filename="kazetoshi-proposals-2026.xlsx"',
    )
    const sheets = new Map(
      (await readExcelFile(response.rawPayload)).map(({ sheet, data }) => [sheet, data]),
    )
    expect([...sheets.keys()]).toEqual(['一覧', '集計', '期限を過ぎたもの（部会）', '好事例'])
    for (const rows of sheets.values()) {
      expect(rows[0]?.[0]).toMatch(/^業務改善提案　令和8年度/)
      expect(rows[1]?.[0]).toBe('令和8年11月20日（金）現在')
    }
    const list = sheets.get('一覧') ?? []
    const head = list.findIndex((row) => row[0] === '提案番号')
    expect(list[head + 2]?.slice(1)).toEqual([
      '新しいオフィスづくり',
      '=HYPERLINK("http://x")',
      '保険年金課',
      '令和8年11月2日（月）',
      '好事例',
      '実施済',
      '令和8年9月2日（水）',
      '件数を調べ、様式を一つにできると判断しました。',
      '令和8年9月1日（火）',
      120,
      96.5,
      '子育て支援課',
      40,
    ])
    expect(list).toHaveLength(head + 3)
    expect(sheets.get('期限を過ぎたもの（部会）')?.at(-1)?.slice(1, 5)).toEqual([
      '遅れている',
      '保険年金課',
      '検討中',
      '一次回答',
    ])
    expect(sheets.get('好事例')?.at(-1)?.slice(4)).toEqual([
      'どこでもできます。',
      120,
      96.5,
      '子育て支援課',
    ])
    const sums = sheets.get('集計') ?? []
    expect(sums.find((row) => row[0] === '保険年金課')?.slice(8)).toEqual([2, 1, 120, 96.5, 0])
  })

  it('is a workbook that can be read whatever stands in the texts', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, {
      answers: [
        {
          answer: answer({ reason: '\u0000\u0008\u000b\ufffe\ud800理由<&>"\u202e' }),
          units: ['2010'],
          decisionNumber: '',
          on: '2026-11-05',
        },
      ],
    })
    const { rawPayload } = await city
      .visit(city.officials.secretariat)
      .get('/staff/desk/effects/list.xlsx')
    const [list] = await readExcelFile(rawPayload)
    const row = list?.data.find((cells) => cells[0] === p.number)
    expect(String(row?.[8])).toContain('理由<&>"')
  })
})

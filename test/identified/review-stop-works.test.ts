import { parse } from 'csv-parse/sync'
import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries } from '../../server/programme/follow-up/read-entries.ts'
import { answer, putProposal, written } from '../published/board-city.ts'
import { openedPage } from '../support/valid-html.ts'
import { town, type Town } from './inbox/town.ts'
import { textOf } from './office/hand.ts'
import { formIn } from './review-town.ts'

const HERE = '/staff/desk/stop-works'
const HEADS =
  '部,所属,業務,年間の時間,決めたこと,理由など,反映する予算,もとの提案,所属の確認'.split(',')

let t: Town
let taken: string
beforeAll(async () => {
  t = await town()
  const done = {
    conclusion: 'done',
    date: '2026-09-01',
    hours: 120,
    reason: '重なるためやめました。',
  } as const
  const put = (title: string, over: Parameters<typeof putProposal>[1]) =>
    putProposal(t.city.system, { written: written({ title }), kind: 'abolish', ...over })
  const answers = (over: Parameters<typeof answer>[0]) => [
    { answer: answer(over), units: ['2010'], decisionNumber: '', on: '2026-09-02' },
  ]
  const yes = await put('月報の廃止', { state: 'done', answers: answers(done) })
  taken = yes.number
  await put('来年からやめる', { state: 'planned', answers: answers({ date: '2027-04-01' }) })
  await put('やめられない', {
    state: 'declined',
    answers: answers({ conclusion: 'declined', date: null, reasonCode: 'cost' }),
  })
  await put('非公開の廃止', { state: 'done', publicity: 'closed', answers: answers(done) })
  await put('手順の改善', { state: 'done', kind: 'procedure', answers: answers(done) })
  const url = '/staff/review/3010'
  const page = await t.as('otherHead').get(url)
  await t.as('otherHead').post(url, {
    ...formIn(page, url),
    'stop-n1-title': '紙の巡回日誌',
    'stop-n1-hours': '90.5',
    'stop-n1-year': '2027',
    'stop-n1-decision': '端末の記録に替える。',
  })
})
afterAll(() => t.city.close())

const list = (form: string) => t.as('secretariat').get(`${HERE}/list?form=${form}`)

describe('やめる業務 of all units', () => {
  it('is for 行政管理課', async () => {
    for (const person of ['head', 'admin', 'compliance'] as const)
      expect((await t.as(person).get(HERE)).statusCode).toBe(403)
    expect((await t.as('secretariat').get(HERE)).statusCode).toBe(200)
    expect((await t.as('head').get(`${HERE}/list?form=utf8`)).statusCode).toBe(403)
  })

  it('offers answered proposals to abolish something that the board shows, and takes one over in one tap', async () => {
    const { main, inMain } = openedPage(await t.as('secretariat').get(HERE), HERE)
    const offered = [...main.querySelectorAll('.review-candidate')].map((p) => p.textContent)
    expect(offered.toSorted()).toEqual(['月報の廃止', '来年からやめる'].toSorted())
    expect(inMain.getByRole('button', { name: /月報の廃止/ })).toBeTruthy()
    const done = await t.as('secretariat').post(`${HERE}/take`, { number: taken })
    expect([done.statusCode, done.headers.location]).toEqual([303, `${HERE}?done=1`])
    const entries = await listEntries(t.city.stores.commonsReader, 'stop-work', 2026, '2010')
    expect(entries.map(({ state, body }) => ({ state, ...body }))).toEqual([
      {
        state: 'stopped',
        name: '月報の廃止',
        origin: { kind: 'proposal', number: taken },
        hours: 120,
        decision: '実施済。重なるためやめました。',
        budgetYear: null,
      },
    ])
    const after = textOf(await t.as('secretariat').get(`${HERE}?done=1`))
    expect(after).toContain('一覧に加えました。所属は、年１回の確認の画面で直せます。')
  })

  it('twice the same is refused, and so is what is not offered', async () => {
    for (const number of [taken, 'R8-9999', '']) {
      const again = await t.as('secretariat').post(`${HERE}/take`, { number })
      expect(again.statusCode).toBe(409)
      expect(textOf(again)).toContain(
        'この提案は、もう一覧にあるか、回答が変わっています。今の候補を表示しています。',
      )
    }
  })

  it('comes as CSV in two encodings and as a workbook, the same in all of them', async () => {
    const utf8 = await list('utf8')
    expect(utf8.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const rows: string[][] = parse(utf8.body, { bom: true })
    expect(rows[0]).toEqual(HEADS)
    expect(rows.slice(1)).toEqual([
      [
        '福祉部',
        '保険年金課',
        '月報の廃止',
        '120',
        '廃止',
        '実施済。重なるためやめました。',
        '',
        taken,
        'まだ',
      ],
      [
        '都市整備部',
        '道路河川課',
        '紙の巡回日誌',
        '90.5',
        '検討中',
        '端末の記録に替える。',
        '令和9年度',
        '',
        '確認済み',
      ],
    ])
    const cp932 = await list('cp932')
    expect(new TextDecoder('shift_jis').decode(cp932.rawPayload)).toBe(
      utf8.body.replace(/^\ufeff/, ''),
    )
    const [sheet] = await readExcelFile((await list('xlsx')).rawPayload)
    const at = sheet?.data.findIndex((row) => row[0] === '部') ?? -1
    expect(sheet?.data[0]?.[0]).toBe('やめる業務の一覧　令和8年度')
    expect(sheet?.data[1]?.[0]).toBe('令和8年11月20日（金）現在　2件')
    expect(sheet?.data[at + 2]?.slice(0, 4)).toEqual([
      '都市整備部',
      '道路河川課',
      '紙の巡回日誌',
      90.5,
    ])
    expect((await list('pdf')).statusCode).toBe(404)
    const acts = await t.city.stores.identity.selectFrom('audit').select('act').execute()
    expect(acts.map(({ act }) => act)).toContain('やめる業務の一覧を書き出し')
  })

  it('says which character Shift_JIS does not have', async () => {
    const url = '/staff/review/3010'
    const form = formIn(await t.as('otherHead').get(url), url)
    await t.as('otherHead').post(url, { ...form, 'stop-n1-title': '髙𠮷の様式', cluesSeen: 'yes' })
    const refused = await list('cp932')
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused)).toContain(
      'Shift_JIS（CP932）にない文字「𠮷」が、4行目にあります。UTF-8 の CSV か Excel の形式をお使いください。',
    )
  })
})

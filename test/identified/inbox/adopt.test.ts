/** うちでもやる, and the answer as text for other systems. */
import { describe, expect, it } from 'vitest'
import { answerAsText, noticeText } from '../../../server/identified/inbox/answer-text.ts'
import { pageOf, textOf } from '../office/hand.ts'
import { answerOf, MARK, stampIn, town, type Town, type Who } from './town.ts'

async function adopt(t: Town, person: Who, number: string, fields: object, path = '') {
  const page = await t.as(person).get(`/staff/inbox/adopt/${number}`)
  const all = { stamp: stampIn(page.body), ...fields }
  return t.as(person).post(`/staff/inbox/adopt/${number}${path}`, all)
}

describe('うちでもやる', () => {
  it('another unit takes it over and later reports what it saved; the board says so by unit', async () => {
    const t = await town()
    const number = await t.bring('done')
    const page = pageOf(await t.as('otherHead').get(`/staff/inbox/adopt/${number}`))
    page.getByText('道路河川課')
    const empty = await adopt(t, 'otherHead', number, { adoptUnit: '3010', adoptText: '' })
    expect(empty.statusCode).toBe(422)
    const adoptText = '占用の申請書も1枚にします。'
    const taken = await adopt(t, 'otherHead', number, { adoptUnit: '3010', adoptText })
    expect(taken.headers.location).toBe(`/staff/inbox/adopt/${number}?done=adoption`)
    const report = { reportUnit: '3010', reportHours: '40', reportText: '2か月で効果が出ました。' }
    const reported = await adopt(t, 'otherHead', number, report, '/report')
    expect(reported.statusCode).toBe(303)
    expect(t.find(number).adoptions).toEqual([
      { unit: '3010', on: '2026-11-20', stage: 'done', text: '2か月で効果が出ました。', hours: 40 },
    ])
    const board = textOf(await t.as('nobody').get(`/board/${number}`))
    expect(board).toContain('道路河川課')
    expect(board).not.toContain('000106')
  })

  it('is not for the unit that answers, for other units than the own, nor before something is decided', async () => {
    const t = await town()
    const number = await t.bring('done')
    expect((await t.as('head').get(`/staff/inbox/adopt/${number}`)).statusCode).toBe(404)
    expect((await t.as('director').get(`/staff/inbox/adopt/${number}`)).statusCode).toBe(404)
    const adoptText = 'うちでもやります。'
    const foreign = await adopt(t, 'otherHead', number, { adoptUnit: '2020', adoptText })
    expect(foreign.statusCode).toBe(422)
    const early = await t.bring('reviewing')
    const page = await t.as('otherHead').get(`/staff/inbox/adopt/${early}`)
    expect(textOf(page)).toContain('まだ「うちでもやる」にできません')
    const answer = await adopt(t, 'otherHead', early, { adoptUnit: '3010', adoptText })
    expect(answer.statusCode).toBe(409)
    expect(t.find(number).adoptions).toEqual([])
    expect(t.find(early).adoptions).toEqual([])
  })

  it('cannot be chosen twice, nor for what not everybody may read', async () => {
    const t = await town()
    const number = await t.bring('planned')
    const fields = { adoptUnit: '3010', adoptText: 'うちでもやります。' }
    const old = stampIn((await t.as('otherHead').get(`/staff/inbox/adopt/${number}`)).body)
    expect((await adopt(t, 'otherHead', number, fields)).statusCode).toBe(303)
    const stale = await t
      .as('otherHead')
      .post(`/staff/inbox/adopt/${number}`, { ...fields, stamp: old })
    expect(stale.statusCode).toBe(409)
    expect((await adopt(t, 'otherHead', number, fields)).statusCode).toBe(422)
    expect(t.find(number).adoptions).toHaveLength(1)
    const closed = await t.bring('done', { publicity: 'closed' })
    expect((await t.as('otherHead').get(`/staff/inbox/adopt/${closed}`)).statusCode).toBe(404)
    expect((await adopt(t, 'otherHead', closed, fields)).statusCode).toBe(404)
  })
})

const shown = {
  on: '2026-12-10',
  conclusion: 'planned',
  label: '実施予定',
  reasonLabel: '',
  signedBy: ['保険年金課', '子育て支援課'],
  decisionNumber: '保年第12号',
  answer: answerOf('planned', { hours: 1200 }),
} as const
const text = {
  title: '様式を1枚に',
  parts: [
    { label: '今の状況', text: '三つあります。' },
    { label: '改善の案', text: '一つに\nまとめます。' },
  ],
  summary: false,
}

describe('The answer as text for 文書管理システム', () => {
  it('has number, gist, answer, reason and date, and is signed by the units', () => {
    const answered = { number: 'ABCD-EF', publicity: 'open', text, answer: shown } as const
    expect(answerAsText(answered)).toBe(
      `件名　　業務改善提案への回答について（様式を1枚に）
提案番号　ABCD-EF
公表日　令和8年12月10日（木）
決裁番号　保年第12号

【提案の要旨】
一つに まとめます。

【回答】
実施予定（予定日　令和9年4月1日（木））

【理由】
様式をまとめても、事務に支障がないためです。

【見込まれる効果】
年間1,200時間の削減

保険年金課
子育て支援課
`,
    )
    expect(noticeText(answered)).toContain(
      '業務改善提案「様式を1枚に」に、次のとおり回答しました。',
    )
  })

  it('tells nothing of a proposal whose author did not want it shown', () => {
    const closed = { number: 'ABCD-EF', publicity: 'closed', text, answer: shown } as const
    const made = answerAsText(closed)
    expect(made).not.toContain('様式を1枚に')
    expect(made).not.toContain('まとめます')
    expect(made).toContain('提案者の希望により')
  })

  it('shortens a long proposal at the end of a sentence', () => {
    const long = { ...text, parts: [{ label: '改善の案', text: '短い文です。'.repeat(100) }] }
    const made = answerAsText({ number: 'ABCD-EF', publicity: 'open', text: long, answer: shown })
    expect(made).toContain('短い文です。（以下略）')
    expect(made.length).toBeLessThan(600)
  })

  it('is on a page to copy from; a notice for all staff only where all staff may read it', async () => {
    const t = await town()
    const open = await t.bring('declined')
    const page = await t.page('promoter', `/${open}/text`)
    const document = page.getByLabelText<HTMLTextAreaElement>('文書管理システム用')
    expect(document.readOnly).toBe(true)
    expect(document.value).toContain('見送り（費用に見合わない）')
    expect(document.value).toContain('【何が変われば実施できるか】')
    expect(page.getByLabelText<HTMLTextAreaElement>('全庁的お知らせ用').value).toContain(MARK)
    const closed = await t.bring('declined', { publicity: 'closed' })
    const hidden = await t.as('head').get(`/staff/inbox/${closed}/text`)
    expect(textOf(hidden)).toContain('お知らせの文はありません')
    expect(hidden.body).not.toContain(MARK)
    const early = await t.bring('reviewing')
    const none = await t.as('head').get(`/staff/inbox/${early}/text`)
    expect(none.statusCode).toBe(404)
    expect(textOf(none)).toContain('公表された回答が、まだありません。')
  })
})

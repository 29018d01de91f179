/** 回答の必須項目、期限の延長、効果: what an answer must have, and when it may come. */
import { describe, expect, it } from 'vitest'
import { answerFaults } from '../../server/proposals/answer-rules.ts'
import { actSchema } from '../../server/proposals/acts.ts'
import type { Answer, Proposal } from '../../server/proposals/proposal.ts'
import {
  accepted,
  after,
  answered,
  answers,
  author,
  desk,
  head,
  inState,
  promoter,
  received,
  type Step,
  system,
} from './village.ts'

const day = '2026-06-10'
const whole = answers(day)

describe('回答の必須項目', () => {
  it('は、そろっていれば何も言わない', () => {
    for (const answer of Object.values(whole)) expect(answerFaults(answer, day)).toEqual({})
  })

  it.each<[Answer['conclusion'], Partial<Answer>, keyof Answer]>([
    ['planned', { reason: ' 　' }, 'reason'],
    ['planned', { date: null }, 'date'],
    ['planned', { date: '2026-06-09' }, 'date'],
    ['planned', { date: '2036-06-11' }, 'date'],
    ['partly_planned', { date: null }, 'date'],
    ['partly_planned', { part: '　' }, 'part'],
    ['in_place', { where: '' }, 'where'],
    ['continued', { nextDate: null }, 'nextDate'],
    ['continued', { nextDate: '2026-06-10' }, 'nextDate'],
    ['continued', { nextDate: '2026-12-11' }, 'nextDate'],
    ['declined', { reasonCode: null }, 'reasonCode'],
    ['declined', { wouldChange: ' ' }, 'wouldChange'],
    ['done', { date: null }, 'date'],
    ['done', { date: '2026-06-11' }, 'date'],
    ['done', { hours: null }, 'hours'],
    ['partly_done', { hours: null }, 'hours'],
    ['partly_done', { part: '' }, 'part'],
  ])('%s に %j なら、その欄を名指しする', (conclusion, lack, field) => {
    const faults = answerFaults({ ...whole[conclusion], ...lack }, day)
    expect(Object.keys(faults)).toEqual([field])
    expect(faults[field]).toMatch(/(ください。)$/)
  })

  it('が欠けた案は、提出も承認もできない', () => {
    const drafted: Step = [
      promoter,
      { act: 'draft', answer: { ...whole.declined, wouldChange: '' } },
      day,
    ]
    const p = after(inState('reviewing'), [drafted])
    expect(() => after(p, [[promoter, { act: 'submit' }]])).toThrow('何が変われば')
    expect(() => after(p, [[head, { act: 'approve', decisionNumber: '' }]])).toThrow('何が変われば')
  })

  it('は、暦にない日を受け付けない', () => {
    const at = (endsOn: string) =>
      actSchema.safeParse({ act: 'start-trial', endsOn, text: '試します。' }).success
    expect(at('2026-02-28')).toBe(true)
    for (const odd of ['2026-02-29', '2026-13-01', '2026-00-10', '9999-12-31', '2026-2-1', ''])
      expect(at(odd)).toBe(false)
  })

  it('承認の後で日が過ぎた案は、公表せずに所管へ返すよう求める', () => {
    const answer = { ...whole.planned, date: '2026-06-12' }
    const p = after(inState('reviewing'), [
      [promoter, { act: 'draft', answer }, day],
      [head, { act: 'approve', decisionNumber: '' }],
    ])
    expect(after(p, [[desk, { act: 'publish' }, '2026-06-12']]).state).toBe('planned')
    expect(() => after(p, [[desk, { act: 'publish' }, '2026-06-15']])).toThrow('返却してください')
  })

  it('電子決裁の番号を添えて提出すれば、承認済みになる', () => {
    const p = after(inState('reviewing'), [
      [promoter, { act: 'draft', answer: whole.declined }, day],
    ])
    expect(after(p, [[promoter, { act: 'submit' }]]).draft?.stage).toBe('submitted')
    const numbered = after(p, [[promoter, { act: 'submit', decisionNumber: '8福第123号' }]])
    expect(numbered.draft).toMatchObject({ stage: 'approved', decisionNumber: '8福第123号' })
    expect(after(numbered, [[desk, { act: 'publish' }]]).answers[0]).toMatchObject({
      decisionNumber: '8福第123号',
      units: ['2010', '3010'],
    })
  })
})

describe('継続検討', () => {
  const again = (on: string, committee = ''): Step[] => [
    [promoter, { act: 'draft', answer: { ...answers(on).continued, committee } }, on],
    [head, { act: 'approve', decisionNumber: '' }],
    [desk, { act: 'publish' }],
  ]

  it('は、二度まで更新でき、その次は部会の議がいる', () => {
    let p = after(received(), [...accepted, ...again('2026-06-10')])
    expect(p.renewals).toBe(0)
    p = after(p, again('2026-08-10'))
    p = after(p, again('2026-10-10'))
    expect(p.renewals).toBe(2)
    expect(() => after(p, again('2027-01-10'))).toThrow('部会の議')
    expect(() => after(p, again('2027-01-10', '　'))).toThrow('部会の議')
    p = after(p, again('2027-01-10', '令和9年1月8日 部会'))
    expect(p.renewals).toBe(3)
    expect(() => after(p, again('2027-03-10'))).toThrow('部会の議')
  })

  it('の回数は、再検討や実施予定を挟んでも数え直さない', () => {
    let p = after(received(), [...accepted, ...again('2026-06-10'), ...again('2026-06-20')])
    p = after(p, [
      [author, { act: 'reconsider', text: '新しい理由' }, '2026-06-22'],
      [head, { act: 'accept' }],
      ...again('2026-06-23'),
    ])
    expect(p.renewals).toBe(2)
    p = after(p, answered('planned', '2026-06-24'))
    expect(() => after(p, again('2026-06-25'))).toThrow('部会の議')
  })
})

describe('実施と効果', () => {
  const mark = (over: object, on: string): Step => [
    head,
    {
      act: 'mark-done',
      conclusion: 'done',
      doneOn: on,
      hours: 40,
      text: '画面に替えました。',
      ...over,
    },
    on,
  ]

  it('実施の報告は、所管の名で公表され、見込みの時間が残る', () => {
    const p = after(inState('planned'), [mark({}, '2026-08-03')])
    expect(p.answers.at(-1)).toMatchObject({
      on: '2026-08-03',
      units: ['2010', '3010'],
      answer: { conclusion: 'done', reason: '画面に替えました。', date: '2026-08-03', hours: 40 },
    })
    expect(p.outcome).toMatchObject({ doneOn: '2026-08-03', expectedHours: 40, measuredOn: null })
  })

  it('一部実施には、どの部分かが残る', () => {
    const partly = { conclusion: 'partly_done' as const }
    const fromPlan = after(inState('partly_planned'), [mark(partly, '2026-08-03')])
    expect(fromPlan.answers.at(-1)?.answer.part).toBe('課内だけ')
    const fromWhole = after(inState('planned'), [mark(partly, '2026-08-03')])
    expect(fromWhole.answers.at(-1)?.answer.part).toBe('画面に替えました。')
  })

  it('実施した日は、受付の日から今日まで', () => {
    const p = inState('planned')
    expect(() => after(p, [mark({ doneOn: '2026-08-04' }, '2026-08-03')])).toThrow('今日まで')
    expect(() => after(p, [mark({ doneOn: '2026-05-31' }, '2026-08-03')])).toThrow('対応済み')
    expect(after(p, [mark({ doneOn: '2026-06-01' }, '2026-08-03')]).state).toBe('done')
  })

  const report = (on: string, hours = 30): Step => [
    head,
    { act: 'report-effect', hours, text: '3か月測りました。' },
    on,
  ]

  it('効果は、実施から3か月たってから報告でき、遅れても報告できる', () => {
    const p = inState('done')
    expect(() => after(p, [report('2026-09-09')])).toThrow('3か月')
    expect(after(p, [report('2026-09-10')]).outcome?.measuredHours).toBe(30)
    expect(after(p, [report('2027-12-10')]).outcome?.measuredHours).toBe(30)
  })

  it('効果確認済になるのは、所管が報告し、提案担当が確認したときだけ', () => {
    const p = inState('done')
    expect(() => after(p, [[desk, { act: 'confirm-effect' }, '2026-09-10']])).toThrow(
      '報告を待って',
    )
    const confirmed = after(p, [report('2026-09-10'), [desk, { act: 'confirm-effect' }]])
    expect(confirmed.state).toBe('confirmed')
    expect(confirmed.outcome).toMatchObject({ expectedHours: 120, measuredHours: 30 })
  })

  it('好事例に早く選ばれても、効果の報告と確認はその後でできる', () => {
    const model = after(inState('done'), [
      [desk, { act: 'model-case', text: '紹介' }, '2026-06-20'],
    ])
    const reported = after(model, [report('2026-09-10')])
    const confirmed = after(reported, [[desk, { act: 'confirm-effect' }]])
    expect(confirmed.state).toBe('model_case')
    expect(() => after(confirmed, [[desk, { act: 'confirm-effect' }]])).toThrow('もう確認')
  })

  it('ほかの結論に変わった提案に、前の効果は残らない', () => {
    const p = after(inState('done'), [
      [desk, { act: 'reopen', text: '元に戻っていました。' }, '2026-07-01'],
      [head, { act: 'accept' }],
      ...answered('declined', '2026-07-02'),
    ])
    expect(p.outcome).toBeNull()
    expect(p.answers.map(({ answer }) => answer.conclusion)).toEqual(['done', 'declined'])
  })
})

describe('再検討', () => {
  const reconsider = (on: string): Step => [author, { act: 'reconsider', text: '新しい理由' }, on]
  const declined = inState('declined')

  it('は、公表から30日のあいだ、提案者から一度だけ', () => {
    expect(() => after(declined, [reconsider('2026-07-11')])).toThrow('30日まで')
    const reopened = after(declined, [reconsider('2026-07-10')])
    expect(reopened.state).toBe('reopened')
    const again = after(reopened, [
      [head, { act: 'accept' }, '2026-07-13'],
      ...answered('declined', '2026-07-14'),
    ])
    expect(() => after(again, [reconsider('2026-07-15')])).toThrow('一度だけ')
  })

  it('を提案担当が求めても、提案者の一度は減らない', () => {
    const p = after(declined, [
      [desk, { act: 'reopen', text: '法令が変わりました。' }, '2026-06-20'],
      [head, { act: 'accept' }, '2026-06-22'],
      ...answered('declined', '2026-06-23'),
    ])
    expect(after(p, [reconsider('2026-06-24')]).reconsideration?.by).toBe('author')
  })

  it('は、受諾か5開庁日の経過で検討中に戻り、前の回答は残る', () => {
    const p: Proposal = after(declined, [reconsider('2026-06-15')])
    expect(after(p, [[head, { act: 'accept' }, '2026-06-16']]).state).toBe('reviewing')
    expect(() => after(p, [[system, { act: 'accept-by-time' }, '2026-06-22']])).toThrow('まだ')
    const late = after(p, [[system, { act: 'accept-by-time' }, '2026-06-23']])
    expect(late).toMatchObject({ state: 'reviewing', acceptedOn: '2026-06-23', interim: null })
    expect(late.answers).toHaveLength(1)
  })
})

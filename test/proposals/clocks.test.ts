/** 期限: across the year's end, long holidays, stops, a question and a reorganisation; and its reminders. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../server/calendar/working-days.ts'
import { type ClockName, duesOf } from '../../server/proposals/clocks.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { mayRemind, remindersFor } from '../../server/proposals/reminders.ts'
import { isStopped, settingsSchema } from '../../server/proposals/settings.ts'
import {
  after,
  answered,
  answers,
  around,
  author,
  desk,
  head,
  inState,
  LEAD,
  type Place,
  promoter,
  received,
  type Step,
} from './village.ts'

function dayOf(p: Proposal, clock: ClockName, today: string, place: Place = {}): string | null {
  const due = duesOf(p, around(today, place)).find((one) => one.clock === clock)
  if (due === undefined) throw new Error(`no clock ${clock}`)
  return due.day
}

const stop = (from: string, to: string | null) => ({ from, to, reason: '台風' })

const routedOn = (day: string) =>
  after(received({}, day), [[desk, { act: 'route', units: [LEAD] }, day]])
const acceptedOn = (day: string) => after(routedOn(day), [[head, { act: 'accept' }, day]])

describe('期限の日', () => {
  it.each([
    ['2026-06-01', '2026-06-04', '2026-06-08', '2026-06-15', '2026-07-31', 'ふつうの月'],
    ['2026-12-28', '2027-01-06', '2027-01-08', '2027-01-18', '2027-02-26', '年末年始'],
    ['2026-12-25', '2027-01-05', '2027-01-07', '2027-01-15', '2027-02-24', '年末の金曜'],
    ['2026-04-28', '2026-05-07', '2026-05-11', '2026-05-18', '2026-06-29', '大型連休'],
    ['2026-09-18', '2026-09-28', '2026-09-30', '2026-10-07', '2026-11-17', '国民の休日'],
    [
      '2026-09-24',
      '2026-09-29',
      '2026-10-01',
      '2026-10-08',
      '2026-11-24',
      '勤労感謝の日に終わる60日',
    ],
    ['2026-01-30', '2026-02-04', '2026-02-06', '2026-02-16', '2026-03-31', '月末'],
  ])(
    '%s に始まれば、確認 %s、受諾 %s、一次回答 %s、結論 %s（%s）',
    (day, check, accept, reply, end) => {
      expect(dayOf(received({}, day), 'check', day)).toBe(check)
      expect(dayOf(routedOn(day), 'acceptance', day)).toBe(accept)
      expect(dayOf(acceptedOn(day), 'firstReply', day)).toBe(reply)
      expect(dayOf(acceptedOn(day), 'conclusion', day)).toBe(end)
    },
  )

  it('は、市の休日だけ延びる', () => {
    const closedDays = [{ day: '2026-06-03', name: '市制記念日' }]
    const place = { settings: { closedDays } }
    expect(dayOf(routedOn('2026-06-01'), 'acceptance', '2026-06-01', place)).toBe('2026-06-09')
    // 暦の60日は、休日では延びない。
    expect(dayOf(acceptedOn('2026-06-01'), 'conclusion', '2026-06-01', place)).toBe('2026-07-31')
    const last = { settings: { closedDays: [{ day: '2026-07-31', name: '臨時休庁' }] } }
    expect(dayOf(acceptedOn('2026-06-01'), 'conclusion', '2026-06-01', last)).toBe('2026-08-03')
  })

  it.each([
    ['なし', [], '2026-06-08', '2026-07-31'],
    ['途中の3日', [stop('2026-06-03', '2026-06-05')], '2026-06-11', '2026-08-03'],
    ['始まる前から', [stop('2026-05-25', '2026-06-02')], '2026-06-09', '2026-08-03'],
    ['終わった後', [stop('2026-08-10', '2026-08-20')], '2026-06-08', '2026-07-31'],
    ['最後の日', [stop('2026-06-08', '2026-06-08')], '2026-06-09', '2026-08-03'],
    ['週末だけ', [stop('2026-06-06', '2026-06-07')], '2026-06-08', '2026-08-03'],
    [
      '二度',
      [stop('2026-06-03', '2026-06-03'), stop('2026-06-09', '2026-06-10')],
      '2026-06-11',
      '2026-08-03',
    ],
    [
      '重なる二つ',
      [stop('2026-06-03', '2026-06-05'), stop('2026-06-04', '2026-06-05')],
      '2026-06-11',
      '2026-08-03',
    ],
    ['終わりのない停止', [stop('2026-06-03', null)], null, null],
    ['終わってから始まる終わりのない停止', [stop('2026-08-10', null)], '2026-06-08', '2026-07-31'],
    [
      '土曜に終わる60日の翌日からの停止',
      [stop('2026-07-31', '2026-07-31'), stop('2026-08-02', null)],
      '2026-06-08',
      null,
    ],
  ])('災害等による期限停止：%s', (_, stops, accept, end) => {
    const place = { settings: { stops } }
    expect(dayOf(routedOn('2026-06-01'), 'acceptance', '2026-06-03', place)).toBe(accept)
    expect(dayOf(acceptedOn('2026-06-01'), 'conclusion', '2026-06-03', place)).toBe(end)
  })

  it('停止のあいだ、遅れた日数も増えない', () => {
    const p = routedOn('2026-06-01')
    const late = (today: string, stops: ReturnType<typeof stop>[]) =>
      duesOf(p, around(today, { settings: { stops } }))[0]?.left
    expect(late('2026-06-09', [])).toBe(-1)
    expect(late('2026-06-19', [])).toBe(-9)
    expect(late('2026-06-19', [stop('2026-06-10', '2026-06-30')])).toBe(-1)
  })

  describe('質問が提案者のもとにあるあいだ', () => {
    const asked = (opened: string, ...closing: Step[]) =>
      after(acceptedOn('2026-06-01'), [
        [promoter, { act: 'ask', text: 'どの帳票ですか。' }, opened],
        [desk, { act: 'release-question', question: 'Q1XX' }],
        ...closing,
      ])
    const reply = (day: string, question = 'Q1XX'): Step => [
      author,
      { act: 'reply', question, text: '月報です。' },
      day,
    ]

    it.each([
      ['5日で返事', asked('2026-06-10', reply('2026-06-15')), '2026-08-05'],
      ['その日に返事', asked('2026-06-10', reply('2026-06-10')), '2026-07-31'],
      ['返事がまだ', asked('2026-06-10'), '2026-08-14'],
    ])('結論の期限は止まる：%s', (_, p, day) => {
      expect(dayOf(p, 'conclusion', '2026-06-16')).toBe(day)
    })

    it('止まるのは14日まで。記録が遅れても、それより長くはならない', () => {
      const late: Proposal = {
        ...asked('2026-06-10'),
        questions: asked('2026-06-10').questions.map((question) => ({
          ...question,
          stage: 'lapsed',
          closedOn: '2026-09-30',
        })),
      }
      expect(dayOf(late, 'conclusion', '2026-10-01')).toBe('2026-08-14')
    })

    it('止まるのは一度だけ。二つめの質問では止まらない', () => {
      const twice = after(asked('2026-06-10', reply('2026-06-15')), [
        [promoter, { act: 'ask', text: 'どの課ですか。' }, '2026-06-16'],
        [desk, { act: 'release-question', question: 'Q2XX' }],
      ])
      expect(dayOf(twice, 'conclusion', '2026-06-30')).toBe('2026-08-05')
    })

    it('停止と重なる日は、二重には数えない', () => {
      const place = { settings: { stops: [stop('2026-06-12', '2026-06-20')] } }
      // 6月11日から15日は質問、12日から20日は停止: あわせて10日。
      const p = asked('2026-06-10', reply('2026-06-15'))
      expect(dayOf(p, 'conclusion', '2026-06-22', place)).toBe('2026-08-10')
    })
  })

  it('組織が変わっても、期限は変わらない', () => {
    const p = acceptedOn('2026-03-16')
    const before = duesOf(p, around('2026-03-31'))
    const moved = after(p, [[desk, { act: 'transfer', from: LEAD, to: '2020' }, '2026-04-01']], {
      ended: [LEAD],
    })
    const day = (list: typeof before) => list.map(({ clock, day: last }) => [clock, last])
    expect(day(duesOf(moved, around('2026-04-01', { ended: [LEAD] })))).toEqual(day(before))
  })

  it('所管が決めた日は、休みの日と、その日の停止でだけ動く', () => {
    const planned = (date: string) =>
      after(inState('reviewing'), [
        [
          promoter,
          { act: 'draft', answer: { ...answers('2026-06-10').planned, date } },
          '2026-06-10',
        ],
        [head, { act: 'approve', decisionNumber: '' }],
        [desk, { act: 'publish' }],
      ])
    const place = { settings: { stops: [stop('2026-07-01', '2026-07-10')] } }
    expect(dayOf(planned('2026-07-31'), 'carryOut', '2026-06-12', place)).toBe('2026-07-31')
    expect(dayOf(planned('2026-08-01'), 'carryOut', '2026-06-12')).toBe('2026-08-03')
    expect(dayOf(planned('2026-07-03'), 'carryOut', '2026-06-12', place)).toBe('2026-07-13')
  })

  it('効果の確認は、実施から6か月。月末でも日があふれない', () => {
    const done = (date: string) =>
      after(acceptedOn('2026-06-01'), [
        [promoter, { act: 'draft', answer: { ...answers(date).done, date } }, date],
        [head, { act: 'approve', decisionNumber: '' }],
        [desk, { act: 'publish' }],
      ])
    expect(dayOf(done('2026-08-31'), 'effect', '2026-09-01')).toBe('2027-03-01')
    expect(dayOf(done('2026-06-30'), 'effect', '2026-09-01')).toBe('2027-01-04')
  })

  it('所管が効果を報告すれば、確かめるのは提案担当の番', () => {
    const p = after(inState('done'), [
      [head, { act: 'report-effect', hours: 3, text: '測りました。' }, '2026-09-14'],
    ])
    expect(duesOf(p, around('2026-09-14'))).toMatchObject([
      { clock: 'effect', owner: 'desk', day: '2026-09-17' },
    ])
  })

  it('要旨が提案者のもとにあるあいだ、受付確認は遅れにならない', () => {
    const asked = after(received({ publicity: 'summary' }), [
      [desk, { act: 'summarise', title: '要旨', text: '要旨です。' }, '2026-06-02'],
    ])
    expect(dayOf(asked, 'check', '2026-06-03')).toBe('2026-06-19')
    const approved = after(asked, [[author, { act: 'approve-summary' }, '2026-06-10']])
    expect(dayOf(approved, 'check', '2026-06-10')).toBe('2026-06-15')
  })

  it('承認された案は提案担当が公表する番で、所管の遅れにはならない', () => {
    const p = after(inState('reviewing'), answered('declined', '2026-06-10').slice(0, 3))
    const dues = duesOf(p, around('2026-09-30'))
    expect(dues.length).toBeGreaterThan(0)
    expect(dues.every(({ owner }) => owner === 'desk')).toBe(true)
    expect(remindersFor(p, around('2026-09-30'))).toEqual([])
  })
})

const stopsOfYear = fc.array(
  fc
    .record({ from: fc.integer({ min: -40, max: 200 }), long: fc.integer({ min: 0, max: 20 }) })
    .map(({ from, long }) => stop(addDays('2026-06-01', from), addDays('2026-06-01', from + long))),
  { maxLength: 4 },
)
const states = fc.constantFrom(
  'received',
  'routing',
  'reviewing',
  'trial',
  'reopened',
  'continued',
  'planned',
  'done',
  'model_case',
)
const closing = fc.array(
  fc.integer({ min: 0, max: 300 }).map((n) => ({ day: addDays('2026-06-01', n), name: '休' })),
  { maxLength: 6 },
)

describe('どんな停止と休みの日があっても', () => {
  it('期限が休みの日や停止の日に来ることはない', () => {
    fc.assert(
      fc.property(states, stopsOfYear, closing, fc.nat(200), (state, stops, closedDays, n) => {
        const work = around(addDays('2026-06-20', n), { settings: { stops, closedDays } })
        for (const { day } of duesOf(inState(state), work)) {
          if (day === null) throw new Error('every stop here has an end')
          expect(work.calendar.isWorkingDay(day)).toBe(true)
          expect(isStopped(work.settings, day)).toBe(false)
        }
      }),
    )
  })

  it('停止を足しても、休みを足しても、期限が早くなることはない', () => {
    fc.assert(
      fc.property(states, stopsOfYear, stopsOfYear, closing, (state, stops, more, closedDays) => {
        const p = inState(state)
        const few = duesOf(p, around('2026-07-01', { settings: { stops } }))
        const many = duesOf(
          p,
          around('2026-07-01', { settings: { stops: [...stops, ...more], closedDays } }),
        )
        for (const { clock, day } of few) {
          const later = many.find((one) => one.clock === clock)?.day ?? '9'
          expect(later >= (day ?? '')).toBe(true)
        }
      }),
    )
  })

  it('終わりの分からない停止があっても、答えは必ず返る', () => {
    fc.assert(
      fc.property(states, stopsOfYear, fc.nat(300), (state, stops, n) => {
        const endless = stop(addDays('2026-05-20', n), null)
        const work = around('2026-07-01', { settings: { stops: [...stops, endless] } })
        for (const { day, left } of duesOf(inState(state), work)) {
          expect(left === null).toBe(day === null)
          if (day !== null) expect(day < endless.from).toBe(true)
        }
      }),
    )
  })

  it('終わりが始まりより前の停止は、設定できない', () => {
    const set = (stops: unknown) => settingsSchema.safeParse({ stops }).success
    expect(set([stop('2026-06-03', '2026-06-03')])).toBe(true)
    expect(set([stop('2026-06-03', '2026-06-02')])).toBe(false)
    expect(set([stop('2026-06-31', null)])).toBe(false)
  })
})

describe('期限のお知らせ', () => {
  const steps = (p: Proposal, today: string, place: Place = {}) =>
    remindersFor(p, around(today, place)).map(({ clock, offset, to }) => [clock, offset, ...to])
  const given = (p: Proposal, today: string) => ({
    ...p,
    reminders: [
      ...p.reminders,
      ...remindersFor(p, around(today)).map(({ step }) => ({ step, on: today })),
    ],
  })

  it('は、5開庁日前と当日は推進担当者、5日過ぎに推進責任者と部長、10日過ぎに部会', () => {
    // 結論の期限は 2026-07-31（金）。一次回答は済んでいる。
    const p = after(acceptedOn('2026-06-01'), [[head, { act: 'interim', text: '検討中' }]])
    expect(steps(p, '2026-07-23')).toEqual([])
    expect(steps(p, '2026-07-24')).toEqual([['conclusion', -5, 'promoter']])
    expect(steps(p, '2026-07-31')).toEqual([['conclusion', 0, 'promoter']])
    expect(steps(p, '2026-08-06')).toEqual([['conclusion', 0, 'promoter']])
    expect(steps(p, '2026-08-07')).toEqual([['conclusion', 5, 'head', 'director']])
    // 8月11日は山の日。
    expect(steps(p, '2026-08-17')).toEqual([['conclusion', 10, 'committee']])
  })

  it('は、同じものを二度は出さず、長い停電の後は最後の一つだけ', () => {
    const p = acceptedOn('2026-06-01')
    const once = given(p, '2026-07-24')
    expect(once.reminders.length).toBe(2)
    expect(remindersFor(once, around('2026-07-24'))).toEqual([])
    const late = given(p, '2026-10-30')
    expect(late.reminders.map(({ step }) => step)).toEqual([
      'firstReply+10:2026-06-15',
      'conclusion+10:2026-07-31',
    ])
    expect(remindersFor(late, around('2026-11-02'))).toEqual([])
  })

  it('は、後から停止が決まっても、前の段階のものを出し直さない', () => {
    const p = after(inState('continued'), [])
    const due = dayOf(p, 'next', '2026-08-01') ?? ''
    const late = given(p, addDays(due, 16))
    expect(late.reminders.at(-1)?.step).toContain('next+10')
    const place = { settings: { stops: [stop(addDays(due, 1), addDays(due, 5))] } }
    expect(steps(late, addDays(due, 17), place)).toEqual([])
  })

  it('は、休みの日と、停止のあいだには出ない', () => {
    const p = acceptedOn('2026-06-01')
    for (const day of ['2026-08-01', '2026-08-02', '2026-08-11', '2026-12-29', '2027-01-02'])
      expect(steps(p, day)).toEqual([])
    const place = { settings: { stops: [stop('2026-08-03', null)] } }
    expect(steps(p, '2026-08-20', place)).toEqual([])
  })

  it('は、8時30分から16時まで。16時を過ぎたら翌開庁日', () => {
    const at = (time: string) => mayRemind(new Date(`2026-07-31T${time}+09:00`))
    expect(at('08:29:59')).toBe(false)
    expect(at('08:30:00')).toBe(true)
    expect(at('15:59:59')).toBe(true)
    expect(at('16:00:00')).toBe(false)
    expect(at('23:59:59')).toBe(false)
    expect(at('00:00:00')).toBe(false)
  })

  it('は、提案担当の期限には出ない', () => {
    expect(steps(received(), '2026-07-01')).toEqual([])
    const refused = after(inState('routing'), [
      [head, { act: 'decline', names: '2020', text: '所管は2020です。' }],
    ])
    expect(steps(refused, '2026-07-01')).toEqual([])
  })
})

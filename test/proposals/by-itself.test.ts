/** ひとりでに起こること: by time alone, once, on working days, and after a long outage too. */
import { describe, expect, it } from 'vitest'
import { addDays } from '../../server/calendar/working-days.ts'
import { passTime } from '../../server/proposals/by-itself.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import {
  after,
  answered,
  around,
  atTen,
  author,
  desk,
  head,
  inState,
  LEAD,
  letPass,
  paperLedger,
  type Place,
  promoter,
  received,
  routed,
  type Step,
} from './village.ts'

const nothing = {
  moved: 0,
  unmerged: 0,
  accepted: 0,
  lapsed: 0,
  reminded: 0,
  endorsements: false,
}

async function tick(p: Proposal | Proposal[], day: string, place: Place = {}, at = atTen(day)) {
  const ledger = paperLedger(Array.isArray(p) ? p : [p])
  const passed = await passTime({ ledger, around: around(day, place), at })
  return { passed, ledger, p: ledger.all()[0] as Proposal }
}

const stops = (from: string, to: string | null) => ({
  settings: { stops: [{ from, to, reason: '台風' }] },
})

describe('受諾のみなし', () => {
  // 6月2日（火）に照会。5開庁日目は9日（火）。
  it('は、5開庁日が過ぎた次の開庁日に、一度だけ', async () => {
    const p = after(received(), [routed])
    expect((await tick(p, '2026-06-09')).p.state).toBe('routing')
    const { passed, p: accepted, ledger } = await tick(p, '2026-06-10')
    expect(accepted).toMatchObject({ state: 'reviewing', acceptedOn: '2026-06-10' })
    expect(accepted.steps.at(-1)).toEqual({
      on: '2026-06-10',
      role: 'system',
      unit: '',
      act: '期限の経過により検討開始',
      note: '',
    })
    expect(passed.accepted).toBe(1)
    const again = await passTime({ ledger, around: around('2026-06-10'), at: atTen('2026-06-10') })
    expect(again).toEqual(nothing)
  })

  it('は、閉庁日と期限停止のあいだには起こらない', async () => {
    const p = after(received(), [routed])
    for (const day of ['2026-06-13', '2026-06-14', '2026-07-20', '2026-12-31'])
      expect((await tick(p, day)).passed).toEqual(nothing)
    expect((await tick(p, '2026-06-12', stops('2026-06-12', null))).p.state).toBe('routing')
    const place = stops('2026-06-04', '2026-06-10')
    expect((await tick(p, '2026-06-16', place)).p.state).toBe('routing')
    expect((await tick(p, '2026-06-17', place)).p.state).toBe('reviewing')
  })

  it('は、所管でないと答えた提案には起こらない', async () => {
    const p = after(inState('routing'), [
      [head, { act: 'decline', names: '2020', text: '所管は2020です。' }],
    ])
    expect((await tick(p, '2026-08-03')).p).toEqual(p)
  })

  it('は、二人目を待つ起案があっても起こる', async () => {
    const p = after(inState('routing'), [
      [desk, { act: 'exclude', reasonCode: 'beyond', text: '市の権限の外です。' }],
    ])
    expect((await tick(p, '2026-08-03')).p).toMatchObject({
      state: 'reviewing',
      pending: { act: 'exclude' },
    })
  })
})

describe('提案者の14日', () => {
  const asked = after(inState('reviewing'), [
    [promoter, { act: 'ask', text: 'どの帳票ですか。' }, '2026-06-04'],
    [desk, { act: 'release-question', question: 'Q1XX' }],
  ])
  const summary = after(received({ publicity: 'summary' }), [
    [desk, { act: 'summarise', title: '要旨', text: '要旨です。' }, '2026-06-04'],
  ])
  const returned = after(received(), [[desk, { act: 'return', text: 'お願い' }, '2026-06-04']])

  it.each<[string, Proposal, (p: Proposal) => unknown, unknown, unknown]>([
    ['差戻し', returned, (p) => p.state, 'returned', 'received'],
    ['要旨の確認', summary, (p) => p.summary?.stage, 'asked', 'lapsed'],
    ['質問', asked, (p) => p.questions[0]?.stage, 'open', 'lapsed'],
  ])('%sは、14日まで待ち、その次の開庁日に先へ進む', async (_, p, seen, before, later) => {
    // 6月4日から14日は18日（木）。
    expect(seen((await tick(p, '2026-06-18')).p)).toBe(before)
    const { passed, p: on } = await tick(p, '2026-06-19')
    expect(seen(on)).toBe(later)
    expect(passed.lapsed).toBe(1)
    expect(seen((await tick(p, '2026-06-20')).p)).toBe(before)
    expect(seen((await tick(p, '2026-06-22')).p)).toBe(later)
    // 停止の日は、14日に数えない。
    const place = stops('2026-06-08', '2026-06-10')
    expect(seen((await tick(p, '2026-06-19', place)).p)).toBe(before)
    expect(seen((await tick(p, '2026-06-22', place)).p)).toBe(later)
  })
})

describe('統合先がなくなったとき', () => {
  const main = received()
  const joined = after(received(), [[desk, { act: 'merge', into: main.number }]])
  const gone: [string, Step[]][] = [
    ['取下げ', [[author, { act: 'withdraw' }]]],
    [
      '対象外',
      [
        [desk, { act: 'exclude', reasonCode: 'beyond', text: '外です。' }],
        [desk, { act: 'confirm' }],
      ],
    ],
    [
      '専用窓口',
      [
        [desk, { act: 'refer', desk: 'personnel', text: '窓口へ' }],
        [desk, { act: 'confirm' }],
      ],
    ],
  ]

  it.each(gone)(
    '（%s）、統合された提案は元の状態に戻り、確認の期限が動き出す',
    async (_, steps) => {
      const { ledger, passed } = await tick([after(main, steps), joined], '2027-03-01')
      expect(passed.unmerged).toBe(1)
      expect(ledger.find(joined.number)).toMatchObject({
        state: 'received',
        stateOn: '2027-03-01',
        merged: null,
      })
    },
  )

  it('でなければ、統合されたまま', async () => {
    for (const steps of [[], [routed]]) {
      const { ledger } = await tick([after(main, steps), joined], '2026-06-30')
      expect(ledger.find(joined.number)?.state).toBe('merged')
    }
  })
})

describe('お知らせ', () => {
  const p = inState('reviewing')

  it('は、8時30分から16時のあいだにだけ、一度ずつ記録される', async () => {
    const at = (time: string) => new Date(`2026-08-03T${time}+09:00`)
    for (const time of ['08:00:00', '16:00:00', '19:30:00']) {
      const { passed, p: same } = await tick(p, '2026-08-03', {}, at(time))
      expect(passed.reminded).toBe(0)
      expect(same.reminders).toEqual([])
    }
    const { passed, p: given, ledger } = await tick(p, '2026-08-03', {}, at('08:30:00'))
    expect(passed.reminded).toBe(1)
    expect(given.reminders).toEqual([
      { step: 'firstReply+10:2026-06-17', on: '2026-08-03' },
      { step: 'conclusion+0:2026-08-03', on: '2026-08-03' },
    ])
    expect(given.steps).toEqual(p.steps)
    const again = await passTime({ ledger, around: around('2026-08-03'), at: at('08:40:00') })
    expect(again.reminded).toBe(0)
  })

  it('は、10分ごとに一年呼ばれても、期限ごとに四度まで', async () => {
    const ledger = paperLedger([p])
    for (let n = 0; n < 365; n += 1) {
      const day = addDays('2026-06-03', n)
      for (const time of ['07:00', '09:00', '09:10', '15:50', '16:00', '23:50'])
        await passTime({ ledger, around: around(day), at: new Date(`${day}T${time}:00+09:00`) })
    }
    const given = ledger.all()[0]?.reminders ?? []
    const kinds = new Set(given.map(({ step }) => step.split(':')[0]))
    expect(given).toHaveLength(8)
    expect(kinds).toEqual(
      new Set(
        [-5, 0, 5, 10].flatMap((n) => [
          `conclusion${n < 0 ? n : `+${n}`}`,
          `firstReply${n < 0 ? n : `+${n}`}`,
        ]),
      ),
    )
    for (const { on } of given) expect(around(on).calendar.isWorkingDay(on)).toBe(true)
  })
})

describe('一か月の停電の後', () => {
  it('は、その間に来るはずだったものが、まとめて一度だけ起こる', async () => {
    const waiting = after(received(), [routed])
    const returned = after(received(), [[desk, { act: 'return', text: 'お願い' }, '2026-06-02']])
    const { passed, ledger } = await tick([waiting, returned, inState('reviewing')], '2026-07-13')
    expect(passed).toMatchObject({ accepted: 1, lapsed: 1, reminded: 1 })
    // 検討は今日から始まる: 止まっていたあいだを所管の遅れにしない。
    expect(ledger.find(waiting.number)?.acceptedOn).toBe('2026-07-13')
    const second = await passTime({ ledger, around: around('2026-07-13'), at: atTen('2026-07-13') })
    expect(second).toEqual(nothing)
  })

  it('毎日動いていたときと、同じところに着く', async () => {
    const start = [
      after(received(), [routed]),
      after(received(), [[desk, { act: 'return', text: 'お願い' }, '2026-06-02']]),
      inState('reopened'),
    ]
    const daily = paperLedger(start)
    await letPass(
      daily,
      Array.from({ length: 50 }, (_, i) => addDays('2026-06-16', i)),
    )
    const once = paperLedger(start)
    await letPass(once, ['2026-08-04'])
    const states = (ledger: typeof once) => ledger.all().map(({ state }) => state)
    expect(states(once)).toEqual(states(daily))
    expect(states(once)).toEqual(['reviewing', 'received', 'reviewing'])
  })
})

describe('共感の数', () => {
  const endorsed = { ...inState('planned'), endorsements: 7, endorsementsShown: 2 }

  function weekly(first: string | null) {
    const kept: string[] = first === null ? [] : [first]
    return {
      kept,
      shownWeek: {
        read: async () => kept.at(-1) ?? null,
        keep: async (monday: string) => {
          kept.push(monday)
        },
      },
    }
  }

  it('は、週の初めの開庁日に一度だけ新しくなる', async () => {
    const ledger = paperLedger([endorsed])
    const { shownWeek, kept } = weekly('2026-09-14')
    const days = ['2026-09-18', '2026-09-21', '2026-09-22', '2026-09-24', '2026-09-25']
    const renewed: boolean[] = []
    for (const day of days) {
      const passed = await passTime({ ledger, around: around(day), at: atTen(day), shownWeek })
      renewed.push(passed.endorsements)
    }
    // 21日から23日は休み: 24日（木）がその週の最初の開庁日。
    expect(renewed).toEqual([false, false, false, true, false])
    expect(kept).toEqual(['2026-09-14', '2026-09-21'])
    expect(ledger.all()[0]?.endorsementsShown).toBe(7)
  })

  it('は、一度も出していなければ、すぐに出す', async () => {
    const ledger = paperLedger([endorsed])
    const { shownWeek, kept } = weekly(null)
    const at = atTen('2026-12-30')
    expect(
      (await passTime({ ledger, around: around('2026-12-30'), at, shownWeek })).endorsements,
    ).toBe(false)
    await passTime({ ledger, around: around('2027-01-04'), at: atTen('2027-01-04'), shownWeek })
    expect(kept).toEqual(['2027-01-04'])
  })
})

describe('ほかの人が先に何かをしたとき', () => {
  it('は、その提案には何もしない', async () => {
    const p = after(received(), [routed])
    const ledger = paperLedger([p])
    const slow = {
      ...ledger,
      // Between the look and the turn the head accepts.
      change: async (...[number, version, step]: Parameters<typeof ledger.change>) => {
        await ledger.change(number, null, (now) =>
          now.state === 'routing' ? after(now, [[head, { act: 'accept' }, '2026-06-30']]) : now,
        )
        return ledger.change(number, version, step)
      },
    }
    await passTime({ ledger: slow, around: around('2026-06-30'), at: atTen('2026-06-30') })
    const acts = ledger.find(p.number)?.steps.map(({ act }) => act)
    expect(acts).toEqual(['受付', '所管へ照会', '受諾'])
  })

  it('も、公表を待つ回答について所管にお知らせは出ない', async () => {
    const p = after(inState('reviewing'), answered('declined', '2026-06-10').slice(0, 3))
    expect(p.draft?.stage).toBe('approved')
    expect((await tick(p, '2026-10-01')).p.reminders).toEqual([])
    expect(p.units[0]?.unit).toBe(LEAD)
  })
})

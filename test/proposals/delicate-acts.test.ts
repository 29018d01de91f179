/** 差戻し、起案、統合、消去、引継ぎ: what each of them does to everything else that is under way. */
import { describe, expect, it } from 'vitest'
import type { OfficialAct } from '../../server/proposals/acts.ts'
import { duesOf } from '../../server/proposals/clocks.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { authorReading, shownText } from '../../server/proposals/readings.ts'
import { unitReading } from '../../server/proposals/unit-reading.ts'
import type { State } from '../../server/proposals/states.ts'
import { onBoard } from '../../server/proposals/visibility.ts'
import {
  accepted,
  after,
  answered,
  answers,
  around,
  author,
  compliance,
  desk,
  head,
  inState,
  JOINT,
  LEAD,
  neighbour,
  post,
  promoter,
  RAW,
  received,
  type Step,
  system,
} from './village.ts'

const text = '理由を書きました。'
const erase = (...what: ('title' | 'current' | 'summary' | 'dialogue' | 'answer')[]): Step => [
  desk,
  { act: 'erase', erase: what, text },
]
const confirm: Step = [compliance, { act: 'confirm' }]

describe('差戻し', () => {
  const written = { ...post.written, current: '会議のたびに資料を印刷している。' }

  it('は、提案者が書き直すと受付に戻り、伏せた箇所は選び直す', () => {
    const p = after(received(), [
      [desk, { act: 'mask', masks: [{ part: 'title', start: 0, end: 2 }] }],
      [desk, { act: 'return', text: 'お名前を消してください。' }],
      [author, { act: 'rewrite', written }, '2026-06-04'],
    ])
    expect(p).toMatchObject({ state: 'received', stateOn: '2026-06-04', masks: [] })
    expect(JSON.stringify(p)).not.toContain(RAW)
  })

  it('は、理由を提案者に省かずに伝える', () => {
    const long = 'お名前を消してください。'.repeat(100)
    const p = after(received(), [[desk, { act: 'return', text: long }]])
    expect(authorReading(p, around('2026-06-02').org, around('2026-06-02')).message).toBe(long)
  })

  it('は、14日たつと受付に戻り、もう一度は差し戻せない', () => {
    const p = after(received(), [[desk, { act: 'return', text }, '2026-06-02']])
    expect(() => after(p, [[system, { act: 'return-lapsed' }, '2026-06-16']])).toThrow('まだ')
    const back = after(p, [[system, { act: 'return-lapsed' }, '2026-06-17']])
    expect(back.state).toBe('received')
    expect(() => after(back, [[desk, { act: 'return', text }]])).toThrow('伏せる箇所')
    expect(duesOf(back, around('2026-06-17'))[0]).toMatchObject({ clock: 'check' })
  })
})

describe('二人目を待つ起案', () => {
  const exclude: Step = [desk, { act: 'exclude', reasonCode: 'beyond', text }]

  it('は、所管の仕事も提案者の操作も止めず、知らせもしない', () => {
    const p = after(inState('reviewing'), [
      [promoter, { act: 'ask', text: 'どの帳票ですか。' }, '2026-06-04'],
      [desk, { act: 'release-question', question: 'Q1XX' }],
      [desk, { act: 'erase', erase: ['current'], text: '第三者の氏名があるため' }],
      [author, { act: 'reply', question: 'Q1XX', text: '月報です。' }],
      [head, { act: 'interim', text }],
      [promoter, { act: 'draft', answer: answers('2026-06-04').declined }],
      [head, { act: 'approve', decisionNumber: '' }],
      [desk, { act: 'publish' }],
    ])
    expect(p).toMatchObject({ state: 'declined', pending: { act: 'erase' } })
    const work = around('2026-06-05')
    expect(JSON.stringify(unitReading(p, work.org, work))).not.toContain('第三者の氏名')
    expect(after(p, [confirm]).written?.current).toBe('（消去しました）')
  })

  it('は、提案担当のほかの決定を待たせる', () => {
    const p = after(received(), [exclude])
    const others: OfficialAct[] = [
      { act: 'route', units: [LEAD] },
      { act: 'merge', into: 'ABCD-EF' },
      { act: 'return', text },
      { act: 'refer', desk: 'whistle', text },
    ]
    for (const act of others) expect(() => after(p, [[desk, act]])).toThrow('二人目の確認')
  })

  it('は、取りやめれば元のまま、確認すれば理由とともに対象外', () => {
    const p = after(received(), [exclude])
    expect(after(p, [[desk, { act: 'dismiss', text }]])).toMatchObject({
      state: 'received',
      pending: null,
    })
    expect(after(p, [confirm])).toMatchObject({
      state: 'out_of_scope',
      pending: null,
      ending: { text, reasonCode: 'beyond', desk: null },
    })
  })

  it('は、提案者が書き直すと消え、取り下げると消去だけが残る', () => {
    const returned = after(received(), [[desk, { act: 'return', text }]])
    const rewritten = after(returned, [
      exclude,
      [author, { act: 'rewrite', written: post.written }],
    ])
    expect(rewritten).toMatchObject({ state: 'received', pending: null })
    const withdrawn = (step: Step) => after(received(), [step, [author, { act: 'withdraw' }]])
    expect(withdrawn(exclude)).toMatchObject({ state: 'withdrawn', pending: null })
    expect(withdrawn(erase('current')).pending?.act).toBe('erase')
    expect(JSON.stringify(after(withdrawn(erase('current')), [confirm]))).not.toContain(RAW)
  })

  it('で、公表された回答を見えなくすることはできない', () => {
    const p = inState('reopened')
    for (const act of [
      { act: 'exclude', reasonCode: 'beyond', text },
      { act: 'refer', desk: 'whistle', text },
    ] as const)
      expect(() => after(p, [[desk, act]])).toThrow('回答が公表されている')
    const again = after(p, [[head, { act: 'accept' }]])
    expect(() => after(again, [[desk, { act: 'merge', into: 'ABCD-EF' }]])).toThrow('公表')
    expect(() => after(again, [[author, { act: 'withdraw' }]])).toThrow('公表された後')
  })
})

describe('統合', () => {
  const merge: Step = [desk, { act: 'merge', into: 'ABCD-EF' }, '2026-06-10']

  it.each<[State, 'check' | 'acceptance' | 'conclusion', string]>([
    ['received', 'check', '2026-07-13'],
    ['routing', 'acceptance', '2026-07-15'],
    ['reviewing', 'conclusion', '2026-09-07'],
  ])('を取り消すと%sに戻り、期限はその日から数え直す', (state, clock, day) => {
    const p = after(inState(state), [merge, [desk, { act: 'unmerge' }, '2026-07-08']])
    expect(p).toMatchObject({ state, merged: null, stateOn: '2026-07-08' })
    const due = duesOf(p, around('2026-07-08')).find((one) => one.clock === clock)
    expect(due?.day).toBe(day)
  })

  it('は、30日のあいだ取り消せ、先の提案がなくなればいつでもひとりでに解ける', () => {
    const p = after(received(), [merge])
    expect(after(p, [[desk, { act: 'unmerge' }, '2026-07-10']]).state).toBe('received')
    expect(() => after(p, [[desk, { act: 'unmerge' }, '2026-07-11']])).toThrow('30日')
    expect(after(p, [[system, { act: 'unmerge' }, '2026-12-01']]).state).toBe('received')
  })

  it('された提案も、提案者は取り下げられる', () => {
    const p = after(inState('merged'), [[author, { act: 'withdraw' }]])
    expect(p).toMatchObject({ state: 'withdrawn', merged: null })
  })

  it('は、「所属長本人に関わる」提案ではできない', () => {
    expect(() => after(received({ aboutHead: true }), [merge])).toThrow('所属長本人に関わる')
  })
})

describe('質問', () => {
  const asked: Step[] = [
    [promoter, { act: 'ask', text: 'どの帳票ですか。' }, '2026-06-04'],
    [desk, { act: 'release-question', question: 'Q1XX' }],
  ]

  it('は、回答が公表されれば終わり、再検討でまた尋ねられる', () => {
    const p = after(inState('reviewing'), [...asked, ...answered('declined', '2026-06-05')])
    expect(p.questions[0]).toMatchObject({ stage: 'lapsed', closedOn: '2026-06-05' })
    const again = after(p, [
      [author, { act: 'reconsider', text }],
      [head, { act: 'accept' }],
      [head, { act: 'ask', text: 'どの画面ですか。' }],
    ])
    expect(again.questions.map(({ stage }) => stage)).toEqual(['lapsed', 'screening'])
  })

  it('が「特定しようとする質問だ」とされても、所管には答えがなかったとだけ見える', () => {
    const flagged = after(inState('reviewing'), [
      ...asked,
      [author, { act: 'flag-question', question: 'Q1XX', text: '係が分かります。' }],
    ])
    const silent = after(inState('reviewing'), [
      ...asked,
      [author, { act: 'leave-unanswered', question: 'Q1XX' }],
    ])
    const work = around('2026-06-05')
    const seen = (p: Proposal) => ({ ...unitReading(p, work.org, work), number: '' })
    expect(flagged.questions[0]?.stage).toBe('flagged')
    expect(seen(flagged)).toEqual(seen(silent))
  })

  it('は、取り下げた後でもコンプライアンスへ知らせられる', () => {
    const p = after(inState('reviewing'), [...asked, [author, { act: 'withdraw' }]])
    expect(p.questions[0]?.stage).toBe('lapsed')
    expect(after(p, [[author, { act: 'flag-question', question: 'Q1XX', text }]]).state).toBe(
      'withdrawn',
    )
  })

  it('は、5回まで', () => {
    let p = inState('reviewing')
    for (let n = 1; n <= 5; n += 1) {
      p = after(p, [
        [promoter, { act: 'ask', text }, '2026-06-04'],
        [desk, { act: 'refuse-question', question: `Q${n}XX`, text }],
      ])
    }
    expect(() => after(p, [[promoter, { act: 'ask', text }]])).toThrow('5回まで')
  })
})

describe('伏せた箇所と消去', () => {
  const start = post.written.current.indexOf(RAW)
  const mask = { part: 'current' as const, start, end: start + RAW.length }

  it('は、文字の途中では切れない', () => {
    const p = received({ written: { ...post.written, idea: '𠮷野さん😀の係' } })
    const masked = after(p, [[desk, { act: 'mask', masks: [{ part: 'idea', start: 1, end: 6 }] }]])
    const shown = shownText(masked)?.parts.find(({ label }) => label === '改善の案')?.text
    expect(shown).toBe('■■■■■■■の係')
    expect(JSON.stringify(shown)).not.toMatch(/\\ud[89a-f]/i)
  })

  it('範囲が本文からはみ出すときは断る', () => {
    for (const [from, to] of [
      [0, 9999],
      [5, 5],
      [6, 5],
    ] as const)
      expect(() =>
        after(received(), [
          [desk, { act: 'mask', masks: [{ part: 'idea', start: from, end: to }] }],
        ]),
      ).toThrow('伏せる範囲')
  })

  it('伏せた部分を消去すると、その伏せ字はなくなり、ほかの伏せ字は残る', () => {
    const title = { part: 'title' as const, start: 0, end: 2 }
    const p = after(inState('reviewing'), [
      [desk, { act: 'mask', masks: [mask, title] }],
      erase('current'),
      confirm,
    ])
    expect(JSON.stringify(p)).not.toContain(RAW)
    expect(p.masks).toEqual([title])
    expect(shownText(p)?.title).toMatch(/^■■/)
  })

  it('書きかけの回答は、本文の消去では失われない', () => {
    const drafted = after(inState('reviewing'), [
      [promoter, { act: 'draft', answer: answers('2026-06-10').declined }, '2026-06-10'],
      erase('current'),
      confirm,
    ])
    expect(drafted.draft?.answer.conclusion).toBe('declined')
    expect(after(drafted, [erase('answer'), confirm]).draft).toBeNull()
  })

  it('やり取りと回答を消去すると、職員の書いた言葉も残らず、結論と日は残る', () => {
    const marker = 'ヤマモトさんの件'
    const p = after(inState('reviewing'), [
      [promoter, { act: 'ask', text: marker }, '2026-06-04'],
      [desk, { act: 'release-question', question: 'Q1XX' }],
      [author, { act: 'reply', question: 'Q1XX', text: marker }],
      [head, { act: 'interim', text: marker }],
      [
        { role: 'head', unit: JOINT },
        { act: 'opinion', text: marker },
      ],
      [
        promoter,
        { act: 'draft', answer: { ...answers('2026-06-05').done, reason: marker } },
        '2026-06-05',
      ],
      [head, { act: 'approve', decisionNumber: '' }],
      [desk, { act: 'publish' }],
      [neighbour, { act: 'adopt', text: marker }],
      [head, { act: 'report-effect', hours: 5, text: marker }, '2026-09-10'],
      [desk, { act: 'model-case', text: marker }],
      [author, { act: 'report-hunt', text: marker }],
    ])
    const erased = after(p, [erase('dialogue', 'answer'), confirm])
    expect(JSON.stringify(erased)).not.toContain(marker)
    expect(erased.answers[0]).toMatchObject({
      on: '2026-06-05',
      units: [LEAD, JOINT],
      answer: { conclusion: 'done', date: '2026-06-05', hours: 120 },
    })
    expect(erased.outcome).toMatchObject({ expectedHours: 120, measuredHours: 5 })
  })

  it('要旨を消去しても、全文が代わりに見えることはない', () => {
    const p = inState('reviewing', { publicity: 'summary' })
    const erased = after(p, [erase('summary'), confirm])
    expect(shownText(erased)).toMatchObject({ title: '（消去しました）', summary: true })
    expect(onBoard(erased)).toBe(true)
  })

  it('保存期間が満ちると、番号・テーマ・結論・数字だけが残る', () => {
    const p = after(inState('declined'), [[author, { act: 'report-hunt', text }]])
    const gone = after(p, [[system, { act: 'expire', kinds: ['texts'] }, '2030-04-01']])
    expect(gone).toMatchObject({
      number: p.number,
      theme: 'documents',
      state: 'expired',
      expiredFrom: 'declined',
      written: null,
    })
    expect(gone.answers[0]?.answer.conclusion).toBe('declined')
    expect(JSON.stringify(gone)).not.toContain('印刷')
    expect(JSON.stringify(gone)).not.toContain('庁内で調整')
  })

  it('開示請求で停止しているあいだは、何も消去できない', () => {
    const hold: Step = [desk, { act: 'hold', text: '令和8年第3号の開示請求' }]
    const p = after(inState('declined'), [hold])
    expect(() => after(p, [erase('current')])).toThrow('消去を停止')
    expect(() => after(p, [[system, { act: 'expire', kinds: ['texts'] }]])).toThrow('消去を停止')
    const begun = after(inState('declined'), [erase('current'), hold])
    expect(() => after(begun, [confirm])).toThrow('消去を停止')
    const released = after(begun, [[desk, { act: 'release-hold' }]])
    expect(after(released, [confirm]).written?.current).toBe('（消去しました）')
  })

  it('答えるべきものが残っている提案は、保存期間では消えない', () => {
    for (const state of ['received', 'routing', 'reviewing', 'continued', 'planned'] as const)
      expect(() => after(inState(state), [[system, { act: 'expire', kinds: ['texts'] }]])).toThrow()
  })
})

describe('引継ぎ', () => {
  const to = '2020'
  const transfer: Step = [desk, { act: 'transfer', from: LEAD, to }]

  it('は、期限も案もそのまま、新しい所属のものにする', () => {
    const p = after(inState('reviewing'), [
      [promoter, { act: 'draft', answer: answers('2026-06-04').declined }, '2026-06-04'],
    ])
    const moved = after(p, [[...transfer.slice(0, 2), '2026-07-01'] as unknown as Step])
    expect(moved.units.map(({ unit }) => unit)).toEqual([to, JOINT])
    expect(moved.draft).toEqual(p.draft)
    const today = around('2026-07-01')
    expect(duesOf(moved, today)).toEqual(duesOf(p, today))
  })

  const ended = { ended: [LEAD] }

  it('の後は、なくなった所属が承認した案も、新しい所属が承認し直す', () => {
    const p = after(inState('reviewing'), answered('declined', '2026-06-04').slice(0, 3))
    expect(p.draft?.stage).toBe('approved')
    expect(() => after(p, [transfer])).toThrow('回答が決まった提案')
    const moved = after(p, [transfer], ended)
    expect(moved.draft?.stage).toBe('submitted')
    expect(() => after(moved, [[desk, { act: 'publish' }]])).toThrow('承認された')
    const newHead: Step[0] = { role: 'head', unit: to }
    const published = after(moved, [
      [newHead, { act: 'approve', decisionNumber: '' }],
      [desk, { act: 'publish' }],
    ])
    expect(published.answers[0]?.units).toEqual([to, JOINT])
  })

  it('は、なくなった所属が公表した回答の署名を変えない', () => {
    const p = after(inState('planned'), [transfer], ended)
    expect(p.units.map(({ unit }) => unit)).toEqual([to, JOINT])
    expect(p.answers[0]?.units).toEqual([LEAD, JOINT])
  })

  it('で関係所属が主管と同じになれば、意見を合わせて一つになる', () => {
    const p = after(inState('reviewing'), [
      [
        { role: 'head', unit: JOINT },
        { act: 'opinion', text: '賛成です。' },
      ],
      [desk, { act: 'transfer', from: JOINT, to: LEAD }],
    ])
    expect(p.units).toHaveLength(1)
    expect(p.units[0]).toMatchObject({ unit: LEAD, opinion: '賛成です。' })
  })

  it('は、なくなった所属の「うちでもやる」も移し、時間は足し合わせる', () => {
    const other = { role: 'anyUnit', unit: '1010' } as const
    const p = after(inState('done'), [
      [neighbour, { act: 'adopt', text: 'うちでも' }],
      [neighbour, { act: 'report-adoption', hours: 7, text: '減りました。' }],
      [other, { act: 'adopt', text: 'うちも' }],
      [other, { act: 'report-adoption', hours: 5, text: '減りました。' }],
    ])
    const moved = after(p, [[system, { act: 'transfer', from: '2020', to: '1010' }]], {
      ended: ['2020'],
    })
    expect(moved.adoptions).toHaveLength(1)
    expect(moved.adoptions[0]).toMatchObject({ unit: '1010', hours: 12, stage: 'done' })
  })

  it('は、関わりのない所属や、今はない所属には断る', () => {
    const p = inState('reviewing')
    expect(() => after(p, [[desk, { act: 'transfer', from: '1010', to }]])).toThrow('この所属の')
    expect(() => after(p, [[desk, { act: 'transfer', from: LEAD, to: '9999' }]])).toThrow(
      '先の所属',
    )
    expect(() => after(p, [[desk, { act: 'transfer', from: LEAD, to: LEAD }]])).toThrow(
      'ほかの所属',
    )
  })

  it('の後も、前の所属から移った人に「所属長本人に関わる」提案は見えない', () => {
    const p = after(inState('reviewing', { aboutHead: true }), [
      [system, { act: 'transfer', from: LEAD, to }],
    ])
    expect(p.aimedAt).toBe(LEAD)
    const ended = after(
      inState('reviewing', { aboutHead: true }),
      [[system, { act: 'transfer', from: LEAD, to }]],
      { ended: [LEAD] },
    )
    expect(ended.aimedAt).toBe(to)
  })
})

describe('所管', () => {
  it('の断りは一度だけで、その後は提案担当が決める', () => {
    const declined = after(inState('routing'), [[head, { act: 'decline', names: '2020', text }]])
    expect(() => after(declined, [[head, { act: 'accept' }]])).toThrow('決定を待って')
    const settled = after(declined, [[desk, { act: 'route', units: ['2020'] }, '2026-06-05']])
    expect(settled).toMatchObject({ settled: true, routedOn: '2026-06-05' })
    const other = { role: 'head', unit: '2020' } as const
    expect(() => after(settled, [[other, { act: 'decline', names: '1010', text }]])).toThrow(
      '一度だけ',
    )
    expect(() => after(settled, [[desk, { act: 'route', units: ['1010'] }]])).toThrow(
      '返事を待って',
    )
  })

  it('の断りは、関わっていない今ある所属を名指しする', () => {
    const p = inState('routing')
    for (const names of [LEAD, JOINT, '9999'])
      expect(() => after(p, [[head, { act: 'decline', names, text }]])).toThrow(/所属/)
  })

  it('が照会を受けるのは、要旨のみなら要旨が承認されてから', () => {
    const p = received({ publicity: 'summary' })
    const route: Step = [desk, { act: 'route', units: [LEAD] }]
    expect(() => after(p, [route])).toThrow('要旨のみ')
    const asked = after(p, [[desk, { act: 'summarise', title: '要旨', text }, '2026-06-02']])
    expect(() => after(asked, [route])).toThrow('要旨のみ')
    const refused = after(asked, [[author, { act: 'reject-summary', text: '違います。' }]])
    expect(() => after(refused, [route])).toThrow('要旨のみ')
    expect(() => after(asked, [[system, { act: 'summary-lapsed' }, '2026-06-16']])).toThrow('まだ')
    const lapsed = after(asked, [[system, { act: 'summary-lapsed' }, '2026-06-17'], route])
    expect(lapsed.state).toBe('routing')
    expect(shownText(lapsed)).toMatchObject({ summary: true, title: '要旨' })
  })

  it('の関係所属は、意見と質問だけができる', () => {
    const joint = { role: 'head', unit: JOINT } as const
    const p = after(received(), accepted)
    expect(after(p, [[joint, { act: 'opinion', text }]]).units[1]?.opinion).toBe(text)
    expect(after(p, [[joint, { act: 'ask', text }]]).questions[0]?.unit).toBe(JOINT)
    expect(() => after(p, [[joint, { act: 'interim', text }]])).toThrow('関係所属')
    expect(() => after(p, [[head, { act: 'opinion', text }]])).toThrow('関係所属が書きます')
    expect(() =>
      after(p, [
        [
          { role: 'head', unit: '1010' },
          { act: 'ask', text },
        ],
      ]),
    ).toThrow('所管')
  })
})

/** 権限と利害: what one person must not do alone, and who stands in where 提案担当 are concerned themselves. */
import { describe, expect, it } from 'vitest'
import type { OfficialAct } from '../../server/proposals/acts.ts'
import { boardReader } from '../../server/proposals/board.ts'
import { circumstances } from '../../server/proposals/desk.ts'
import { hiddenCounts } from '../../server/proposals/hidden-counts.ts'
import type { AuthorAct } from '../../server/proposals/message.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { authorReading } from '../../server/proposals/readings.ts'
import { dueKinds } from '../../server/proposals/retention.ts'
import { usualSettings } from '../../server/proposals/settings.ts'
import { boardNumbers } from '../../server/proposals/statistics.ts'
import { batch, sent, townHall, type TownHall } from './town-hall.ts'
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
  post,
  promoter,
  received,
  type Step,
  system,
  village,
} from './village.ts'

async function one(hall: TownHall, over = {}): Promise<Proposal> {
  const [p] = await hall.receive(over)
  if (p === undefined) throw new Error('none')
  return p
}

const secretariat = (hall: TownHall) => hall.person('000201', '1020', ['secretariat', '*'])
const OWN = '回答する役割もお持ち'
const COMPLIANCE = 'コンプライアンス担当が行います'
const ask: OfficialAct = { act: 'ask', text: 'どの帳票ですか。' }
const approve: OfficialAct = { act: 'approve', decisionNumber: '' }
const release: OfficialAct = { act: 'release-question', question: 'Q1XX' }

describe('一人で二役を持つ人', () => {
  it('は、自分の所属の質問も回答も効果も、自分では通せない', async () => {
    const hall = await townHall()
    const all = await hall.person(
      '000601',
      '1020',
      ['secretariat', '*'],
      ['head', LEAD],
      ['promoter', LEAD],
    )
    const above = await hall.person('000602', '1020', ['secretariat', '*'], ['director', '2000'])
    const other = await hall.person('000603', '1020', ['secretariat', '*'], ['head', '3010'])
    const p = await one(hall)
    const nobodyOfBoth = async (act: OfficialAct) => {
      for (const person of [all, above]) await expect(hall.act(person, p, act)).rejects.toThrow(OWN)
    }
    await hall.act(all, p, { act: 'route', units: [LEAD] })
    await hall.act(all, p, { act: 'accept' })
    const question = (await hall.act(all, p, ask)).questions[0]?.id ?? ''
    await nobodyOfBoth({ ...release, question })
    await nobodyOfBoth({ act: 'refuse-question', question, text: '人を特定します。' })
    expect((await hall.act(other, p, { ...release, question })).questions[0]?.stage).toBe('open')

    await hall.act(all, p, { act: 'draft', answer: answers('2026-06-01').done })
    await hall.act(all, p, { act: 'submit' })
    await hall.act(all, p, approve)
    await nobodyOfBoth({ act: 'publish' })
    await nobodyOfBoth({ act: 'give-back', text: '直してください。' })
    expect((await hall.act(other, p, { act: 'publish' })).state).toBe('done')

    hall.clock.now = new Date('2026-09-15T10:00:00+09:00')
    await hall.act(all, p, { act: 'report-effect', hours: 100, text: '測りました。' })
    await nobodyOfBoth({ act: 'confirm-effect' })
    expect((await hall.act(other, p, { act: 'confirm-effect' })).state).toBe('confirmed')
  })

  it('は、関係所属の推進責任者としてでも、公表できない', async () => {
    const hall = await townHall()
    const desk = await secretariat(hall)
    const joint = await hall.person('000601', '1020', ['secretariat', '*'], ['head', JOINT])
    const lead = await hall.person('000401', LEAD, ['head', LEAD])
    const p = await one(hall)
    await hall.act(desk, p, { act: 'route', units: [LEAD, JOINT] })
    await hall.act(lead, p, { act: 'accept' })
    await hall.act(lead, p, { act: 'draft', answer: answers('2026-06-01').declined })
    await hall.act(lead, p, approve)
    await expect(hall.act(joint, p, { act: 'publish' })).rejects.toThrow(OWN)
    expect((await hall.act(desk, p, { act: 'publish' })).state).toBe('declined')
  })
})

describe('行政管理課自身の提案', () => {
  it('を統合し、その質問を通すのは、コンプライアンス担当。受付と照会も代われる', async () => {
    const hall = await townHall()
    const desk = await secretariat(hall)
    const outside = await hall.person('000301', '3010', ['compliance', '*'])
    const both = await hall.person('000302', '3010', ['compliance', '*'], ['secretariat', '*'])
    const unit = await hall.person('000402', '1020', ['head', '1020'])
    const [into, p, asked] = await hall.receive({}, { aimedAt: '1020' }, { aimedAt: '1020' })
    if (!into || !p || !asked) throw new Error('none')
    const merge: OfficialAct = { act: 'merge', into: asked.number }
    for (const person of [desk, both])
      await expect(hall.act(person, p, merge)).rejects.toThrow(COMPLIANCE)
    expect((await hall.act(outside, p, merge)).state).toBe('merged')

    await hall.act(outside, asked, { act: 'route', units: ['1020'] })
    await hall.act(unit, asked, { act: 'accept' })
    const question = (await hall.act(unit, asked, ask)).questions[0]?.id ?? ''
    await expect(hall.act(desk, asked, { ...release, question })).rejects.toThrow(COMPLIANCE)
    await hall.act(outside, asked, { ...release, question })
    // Where 行政管理課 is not concerned, they have no part.
    await expect(hall.act(outside, into, { act: 'retheme', theme: 'office' })).rejects.toThrow(
      '見つかりません',
    )
  })
})

describe('部長に関わる提案', () => {
  it('は、その部のどの所属の人にも見えず、提案担当がその部なら、外のコンプライアンス担当が受ける', async () => {
    const hall = await townHall()
    const desk = await secretariat(hall)
    const below = [
      await hall.person('000401', LEAD, ['head', LEAD], ['promoter', LEAD]),
      await hall.person('000501', '2000', ['director', '2000']),
      await hall.person('000202', '2020', ['head', '3010']),
      await hall.person('000203', '1020', ['secretariat', '*'], ['promoter', '2020']),
    ]
    const inside = await hall.person('000301', '1010', ['compliance', '*'])
    const outside = await hall.person('000302', '3010', ['compliance', '*'])
    const [p, own] = await hall.receive(
      { aimedAt: '2000', aboutHead: true },
      { aimedAt: '1000', aboutHead: true },
    )
    if (!p || !own) throw new Error('none')
    const sees = async (person: typeof desk) =>
      (await hall.system.desk.list(person)).map(({ proposal }) => proposal.number)
    for (const person of below) {
      expect(await sees(person)).not.toContain(p.number)
      expect(await hall.system.desk.find(person, p.number)).toBeUndefined()
    }
    expect(await sees(desk)).toEqual([p.number])
    expect(await sees(inside)).toEqual([])
    expect(await sees(outside)).toEqual([own.number])
    expect((await hall.act(outside, own, { act: 'route', units: [LEAD] })).state).toBe('routing')
  })
})

describe('引継ぎ', () => {
  it('では、今ある所属の、承認や公表の済んだ回答を取り上げられない', async () => {
    const hall = await townHall()
    const desk = await secretariat(hall)
    const lead = await hall.person('000401', LEAD, ['head', LEAD])
    const p = await one(hall)
    const transfer: OfficialAct = { act: 'transfer', from: LEAD, to: '2020' }
    await hall.act(desk, p, { act: 'route', units: [LEAD] })
    await hall.act(lead, p, { act: 'accept' })
    await hall.act(lead, p, { act: 'draft', answer: answers('2026-06-01').declined })
    await hall.act(lead, p, approve)
    await expect(hall.act(desk, p, transfer)).rejects.toThrow('回答が決まった')
    await hall.act(desk, p, { act: 'publish' })
    await expect(hall.act(desk, p, transfer)).rejects.toThrow('回答が決まった')
    const early = await one(hall)
    await hall.act(desk, early, { act: 'route', units: [LEAD] })
    expect((await hall.act(desk, early, transfer)).units[0]?.unit).toBe('2020')
  })
})

describe('要旨', () => {
  const summarise = (day?: string): Step => [
    desk,
    { act: 'summarise', title: '要旨', text: '要旨です。' },
    ...(day === undefined ? ([] as const) : ([day] as const)),
  ]

  it('は、繰り返し作って受付確認を延ばすことができない', () => {
    expect(() => after(received(), [summarise()])).toThrow('「要旨のみ」の提案')
    const asked = after(received({ publicity: 'summary' }), [summarise('2026-06-02')])
    expect(() => after(asked, [summarise('2026-06-10')])).toThrow('確認を待って')
    for (const stands of [
      after(asked, [[author, { act: 'approve-summary' }]]),
      after(asked, [[system, { act: 'summary-lapsed' }, '2026-06-17']]),
    ])
      expect(() => after(stands, [summarise()])).toThrow('もう決まって')
    const rejected = after(asked, [[author, { act: 'reject-summary', text: '違います。' }]])
    expect(after(rejected, [summarise()]).summary?.stage).toBe('asked')
  })
})

describe('実施予定の先送り', () => {
  it('は二度まで。三度目は、部会の議がいる', () => {
    const planned = (conclusion: 'planned' | 'partly_planned', day: string, committee = '') =>
      answered(conclusion, day).map(
        (step, i): Step =>
          i > 0
            ? step
            : [promoter, { act: 'draft', answer: { ...answers(day)[conclusion], committee } }, day],
      )
    const p = after(received(), [
      ...accepted,
      ...planned('planned', '2026-06-10'),
      ...planned('planned', '2027-03-10'),
      ...planned('partly_planned', '2027-04-10'),
      ...planned('planned', '2028-03-10'),
    ])
    expect(p.renewals).toBe(2)
    for (const again of ['planned', 'partly_planned'] as const) {
      expect(() => after(p, planned(again, '2029-03-10'))).toThrow('部会の議')
      const allowed = after(p, planned(again, '2029-03-10', '令和11年3月1日 部会'))
      expect(allowed).toMatchObject({ state: again, renewals: 3 })
    }
    const done = after(p, answered('done', '2029-03-10'))
    expect(done.state).toBe('done')
  })
})

describe('二人による消去', () => {
  const erased = (p: Proposal, ...what: ('dialogue' | 'answer' | 'title')[]) =>
    after(p, [
      [desk, { act: 'erase', erase: what, text: '第三者の氏名' }],
      [compliance, { act: 'confirm' }],
    ])

  it('の後でも、やり取りの保存期間は満ち、後から書かれたものも消える', () => {
    const asked: Step[] = [
      ...accepted,
      [promoter, ask, '2026-06-04'],
      [desk, release],
      [author, { act: 'reply', question: 'Q1XX', text: '月報です。' }],
    ]
    const early = erased(after(received(), asked), 'dialogue')
    expect(early.erased).toContain('two-persons:dialogue')
    expect(early.erased).not.toContain('dialogue')
    const later = after(early, [
      ...answered('declined', '2026-06-10'),
      [author, { act: 'reconsider', text: '後から書いた理由' }, '2026-06-15'],
      [head, { act: 'accept' }, '2026-06-16'],
      ...answered('declined', '2026-06-20'),
    ])
    expect(JSON.stringify(later)).toContain('後から書いた理由')
    const kinds = dueKinds(later, '2028-04-01', usualSettings)
    expect(kinds).toContain('dialogue')
    const gone = after(later, [[system, { act: 'expire', kinds }, '2028-04-01']])
    expect(JSON.stringify(gone)).not.toContain('後から書いた理由')
    expect(dueKinds(gone, '2028-04-01', usualSettings)).not.toContain('dialogue')
  })

  it('は、対象外や窓口案内の文も消し、どの窓口かは残す', () => {
    const p = inState('referred')
    expect(p.ending?.text).toBe('相談窓口をご案内します。')
    expect(erased(p, 'title').ending).toEqual(p.ending)
    const gone = erased(p, 'answer')
    expect(gone).toMatchObject({
      state: 'referred',
      ending: { text: '（消去しました）', desk: 'harassment' },
    })
    expect(JSON.stringify(gone)).not.toContain('相談窓口をご案内')
  })
})

describe('提案者の送ったもの', () => {
  const release = async (hall: TownHall, act: AuthorAct, id?: string) =>
    hall.system.ledger.release(
      batch({ acts: [id === undefined ? sent(1, act) : { ...sent(1, act), id }] }),
      circumstances(await hall.system.surroundings()),
    )
  const now = (hall: TownHall, { number }: Proposal) => {
    const p = hall.system.ledger.find(number)
    if (p === undefined) throw new Error('none')
    return p
  }

  it('で、開示請求のある提案を書き直すことはできない', async () => {
    const hall = await townHall()
    const desk = await secretariat(hall)
    const p = await one(hall)
    await hall.act(desk, p, { act: 'return', text: 'お名前を消してください。' })
    const held = await hall.act(desk, p, { act: 'hold', text: '令和8年第3号の開示請求' })
    const around = await hall.system.surroundings()
    expect(authorReading(held, around.org, around).may).not.toContain('rewrite')
    const rewrite: AuthorAct = { act: 'rewrite', written: { ...post.written, title: '別の題' } }
    expect(await release(hall, rewrite)).toMatchObject({ acts: 0, dropped: 1 })
    expect(now(hall, p)).toEqual(held)
    await hall.act(desk, p, { act: 'release-hold' })
    expect(await release(hall, rewrite)).toMatchObject({ acts: 1, dropped: 0 })
    expect(now(hall, p).written?.title).toBe('別の題')
  })

  it('は、写して送り直されても、同じ印のものは二度は起こらない', async () => {
    const hall = await townHall()
    const desk = await secretariat(hall)
    const p = await one(hall, { publicity: 'summary' })
    const summarise = (text: string) => hall.act(desk, p, { act: 'summarise', title: '要旨', text })
    const yes: AuthorAct = { act: 'approve-summary' }
    const no: AuthorAct = { act: 'reject-summary', text: '違います。' }
    await summarise('一つ目の要旨です。')
    expect(await release(hall, no, 'a')).toMatchObject({ acts: 1, dropped: 0 })
    await summarise('二つ目の要旨です。')
    for (const again of [1, 2]) {
      expect(await release(hall, no, 'a'), `${again}`).toMatchObject({ acts: 0, dropped: 1 })
      expect(now(hall, p).summary?.stage).toBe('asked')
      // What is on record outlives a restart.
      await hall.restart()
    }
    // The same one twice in one batch, and a new one.
    const at = circumstances(await hall.system.surroundings())
    const acts = [
      { ...sent(1, yes), id: 'b' },
      { ...sent(1, yes), id: 'b' },
    ]
    expect(await hall.system.ledger.release(batch({ acts }), at)).toMatchObject({
      acts: 1,
      dropped: 1,
    })
    expect(now(hall, p).summary?.stage).toBe('approved')
  })
})

describe('数', () => {
  it('に入る実際の効果は、最後の報告の後に確認されたものだけ', () => {
    const measured = (p: Proposal, today: string) => {
      const org = village()
      const board = boardReader({ all: () => [p], revision: () => 1 }).at(org)
      const work = { today, calendar: around(today).calendar, org, positionOf: () => 0 }
      return boardNumbers(board, [p], work).years[0]?.hours.measured
    }
    const report = (hours: number): Step[1] => ({ act: 'report-effect', hours, text: '測った。' })
    const day = '2026-09-15'
    const reported = after(inState('model_case'), [[head, report(100), day]])
    expect(measured(reported, day)).toBe(0)
    const confirmed = after(reported, [[desk, { act: 'confirm-effect' }]])
    expect(measured(confirmed, day)).toBe(100)
    expect(() => after(confirmed, [[desk, { act: 'confirm-effect' }]])).toThrow('もう確認')
    // On the same day or later: the confirmation was of the other figure.
    for (const on of [day, '2026-10-01']) {
      const changed = after(confirmed, [[head, report(9000), on]])
      expect(measured(changed, on), on).toBe(0)
      expect(measured(after(changed, [[desk, { act: 'confirm-effect' }]]), on), on).toBe(9000)
    }
  })

  it('のうち先月までのものは、統合を取り消しても変わらない', () => {
    for (const target of [inState('reviewing'), received({}, '2026-06-20')]) {
      const merged = Array.from({ length: 6 }, () =>
        after(received({}, '2026-06-22'), [
          [desk, { act: 'merge', into: target.number }, '2026-06-23'],
        ]),
      )
      const undone = merged.map((p) => after(p, [[desk, { act: 'unmerge' }, '2026-07-10']]))
      const june = (all: readonly Proposal[]) => hiddenCounts([target, ...all], '2026-06-30')(2026)
      expect(june(undone)).toEqual(june(merged))
      // They are hidden again, in the month of the undoing.
      const july = hiddenCounts([target, ...undone], '2026-07-31')(2026)
      expect(july.checking.from).toBe(5)
    }
  })
})

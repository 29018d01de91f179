/** 二人目の確認と記録: who must not confirm, what must not be found, and what stands on record. */
import { describe, expect, it } from 'vitest'
import type { OfficialAct } from '../../server/proposals/acts.ts'
import { proposalDesk } from '../../server/proposals/desk.ts'
import { townHall, type TownHall } from './town-hall.ts'
import { answers, LEAD } from './village.ts'

const exclude: OfficialAct = { act: 'exclude', reasonCode: 'beyond', text: '市の権限の外です。' }
const confirm: OfficialAct = { act: 'confirm' }

async function office(hall: TownHall) {
  return {
    one: await hall.person('000201', '1020', ['secretariat', '*']),
    two: await hall.person('000202', '1020', ['secretariat', '*']),
    compliance: await hall.person('000301', '1010', ['compliance', '*']),
    head: await hall.person('000401', LEAD, ['head', LEAD], ['promoter', LEAD]),
    director: await hall.person('000501', '2000', ['director', '2000']),
  }
}

const recorded = (hall: TownHall) =>
  hall.stores.identity.selectFrom('proposal_step').selectAll().orderBy('id').execute()

describe('二人目の確認', () => {
  it('は、起案した人にはできず、別の提案担当ならできる', async () => {
    const hall = await townHall()
    const { one, two } = await office(hall)
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    await hall.act(one, p, exclude)
    await expect(hall.act(one, p, confirm)).rejects.toThrow('別の人')
    expect((await hall.act(two, p, confirm)).state).toBe('out_of_scope')
    expect((await recorded(hall)).map(({ actor, act }) => [actor, act])).toEqual([
      ['000201', '対象外を起案'],
      ['000202', '二人目の確認（対象外を起案）'],
    ])
  })

  it('は、取りやめて別の人が起案し直したら、前の起案者にもできる', async () => {
    const hall = await townHall()
    const { one, two } = await office(hall)
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    await hall.act(one, p, exclude)
    await hall.act(one, p, { act: 'dismiss', text: '誤りでした。' })
    await hall.act(two, p, exclude)
    await expect(hall.act(two, p, confirm)).rejects.toThrow('別の人')
    expect((await hall.act(one, p, confirm)).state).toBe('out_of_scope')
  })

  it('は、二つの役割を持つ人でも、ひとりではできない', async () => {
    const hall = await townHall()
    const both = await hall.person('000601', '1010', ['secretariat', '*'], ['compliance', '*'])
    const [p] = await hall.receive({ aimedAt: '1020' })
    if (p === undefined) throw new Error('none')
    await hall.act(both, p, exclude)
    await expect(hall.act(both, p, confirm)).rejects.toThrow('別の人')
  })

  it('は、行政管理課自身の提案では、行政管理課の外のコンプライアンス担当だけができる', async () => {
    const hall = await townHall()
    const { one, two, compliance } = await office(hall)
    const both = await hall.person('000601', '1020', ['secretariat', '*'], ['compliance', '*'])
    const [p] = await hall.receive({ aimedAt: '1020' })
    if (p === undefined) throw new Error('none')
    await hall.act(one, p, exclude)
    await expect(hall.act(two, p, confirm)).rejects.toThrow('コンプライアンス担当が行います')
    await expect(hall.act(both, p, confirm)).rejects.toThrow('コンプライアンス担当が行います')
    expect((await hall.act(compliance, p, confirm)).state).toBe('out_of_scope')
  })

  it('は、行政管理課長に関わる提案では、コンプライアンス担当の二人で', async () => {
    const hall = await townHall()
    const { one, compliance } = await office(hall)
    const second = await hall.person('000302', '1010', ['compliance', '*'])
    const [p] = await hall.receive({ aimedAt: '1020', aboutHead: true })
    if (p === undefined) throw new Error('none')
    await expect(hall.act(one, p, exclude)).rejects.toThrow('見つかりません')
    await hall.act(compliance, p, exclude)
    await expect(hall.act(compliance, p, confirm)).rejects.toThrow('別の人')
    expect((await hall.act(second, p, confirm)).state).toBe('out_of_scope')
  })

  it('は、同時に起案しても、記録に残った起案者とまちがえない', async () => {
    const hall = await townHall()
    const { one, two } = await office(hall)
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    const results = await Promise.all(
      [one, two].map((official) => hall.system.desk.act(official, p.number, 1, exclude)),
    )
    expect(results.map(({ ok }) => ok)).toEqual([true, false])
    expect((await recorded(hall)).map(({ actor }) => actor)).toEqual(['000201'])
    await expect(hall.act(one, p, confirm)).rejects.toThrow('別の人')
    expect((await hall.act(two, p, confirm)).state).toBe('out_of_scope')
  })
})

describe('記録', () => {
  it('は、時・人・役割・所属・操作を残し、断られた操作は残さない', async () => {
    const hall = await townHall()
    const { one, head } = await office(hall)
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    await hall.act(one, p, { act: 'route', units: [LEAD] })
    await expect(hall.act(head, p, { act: 'interim', text: '早すぎます。' })).rejects.toThrow()
    await expect(hall.act(head, p, { act: 'publish' })).rejects.toThrow()
    const old = await hall.system.desk.act(head, p.number, 1, { act: 'accept' })
    expect(old).toEqual({ ok: false, message: expect.stringContaining('開き直して') })
    hall.clock.now = new Date('2026-06-02T13:45:12+09:00')
    await hall.act(head, p, { act: 'accept' }, LEAD)
    const rows = await recorded(hall)
    expect(rows).toHaveLength(2)
    expect(rows[1]).toMatchObject({
      at: '2026-06-02T04:45:12.000Z',
      proposal: p.number,
      actor: '000401',
      role: 'head',
      unit: LEAD,
      act: '受諾',
    })
    expect(hall.system.ledger.find(p.number)?.steps.at(-1)).toEqual({
      on: '2026-06-02',
      role: 'head',
      unit: LEAD,
      act: '受諾',
      note: '',
    })
  })

  it('のない操作はなく、実行できなかった操作は、できなかったと残る', async () => {
    const hall = await townHall()
    const { one } = await office(hall)
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    const notes: string[] = []
    const record = {
      async note(...[, , , , act]: [unknown, unknown, unknown, unknown, string]) {
        notes.push(act)
      },
      lastActor: async () => undefined,
    }
    const { ledger, surroundings } = hall.system
    const complained = async () => new Set<string>()
    const full = {
      ...ledger,
      change: (...[number, version, step]: Parameters<typeof ledger.change>) =>
        ledger.change(number, version, async (now) => {
          await step(now)
          throw new Error('disk full')
        }),
    }
    const broken = proposalDesk({ ledger: full, record, surroundings, complained })
    await expect(broken.act(one, p.number, 1, { act: 'route', units: [LEAD] })).rejects.toThrow(
      'disk full',
    )
    expect(notes).toEqual(['所管へ照会', '所管へ照会（実行されませんでした）'])
    expect(ledger.find(p.number)).toEqual(p)

    const silent = { ...record, note: () => Promise.reject(new Error('no record')) }
    const unrecorded = proposalDesk({ ledger, record: silent, surroundings, complained })
    await expect(unrecorded.act(one, p.number, 1, { act: 'route', units: [LEAD] })).rejects.toThrow(
      'no record',
    )
    expect(ledger.find(p.number)).toEqual(p)
  })

  it('のための所属は、その人が役割を持つものだけ', async () => {
    const hall = await townHall()
    const { one } = await office(hall)
    const two = await hall.person('000402', LEAD, ['head', LEAD], ['head', '3010'])
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    await hall.act(one, p, { act: 'route', units: [LEAD, '3010'] })
    await expect(hall.act(two, p, { act: 'accept' }, '1010')).rejects.toThrow('見つかりません')
    await expect(hall.act(two, p, { act: 'accept' }, '3010')).rejects.toThrow('関係所属')
    await hall.act(two, p, { act: 'accept' })
    const said = await hall.act(two, p, { act: 'opinion', text: '賛成です。' })
    expect(said.units.map(({ opinion }) => opinion)).toEqual(['', '賛成です。'])
  })
})

describe('部長', () => {
  it('は、所属長に代わって主管の名で答え、関係所属の部長は意見だけを述べる', async () => {
    const hall = await townHall()
    const { one, director } = await office(hall)
    const other = await hall.person('000502', '3000', ['director', '3000'])
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    await hall.act(one, p, { act: 'route', units: [LEAD, '3010'] })
    await expect(hall.act(other, p, { act: 'accept' })).rejects.toThrow('関係所属')
    await hall.act(director, p, { act: 'accept' })
    const replied = await hall.act(director, p, { act: 'interim', text: '検討しています。' })
    expect(replied.interim?.unit).toBe(LEAD)
    const said = await hall.act(other, p, { act: 'opinion', text: '賛成です。' })
    expect(said.units[1]).toMatchObject({ unit: '3010', opinion: '賛成です。' })
    const hand = await hall.system.desk.find(other, p.number)
    expect(hand?.may).toEqual(['ask', 'opinion'])
  })

  it('が答える提案は、初めから終わりまで、その所属の人に見えない', async () => {
    const hall = await townHall()
    const { one, head, director } = await office(hall)
    const [p] = await hall.receive({ aboutHead: true })
    if (p === undefined) throw new Error('none')
    await hall.act(one, p, { act: 'route', units: [LEAD] })
    const answer = answers('2026-06-01').declined
    await hall.act(director, p, { act: 'accept' })
    await hall.act(director, p, { act: 'draft', answer })
    await hall.act(director, p, { act: 'approve', decisionNumber: '' })
    expect((await hall.act(one, p, { act: 'publish' })).answers[0]?.units).toEqual([LEAD])
    expect(await hall.system.desk.list(head)).toEqual([])
    expect(await hall.system.desk.find(head, p.number)).toBeUndefined()
    await expect(hall.act(head, p, { act: 'reopen', text: 'x' })).rejects.toThrow('見つかりません')
  })

  it('のいない所属へは、「所属長本人に関わる」提案を送れない', async () => {
    const hall = await townHall()
    const { one } = await office(hall)
    const [alone, bureau] = await hall.receive(
      { aboutHead: true, aimedAt: '4010' },
      { aboutHead: true, aimedAt: '2000' },
    )
    if (alone === undefined || bureau === undefined) throw new Error('none')
    for (const [p, units] of [
      [alone, ['4010']],
      [bureau, ['2000']],
      [bureau, [LEAD]],
    ] as const)
      await expect(hall.act(one, p, { act: 'route', units: [...units] })).rejects.toThrow(
        '部長がいません',
      )
    expect((await hall.act(one, alone, { act: 'route', units: ['1010'] })).state).toBe('routing')
  })
})

describe('統合先', () => {
  it('には、見えない提案、隠れている提案、終わった提案を選べない', async () => {
    const hall = await townHall()
    const { one, two } = await office(hall)
    const [p, open, closed, about, secret, withdrawn] = await hall.receive(
      {},
      {},
      { publicity: 'closed' },
      { aboutHead: true },
      { aboutHead: true, aimedAt: '1020' },
      {},
    )
    if (!p || !open || !closed || !about || !secret || !withdrawn) throw new Error('none')
    await hall.act(one, withdrawn, exclude)
    await hall.act(two, withdrawn, confirm)
    const into = (number: string) => hall.act(one, p, { act: 'merge', into: number })
    await expect(into(secret.number)).rejects.toThrow(`「${secret.number}」は見つかりません`)
    await expect(into('0000-00')).rejects.toThrow('「0000-00」は見つかりません')
    for (const hidden of [closed, about, withdrawn])
      await expect(into(hidden.number)).rejects.toThrow('統合できません')
    await expect(into(p.number)).rejects.toThrow('同じ提案')
    expect((await into(open.number)).merged).toMatchObject({ into: open.number, from: 'received' })
  })

  it('は、たがいに統合し合うことにも、鎖にもならない', async () => {
    const hall = await townHall()
    const { one, two } = await office(hall)
    const [a, b, c] = await hall.receive({}, {}, {})
    if (!a || !b || !c) throw new Error('none')
    const both = await Promise.all([
      hall.system.desk.act(one, a.number, 1, { act: 'merge', into: b.number }),
      hall.system.desk.act(two, b.number, 1, { act: 'merge', into: a.number }),
    ])
    expect(both.map(({ ok }) => ok)).toEqual([true, false])
    await expect(hall.act(one, b, { act: 'merge', into: c.number })).rejects.toThrow('もう一方')
    expect((await hall.act(one, c, { act: 'merge', into: b.number })).state).toBe('merged')
  })
})

describe('職員の書いた文', () => {
  it('からも、見えない文字や向きを変える文字は取り除かれる', async () => {
    const hall = await townHall()
    const { one } = await office(hall)
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    const text = '書き直して\u202eください\u200b。'
    const returned = await hall.act(one, p, { act: 'return', text })
    expect(returned.steps.at(-1)?.note).toBe('書き直してください。')
    const [q] = await hall.receive({})
    if (q === undefined) throw new Error('none')
    await expect(hall.act(one, q, { act: 'return', text: '\u200b\u200b' })).rejects.toThrow(
      '空の欄',
    )
    await expect(hall.act(one, q, { act: 'return', text: 'あ'.repeat(1501) })).rejects.toThrow(
      '長すぎる',
    )
  })
})

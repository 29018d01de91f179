/** 組織改正: every open proposal goes to the successor with its clocks; nobody's duty is lost. */
import { describe, expect, it } from 'vitest'
import { passTime } from '../../server/proposals/by-itself.ts'
import { duesOf } from '../../server/proposals/clocks.ts'
import { endedUnits, moveToSuccessor } from '../../server/proposals/reorganise.ts'
import { type State, stateNames } from '../../server/proposals/states.ts'
import { ownerOf, partsOf } from '../../server/proposals/visibility.ts'
import {
  after,
  answered,
  answers,
  around,
  atTen,
  desk,
  inState,
  JOINT,
  LEAD,
  neighbour,
  official,
  paperLedger,
  promoter,
} from './village.ts'

const TODAY = '2026-07-01'
const gone = { ended: [LEAD] }
const open: readonly State[] = [
  'routing',
  'reviewing',
  'trial',
  'reopened',
  'planned',
  'partly_planned',
  'continued',
  'done',
  'partly_done',
  'model_case',
]

describe('なくなった所属', () => {
  it('に残る提案が、番号とともに挙がる。終わったものは挙がらない', () => {
    const all = stateNames.map((state) => inState(state))
    const place = around(TODAY, gone)
    expect(endedUnits(paperLedger(all), around(TODAY).org)).toEqual([])
    const [one, ...more] = endedUnits(paperLedger(all), place.org)
    expect(more).toEqual([])
    const numbers = all.flatMap((p) => (open.includes(p.state) ? [p.number] : []))
    expect(one).toEqual({ unit: LEAD, name: `所属${LEAD}`, numbers: numbers.toSorted() })
  })

  it('の提案は、決まるまで元の部の部長と提案担当のもの', () => {
    const director = official('5', '2000', ['director', '2000'])
    const secretariat = official('10', '1020', ['secretariat', '*'])
    const { org } = around(TODAY, gone)
    for (const state of open) {
      const p = inState(state)
      expect(ownerOf(p, org)).toEqual({ role: 'director', unit: '2000' })
      expect(partsOf(p, director, org, false)).toHaveLength(1)
      expect(partsOf(p, secretariat, org, false)).toHaveLength(1)
    }
  })
})

describe('承継する所属への引継ぎ', () => {
  it('は、開いている提案のすべてを、期限・案・関係所属・報告とともに移す', async () => {
    const drafted = after(inState('reviewing'), [
      [promoter, { act: 'draft', answer: answers('2026-06-20').declined }, '2026-06-20'],
    ])
    const asJoint = after(inState('reviewing'), [
      [desk, { act: 'transfer', from: LEAD, to: '1010' }],
      [desk, { act: 'transfer', from: JOINT, to: LEAD }],
    ])
    // Of another unit, which has not ended; only the report of うちでもやる is the ended one's.
    const done = inState('done')
    const others = {
      ...done,
      units: done.units.map((part) => (part.unit === LEAD ? { ...part, unit: '1010' } : part)),
    }
    const approved = after(inState('reviewing'), answered('declined', '2026-06-10').slice(0, 3))
    const adopted = {
      ...others,
      adoptions: [{ unit: LEAD, on: TODAY, stage: 'done' as const, text: '減った', hours: 4 }],
    }
    const all = [...stateNames.map((state) => inState(state)), drafted, asJoint, adopted, approved]
    const ledger = paperLedger(all)
    const place = around(TODAY, gone)
    const before = new Map(all.map((p) => [p.number, p]))
    const moved = await moveToSuccessor({ ledger, around: place, from: LEAD, to: '2020' })

    for (const p of ledger.all()) {
      const was = before.get(p.number)
      if (was === undefined) throw new Error('a new one')
      const stays = [
        'in_place',
        'declined',
        'confirmed',
        'expired',
        'withdrawn',
        'referred',
        'out_of_scope',
      ]
      if (stays.includes(p.state)) {
        expect(p).toEqual(was)
        continue
      }
      expect(moved).toContain(p.number)
      expect(p.units.map(({ unit }) => unit)).not.toContain(LEAD)
      expect(p.aimedAt).toBe('2020')
      expect(p.steps.slice(was.steps.length)).toEqual([
        { on: TODAY, role: 'system', unit: '', act: '承継する所属へ引継ぎ', note: `${LEAD}→2020` },
      ])
      // What had been approved, the successor approves again: then it is no longer 提案担当's clock.
      if (was.number !== approved.number)
        expect(duesOf(p, place).map(({ clock, day }) => [clock, day])).toEqual(
          duesOf(was, around(TODAY)).map(({ clock, day }) => [clock, day]),
        )
      expect(p.answers).toEqual(was.answers)
    }
    expect(ledger.find(drafted.number)?.draft).toEqual(drafted.draft)
    expect(ledger.find(approved.number)?.draft).toEqual({ ...approved.draft, stage: 'submitted' })
    expect(ledger.find(asJoint.number)?.units.map(({ unit }) => unit)).toEqual(['1010', '2020'])
    expect(ledger.find(adopted.number)?.adoptions[0]).toMatchObject({ unit: '2020', hours: 4 })
    expect(endedUnits(ledger, place.org)).toEqual([])
  })

  it('は、繰り返しても何も二度起こらない', async () => {
    const ledger = paperLedger(open.map((state) => inState(state)))
    const move = { ledger, around: around(TODAY, gone), from: LEAD, to: '2020' }
    expect(await moveToSuccessor(move)).toHaveLength(open.length)
    const once = ledger.all()
    expect(await moveToSuccessor(move)).toEqual([])
    expect(ledger.all()).toEqual(once)
  })

  it('は、今ある所属へだけ', async () => {
    const ledger = paperLedger([inState('reviewing')])
    for (const to of [LEAD, '9999'])
      await expect(
        moveToSuccessor({ ledger, around: around(TODAY, gone), from: LEAD, to }),
      ).rejects.toThrow('今ある所属')
  })

  it('を職員が行えば、一件ずつ記録に残り、その人に見えないものは動かない', async () => {
    const visible = inState('reviewing')
    const about = inState('reviewing', { aimedAt: '1020', aboutHead: true })
    const ledger = paperLedger([visible, about])
    const notes: string[] = []
    const record = {
      async note(
        ...[who, role, , number, act]: [{ number: string }, string, string, string, string]
      ) {
        notes.push([who.number, role, number, act].join())
      },
    }
    const secretariat = official('10', '1020', ['secretariat', '*'])
    const by = { official: secretariat, record, complaints: new Set<string>() }
    const place = around(TODAY, gone)
    expect(await moveToSuccessor({ ledger, around: place, from: LEAD, to: '2020', by })).toEqual([
      visible.number,
    ])
    expect(notes).toEqual([`10,desk,${visible.number},承継する所属へ引継ぎ`])
    expect(ledger.find(about.number)).toEqual(about)
  })

  it('は、承継先が決まっていれば、その日にひとりでに起こる', async () => {
    const ledger = paperLedger([inState('reviewing')])
    const successors = [{ unit: LEAD, successor: '2020', day: TODAY }]
    const pass = (day: string, place = {}) =>
      passTime({ ledger, around: around(day, place), at: atTen(day), successors })
    expect((await pass('2026-06-30', gone)).moved).toBe(0)
    // The old unit is still there: its end has not come.
    expect((await pass(TODAY)).moved).toBe(0)
    expect((await pass(TODAY, gone)).moved).toBe(1)
    expect((await pass(TODAY, gone)).moved).toBe(0)
    expect(ledger.all()[0]?.units[0]?.unit).toBe('2020')
  })

  it('は、承継先もなくなっていればその先へ、どこにもなければそのまま', async () => {
    const place = { ended: [LEAD, '2020'] }
    const successors = [
      { unit: LEAD, successor: '2020', day: '2026-04-01' },
      { unit: '2020', successor: '1010', day: '2026-07-01' },
    ]
    const chain = paperLedger([inState('reviewing')])
    await passTime({ ledger: chain, around: around(TODAY, place), at: atTen(TODAY), successors })
    expect(chain.all()[0]?.units[0]?.unit).toBe('1010')

    const round = [
      { unit: LEAD, successor: '2020', day: TODAY },
      { unit: '2020', successor: LEAD, day: TODAY },
    ]
    const lost = paperLedger([inState('reviewing')])
    await passTime({
      ledger: lost,
      around: around(TODAY, place),
      at: atTen(TODAY),
      successors: round,
    })
    expect(lost.all()[0]?.units[0]?.unit).toBe(LEAD)
  })

  it('の後に再検討となった提案も、承継先に移る', async () => {
    const p = inState('declined')
    const ledger = paperLedger([p])
    const successors = [{ unit: LEAD, successor: '2020', day: '2026-06-20' }]
    const pass = (day: string) =>
      passTime({ ledger, around: around(day, gone), at: atTen(day), successors })
    await pass('2026-06-22')
    expect(ledger.find(p.number)?.units[0]?.unit).toBe(LEAD)
    await ledger.change(p.number, null, (now) =>
      after(now, [[desk, { act: 'reopen', text: '法令が変わりました。' }, '2026-06-23']]),
    )
    await pass('2026-06-24')
    expect(ledger.find(p.number)).toMatchObject({
      state: 'reopened',
      units: [{ unit: '2020' }, {}],
    })
  })

  it('のうち分かれた所属の分は、一件ずつほかへ移せる', () => {
    const p = after(inState('reviewing'), [[desk, { act: 'transfer', from: LEAD, to: '1010' }]])
    expect(p.units.map(({ unit }) => unit)).toEqual(['1010', JOINT])
    expect(neighbour.unit).toBe('2020')
  })
})

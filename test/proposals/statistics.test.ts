import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../server/calendar/working-days.ts'
import type { Act } from '../../server/proposals/acts.ts'
import { boardReader } from '../../server/proposals/board.ts'
import { decide, Refused } from '../../server/proposals/decide.ts'
import {
  bandInWords,
  countBand,
  hiddenCounts,
  hiddenKinds,
  stageOn,
} from '../../server/proposals/hidden-counts.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import type { ActingRole } from '../../server/proposals/rules.ts'
import { calendarOf, usualSettings } from '../../server/proposals/settings.ts'
import { statisticsBody } from '../../server/published/api/statistics.ts'
import { boardNumbers } from '../../server/proposals/statistics.ts'
import { answered, hidden, org, positionOf, proposal } from './board-proposals.ts'

const calendar = calendarOf(usualSettings)

function numbers(all: readonly Proposal[], today = '2026-11-22') {
  const board = boardReader({ all: () => all, revision: () => 1 }).at(org)
  return boardNumbers(board, all, { today, calendar, org, positionOf })
}

const thisYear = (all: readonly Proposal[], today?: string) => {
  const [year] = numbers(all, today).years
  if (year === undefined) throw new Error('no year')
  return year
}

const repeat = <T>(times: number, make: (i: number) => T) =>
  Array.from({ length: times }, (_, i) => make(i))

describe('一覧から数えるもの', () => {
  it('is counted by fiscal year of receipt, theme and group', () => {
    const list = [
      proposal({ theme: 'office', state: 'done' }),
      proposal({ theme: 'office', state: 'declined' }),
      proposal({ receivedOn: '2026-03-31' }),
      proposal({ publicity: 'closed' }),
    ]
    const { years } = numbers(list)
    expect(years.map(({ fiscalYear }) => fiscalYear)).toEqual([2026, 2025])
    expect(years[0]?.received).toMatchObject({
      total: 2,
      groups: { 実施済: 1, 見送り: 1, 受付: 0 },
    })
    expect(years[0]?.themes.find(({ theme }) => theme === 'office')?.total).toBe(2)
    expect(years[1]?.received.total).toBe(1)
  })

  it('shows answer times from five answers on, in working days, by the unit that signed', () => {
    const quick = repeat(4, () => proposal({ receivedOn: '2026-10-30', ...answered('2026-11-04') }))
    const slow = proposal({ receivedOn: '2026-10-30', ...answered('2026-11-20') })
    expect(thisYear(quick).answerTimes).toEqual([
      { unit: '2010', name: '保険年金課', answers: 4, medianDays: null },
    ])
    // 30 October (Friday) to 4 November, with a holiday on the 3rd: two working days.
    expect(thisYear([...quick, slow]).answerTimes).toEqual([
      { unit: '2010', name: '保険年金課', answers: 5, medianDays: 2 },
    ])
    const moved = [...quick, slow].map((p) => ({
      ...p,
      units: [{ unit: '1020', acceptedOn: null, opinion: '' }],
    }))
    expect(thisYear(moved).answerTimes[0]?.unit).toBe('2010')
    expect(statisticsBody(numbers(quick)).years[0]?.answerTimes[0]).toMatchObject({
      answers: null,
      medianWorkingDays: null,
    })
  })

  it('never counts an answer that only the unit may read', () => {
    const closed = repeat(6, () => proposal({ publicity: 'closed', ...answered('2026-11-04') }))
    expect(thisYear(closed).answerTimes).toEqual([])
  })

  it('adds up hours by unit and theme: expected, confirmed, and うちでもやる by the unit that follows', () => {
    const outcome = (measuredHours: number | null) => ({
      doneOn: '2026-09-01',
      expectedHours: 100.1,
      measuredHours,
      measuredText: '',
      measuredOn: measuredHours === null ? null : '2026-10-30',
    })
    const confirmedStep = {
      on: '2026-11-01',
      role: 'desk' as const,
      unit: '',
      act: '効果を確認',
      note: '',
    }
    const adoption = { unit: '2020', on: '2026-11-05', stage: 'done' as const, text: '', hours: 7 }
    const list = [
      proposal({ state: 'done', outcome: outcome(null) }),
      proposal({ state: 'done', outcome: outcome(55) }),
      proposal({ state: 'confirmed', outcome: outcome(80), steps: [confirmedStep] }),
      proposal({ state: 'planned', adoptions: [adoption], theme: 'office' }),
      proposal({ publicity: 'closed', state: 'done', outcome: outcome(999) }),
    ]
    const year = thisYear(list)
    expect(year.hours).toEqual({ cases: 3, expected: 300.3, measured: 80, adopted: 7 })
    expect(
      year.hoursByUnit.map(({ unit, expected, adopted }) => [unit, expected, adopted]),
    ).toEqual([
      ['2010', 300.3, 0],
      ['2020', 0, 7],
    ])
    expect(year.hoursByTheme.find(({ theme }) => theme === 'office')?.adopted).toBe(7)
  })
})

describe('一覧に載っていないものの数', () => {
  it.each([
    [0, '5件未満'],
    [4, '5件未満'],
    [5, '5〜9件'],
    [9, '5〜9件'],
    [10, '10〜19件'],
    [99, '50〜99件'],
    [10_000, '10,000件以上'],
  ])('is told of %i as %s', (count, words) => {
    expect(bandInWords(countBand(count))).toBe(words)
  })

  const shown = [proposal({ receivedOn: '2026-04-10' }), proposal()]

  it('does not change within a month, whatever comes in and wherever it goes', () => {
    const before = numbers(shown, '2026-11-22')
    const arrivals = [
      ...repeat(30, () => hidden('received', { receivedOn: '2026-11-23' })),
      ...repeat(30, () => hidden('referred', { receivedOn: '2026-11-23' })),
      ...repeat(30, () => proposal({ receivedOn: '2026-11-23', publicity: 'closed' })),
      ...repeat(30, () => proposal({ receivedOn: '2026-11-23', aboutHead: true })),
    ]
    const after = numbers([...shown, ...arrivals], '2026-11-23')
    expect({ ...after, today: before.today }).toEqual(before)
    // The test can fail: one that everybody may read is seen at once.
    const open = numbers([...shown, proposal({ receivedOn: '2026-11-23' })], '2026-11-23')
    expect({ ...open, today: before.today }).not.toEqual(before)
  })

  it('does not change within a month when one of last month is decided this month', () => {
    const old = repeat(7, () => hidden('received', { receivedOn: '2026-10-20' }))
    const decided = old.map((p) => ({
      ...p,
      state: 'out_of_scope' as const,
      stateOn: '2026-11-10',
      steps: [
        ...p.steps,
        ...['対象外を起案', '二人目の確認'].map((act) => ({
          on: '2026-11-10',
          role: 'desk' as const,
          unit: '',
          act,
          note: '',
        })),
      ],
    }))
    const before = thisYear([...shown, ...old]).hidden
    expect(before).toMatchObject({ checking: { from: 5 }, out_of_scope: { from: 0 } })
    expect(thisYear([...shown, ...decided]).hidden).toEqual(before)
    expect(thisYear([...shown, ...decided], '2026-12-01').hidden).toMatchObject({
      checking: { from: 0 },
      out_of_scope: { from: 5 },
    })
  })

  it('looks alike for none and for four, of every kind', () => {
    const kinds = ['received', 'referred', 'out_of_scope', 'withdrawn', 'merged'] as const
    const four = kinds.flatMap((state) =>
      repeat(4, () => hidden(state, { receivedOn: '2026-10-01' })),
    )
    const closed = repeat(4, () => proposal({ receivedOn: '2026-10-01', publicity: 'closed' }))
    expect(numbers([...shown, ...four, ...closed])).toEqual(numbers(shown))
  })

  it('has no year that only hidden ones have', () => {
    const old = repeat(20, () => hidden('referred', { receivedOn: '2021-05-05' }))
    expect(numbers([...shown, ...old]).years.map(({ fiscalYear }) => fiscalYear)).toEqual([2026])
  })

  it('makes no total with what is hidden, and none by unit or theme', () => {
    const all = [
      ...shown,
      ...repeat(8, () =>
        proposal({ receivedOn: '2026-10-01', publicity: 'closed', theme: 'office' }),
      ),
    ]
    const year = thisYear(all)
    expect(year.received.total).toBe(2)
    expect(year.themes.find(({ theme }) => theme === 'office')?.total).toBe(0)
    expect(year.hidden.closed).toEqual({ from: 5, below: 10 })
    expect(Object.keys(year.hidden).toSorted()).toEqual(Object.keys(hiddenKinds).toSorted())
  })

  it('leaves out what the board tells itself, so that nothing is left over to subtract', () => {
    const [target] = shown
    const merged = { into: target?.number ?? '', on: '2026-10-02', from: 'received' as const }
    const told = repeat(9, () => hidden('merged', { receivedOn: '2026-10-01', merged }))
    const untold = repeat(6, () =>
      hidden('merged', { receivedOn: '2026-10-01', merged: { ...merged, into: 'closed' } }),
    )
    const closed = proposal({ number: 'closed', receivedOn: '2026-10-01', publicity: 'closed' })
    const year = thisYear([...shown, ...told, ...untold, closed])
    expect(year.hidden.merged).toEqual({ from: 5, below: 10 })
  })

  it('keeps hidden ones in their kind when their text is deleted; 本文消去済 is what left the board', () => {
    const gone = { state: 'expired' as const, stateOn: '2026-04-01', written: null }
    const list = [
      ...repeat(6, () => hidden('referred', { receivedOn: '2026-04-01', ...gone })),
      ...repeat(6, () => proposal({ receivedOn: '2026-04-01', publicity: 'closed', ...gone })),
      ...repeat(12, () => proposal({ receivedOn: '2026-04-01', ...gone })),
      ...shown,
    ]
    expect(thisYear(list).hidden).toMatchObject({
      referred: { from: 5 },
      closed: { from: 5 },
      expired: { from: 10 },
    })
    const withoutSteps = list.map((p) =>
      p.state === 'expired' && p.units.length === 0
        ? { ...p, expiredFrom: 'referred' as const, steps: [] }
        : p,
    )
    expect(thisYear(withoutSteps).hidden).toEqual(thisYear(list).hidden)
  })

  it('knows from the steps where each proposal stood at the end of every day', () => {
    const acts: readonly [ActingRole, Act][] = [
      ['desk', { act: 'return', text: '名前を消してください。' }],
      [
        'author',
        { act: 'rewrite', written: { title: '題', current: '今', idea: '案', effect: '' } },
      ],
      ['desk', { act: 'route', units: ['2010'] }],
      ['desk', { act: 'route', units: ['2020'] }],
      ['desk', { act: 'refer', desk: 'harassment', text: '窓口をご案内します。' }],
      ['desk', { act: 'exclude', reasonCode: 'no_idea', text: '改善案がありません。' }],
      ['desk', { act: 'erase', erase: ['title'], text: '名前がありました。' }],
      ['desk', { act: 'confirm' }],
      ['desk', { act: 'dismiss', text: '' }],
      ['desk', { act: 'merge', into: 'X' }],
      ['desk', { act: 'unmerge' }],
      ['desk', { act: 'mask', masks: [] }],
      ['head', { act: 'accept' }],
      ['author', { act: 'withdraw' }],
      ['system', { act: 'return-lapsed' }],
    ]
    const stageNow = ({ state }: Proposal) => {
      if (state === 'received' || state === 'returned') return 'checking'
      const apart = ['referred', 'out_of_scope', 'withdrawn', 'merged']
      return apart.includes(state) ? state : 'live'
    }
    const step = fc.tuple(fc.nat(acts.length - 1), fc.integer({ min: 0, max: 16 }))
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (walk) => {
        let p = hidden('received')
        let today = p.receivedOn
        const ends = new Map([[today, stageNow(p)]])
        for (const [which, wait] of walk) {
          for (let i = 0; i < wait; i += 1) {
            today = addDays(today, 1)
            ends.set(today, stageNow(p))
          }
          const [role, act] = acts[which] ?? ['desk', { act: 'dismiss', text: '' }]
          try {
            const at = { today, settings: usualSettings, isUnit: () => true }
            p = decide(p, { role, unit: role === 'head' ? '2010' : '' }, act, at)
          } catch (error) {
            if (!(error instanceof Refused)) throw error
          }
          ends.set(today, stageNow(p))
          seen.add(stageNow(p))
        }
        for (const [day, stage] of ends) expect(stageOn(p, day), day).toBe(stage)
        expect(stageOn(p, '2026-11-01')).toBeNull()
      }),
      { numRuns: 400 },
    )
    expect(seen.size).toBe(6)
  })

  it('reads as of the day asked for, not of the present state', () => {
    const p = hidden('withdrawn', { receivedOn: '2026-10-01' })
    const later = p.steps.map((s, i) => (i === 1 ? { ...s, on: '2026-11-09' } : s))
    const list = repeat(5, (i) => ({ ...p, number: `N${i}`, steps: later }))
    expect(hiddenCounts(list, '2026-10-31')(2026)).toMatchObject({
      checking: { from: 5 },
      withdrawn: { from: 0 },
    })
    expect(hiddenCounts(list, '2026-11-30')(2026)).toMatchObject({ withdrawn: { from: 5 } })
  })
})

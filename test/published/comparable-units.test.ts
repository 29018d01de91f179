import { describe, expect, it } from 'vitest'
import {
  comparableUnits,
  type UnitHistory,
} from '../../server/published/results/comparable-units.ts'
import type { BureauChoice } from '../../server/survey/questionnaire.ts'

const before: BureauChoice[] = [
  bureau('1100', '総務部', ['1110', '人事課'], ['1120', '行政管理課'], ['1130', '庶務課']),
  bureau('2000', '観光部', ['2010', '観光課'], ['2020', '国際課']),
  bureau('3100', '子ども部', ['3110', '子育て課'], ['3120', '保育課']),
]

const nothing: UnitHistory = {
  successors: new Map(),
  calledAnew: new Set(),
  recoded: new Map(),
  begun: new Set(),
}

function compare(after: readonly BureauChoice[], history: Partial<UnitHistory> = {}) {
  const { bu, ka } = comparableUnits(before, after, { ...nothing, ...history })
  return { bu: [...bu], ka: [...ka] }
}

describe('前年度と比べられる所属', () => {
  it('are all of them when nothing has changed', () => {
    expect(compare(before)).toEqual({
      bu: ['1100', '2000', '3100'],
      ka: ['1110', '1120', '1130', '2010', '2020', '3110', '3120'],
    })
  })

  it('a renamed 課 is not, its 部 is', () => {
    const after = changed('1100', ['1110', '人材課'], ['1120', '行政管理課'], ['1130', '庶務課'])
    expect(compare(after)).toEqual({
      bu: ['1100', '2000', '3100'],
      ka: ['1120', '1130', '2010', '2020', '3110', '3120'],
    })
  })

  it('a 課 that took in another one is not, their 部 is', () => {
    const after = changed('1100', ['1110', '人事課'], ['1120', '行政管理課'])
    expect(compare(after, { successors: new Map([['1130', ['1120']]]) })).toEqual({
      bu: ['1100', '2000', '3100'],
      ka: ['1110', '2010', '2020', '3110', '3120'],
    })
  })

  it('two parts of a divided 課 are not, their 部 is', () => {
    const after = changed(
      '2000',
      ['2011', '観光企画課'],
      ['2012', '観光施設課'],
      ['2020', '国際課'],
    )
    expect(compare(after, { successors: new Map([['2010', ['2011']]]) }).bu).toContain('2000')
    expect(compare(after, { successors: new Map([['2010', ['2011']]]) }).ka).not.toContain('2011')
  })

  it('a 課 that moved with its code and name is; the 部 it left and the one it came to are not', () => {
    const after = [
      bureau('1100', '総務部', ['1110', '人事課'], ['1120', '行政管理課']),
      bureau('2000', '観光部', ['2010', '観光課'], ['2020', '国際課'], ['1130', '庶務課']),
      before[2] ?? bureau('', ''),
    ]
    expect(compare(after)).toEqual({
      bu: ['3100'],
      ka: ['1110', '1120', '2010', '2020', '1130', '3110', '3120'],
    })
  })

  it('neither 部 is, when a 課 got a new code on its way: by its successor or by its name', () => {
    const to = (name: string) => [
      bureau('1100', '総務部', ['1110', '人事課'], ['1120', '行政管理課']),
      bureau('2000', '観光部', ['2010', '観光課'], ['2020', '国際課'], ['2030', name]),
      before[2] ?? bureau('', ''),
    ]
    expect(compare(to('庶務課')).bu).toEqual(['3100'])
    expect(compare(to('総合案内課'), { successors: new Map([['1130', ['2030']]]) }).bu).toEqual([
      '3100',
    ])
  })

  it('a 部 that lost a 課 to nobody knows whom is not, unless another one began in it', () => {
    const gone = changed('2000', ['2010', '観光課'])
    expect(compare(gone).bu).toEqual(['1100', '3100'])
    const replaced = changed('2000', ['2010', '観光課'], ['2040', '交流課'])
    expect(compare(replaced).bu).toEqual(['1100', '2000', '3100'])
  })

  it('follows successors of successors, and stops at a circle', () => {
    const after = changed('1100', ['1110', '人事課'], ['1150', '総務課'])
    const chain = new Map([
      ['1120', ['1125']],
      ['1125', ['1150']],
      ['1130', ['1131']],
      ['1131', ['1130']],
    ])
    expect(compare(after, { successors: chain }).bu).toContain('1100')
    expect(compare(after, { successors: chain }).ka).not.toContain('1150')
  })

  it('a 課 divided within its 部: the 部 is, its parts are not', () => {
    const after = changed('2000', ['2011', '企画課'], ['2012', '施設課'], ['2020', '国際課'])
    const found = compare(after, { successors: new Map([['2010', ['2011', '2012']]]) })
    expect(found.bu).toEqual(['1100', '2000', '3100'])
    expect(found.ka).toEqual(['1110', '1120', '1130', '2020', '3110', '3120'])
  })

  it('a 課 divided across two 部: neither 部 is, only what stands above both', () => {
    const [general, tourism, children] = before
    const after = [
      bureau('1100', '総務部', ...sectionsOf(general), ['1140', '施設課']),
      bureau('2000', '観光部', ['2011', '企画課'], ['2020', '国際課']),
      children ?? bureau('', ''),
    ]
    const history = { successors: new Map([['2010', ['2011', '1140']]]) }
    expect(compare(after, history).bu).toEqual(['3100'])
    expect(tourism?.code).toBe('2000')
  })

  it('a 課 that stays, but a part of which was divided from it, is not; its 部 is', () => {
    const after = changed('2000', ['2010', '観光課'], ['2011', '施設課'], ['2020', '国際課'])
    expect(compare(after).ka).toContain('2010')
    const found = compare(after, { successors: new Map([['2010', ['2011']]]) })
    expect([found.ka.includes('2010'), found.bu.includes('2000')]).toEqual([false, true])
  })

  it('a 課 or 部 of which the history says that only its name changed is', () => {
    const after = changed('1100', ['1110', '人材課'], ['1120', '行政管理課'], ['1130', '庶務課'])
    const known = { calledAnew: new Set(['1110']) }
    expect(compare(after).ka).not.toContain('1110')
    expect(compare(after, known).ka).toContain('1110')
    const bureaus = before.map((b) => (b.code === '2000' ? { ...b, name: '交流部' } : b))
    expect(compare(bureaus).bu).not.toContain('2000')
    expect(compare(bureaus, { calledAnew: new Set(['2000']) }).bu).toContain('2000')
  })

  it('a 課 that got a new code and is otherwise the same is, under the code it had', () => {
    const after = changed('1100', ['1150', '人材課'], ['1120', '行政管理課'], ['1130', '庶務課'])
    const history = {
      successors: new Map([['1110', ['1150']]]),
      recoded: new Map([['1110', '1150']]),
      begun: new Set(['1150']),
    }
    const found = comparableUnits(before, after, { ...nothing, ...history })
    expect([[...found.formerly], found.ka.has('1150'), found.bu.has('1100')]).toEqual([
      [['1150', '1110']],
      true,
      true,
    ])
    const moved = compare(after, { ...history, recoded: new Map() })
    expect([moved.ka.includes('1150'), moved.bu.includes('1100')]).toEqual([false, true])
  })

  it('a renamed 課 that took in another one as well is not', () => {
    const after = changed('1100', ['1150', '人材課'], ['1120', '行政管理課'])
    const history = {
      successors: new Map([
        ['1110', ['1150']],
        ['1130', ['1150']],
      ]),
      recoded: new Map([['1110', '1150']]),
    }
    const found = comparableUnits(before, after, { ...nothing, ...history })
    expect([[...found.formerly], found.ka.has('1150')]).toEqual([[], false])
  })

  it('a 課 that now counts in another one of its 部 is not, nor the other; their 部 is', () => {
    const after = before.map((b) =>
      b.code === '2000'
        ? {
            ...b,
            sections: b.sections.map((s) => (s.code === '2020' ? { ...s, within: '2010' } : s)),
          }
        : b,
    )
    expect(compare(after)).toEqual({
      bu: ['1100', '2000', '3100'],
      ka: ['1110', '1120', '1130', '3110', '3120'],
    })
  })

  it('a code that began anew in between is not', () => {
    expect(compare(before, { begun: new Set(['2010', '3100']) })).toEqual({
      bu: ['1100', '2000'],
      ka: ['1110', '1120', '1130', '2020', '3110', '3120'],
    })
  })

  it('類似所属 is as long as the same workplaces count in it', () => {
    const nurseries = (...codes: string[]): BureauChoice[] => [
      {
        code: '3100',
        name: '子ども部',
        sections: [
          { code: '3120', name: '保育課' },
          ...codes.map((code) => ({ code, name: code, within: '3120', similar: '保育園' })),
        ],
      },
    ]
    const one = comparableUnits(nurseries('a'), nurseries('a'), nothing)
    expect([[...one.similar], [...one.ka]]).toEqual([['保育園'], ['3120']])
    const two = comparableUnits(nurseries('a'), nurseries('a', 'b'), nothing)
    expect([[...two.similar], [...two.ka], [...two.bu]]).toEqual([[], [], ['3100']])
  })
})

function bureau(code: string, name: string, ...sections: [string, string][]): BureauChoice {
  return { code, name, sections: sections.map(([own, words]) => ({ code: own, name: words })) }
}

function sectionsOf(one: BureauChoice | undefined): [string, string][] {
  return (one?.sections ?? []).map(({ code, name }) => [code, name])
}

function changed(code: string, ...sections: [string, string][]): BureauChoice[] {
  return before.map((b) => (b.code === code ? bureau(code, b.name, ...sections) : b))
}

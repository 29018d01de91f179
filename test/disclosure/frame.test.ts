import { describe, expect, it } from 'vitest'
import { classesOf } from '../../server/disclosure/classes.ts'
import { frameOf } from '../../server/disclosure/frame.ts'
import type { GroupingAttribute, Tables } from '../../server/disclosure/microdata.ts'
import { restsOf } from '../../server/disclosure/figures/rests.ts'

const named = (id: string, codes: readonly string[]): GroupingAttribute => ({
  id,
  categories: codes.map((code) => ({ code, label: `${code}の名` })),
  parent: null,
})

const attributes: readonly GroupingAttribute[] = [
  named('bu', ['1100', '1200']),
  { ...named('ka', ['1110', '1120', '1210']), parent: { attribute: 'bu', of: [0, 0, 1] } },
  named('sex', ['女性', '男性']),
]
const tables: Tables = [[], ['bu'], ['ka'], ['sex'], ['bu', 'sex']]

/** bu, ka, sex of each respondent. */
const people = [
  [2, 3, 1],
  [1, 1, 2],
  [1, 2, 2],
  [0, 0, 1],
  [1, 1, 2],
  [1, 0, 0],
]
const dataOf = (rows: readonly (readonly number[])[]) => ({
  attributes,
  rows: rows.length,
  keys: Uint16Array.from(rows.flat()),
})

describe('The groups of a plan', () => {
  const frame = frameOf(attributes, tables)
  const byId = new Map(frame.map((group) => [group.id, group]))

  it('are all categories of each table, answered or not, in the order of the plan', () => {
    expect(frame.map((group) => group.id)).toEqual([
      '*',
      'bu=1100',
      'bu=1200',
      'ka=1110',
      'ka=1120',
      'ka=1210',
      'sex=女性',
      'sex=男性',
      'bu=1100&sex=女性',
      'bu=1100&sex=男性',
      'bu=1200&sex=女性',
      'bu=1200&sex=男性',
    ])
    expect(byId.get('*')?.label).toBe('全庁')
    expect(byId.get('bu=1200&sex=男性')).toMatchObject({
      keys: { bu: '1200', sex: '男性' },
      label: '1200の名・男性の名',
      tableIndex: 4,
      categories: [1, 1],
    })
  })

  it('hang below the table without the last attribute, a 課 below its 部', () => {
    const parentOf = (id: string) => frame[byId.get(id)?.parent ?? -1]?.id
    expect(parentOf('*')).toBeUndefined()
    expect(parentOf('bu=1100')).toBe('*')
    expect(parentOf('ka=1210')).toBe('bu=1200')
    expect(parentOf('sex=男性')).toBe('*')
    expect(parentOf('bu=1200&sex=女性')).toBe('bu=1200')
    const withoutBureaus = frameOf(attributes, [[], ['ka'], ['bu', 'sex']])
    expect(withoutBureaus.find((g) => g.id === 'ka=1210')?.parent).toBe(0)
    expect(withoutBureaus.find((g) => g.id === 'bu=1200&sex=女性')?.parent).toBeNull()
  })

  it('are refused when the plan names what nobody was asked, or one thing twice', () => {
    expect(() => frameOf(attributes, [[], ['age']])).toThrow(RangeError)
    expect(() => frameOf(attributes, [[], ['sex', 'sex']])).toThrow(RangeError)
    expect(() => frameOf(attributes, [[], ['bu'], ['bu']])).toThrow(RangeError)
  })
})

describe('People who stand in the same groups', () => {
  const frame = frameOf(attributes, tables)

  it('are one class, in the order of the organisation', () => {
    const classes = classesOf(frame, dataOf(people))
    const ids = Array.from({ length: classes.count }, (_, c) =>
      Array.from(
        classes.groups.subarray(classes.starts[c], classes.starts[c + 1]),
        (g) => frame[g]?.id,
      ),
    )
    expect(ids).toEqual([
      ['*', 'sex=女性'],
      ['*', 'bu=1100'],
      ['*', 'bu=1100', 'ka=1110', 'sex=男性', 'bu=1100&sex=男性'],
      ['*', 'bu=1100', 'ka=1120', 'sex=男性', 'bu=1100&sex=男性'],
      ['*', 'bu=1200', 'ka=1210', 'sex=女性', 'bu=1200&sex=女性'],
    ])
    expect([...classes.weights]).toEqual([1, 1, 2, 1, 1])
    expect([...classes.block]).toEqual([-1, 0, 0, 0, 1])
    expect([...classes.ofRow]).toEqual([4, 2, 3, 0, 2, 1])
  })

  it('are the same classes whoever comes first', () => {
    const { ofRow: _, ...classes } = classesOf(frame, dataOf(people))
    const { ofRow: __, ...turned } = classesOf(frame, dataOf(people.toReversed()))
    expect(turned).toEqual(classes)
  })

  it('belong to no 部 where the plan cannot tell theirs', () => {
    const classes = classesOf(frameOf(attributes, [[], ['sex']]), dataOf(people))
    expect([...classes.weights]).toEqual([2, 1, 3])
    expect([...classes.block]).toEqual([-1, 0, 0])
  })

  it('are refused when a code is no category', () => {
    expect(() => classesOf(frame, dataOf([[1, 4, 1]]))).toThrow(RangeError)
  })
})

describe('What is left of a group', () => {
  const frame = frameOf(attributes, tables)
  const tiersOf = (hidden: readonly string[], bands: readonly string[]) =>
    frame.map(({ id }) =>
      hidden.includes(id) ? 'hidden' : bands.includes(id) ? 'band' : ('full' as const),
    )
  const sizes = [100, 60, 38, 40, 9, 38, 50, 40, 30, 30, 20, 18]

  it('is named after the group and what cuts it, and counted', () => {
    const tiers = tiersOf(['ka=1120', 'bu=1200&sex=男性'], ['ka=1110', 'bu=1200&sex=女性'])
    expect(restsOf(attributes, frame, tiers, sizes, 10)).toMatchObject([
      { id: '*/rest', table: ['bu'], parent: 0, minus: [1, 2], n: 2, tier: 'band' },
      { id: 'bu=1100/rest', table: ['ka'], parent: 1, minus: [3], n: 20, tier: 'band' },
      { id: '*/rest/sex', table: ['sex'], parent: 0, minus: [6, 7], n: 10, tier: 'full' },
      { id: 'bu=1200/rest/sex', table: ['bu', 'sex'], parent: 2, minus: [10], n: 18, tier: 'band' },
    ])
  })

  it('is nothing below a hidden group, and nothing where no part is shown', () => {
    const tiers = tiersOf(['bu=1100', 'bu=1200&sex=女性', 'bu=1200&sex=男性', 'ka=1210'], [])
    expect(restsOf(attributes, frame, tiers, sizes, 10).map((rest) => rest.id)).toEqual([
      '*/rest',
      '*/rest/sex',
    ])
  })
})

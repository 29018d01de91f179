/** Sets made by hand, each with one leak, and the same set without it: only the first is refused. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Microdata, Tables } from '../../server/disclosure/microdata.ts'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'
import type { Finding } from '../../server/disclosure/verify/verify-finding.ts'
import { verifyPublished } from '../../server/disclosure/verify/verify-published.ts'
import type { PublishedGroup, PublishedSet, ShownGroup } from '../../server/survey/published-set.ts'
import { microdata } from './generated-city.ts'
import { type Choices, handMade, POLICY, valueOf } from './hand-made.ts'
import { ATTRIBUTES } from './small-worlds.ts'

const UNITS = ['1110', '1120', '1210', '1220', '1310', '1390'] as const

/** People of a 課 (their 部 goes with it) and of a 性別; they answer this and that, a few nothing. */
function city(
  people: readonly (readonly [ka: (typeof UNITS)[number], sex: 1 | 2, n: number])[],
): Microdata {
  const rows = people.flatMap(([ka, sex, n]) => {
    const unit = UNITS.indexOf(ka)
    return Array.from({ length: n }, () => [Math.floor(unit / 2) + 1, unit + 1, 0, 0, sex])
  })
  const answer = (row: number) => [1, 2, 3, 2, 4, 1, 2, 3, 0, 2, 1, 3, 4][row % 13] ?? 0
  return microdata(
    ATTRIBUTES,
    rows.map((codes, row) => [...codes, answer(row)]),
    1,
  )
}

const units = city([
  ['1110', 1, 4],
  ['1120', 1, 9],
  ['1210', 1, 14],
  ['1220', 2, 12],
  ['1310', 2, 15],
  ['1390', 2, 13],
])
const UNIT_TABLES: Tables = [[], ['bu'], ['ka']]

const mixed = city([
  ['1110', 1, 12],
  ['1110', 2, 13],
  ['1210', 1, 4],
  ['1210', 2, 14],
  ['1310', 1, 11],
  ['1310', 2, 12],
])
const SEX_TABLES: Tables = [[], ['bu'], ['sex'], ['bu', 'sex']]
/** Nobody is その他; two cells of each 部 and of each 性別 have to be hidden. */
const SAFE_CELLS = [
  'sex=その他',
  ...['1100', '1200', '1300'].map((bu) => `bu=${bu}&sex=その他`),
  ...['1100', '1200'].flatMap((bu) => ['女性', '男性'].map((sex) => `bu=${bu}&sex=${sex}`)),
]
const SAFE_UNITS = ['ka=1110', 'ka=1120']

let highs: Solver
beforeAll(async () => {
  highs = await highsSolver()
})

function check(set: PublishedSet, data: Microdata): readonly Finding[] {
  return verifyPublished(set, data, POLICY, highs)
}

function found(set: PublishedSet, data: Microdata): string[] {
  return check(set, data).map(({ kind, group, item }) => [kind, group, item].join(' ').trim())
}

const unitSet = (choices: Choices) => handMade(units, UNIT_TABLES, POLICY, choices)
const mixedSet = (choices: Choices) => handMade(mixed, SEX_TABLES, POLICY, choices)

describe('漏れのある公表物', () => {
  it('passes both sets as long as they have no leak', () => {
    expect(check(unitSet({ hidden: SAFE_UNITS }), units)).toEqual([])
    expect(check(mixedSet({ hidden: SAFE_CELLS }), mixed)).toEqual([])
  })

  it('refuses a 課 of four that is shown', () => {
    const leaky = found(unitSet({ hidden: ['ka=1120'] }), units)
    expect(leaky).toContain('count ka=1110')
  })

  it('refuses a hidden 課 that is what the 部 has more than its other 課', () => {
    const leaky = found(unitSet({ hidden: ['ka=1110'] }), units)
    expect(leaky).toContain('recomputable ka=1110')
    expect(leaky).toContain('light bu=1100')
  })

  it('refuses 部×性別 that differs from 全庁×性別 by four people', () => {
    const hidden = SAFE_CELLS.filter((id) => id !== 'bu=1100&sex=女性')
    const leaky = found(mixedSet({ hidden }), mixed)
    expect(leaky).toContain('recomputable bu=1200&sex=女性')
  })

  it('refuses a combination of fewer than k people that is no group at all', () => {
    // 12 + 4 women and 13 + 14 men of two 部, and one man who left his 部 out.
    const data = city([
      ['1110', 1, 12],
      ['1110', 2, 13],
      ['1210', 1, 14],
      ['1210', 2, 14],
    ])
    const keys = data.keys.slice()
    keys[24 * ATTRIBUTES.length] = 0
    keys[24 * ATTRIBUTES.length + 1] = 0
    const someone = { ...data, keys }
    const hidden = [
      'bu=1300',
      'sex=その他',
      ...['1100', '1200'].map((bu) => `bu=${bu}&sex=その他`),
      ...['女性', '男性', 'その他'].map((sex) => `bu=1300&sex=${sex}`),
    ]
    const leaky = handMade(someone, SEX_TABLES, POLICY, { hidden })
    expect(found(leaky, someone)).toContain('light sex=男性')
    const closed = handMade(data, SEX_TABLES, POLICY, { hidden })
    expect(check(closed, data)).toEqual([])
  })

  it('refuses 「その他（合算）」 of three', () => {
    const data = city([
      ['1110', 1, 3],
      ['1120', 1, 12],
      ['1210', 1, 14],
    ])
    const rests = [{ id: 'bu=1100/rest', parent: 'bu=1100', minus: ['ka=1120'] }]
    const hidden = ['bu=1300', 'ka=1220', 'ka=1310', 'ka=1390', 'ka=1110']
    const leaky = handMade(data, UNIT_TABLES, POLICY, { hidden, rests })
    expect(found(leaky, data)).toContain('count bu=1100/rest')
    const enough = city([
      ['1110', 1, 10],
      ['1120', 1, 12],
      ['1210', 1, 14],
    ])
    expect(check(handMade(enough, UNIT_TABLES, POLICY, { hidden, rests }), enough)).toEqual([])
  })

  it('refuses exact counts that lead to the one person who gave a rare answer', () => {
    // One person of 1110 is a man; his 課 and the men have one 「4」 each, and so has 全庁.
    const data = city([
      ['1110', 1, 14],
      ['1110', 2, 1],
      ['1210', 1, 14],
      ['1210', 2, 14],
    ])
    const answers = Uint8Array.from({ length: data.rows }, (_, row) =>
      row === 14 ? 4 : ([1, 2, 3][row % 3] ?? 1),
    )
    const rare = { ...data, answers }
    const tables: Tables = [[], ['bu'], ['sex']]
    const hidden = ['sex=その他', 'bu=1300']
    const exact = handMade(rare, tables, POLICY, {
      hidden,
      value: (_id, _item, counts) => valueOf(counts, true, 'full', POLICY),
    })
    const certain = check(exact, rare).filter((f) => f.kind === 'certain')
    expect(certain.map((f) => f.sentence)).toEqual(['answer 4 of 1 people is certain'])
    expect(check(handMade(rare, tables, POLICY, { hidden }), rare)).toEqual([])
  })

  it('refuses all answers side by side of fewer than kDistribution people', () => {
    const policy = { ...POLICY, kDistribution: 13 }
    const of = (least: number) =>
      handMade(units, UNIT_TABLES, policy, {
        hidden: SAFE_UNITS,
        tier: (_id, n) => (n >= least ? 'full' : 'band'),
      })
    const groups = (set: PublishedSet) =>
      verifyPublished(set, units, policy, highs).map(({ kind, group }) => `${kind} ${group}`)
    expect(groups(of(12))).toContain('count ka=1220')
    expect(groups(of(15))).toEqual([])
  })

  it('refuses 0 % of a small group, which says what each of them did not answer', () => {
    const nobody = (id: string) =>
      unitSet({
        hidden: SAFE_UNITS,
        value: (group) => (group === id ? { favourable: 0, step: 20, bands: [0, 100] } : undefined),
        tier: (group) => (group === id ? 'band' : 'full'),
      })
    expect(found(nobody('ka=1220'), units)).toContain('value ka=1220 Q1')
    expect(found(nobody('none'), units)).toEqual([])
  })
})

describe('形の崩れた公表物', () => {
  const sound = () => unitSet({ hidden: SAFE_UNITS })
  const changed = (id: string, change: (group: ShownGroup) => unknown): PublishedSet => ({
    ...sound(),
    groups: sound().groups.map((group) =>
      group.id === id ? (change(group as ShownGroup) as PublishedGroup) : group,
    ),
  })
  const cases: readonly (readonly [string, () => PublishedSet, string])[] = [
    [
      'a number of people that is not theirs',
      () => changed('ka=1210', (g) => ({ ...g, n: 15 })),
      'count ka=1210',
    ],
    [
      'a hidden group that carries a number',
      () => changed('ka=1110', (g) => ({ ...g, n: 4 })),
      'structure ka=1110',
    ],
    [
      'a group that is missing',
      () => ({ ...sound(), groups: sound().groups.filter((g) => g.id !== 'ka=1110') }),
      'structure ka=1110',
    ],
    [
      'a group that is there twice',
      () => ({ ...sound(), groups: [...sound().groups, ...sound().groups.slice(-1)] }),
      'structure ka=1390',
    ],
    [
      'keys that belong to another group',
      () => changed('ka=1210', (g) => ({ ...g, keys: { ka: '1220' } })),
      'structure ka=1210',
    ],
    [
      'a number of respondents that is not theirs',
      () => ({ ...sound(), respondents: 60 }),
      'count',
    ],
    ['no certificate', () => ({ ...sound(), certificate: null }), 'structure'],
    [
      'a certificate for fewer',
      () => ({ ...sound(), certificate: { ...sound().certificate!, minBound: 4 } }),
      'structure',
    ],
    ['another k than was decided', () => ({ ...sound(), k: 6 }), 'structure'],
    [
      'an audit that left something',
      () => ({ ...sound(), audit: { ...sound().audit!, certainAfter: 1 } }),
      'structure',
    ],
    [
      'a step that covers one person',
      () => changed('ka=1210', (g) => ({ ...g, items: { Q1: { favourable: 50, step: 5 } } })),
      'value ka=1210 Q1',
    ],
    [
      'a number of answers below 全庁',
      () =>
        changed('ka=1210', (g) => ({ ...g, items: { Q1: { n: 12, favourable: 60, step: 20 } } })),
      'value ka=1210 Q1',
    ],
    [
      'a value between two steps',
      () => changed('ka=1210', (g) => ({ ...g, items: { Q1: { favourable: 50, step: 20 } } })),
      'value ka=1210 Q1',
    ],
    [
      'figures that no answers give',
      () =>
        changed('bu=1100', (g) => ({
          ...g,
          items: { Q1: { favourable: 20, step: 20, distribution: [80, 80, 80, 80] } },
        })),
      'contradiction Q1',
    ],
  ]

  it.each(cases)('refuses %s', (_, set, expected) => {
    expect(check(sound(), units)).toEqual([])
    expect(found(set(), units).map((f) => f.replace('  ', ' '))).toContain(expected)
  })

  it('refuses what it cannot examine, because the solver fails', () => {
    const failing: Solver = {
      ...highs,
      model: (input) => {
        const model = highs.model(input)
        return { ...model, solve: () => ({ ...model.solve(), status: 'failed' }) }
      },
    }
    const kinds = verifyPublished(mixedSet({ hidden: SAFE_CELLS }), mixed, POLICY, failing)
    expect(new Set(kinds.map((f) => f.kind))).toEqual(new Set(['undecided']))
  })
})

/** `npm run protect` on files as organisations have them: what it writes, and when it writes nothing. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../scripts/protect-words.ts'
import { encodeCp932 } from '../../server/http/cp932.ts'
import { type PublishedSet, publishedSetSchema } from '../../server/survey/published-set.ts'
import {
  csvOf,
  type Desk,
  desk,
  PLAN,
  type Person,
  SECTIONS,
  townspeople,
} from './protect-command.ts'

const people = townspeople()
const files = { 'rows.csv': csvOf(people), 'plan.json': PLAN }

function setOn(on: Desk, name = 'out.json'): PublishedSet {
  return publishedSetSchema.parse(JSON.parse(readFileSync(on.path(name), 'utf8')))
}

/** Who of the file stands in a group, found from the words of the file alone. */
function membersOf(keys: Readonly<Record<string, string>>): Person[] {
  const word = (person: Person, attribute: string) => {
    if (attribute === 'bu') return SECTIONS[person.ka]?.bu ?? ''
    return attribute === 'ka' ? person.ka : attribute === 'sex' ? person.sex : person.age
  }
  return people.filter((p) => Object.entries(keys).every(([a, code]) => word(p, a) === code))
}

describe('The set made of a small CSV file', () => {
  it('says of every shown group what a recount of the file says', async () => {
    const on = desk(files)
    const run = await on.protect()
    expect(run).toMatchObject({ code: 0, files: ['out.json', 'plan.json', 'rows.csv'] })
    const set = setOn(on)
    expect(set).toMatchObject({
      survey: 'rows',
      k: 5,
      kDistribution: 10,
      roundingPeople: 2,
      scale: 4,
      respondents: people.length,
      certificate: { ok: true, k: 5 },
      audit: { certainAfter: 0 },
    })
    let compared = 0
    for (const group of set.groups) {
      if (group.state !== 'published') continue
      const members = membersOf(group.keys)
      expect(group.n, group.id).toBe(members.length)
      for (const [i, item] of ['Q1', 'Q2'].entries()) {
        const value = group.items[item]
        if (value === null || value === undefined) continue
        const given = members.map(({ answers }) => answers[i] ?? '').filter((a) => a !== '')
        const share = (100 * given.filter((a) => a <= '2').length) / given.length
        const edge = value.favourable <= value.step || value.favourable >= 100 - value.step
        const off = Math.abs(share - value.favourable)
        expect(off, `${group.id} ${item}`).toBeLessThanOrEqual(
          edge ? value.step * 1.5 : value.step / 2 + 1e-9,
        )
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(20)
  })

  it('lists every declared unit in the order of the plan, and the small 課 like any hidden one', async () => {
    const on = desk(files)
    await on.protect()
    const { groups } = setOn(on)
    const sections = groups.filter(({ table, state }) => table.join() === 'ka' && state !== 'rest')
    expect(sections.map(({ id }) => id)).toEqual(Object.keys(SECTIONS).map((ka) => `ka=${ka}`))
    const small = groups.find(({ id }) => id === 'ka=1130')
    expect(small).toEqual({
      id: 'ka=1130',
      table: ['ka'],
      keys: { ka: '1130' },
      label: '1130',
      state: 'hidden',
    })
  })

  it('is summed up on the screen, a line a table, and says nothing at all with --quiet', async () => {
    const on = desk(files)
    const run = await on.protect()
    expect(run.err).toContain('公表する区分を選んでいます… 0%')
    expect(run.out).toMatch(/^ +1\/1 +100\.0% +全体$/m)
    expect(run.out).toMatch(/^ +\d+\/11 +[\d.]+% +ka$/m)
    expect(run.out).toContain('組み合わせの確かめ: 合格')
    expect(run.out).toContain('書き込み: out.json')
    expect(await on.protect({}, '--quiet')).toMatchObject({ code: 0, out: '', err: '' })
  })

  it('is the same with the 部 written out, in Shift_JIS, with a BOM, and with Windows lines', async () => {
    const on = desk(files)
    await on.protect()
    const plain = setOn(on)
    const withBureaus = people
      .map(({ ka, sex, age, answers }) =>
        [SECTIONS[ka]?.bu ?? '', ka, '山田', age, sex, ...answers].join(),
      )
      .join('\r\n')
    const text = `bu,ka,氏名,age,sex,Q1,Q2\r\n${withBureaus}\r\n`
    on.write('cp932.csv', encodeCp932(text))
    on.write('bom.csv', `\ufeff${text}`)
    on.write('plan.json', { survey: 'rows', ...PLAN })
    for (const rows of ['cp932.csv', 'bom.csv']) {
      const run = await on.protect({ rows, out: 'again.json' })
      expect(run.err).toContain('使わない列: 氏名')
      expect(setOn(on, 'again.json')).toEqual(plain)
    }
  })
})

describe('A roster', () => {
  const everyone = people.map((p) => ({ ...p, ka: p.ka === '' ? '1110' : p.ka }))
  const rosterOf = (list: readonly Person[]) =>
    `ka,sex,age\n${list.map(({ ka, sex, age }) => `${ka},${sex},${age}`).join('\n')}\n`

  it('hides a 課 that more people claim than it has', async () => {
    const moved = everyone.map((p, i) =>
      p.ka === '1340' && i % 2 === 0 ? { ...p, ka: '1310' } : p,
    )
    const on = desk({
      ...files,
      'plan.json': { ...PLAN, roster: 'roster.csv' },
      'roster.csv': rosterOf(moved),
    })
    await on.protect({ plan: 'plan.json', out: 'with.json' })
    on.write('plan.json', PLAN)
    await on.protect({ out: 'without.json' })
    const state = (name: string, id: string) =>
      setOn(on, name).groups.find((g) => g.id === id)?.state
    expect(state('without.json', 'ka=1340')).toBe('published')
    expect(state('with.json', 'ka=1340')).toBe('hidden')
    expect(state('with.json', 'ka=1310')).toBe('published')
  })

  it('declares words that nobody answered with', async () => {
    const on = desk({
      ...files,
      'plan.json': { ...PLAN, roster: 'lists/roster.csv' },
      'lists/roster.csv': rosterOf([
        ...everyone,
        { ka: '1110', sex: '女性', age: '60代', answers: [] },
      ]),
    })
    await on.protect()
    const ages = setOn(on).groups.filter(({ table }) => table.join() === 'age')
    expect(ages.map(({ id }) => id)).toEqual(
      ['20代', '30代', '40代', '50代', '60代'].map((age) => `age=${age}`),
    )
    expect(ages.at(-1)).toMatchObject({ state: 'hidden' })
  })
})

describe('Another organisation', () => {
  it('has its own columns, three levels, five answers and its own words', async () => {
    const departments = ['R&D', 'Sales', 'Field / North']
    const lines = Array.from({ length: 180 }, (_, i) => {
      const team = `T${i % 12}`
      const tenure = ['0-2', '3-9', '10+'][(i * 7) % 3] ?? ''
      return `${i},${team},${tenure},${(i % 5) + 1},${((i * 3) % 5) + 1}`
    })
    const teams = Array.from({ length: 12 }, (_, i) => `T${11 - i}`)
    const on = desk({
      'answers 2026.csv': `id,team,tenure,clarity,"trust, mutual"\n${lines.join('\n')}\n`,
      'plan.json': {
        survey: 'Pulse 2026',
        k: 8,
        kDistribution: 12,
        roundingPeople: 3,
        scale: 5,
        favourable: 2,
        hierarchies: {
          team: {
            parent: 'department',
            map: Object.fromEntries(teams.map((t, i) => [t, departments[i % 3] ?? ''])),
          },
          department: {
            parent: 'division',
            map: { 'R&D': 'Core', Sales: 'Market', 'Field / North': 'Market' },
          },
        },
        tables: [['division'], ['department'], ['team'], ['tenure'], ['department', 'tenure']],
        items: ['clarity', 'trust, mutual'],
      },
    })
    expect(await on.protect({ rows: 'answers 2026.csv' })).toMatchObject({ code: 0 })
    const set = setOn(on)
    expect(set).toMatchObject({ survey: 'Pulse 2026', scale: 5, respondents: 180, k: 8 })
    expect(set.groups[0]).toMatchObject({ id: '*', state: 'published', n: 180 })
    const ids = set.groups.filter(({ state }) => state !== 'rest').map(({ id }) => id)
    expect(ids.slice(1, 6)).toEqual([
      'division=Core',
      'division=Market',
      'department=R&D',
      'department=Sales',
      'department=Field / North',
    ])
    expect(ids.slice(6, 18)).toEqual(teams.map((team) => `team=${team}`))
    const market = set.groups.find(({ id }) => id === 'division=Market')
    expect(market).toMatchObject({ state: 'published', n: 120 })
    expect(market?.state === 'published' && market.items['trust, mutual']).toBeTruthy()
  })
})

describe('Nothing is written', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'when it is ended by %s; what was there stays',
    async (signal) => {
      const on = desk({ ...files, 'out.json': 'of last year' })
      const run = await on.interrupt('公表する区分を選んでいます', signal)
      expect(run.code).toBe(signal === 'SIGINT' ? 130 : 143)
      expect(run.err).toContain('中止しました。何も書き込んでいません。')
      expect(run.files).toEqual(['out.json', 'plan.json', 'rows.csv'])
      expect(readFileSync(on.path('out.json'), 'utf8')).toBe('of last year')
    },
  )

  it('when something is wrong with the input; what was there stays', async () => {
    const on = desk({ ...files, 'rows.csv': 'ka,sex\n1110,女性\n', 'out.json': 'of last year' })
    expect((await on.protect()).code).toBe(2)
    expect(readFileSync(on.path('out.json'), 'utf8')).toBe('of last year')
  })
})

describe('A refusal', () => {
  it.each(['certificate', 'audit', 'solver', 'check'] as const)(
    'because of the %s says why, which tables took part and what to do',
    (reason) => {
      const text = refusalOf({ state: 'refused', reason, tables: [['bu', 'sex'], ['ka']] })
      expect(text).toContain('何も書き込んでいません')
      expect(text).toContain('理由: ')
      expect(text).toContain('かかわった表: bu × sex、ka')
      expect(text).toContain(
        'これらの表のうち1つを外すか、k を大きくして、もう一度実行してください。',
      )
    },
  )
})

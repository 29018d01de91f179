/** Questions that only managers are asked: one figure for the whole body, and nothing to subtract from it. */
import { describe, expect, it } from 'vitest'
import { type Microdata, NOT_ASKED, type Policy } from '../../server/disclosure/microdata.ts'
import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'

const policy: Policy = { k: 10, kDistribution: 20, roundingPeople: 2, scale: 5, favourable: 2 }
const PLAN = [[], ['bu'], ['ka']]

/** Two 部 of two 課 of 40 people each; so many of a 課 are managers. */
function city(managers: readonly number[], wholeOnly: readonly number[]): Microdata {
  const sections = managers.length
  const rows = sections * 40
  const keys = new Uint16Array(rows * 2)
  const answers = new Uint8Array(rows * 2)
  for (let row = 0; row < rows; row += 1) {
    const ka = Math.floor(row / 40)
    const isManager = row % 40 < (managers[ka] ?? 0)
    keys.set([Math.floor(ka / 2) + 1, ka + 1], row * 2)
    answers.set([(row % 5) + 1, isManager ? ((row * 3) % 5) + 1 : NOT_ASKED], row * 2)
  }
  const named = (prefix: string, n: number) =>
    Array.from({ length: n }, (_, i) => ({ code: `${prefix}${i}`, label: `${prefix}${i}` }))
  return {
    attributes: [
      { id: 'bu', categories: named('b', sections / 2), parent: null },
      {
        id: 'ka',
        categories: named('k', sections),
        parent: { attribute: 'bu', of: managers.map((_, ka) => Math.floor(ka / 2)) },
      },
    ],
    rows,
    keys,
    items: ['everybody', 'managers'],
    answers,
    wholeOnly,
  }
}

async function published(data: Microdata) {
  const input = { survey: 's', data, tables: PLAN, policy, eligible: [] }
  const outcome = protect(input, await highsSolver(), () => {})
  if (outcome.state === 'refused') throw new Error(outcome.reason)
  return outcome.set
}

const printed = (set: Awaited<ReturnType<typeof published>>, item: string) =>
  set.groups.flatMap((group) =>
    group.state !== 'hidden' && (group.items[item] ?? null) !== null ? [group.id] : [],
  )

describe('A question that only managers are asked', () => {
  it('is published for the whole body and for no 部, 課 or rest', async () => {
    const set = await published(city([22, 1, 22, 0], [1]))
    expect(printed(set, 'everybody').length).toBeGreaterThan(3)
    expect(printed(set, 'managers')).toEqual(['*'])
    const whole = set.groups[0]
    expect(whole?.state === 'published' && whole.items['managers']).toMatchObject({
      n: 45,
      step: 0.1,
    })
  })

  it('would else leave differences of one person, which is why', async () => {
    const shown = printed(await published(city([22, 1, 22, 0], [])), 'managers')
    expect(shown).toContain('bu=b0')
    expect(shown).toContain('ka=k0')
  })

  it('has three bands and no exact number when fewer answered it than a distribution needs', async () => {
    const set = await published(city([4, 4, 4, 0], [1]))
    const whole = set.groups[0]
    const value = whole?.state === 'published' ? whole.items['managers'] : undefined
    expect(value).toHaveProperty('bands')
    expect(value).not.toHaveProperty('distribution')
    expect(value).not.toHaveProperty('n')
  })

  it('is not published at all when fewer than k answered it', async () => {
    expect(printed(await published(city([3, 3, 3, 0], [1])), 'managers')).toEqual([])
  })
})

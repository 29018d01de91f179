/**
 * An attacker against the engine, in cities like the sample city: the file, the roster and the list of
 * who took part are all there is to know, for whoever shares whatever.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver, type Solver } from '../../server/disclosure/solver.ts'
import { verifyPublished } from '../../server/disclosure/verify/verify-published.ts'
import type { PublishedGroup, PublishedSet } from '../../server/survey/published-set.ts'
import { generatedCity, LEAN } from './generated-city.ts'
import { frame, handMade, POLICY } from './hand-made.ts'

let highs: Solver
beforeAll(async () => {
  highs = await highsSolver()
})

function released(seed: number, people: number, k: number, scale: 4 | 5) {
  const data = generatedCity(seed, people, 1, scale)
  const policy = { ...POLICY, k, kDistribution: 2 * k, scale }
  const input = { survey: 'r8', data, tables: LEAN, policy, eligible: [] }
  const outcome = protect(input, highs, () => {})
  if (outcome.state === 'refused') throw new Error(`refused: ${outcome.reason}`)
  return { data, policy, set: outcome.set }
}

/** What one role looks at: 全庁, the groups of one 部, and the rests that its pages print. */
function seenBy(set: PublishedSet, bureau: string): readonly PublishedGroup[] {
  return set.groups.filter((group) =>
    group.state === 'rest'
      ? group.parent === '*' || group.parent.startsWith(`bu=${bureau}`)
      : group.table[0] !== 'bu' || group.keys['bu'] === bureau,
  )
}

describe('公表物と回答者一覧を持つ者', () => {
  it.each([
    [300, 5, 4],
    [300, 10, 5],
    [400, 5, 5],
  ] as const)(
    'finds nobody in a city of %i people with k = %i and a scale of %i',
    (people, k, scale) => {
      const { data, policy, set } = released(people, people, k, scale)
      expect(set.groups.filter((g) => g.state === 'published').length).toBeGreaterThan(25)
      expect(verifyPublished(set, data, policy, highs, { near: data.answers })).toEqual([])
    },
  )

  it('finds no group of fewer than k in a city of 600, all tables together', () => {
    for (const k of [5, 10]) {
      const { data, policy, set } = released(7, 600, k, 4)
      expect(verifyPublished(set, data, policy, highs, { depth: 'combinations' })).toEqual([])
    }
  })

  it('finds nothing more when everybody shares every page and export', () => {
    const { data, policy, set } = released(2, 300, 5, 4)
    const pages = frame(data, [['bu']]).map((group) => seenBy(set, group.keys['bu'] ?? ''))
    const office = structuredClone(set.groups)
    const api = JSON.parse(JSON.stringify(set)) as PublishedSet
    const shared = new Map(
      [...pages.flat(), ...office, ...api.groups].map((g) => [JSON.stringify(g), g]),
    )
    // One set for every role: sharing adds no figure.
    expect(shared.size).toBe(set.groups.length)
    const together = { ...set, groups: [...shared.values()] }
    expect(verifyPublished(together, data, policy, highs)).toEqual([])
  })

  it('finds a great deal where every group of k or more is shown', () => {
    const data = generatedCity(2, 300, 1, 4)
    const hidden = frame(data, LEAN).filter((g) => g.rows.length < POLICY.k)
    const set = handMade(data, LEAN, POLICY, { hidden: hidden.map((g) => g.id) })
    const found = verifyPublished(set, data, POLICY, highs, { depth: 'combinations' })
    expect(found.filter((f) => f.kind === 'light').length).toBeGreaterThan(5)
  })
})

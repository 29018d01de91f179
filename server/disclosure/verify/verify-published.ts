import type { PublishedSet } from '../../survey/published-set.ts'
import { NOT_ASKED, type Policy } from '../microdata.ts'
import type { Solver } from '../solver.ts'
import type { Finding, People } from './verify-finding.ts'
import { computableGroups, lightCombinations } from './verify-pattern.ts'
import { readStructure } from './verify-structure.ts'
import { checkValues, isShareOnly } from './verify-values.ts'
import { certainAnswers } from './verify-worlds.ts'

export interface Options {
  /** `exact` leaves out everything that takes a solver, `combinations` the answers. */
  readonly depth?: 'exact' | 'combinations' | 'answers'
  /**
   * The answers, of who has them (`Microdata.answers`). Nothing is concluded from them but that the set
   * agrees with one world at least, around which others are found sooner.
   */
  readonly near?: ArrayLike<number>
}

/**
 * What somebody outside can do with a published set, all exports together, knowing who took part and
 * where they stand. Nothing of the engine that made it is used, so that one mistake is not made twice.
 *
 * @param policy what the set does not tell: how many of the best answers are favourable (2).
 * @returns [] when nothing was found. Certainty is looked for, not good guesses. What the solver left open
 *   is a finding (`undecided`): of large bodies whole people may be that without `near`.
 */
export function verifyPublished(
  set: PublishedSet,
  people: People,
  policy: Partial<Policy> | undefined,
  solver: Solver,
  { depth = 'answers', near }: Options = {},
): readonly Finding[] {
  const { figures, hidden, findings } = readStructure(set, people)
  const found: Finding[] = [...findings, ...checkPolicy(set, policy), ...checkValues(set, figures)]
  const { rows } = people
  const own = depth === 'exact' ? null : solver
  const derived = new Set(set.groups.flatMap((g) => (g.state === 'rest' ? [g.id] : [])))
  const groups = figures.filter((f) => !derived.has(f.id))
  found.push(...lightCombinations({ rows, figures: groups, hidden, k: set.k }, own))
  if (set.kDistribution !== null) {
    const full = figures.filter((f) => f.full)
    const others = [...groups.filter((f) => !f.full), ...hidden]
    found.push(...computableGroups({ rows, figures: full, hidden: others, k: set.kDistribution }))
  }
  if (depth !== 'answers' || found.some((f) => UNREADABLE.includes(f.kind))) return found
  const items = [...new Set(figures.flatMap((f) => Object.keys(f.items)))]
  for (const [at, item] of items.entries()) {
    const isShare = isShareOnly(figures, item)
    const given =
      near && Array.from({ length: rows }, (_, row) => near[row * items.length + at] ?? 0)
    const check = {
      set: isShare ? { ...set, scale: 2 } : set,
      rows,
      figures: figures.map((f) => ({
        ...f,
        people: f.people.filter((row) => given?.[row] !== NOT_ASKED),
      })),
      item,
      favourable: isShare ? 1 : (policy?.favourable ?? 2),
      near:
        given?.map((code) => (code === NOT_ASKED ? 0 : isShare ? Math.min(code, 2) : code)) ?? null,
    }
    found.push(...certainAnswers(check, solver))
  }
  return found
}

const UNREADABLE: readonly Finding['kind'][] = ['structure', 'count']

function checkPolicy(set: PublishedSet, policy: Partial<Policy> = {}): Finding[] {
  const stated = ['k', 'kDistribution', 'roundingPeople', 'scale'] as const
  return stated
    .filter((name) => policy[name] !== undefined && policy[name] !== set[name])
    .map((name) => ({
      kind: 'structure',
      group: null,
      item: null,
      sentence: `${name} is ${set[name]}, ${policy[name]} was decided`,
    }))
}

import { createHash } from 'node:crypto'
import { SolverFault } from './bound-programme.ts'
import { examine, type Examination, type Proven } from './certificate.ts'
import { eliminate } from './elimination.ts'
import type { SparseVector } from './modular.ts'
import { groupPeople } from './pattern-input.ts'
import type { PatternInput, PatternOutcome, Tier } from './pattern.ts'
import type { Solver } from '../solver.ts'

/** Rounds in which every find becomes a cut; from then on a group is given up for each. */
const EXACT_ROUNDS = 20
const MOST_ROUNDS = 200

/**
 * Chooses the groups to show and certifies that no sum or difference of them touches fewer than k
 * respondents (groups for a full distribution: kDistribution, by elimination alone). Combinations
 * of fewer people that the certificate finds are kept out of the span in the next round.
 *
 * Only memberships are looked at; the same input gives the same pattern and the same hash.
 */
export function planPattern(
  input: PatternInput,
  solver: Solver,
  report: (step: 'pattern' | 'certificate', done: number, total: number) => void,
): PatternOutcome {
  const cuts: SparseVector[] = []
  const given = new Set<number>()
  const known: Proven = new Map()
  const sums = { lps: 0, mips: 0 }
  let taking: readonly number[] = []
  for (let rounds = 1; rounds <= MOST_ROUNDS; rounds += 1) {
    const tiers = eliminate(input, { cuts, groups: [...given] }, (done, total) =>
      report('pattern', done, total),
    )
    const found = examineShown(input, tiers, solver, known, report)
    if (found === 'fault') return { state: 'refused', reason: 'solver', groups: [] }
    sums.lps += found.lps
    sums.mips += found.mips
    const unsafe = [...found.light.map((l) => l.groups), ...found.undecided]
    if (unsafe.length === 0) {
      return {
        state: 'certified',
        pattern: {
          tiers,
          certificate: {
            ok: true,
            k: input.k,
            minBound: Math.ceil(found.minBound - 1e-6),
            ...sums,
            cuts: cuts.length,
            rounds,
            patternHash: hashOf(input, tiers),
          },
        },
      }
    }
    taking = unsafe.at(-1) ?? []
    cuts.push(...found.light.flatMap((l) => l.vectors))
    const giveUp = rounds > EXACT_ROUNDS ? unsafe : found.undecided
    for (const groups of giveUp) given.add(lastOf(input, groups))
  }
  return { state: 'refused', reason: 'certificate', groups: taking }
}

function examineShown(
  { classes, groups, k, table }: PatternInput,
  tiers: readonly Tier[],
  solver: Solver,
  known: Proven,
  report: (step: 'certificate', done: number, total: number) => void,
): Examination | 'fault' {
  const shown = tiers.flatMap((tier, group) => (tier === 'hidden' ? [] : [group]))
  try {
    return examine(
      { classes, groups, shown, k, table },
      solver,
      (done, total) => report('certificate', done, total),
      known,
    )
  } catch (error) {
    if (error instanceof SolverFault) return 'fault'
    throw error
  }
}

/** The group that would be shown last. */
function lastOf({ classes, groups, table }: PatternInput, some: readonly number[]): number {
  const people = groupPeople(groups, classes)
  return some.reduce((last, group) => {
    const order = table[group]! - table[last]! || people[last]! - people[group]! || group - last
    return order > 0 ? group : last
  })
}

/** Of what everybody may see: with memberships in it, sizes of hidden groups could be found by trying. */
function hashOf(input: PatternInput, tiers: readonly Tier[]): string {
  const { k, kDistribution, table } = input
  const hash = createHash('sha256').update(JSON.stringify({ k, kDistribution, tiers }))
  return hash.update(table).digest('hex')
}

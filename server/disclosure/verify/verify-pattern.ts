import type { Solver } from '../solver.ts'
import { type Kinds, kindsOf } from './verify-classes.ts'
import type { Figures, Finding } from './verify-finding.ts'
import { lightestTouching, unseenChanges } from './verify-light.ts'
import { type Span, spanOf } from './verify-span.ts'

export interface Published {
  /** How many took part. */
  readonly rows: number
  readonly figures: readonly Figures[]
  readonly hidden: readonly Figures[]
  readonly k: number
}

/**
 * Can the published groups, added, subtracted and scaled in any way, give a number about fewer than k
 * people?
 *
 * Exactly, for hidden groups and for each kind of people alone. For all other combinations z: let a be a
 * kind with the largest entry, scaled to z_a = 1; then a has fewer than k people, and for any change v of
 * numbers of people that no published group shows (Σ z·v = 0) with |v_b| ≤ w_b for b ≠ a, z touches
 * w_a + v_a people or more. Where no v proves k, a whole-number programme looks for the lightest z itself.
 *
 * @param solver null: only what can be said exactly.
 */
export function* lightCombinations(
  published: Published,
  solver: Solver | null,
): Generator<Finding> {
  yield* computableGroups(published)
  const { rows, figures, k } = published
  const kinds = kindsOf(rows, figures)
  const span = spanOf(kinds.members, kinds.count)
  const alone = new Set<number>()
  for (const [kind, weight] of kinds.weights.entries()) {
    if (weight >= k || !span.holds([kind])) continue
    alone.add(kind)
    yield light([kind], kinds, figures, span, k)
  }
  if (solver === null) return
  for (const kind of unseenChanges(kinds, k, solver)) {
    if (alone.has(kind)) continue
    const found = lightestTouching(kind, kinds, k, solver)
    if (found === 'none') continue
    yield found === 'failed'
      ? finding('undecided', nameOf(kind, kinds, figures), 'the solver found no answer')
      : light(found, kinds, figures, span, k)
  }
}

/** Groups of fewer than k people whose number others give. */
export function* computableGroups({ rows, figures, hidden, k }: Published): Generator<Finding> {
  const kinds = kindsOf(rows, figures)
  const span = spanOf(kinds.members, kinds.count)
  for (const { id, people } of hidden) {
    if (people.length === 0 || people.length >= k) continue
    const inside = wholeKinds(people, kinds)
    if (inside === null || !span.holds(inside)) continue
    yield finding('recomputable', id, `other groups give its ${people.length} people`)
  }
}

/** A combination said to touch these kinds only, held against the matrix. */
function light(
  touched: readonly number[],
  kinds: Kinds,
  figures: readonly Figures[],
  span: Span,
  k: number,
): Finding {
  const people = touched.reduce((sum, kind) => sum + (kinds.weights[kind] ?? 0), 0)
  const without = new Set(touched)
  const others = kinds.members.map((row) => row.filter((kind) => !without.has(kind)))
  const isReal = people < k && spanOf(others, kinds.count).rank < span.rank
  const group = nameOf(touched[0] ?? 0, kinds, figures)
  return isReal
    ? finding('light', group, `a combination of groups touches only ${people} of its people`)
    : finding('undecided', group, 'the solver claims a combination that is none')
}

function finding(kind: Finding['kind'], group: string | null, sentence: string): Finding {
  return { kind, group, item: null, sentence }
}

/** The smallest group that these people are in. */
export function nameOf(
  kind: number,
  kinds: Kinds,
  figures: readonly Pick<Figures, 'id' | 'people'>[],
): string | null {
  const own = (kinds.figures[kind] ?? []).flatMap((f) => figures[f] ?? [])
  return own.toSorted((a, b) => a.people.length - b.people.length)[0]?.id ?? null
}

/** The kinds that make up these people; null: a kind is partly inside, so no combination can give them. */
function wholeKinds(people: readonly number[], { ofRow, weights }: Kinds): number[] | null {
  const inside = new Map<number, number>()
  for (const row of people) {
    const kind = ofRow[row] ?? -1
    inside.set(kind, (inside.get(kind) ?? 0) + 1)
  }
  const whole = [...inside].every(([kind, count]) => weights[kind] === count)
  return whole ? [...inside.keys()].sort((a, b) => a - b) : null
}

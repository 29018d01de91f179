import { classesOf } from '../server/disclosure/classes.ts'
import { type FrameGroup, frameOf } from '../server/disclosure/frame.ts'
import { lightCombinations, recomputable } from '../server/disclosure/pattern/light-vectors.ts'
import type { Microdata, Tables } from '../server/disclosure/microdata.ts'
import { groupPeople, patternInput } from '../server/disclosure/pattern/pattern-input.ts'
import { planPattern } from '../server/disclosure/pattern/plan-pattern.ts'
import type { Solver } from '../server/disclosure/solver.ts'

/** What one rule publishes of a plan, and what is worked out from it by adding and subtracting. */
export interface RuleResult {
  readonly rule: 'threshold' | 'remainder' | 'engine'
  readonly published: number
  /** Percent of (respondent, table) memberships that stand in a published group, one decimal. */
  readonly rowsPercent: number
  /** Groups with respondents that are not published. */
  readonly hidden: number
  /** Hidden groups whose figures follow exactly from the published ones, and those of a single person. */
  readonly recomputable: number
  readonly singles: number
  /** Different sets of fewer than k people whose figures follow, declared as a group or not. */
  readonly light: number
}

type People = Pick<Microdata, 'attributes' | 'keys' | 'rows'>

/**
 * The comparison of the design on any respondents: a bare threshold, a remainder rule table by table,
 * and the engine. Memberships only; nobody's answers are needed to see what leaks.
 */
export function compareRules(
  people: People,
  tables: Tables,
  k: number,
  solver: Solver,
  report: (rule: RuleResult['rule'], done: number, total: number) => void,
): RuleResult[] {
  const frame = frameOf(people.attributes, tables)
  const classes = classesOf(frame, people)
  const sizes = groupPeople(frame.length, classes)
  const rules = {
    threshold: overThreshold(sizes, k),
    remainder: withoutSmallRemainders(frame, sizes, k),
    engine: certified(),
  }
  return (['threshold', 'remainder', 'engine'] as const).map((rule): RuleResult => {
    const shown = rules[rule]
    const known = recomputable(classes, shown)
    const light = lightCombinations(classes, shown, k, solver, (done, total) =>
      report(rule, done, total),
    )
    const rows = (groups: readonly number[]) => groups.reduce((sum, g) => sum + (sizes[g] ?? 0), 0)
    const all = frame.map((_, g) => g).filter((g) => (sizes[g] ?? 0) > 0)
    return {
      rule,
      published: shown.length,
      rowsPercent: Math.round((1000 * rows(shown)) / Math.max(rows(all), 1)) / 10,
      hidden: all.length - shown.length,
      recomputable: known.length,
      singles: known.filter((g) => sizes[g] === 1).length,
      light: light.length,
    }
  })

  function certified(): number[] {
    const policy = { k, kDistribution: 2 * k, roundingPeople: 2, scale: 4, favourable: 2 } as const
    const input = patternInput(frame, classes, { data: people, policy, eligible: [] })
    const outcome = planPattern(input, solver, (_step, done, total) =>
      report('engine', done, total),
    )
    if (outcome.state === 'refused') return []
    return outcome.pattern.tiers.flatMap((tier, g) => (tier === 'hidden' ? [] : [g]))
  }
}

/** Most products: whatever has k respondents is shown. */
function overThreshold(sizes: ArrayLike<number>, k: number): number[] {
  return Array.from(sizes).flatMap((n, g) => (n >= k ? [g] : []))
}

/**
 * Within a table, what is left of the group above may not be 1 … k − 1 people: the smallest shown parts
 * are hidden as well until it is none or k (a documented practice: academy.cultureamp.com 360010433339).
 */
function withoutSmallRemainders(
  frame: readonly FrameGroup[],
  sizes: ArrayLike<number>,
  k: number,
): number[] {
  const shown = new Set(overThreshold(sizes, k))
  const parts = new Map<string, number[]>()
  for (const [g, { parent, tableIndex }] of frame.entries()) {
    if (parent === null || !shown.has(parent)) continue
    const key = `${tableIndex} ${parent}`
    parts.set(key, [...(parts.get(key) ?? []), g])
  }
  const size = (g: number) => sizes[g] ?? 0
  for (const children of parts.values()) {
    const parent = frame[children[0] ?? 0]?.parent ?? 0
    const kept = children.filter((g) => shown.has(g)).toSorted((a, b) => size(a) - size(b))
    const left = () => size(parent) - kept.reduce((sum, g) => sum + size(g), 0)
    while (left() > 0 && left() < k) {
      const smallest = kept.shift()
      if (smallest === undefined) break
      shown.delete(smallest)
    }
  }
  return [...shown].toSorted((a, b) => a - b)
}

import { showableParts } from './complement.ts'
import { percentOf } from './rounding.ts'
import { partValues, type PartCount, type PartValue } from './part-values.ts'

/** Answers of one group: `items[i][c]` people chose category c (0 no answer, 1 best … m worst). */
export interface GroupCounts {
  readonly n: number
  readonly items: readonly (readonly number[])[]
}

/** What one survey's ballots add up to. The 部 are disjoint; who named none is in `whole` only. */
export interface Tabulation {
  readonly survey: string
  readonly k: number
  readonly scale: 4 | 5
  /** Item ids, in the order of every `GroupCounts.items`. */
  readonly items: readonly string[]
  readonly whole: GroupCounts
  /** Every 部 of the frame in 建制順, answered or not. */
  readonly groups: readonly {
    readonly code: string
    readonly label: string
    /** People who could answer; null when unknown. */
    readonly eligible: number | null
    readonly counts: GroupCounts
  }[]
}

export interface SimplePolicy {
  /** A shown percentage below the whole body covers at least this many people. */
  readonly roundingPeople: number
}

interface Name {
  readonly id: string
  readonly table: readonly string[]
  readonly keys: Readonly<Record<string, string>>
  readonly label: string
}

interface Value {
  readonly n?: number
  readonly favourable: number
  readonly step: number
  readonly distribution?: readonly number[]
  readonly bands?: readonly number[]
}

type Items = Readonly<Record<string, Value | null>>

type Group =
  | (Name & {
      readonly state: 'published'
      readonly tier: 'full' | 'band'
      readonly n: number
      readonly items: Items
    })
  | (Name & { readonly state: 'hidden' })
  | {
      readonly id: string
      readonly table: readonly string[]
      readonly state: 'rest'
      readonly parent: string
      readonly minus: readonly string[]
      readonly n: number
      readonly items: Items
    }

/** A published set (see docs: interface) made by the simple rule. */
export interface SimpleSet {
  readonly survey: string
  readonly k: number
  readonly kDistribution: null
  readonly roundingPeople: number
  readonly scale: 4 | 5
  readonly respondents: number | null
  readonly groups: readonly Group[]
  readonly certificate: null
  readonly audit: null
  readonly rule: 'simple'
}

const WHOLE: Name = { id: '*', table: [], keys: {}, label: '全庁' }

/**
 * The simple rule: 全庁 to 0.1 point with its distribution, and one table, 部, rounded.
 *
 * Fewer than k people in all: nothing. A 部 is hidden when it has fewer than k respondents (none
 * included), when more people claim it than it has, or when whole minus the shown 部 would tell of
 * fewer than k people or of one 部 (`showableParts`). The same rule is applied once more, item by
 * item, to those who answered it; then `partValues` rounds.
 *
 * @throws {RangeError} when the counts contradict each other or k is below 5.
 */
export function protectSimply(
  tabulation: Tabulation,
  policy: SimplePolicy = { roundingPeople: 2 },
): SimpleSet {
  checkCounts(tabulation)
  const { survey, k, scale, whole } = tabulation
  const enough = whole.n >= k
  return {
    survey,
    k,
    kDistribution: null,
    roundingPeople: policy.roundingPeople,
    scale,
    respondents: enough ? whole.n : null,
    groups: enough ? groupsOf(tabulation, policy) : [WHOLE, ...names(tabulation)].map(hidden),
    certificate: null,
    audit: null,
    rule: 'simple',
  }
}

function groupsOf(t: Tabulation, policy: SimplePolicy): Group[] {
  const sizes = t.groups.map((g) => g.counts.n)
  const barred = t.groups.map((g) => g.eligible !== null && g.counts.n > g.eligible)
  const shown = showableParts(t.whole.n, sizes, barred, t.k)
  const values = t.items.map((_, item) => itemValues(t, item, shown, policy))
  const parts = names(t).map((name, i): Group => {
    if (shown[i] !== true) return hidden(name)
    const items = t.items.map((id, item) => [id, bureauValue(t.scale, values[item]?.[i] ?? null)])
    return {
      ...name,
      state: 'published',
      tier: 'band',
      n: sizes[i] ?? 0,
      items: Object.fromEntries(items) as Items,
    }
  })
  return [wholeGroup(t), ...parts, ...rest(t, parts)]
}

function names(t: Tabulation): Name[] {
  return t.groups.map(({ code, label }) => ({
    id: `bu=${code}`,
    table: ['bu'],
    keys: { bu: code },
    label,
  }))
}

function hidden(name: Name): Group {
  return { ...name, state: 'hidden' }
}

function wholeGroup(t: Tabulation): Group {
  const items = t.items.map((id, i) => [id, wholeValue(t.whole.items[i] ?? [], t.k)])
  return {
    ...WHOLE,
    state: 'published',
    tier: 'full',
    n: t.whole.n,
    items: Object.fromEntries(items) as Items,
  }
}

/** Exact to 0.1 point: the programme's own precision. */
function wholeValue(counts: readonly number[], k: number): Value | null {
  const n = validOf(counts)
  if (n < k) return null
  return {
    n,
    favourable: percentOf(favourableOf(counts), n),
    step: 0.1,
    distribution: counts.slice(1).map((c) => percentOf(c, n)),
  }
}

/**
 * One item over the 部. An item is blank where fewer than k of a 部 answered it; were that all, whole
 * minus the other 部 would give those few away (5 people, one blank, beside one 部 of 10 at 「約60％」, that
 * is 5 or 6: known to within one answer). So what is blank has to satisfy the rule of hidden 部.
 */
function itemValues(
  t: Tabulation,
  item: number,
  shown: readonly boolean[],
  policy: SimplePolicy,
): (PartValue | null)[] {
  const counts = t.groups.map((g) => g.counts.items[item] ?? [])
  const whole = t.whole.items[item] ?? []
  const valid = counts.map(validOf)
  const printed = showableParts(
    validOf(whole),
    valid,
    shown.map((s) => !s),
    t.k,
  )
  const parts = counts.map(
    (c, i): PartCount => ({
      n: valid[i] ?? 0,
      count: favourableOf(c),
      printed: printed[i] === true,
    }),
  )
  return partValues({ n: validOf(whole), count: favourableOf(whole) }, parts, policy.roundingPeople)
}

/** Two bands on a scale of 4 say what `favourable` says; on 5 the middle would be one figure more. */
function bureauValue(scale: 4 | 5, value: PartValue | null): Value | null {
  if (value === null || scale === 5) return value
  return { ...value, bands: [value.favourable, (1000 - Math.round(value.favourable * 10)) / 10] }
}

/** 「その他（合算）」: what anyone can work out anyway, at least k people in two or more groups. */
function rest(t: Tabulation, parts: readonly Group[]): Group[] {
  const shown = parts.filter((g) => g.state === 'published')
  const n = t.whole.n - shown.reduce((sum, g) => sum + g.n, 0)
  if (n === 0) return []
  const minus = shown.map((g) => g.id)
  return [{ id: '*/rest', table: ['bu'], state: 'rest', parent: '*', minus, n, items: {} }]
}

function validOf(counts: readonly number[]): number {
  return counts.slice(1).reduce((sum, c) => sum + c, 0)
}

function favourableOf(counts: readonly number[]): number {
  return (counts[1] ?? 0) + (counts[2] ?? 0)
}

function checkCounts(t: Tabulation): void {
  if (!Number.isInteger(t.k) || t.k < 5) throw new RangeError('k is below 5')
  for (const group of [t.whole, ...t.groups.map((g) => g.counts)]) {
    if (group.items.length !== t.items.length) throw new RangeError('items are missing')
    for (const counts of group.items) {
      const sum = counts.reduce((total, c) => total + c, 0)
      const whole = counts.every((c) => Number.isInteger(c) && c >= 0)
      if (!whole || counts.length !== t.scale + 1 || sum !== group.n) {
        throw new RangeError('the answers of an item do not add up to its group')
      }
    }
  }
  const inParts = (of: (c: GroupCounts) => number) =>
    t.groups.reduce((sum, g) => sum + of(g.counts), 0)
  const fits =
    inParts((c) => c.n) <= t.whole.n &&
    t.whole.items.every((counts, i) =>
      counts.every((n, category) => inParts((c) => c.items[i]?.[category] ?? 0) <= n),
    )
  if (!fits) throw new RangeError('the groups hold more than the whole')
}

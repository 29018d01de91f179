import * as fc from 'fast-check'
import type { GroupCounts, Tabulation } from '../../server/disclosure/simple-rule.ts'

export interface Plan {
  readonly k: number
  readonly scale: 4 | 5
  readonly sizes: { readonly min?: number; readonly max: number }
  readonly bureaus: number
  readonly items: number
}

/** Cities with 部 of any size, people of no 部, blanks, and items that lean to either end. */
export function cities(plan: Plan): fc.Arbitrary<Tabulation> {
  const part = fc
    .integer({ min: plan.sizes.min ?? 0, max: plan.sizes.max })
    .chain((n) => fc.record({ n: fc.constant(n), items: itemCounts(plan, n) }))
  return fc
    .record({
      parts: fc.array(part, { minLength: 1, maxLength: plan.bureaus }),
      nameless: fc
        .oneof(fc.constant(0), fc.integer({ min: 0, max: 6 }))
        .chain((n) => fc.record({ n: fc.constant(n), items: itemCounts(plan, n) })),
      crowded: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }),
    })
    .map(({ parts, nameless, crowded }) => ({
      survey: 'r8',
      k: plan.k,
      scale: plan.scale,
      items: Array.from({ length: plan.items }, (_, i) => `Q${i + 1}`),
      whole: addUp([...parts, nameless]),
      groups: parts.map((counts, i) => ({
        code: `${1000 + i}`,
        label: `第${i + 1}部`,
        // Now and then more people claim a 部 than it has.
        eligible: crowded[i] === 0 ? Math.max(0, counts.n - 1) : crowded[i] === 1 ? null : counts.n,
        counts,
      })),
    }))
}

export function addUp(parts: readonly GroupCounts[]): GroupCounts {
  const first = parts[0]?.items ?? []
  return {
    n: parts.reduce((sum, p) => sum + p.n, 0),
    items: first.map((counts, i) =>
      counts.map((_, c) => parts.reduce((sum, p) => sum + (p.items[i]?.[c] ?? 0), 0)),
    ),
  }
}

/** A city of given sizes, everyone answering alike unless said otherwise: `[favourable, blank]` by 部. */
export function city(
  k: number,
  sizes: readonly number[],
  options: {
    readonly nameless?: number
    readonly answers?: readonly (readonly [favourable: number, blank: number])[]
    readonly eligible?: readonly (number | null)[]
  } = {},
): Tabulation {
  const counts = [...sizes, options.nameless ?? 0].map((n, i): GroupCounts => {
    const [favourable, blank] = options.answers?.[i] ?? [Math.floor(n / 2), 0]
    return { n, items: [[blank, favourable, 0, 0, n - favourable - blank]] }
  })
  return {
    survey: 'r8',
    k,
    scale: 4,
    items: ['Q1'],
    whole: addUp(counts),
    groups: sizes.map((n, i) => ({
      code: `${1000 + i}`,
      label: `第${i + 1}部`,
      eligible: options.eligible?.[i] ?? null,
      counts: counts[i] ?? { n, items: [] },
    })),
  }
}

/** Valid answers of an item in each 部, then of the people of no 部. */
export function answeredIn(t: Tabulation, item: number): number[] {
  const valid = (g: GroupCounts) => g.n - (g.items[item]?.[0] ?? 0)
  const parts = t.groups.map((g) => valid(g.counts))
  return [...parts, valid(t.whole) - parts.reduce((sum, n) => sum + n, 0)]
}

function itemCounts(plan: Plan, n: number): fc.Arbitrary<number[][]> {
  const answers = fc.oneof(
    fc.array(fc.integer({ min: 0, max: plan.scale }), { minLength: n, maxLength: n }),
    fc.array(fc.integer({ min: 1, max: 2 }), { minLength: n, maxLength: n }),
    fc.array(fc.constantFrom(0, plan.scale), { minLength: n, maxLength: n }),
  )
  const tally = (list: number[]) => {
    const counts = Array.from({ length: plan.scale + 1 }, () => 0)
    for (const category of list) counts[category] = (counts[category] ?? 0) + 1
    return counts
  }
  return fc.array(answers.map(tally), { minLength: plan.items, maxLength: plan.items })
}

import type { Grouping } from '../../server/survey/publication-plan.ts'
import type { PublishedSet, ShownGroup } from '../../server/survey/published-set.ts'

/** People that a subtraction of printed numbers leaves: of a group without groups inside it. */
interface Remainder {
  readonly of: string
  readonly n: number
}

type Keys = Readonly<Record<string, string>>

/**
 * Subtractions anybody can do who knows nothing but the printed numbers: a group without all its shown
 * parts of one table, and without a part of each of two tables, with what is in both added again.
 *
 * @param groupings what tables are cut by; 課 are parts of 部.
 * @returns `small`: those that leave fewer than k people but not none (fewer than none cannot be).
 */
export function remainders(
  set: PublishedSet,
  groupings: readonly Grouping[],
): { readonly checked: number; readonly small: readonly Remainder[] } {
  const shown = new Map(
    set.groups.flatMap((g): [string, ShownGroup][] =>
      g.state === 'published' ? [[spelt(g.keys), g]] : [],
    ),
  )
  const parts = new Map<string, { readonly whole: ShownGroup; inside: number }>()
  const small: Remainder[] = []
  let checked = 0
  const check = (of: string, n: number) => {
    checked += 1
    if (n !== 0 && n < set.k) small.push({ of, n })
  }
  for (const group of shown.values()) {
    for (const [i, first] of group.table.entries()) {
      for (const up of coarser(first, groupings)) {
        const whole = shown.get(spelt(up(group.keys)))
        if (whole === undefined) continue
        const table = JSON.stringify([whole.id, first, group.table])
        const part = parts.get(table) ?? { whole, inside: 0 }
        parts.set(table, part)
        part.inside += group.n
        for (const second of group.table.slice(i + 1)) {
          for (const aside of coarser(second, groupings)) {
            const other = shown.get(spelt(aside(group.keys)))
            const corner = shown.get(spelt(aside(up(group.keys))))
            if (other === undefined || corner === undefined) continue
            check(corner.id, corner.n - whole.n - other.n + group.n)
          }
        }
      }
    }
  }
  for (const { whole, inside } of parts.values()) check(whole.id, whole.n - inside)
  return { checked, small }
}

/** Ways to make a group larger at one of its attributes: without it, or one level up. */
function coarser(id: string, groupings: readonly Grouping[]): ((keys: Keys) => Keys)[] {
  const without = (keys: Keys): Keys =>
    Object.fromEntries(Object.entries(keys).filter(([name]) => name !== id))
  const grouping = groupings.find((g) => g.id === id)
  if (grouping === undefined || grouping.parent === null) return [without]
  const { attribute, of } = grouping.parent
  const above = groupings.find((g) => g.id === attribute)?.categories ?? []
  const higher = (keys: Keys): Keys => {
    const at = grouping.categories.findIndex(({ code }) => code === keys[id])
    return { ...without(keys), [attribute]: above[of[at] ?? -1]?.code ?? '' }
  }
  return [without, higher]
}

/** The same for the same keys, whatever their order. */
function spelt(keys: Keys): string {
  return JSON.stringify(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)))
}

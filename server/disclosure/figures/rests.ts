import { type FrameGroup, unitPath } from '../frame.ts'
import type { GroupingAttribute } from '../microdata.ts'
import type { Tier } from '../pattern/pattern.ts'

/** 「その他（合算）」: a shown group without its shown parts in one table. Group numbers of the frame. */
export interface Rest {
  readonly id: string
  readonly table: readonly string[]
  readonly tableIndex: number
  readonly parent: number
  readonly minus: readonly number[]
  readonly n: number
  readonly tier: 'full' | 'band'
}

/**
 * Whatever anyone can work out by subtracting a table's shown groups from the group above, people only.
 * It has k people or more, because it is a combination of shown groups; one that has fewer is returned
 * too, for the check to refuse. Nothing is left out of a parent whose parts are all hidden or all shown.
 *
 * @param people respondents of each group.
 * @returns in the order of the frame's tables, inside one by parent.
 */
export function restsOf(
  attributes: readonly GroupingAttribute[],
  frame: readonly FrameGroup[],
  tiers: readonly Tier[],
  people: ArrayLike<number>,
  kDistribution: number,
): readonly Rest[] {
  const parts = new Map<string, { parent: number; table: FrameGroup; minus: number[] }>()
  for (const [g, table] of frame.entries()) {
    const { parent, tableIndex } = table
    if (parent === null || tiers[parent] === 'hidden' || tiers[g] === 'hidden') continue
    const key = `${tableIndex} ${parent}`
    const known = parts.get(key) ?? { parent, table, minus: [] }
    known.minus.push(g)
    parts.set(key, known)
  }
  return [...parts.values()]
    .map(({ parent, table: { table, tableIndex }, minus }): Rest => {
      const n = minus.reduce((left, g) => left - (people[g] ?? 0), people[parent] ?? 0)
      const full = n >= kDistribution && [parent, ...minus].every((g) => tiers[g] === 'full')
      return {
        id: restId(attributes, frame[parent]?.id ?? '*', table),
        table,
        tableIndex,
        parent,
        minus,
        n,
        tier: full ? 'full' : 'band',
      }
    })
    .filter(({ n }) => n !== 0)
    .toSorted((a, b) => a.tableIndex - b.tableIndex || a.parent - b.parent)
}

/** The unit tree is the usual way down; every other cut names its attribute. */
function restId(
  attributes: readonly GroupingAttribute[],
  parent: string,
  table: readonly string[],
): string {
  const last = table.at(-1) ?? ''
  const isLevel = unitPath(attributes).some((position) => attributes[position]?.id === last)
  return table.length === 1 && isLevel ? `${parent}/rest` : `${parent}/rest/${last}`
}

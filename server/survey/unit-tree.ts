import type { UnitRow } from '../stores/commons.ts'

/** What the tree is made of; `counts_in` absent: nothing was chosen. */
export type TreeUnit = Pick<UnitRow, 'code' | 'parent' | 'kind' | 'valid_to'> &
  Partial<Pick<UnitRow, 'counts_in'>>

export interface Place {
  readonly bureau: string | null
  readonly section: string | null
}

/**
 * 部 and 課 of a unit as the tree alone says. The 部 is the topmost unit of that kind above (or at) it; a
 * unit directly below the 市 without one is its own. The 課 is the unit directly below that 部. The 市 has
 * neither.
 *
 * @param units by code: known parents, no ring.
 */
export function placeInTree(unit: TreeUnit, units: ReadonlyMap<string, TreeUnit>): Place {
  const path = pathTo(unit, units)
  const bureau = Math.max(
    path.findIndex((step) => step.kind === '部'),
    0,
  )
  return { bureau: path[bureau]?.code ?? null, section: path[bureau + 1]?.code ?? null }
}

/** The same with what was chosen by hand, for the unit itself or for one above it. */
export function placeOf(unit: TreeUnit, units: ReadonlyMap<string, TreeUnit>): Place {
  const { bureau, section } = placeInTree(unit, units)
  for (const step of pathTo(unit, units).toReversed()) {
    if (step.code === bureau) break
    const chosen = chosenHost(step, units)
    if (chosen !== null) return { bureau, section: chosen.code === bureau ? null : chosen.code }
  }
  return { bureau, section }
}

/**
 * The unit that was chosen by hand for answers of this one to count in; null: none was, or the choice no
 * longer fits. It has to be the 部 or directly below it, to count for itself, and to last as long.
 */
export function chosenHost<Unit extends TreeUnit>(
  unit: Unit,
  units: ReadonlyMap<string, Unit>,
): Unit | null {
  const host = units.get(unit.counts_in ?? '')
  return host !== undefined && mayHost(host, unit, units) ? host : null
}

export function mayHost(
  host: TreeUnit,
  unit: TreeUnit,
  units: ReadonlyMap<string, TreeUnit>,
): boolean {
  const [own, other] = [placeInTree(unit, units), placeInTree(host, units)]
  if (own.bureau === null || unit.code === own.bureau || host.code === unit.code) return false
  if (other.bureau !== own.bureau || (host.counts_in ?? null) !== null) return false
  if (host.code !== other.bureau && host.code !== other.section) return false
  return host.valid_to === null || (unit.valid_to !== null && unit.valid_to <= host.valid_to)
}

/** From below the 市 down to the unit itself. */
function pathTo(unit: TreeUnit, units: ReadonlyMap<string, TreeUnit>): TreeUnit[] {
  const path: TreeUnit[] = []
  let at: TreeUnit | undefined = unit
  while (at !== undefined && at.kind !== '市') {
    path.unshift(at)
    at = units.get(at.parent ?? '')
  }
  return path
}

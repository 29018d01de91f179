import type { UnitRow } from '../../stores/commons.ts'
import { placeOf } from '../../survey/unit-tree.ts'

/**
 * Fills in the reporting units an answer counts in: by the tree (a 施設 counts in its 課, a 課 of a 支所 in
 * the 支所, a 部付 is its own, the 市 has neither), or where `counts_in` was chosen for it or a unit above.
 *
 * @param units a checked tree: known parents, no ring.
 */
export function withReportingUnits(
  units: readonly (Omit<UnitRow, 'bureau' | 'section' | 'counts_in'> &
    Partial<Pick<UnitRow, 'counts_in'>>)[],
): UnitRow[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  return units.map((unit) => ({
    ...unit,
    counts_in: unit.counts_in ?? null,
    ...placeOf(unit, byCode),
  }))
}

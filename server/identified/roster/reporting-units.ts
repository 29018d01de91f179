import type { UnitRow } from '../../stores/commons.ts'

/**
 * Fills in the reporting units an answer counts in. The 部 is the topmost unit of that kind above (or
 * at) a unit; a unit directly below the 市 without one is its own. The 課 is the unit directly below
 * that 部: a 施設 counts in its 課, a 課 of a 支所 in the 支所, a 部付 is its own. The 市 has neither.
 *
 * @param units a checked tree: known parents, no ring.
 */
export function withReportingUnits(
  units: readonly (Omit<UnitRow, 'bureau' | 'section' | 'counts_in'> &
    Partial<Pick<UnitRow, 'counts_in'>>)[],
): UnitRow[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  return units.map((unit) => {
    const path: (typeof unit)[] = []
    for (let at: typeof unit | undefined = unit; at && at.kind !== '市'; ) {
      path.unshift(at)
      at = byCode.get(at.parent ?? '')
    }
    const bureau = Math.max(
      path.findIndex((step) => step.kind === '部'),
      0,
    )
    return {
      ...unit,
      counts_in: unit.counts_in ?? null,
      bureau: path[bureau]?.code ?? null,
      section: path[bureau + 1]?.code ?? null,
    }
  })
}

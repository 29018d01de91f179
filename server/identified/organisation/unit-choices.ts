import type { UnitRow } from '../../stores/commons.ts'
import { mayHost } from '../../survey/unit-tree.ts'
import { isValidOn } from '../../survey/units.ts'

export interface UnitOption {
  readonly value: string
  readonly label: string
}

/** Units of a day in 建制順, each with its 部 before it; the 市 only when wanted. */
export function unitOptions(
  units: readonly UnitRow[],
  day: string,
  wanted: (unit: UnitRow) => boolean = ({ kind }) => kind !== '市',
): UnitOption[] {
  const names = new Map(units.map(({ code, name }) => [code, name]))
  return units
    .filter((unit) => isValidOn(unit, day) && wanted(unit))
    .map(({ code, name, bureau }) => {
      const above = bureau === null || bureau === code ? '' : `${names.get(bureau) ?? bureau}　`
      return { value: code, label: `${above}${name}（${code}）` }
    })
}

/** Where answers of a unit may be counted by hand. */
export function hostOptions(unit: UnitRow, units: readonly UnitRow[], today: string): UnitOption[] {
  const byCode = new Map(units.map((one) => [one.code, one]))
  return unitOptions(units, today, (host) => mayHost(host, unit, byCode))
}

/** The unit itself and all below it. */
export function subtreeOf(code: string, units: readonly UnitRow[]): ReadonlySet<string> {
  const found = new Set([code])
  for (let before = 0; before < found.size; ) {
    before = found.size
    for (const unit of units) if (found.has(unit.parent ?? '')) found.add(unit.code)
  }
  return found
}

/** Depth below the 市, 0 for the 市 itself. */
export function depthOf(unit: UnitRow, byCode: ReadonlyMap<string, UnitRow>): number {
  let depth = 0
  for (let at = byCode.get(unit.parent ?? ''); at !== undefined && depth < 9; depth += 1)
    at = byCode.get(at.parent ?? '')
  return depth
}

/** The order with some units put behind the last one below `parent` (behind itself, when it has none). */
export function placedBelow(
  units: readonly UnitRow[],
  moved: readonly UnitRow[],
  parent: string | null,
): UnitRow[] {
  const codes = new Set(moved.map(({ code }) => code))
  const others = units.filter(({ code }) => !codes.has(code))
  const below = subtreeOf(parent ?? '', others)
  const at = others.findLastIndex(({ code }) => below.has(code))
  return at < 0 ? [...others, ...moved] : others.toSpliced(at + 1, 0, ...moved)
}

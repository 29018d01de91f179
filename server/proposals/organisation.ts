import type { CommonsReader, UnitRow } from '../stores/commons.ts'
import type { Day } from './proposal.ts'
import type { Organisation } from './visibility.ts'

/** Units of a day, asked for by code. Ended units keep their names. */
export async function organisationOn(
  commons: CommonsReader,
  day: Day,
  deskUnits: readonly string[],
): Promise<Organisation> {
  const rows = await commons.selectFrom('unit').selectAll().orderBy('position').execute()
  const units = new Map<string, UnitRow>()
  for (const row of rows) units.set(row.code, row)
  return {
    deskUnits,
    isUnit(code) {
      const unit = units.get(code)
      return unit !== undefined && unit.kind !== '市' && validOn(unit, day)
    },
    bureauOf(code) {
      let unit = units.get(code)
      for (let far = 0; unit !== undefined && far < units.size; far += 1) {
        if (unit.kind === '部') return unit.code
        unit = units.get(unit.parent ?? '')
      }
      return null
    },
    nameOf: (code) => units.get(code)?.name ?? code,
  }
}

function validOn(unit: UnitRow, day: Day): boolean {
  return unit.valid_from <= day && (unit.valid_to === null || day <= unit.valid_to)
}

import type { Transaction } from 'kysely'
import type { CommonsReader, CommonsTables, UnitRow } from '../stores/commons.ts'
import type { BureauChoice } from './questionnaire.ts'

/** Ten columns a row: far below any limit of variables in one statement. */
const CHUNK = 90

/** All units in 建制順, ended and future ones too. */
export async function listUnits(commons: CommonsReader): Promise<UnitRow[]> {
  return commons.selectFrom('unit').selectAll().orderBy('position').orderBy('code').execute()
}

/** The stored organisation becomes exactly `rows`. Throws what the store throws; the caller rolls back. */
export async function replaceUnits(
  trx: Transaction<CommonsTables>,
  rows: readonly UnitRow[],
): Promise<void> {
  await trx.deleteFrom('unit').execute()
  for (let i = 0; i < rows.length; i += CHUNK)
    await trx
      .insertInto('unit')
      .values(rows.slice(i, i + CHUNK))
      .execute()
}

/** Whether the unit exists on an ISO day; both ends of its validity are included. */
export function isValidOn(unit: Pick<UnitRow, 'valid_from' | 'valid_to'>, day: string): boolean {
  return unit.valid_from <= day && (unit.valid_to === null || day <= unit.valid_to)
}

/**
 * The 部 a ballot may name and the 課 below each, in 建制順, as they stand on an ISO day. Units that
 * count elsewhere (a 施設 in its 課) are no choices of their own.
 */
export function bureauChoices(units: readonly UnitRow[], day: string): BureauChoice[] {
  const valid = units
    .filter((unit) => isValidOn(unit, day))
    .toSorted((a, b) => a.position - b.position)
  const sectionsOf = (bureau: string) =>
    valid.filter((unit) => unit.section === unit.code && unit.bureau === bureau)
  return valid
    .filter((unit) => unit.bureau === unit.code)
    .map(({ code, name }) => ({
      code,
      name,
      sections: sectionsOf(code).map((section) => ({ code: section.code, name: section.name })),
    }))
}

import type { Transaction } from 'kysely'
import type { CommonsReader, CommonsTables, UnitRow } from '../stores/commons.ts'
import type { BureauChoice, SectionChoice } from './questionnaire.ts'

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
 * The 部 a ballot may name and what below each, in 建制順, as they stand on an ISO day. A 施設 counts in
 * its 課 and is no choice of its own; all 施設 of one kind in a 課 are one, below the 課. A 部付 (部長, 次長)
 * counts in the first 課 of the 部: its one to three people alone would keep one 課 of every 部 hidden.
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
      sections: choicesOf(sectionsOf(code), valid),
    }))
}

function choicesOf(sections: readonly UnitRow[], valid: readonly UnitRow[]): SectionChoice[] {
  const first = sections.find(({ kind }) => kind !== '部付')
  return sections.flatMap((section) => [
    section.kind === '部付' && first !== undefined
      ? officeWithin(first, section)
      : sectionChoice(section),
    ...kindsWithin(section, valid),
  ])
}

/** Positions of the choice that somebody of a unit would pick; null when their 部 is not asked. */
export function choiceOf(
  bureaus: readonly BureauChoice[],
  unit: Pick<UnitRow, 'bureau' | 'section' | 'similar'>,
): { bureau: number; section: number | null } | null {
  const bureau = bureaus.findIndex(({ code }) => code === unit.bureau)
  if (bureau < 0) return null
  const sections = bureaus[bureau]?.sections ?? []
  const ofKind = sections.findIndex((s) => s.within === unit.section && s.similar === unit.similar)
  const own = sections.findIndex((s) => s.code === unit.section)
  const section = ofKind >= 0 ? ofKind : own
  return { bureau, section: section >= 0 ? section : null }
}

function sectionChoice({ code, name, similar }: UnitRow): SectionChoice {
  return { code, name, ...(similar === '' ? {} : { similar }) }
}

function officeWithin(host: UnitRow, office: UnitRow): SectionChoice {
  const called = office.similar === '' ? office.name : office.similar
  return {
    ...sectionChoice(office),
    name: `${called}（${host.name}に含めて集計）`,
    within: host.code,
  }
}

function kindsWithin(section: UnitRow, units: readonly UnitRow[]): SectionChoice[] {
  const kinds = units
    .filter((unit) => unit.section === section.code && unit.code !== section.code)
    .map((unit) => unit.similar)
    .filter((similar) => similar !== '' && similar !== section.similar)
  return [...new Set(kinds)].map((similar) => ({
    code: `${section.code}/${similar}`,
    name: `${similar}（${section.name}）`,
    within: section.code,
    similar,
  }))
}

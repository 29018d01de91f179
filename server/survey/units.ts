import type { Transaction } from 'kysely'
import type { CommonsReader, CommonsTables, UnitRow } from '../stores/commons.ts'
import type { BureauChoice, SectionChoice } from './questionnaire.ts'
import { placeInTree } from './unit-tree.ts'

/** Eleven columns a row: far below any limit of variables in one statement. */
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
 * counts in the first 課 of the 部: its one to three people alone would keep one 課 of every 部 hidden. What
 * was chosen by hand to count elsewhere stays a choice at its own place, within the other one.
 */
export function bureauChoices(units: readonly UnitRow[], day: string): BureauChoice[] {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const valid = units
    .filter((unit) => isValidOn(unit, day))
    .toSorted((a, b) => a.position - b.position)
    .map((unit) => ({ unit, home: placeInTree(unit, byCode).section }))
  return valid
    .filter(({ unit }) => unit.bureau === unit.code)
    .map(({ unit: { code, name } }) => ({
      code,
      name,
      sections: choicesOf(code, valid, byCode),
    }))
}

/** A unit of the day and the 課 it stands in by the tree. */
interface Standing {
  readonly unit: UnitRow
  readonly home: string | null
}

function choicesOf(
  bureau: string,
  valid: readonly Standing[],
  byCode: ReadonlyMap<string, UnitRow>,
): SectionChoice[] {
  const within = valid.filter(({ unit, home }) => unit.bureau === bureau && home !== null)
  const sections = within.filter(({ unit, home }) => home === unit.code).map(({ unit }) => unit)
  const first = sections.find(({ kind, code, section }) => kind !== '部付' && section === code)
  const hostOf = ({ section }: UnitRow): UnitRow | undefined => {
    const host = byCode.get(section ?? bureau)
    return host?.kind === '部付' && first !== undefined ? first : host
  }
  return sections.flatMap((section) => {
    const host = hostOf(section)
    const below = within
      .filter(({ unit, home }) => home === section.code && unit.code !== section.code)
      .map(({ unit }) => unit)
    return [
      choiceWithin(host, section),
      ...below
        .filter((unit) => unit.section !== section.section)
        .map((unit) => choiceWithin(hostOf(unit), unit)),
      ...kindsOf(
        section,
        host,
        below.filter((unit) => unit.section === section.section),
      ),
    ]
  })
}

/**
 * Positions of the choice that somebody of a unit would pick; null when their 部 is not asked. Without the
 * unit's own code: somebody of its 課.
 */
export function choiceOf(
  bureaus: readonly BureauChoice[],
  unit: Pick<UnitRow, 'bureau' | 'section' | 'similar'> & Partial<Pick<UnitRow, 'code'>>,
): { bureau: number; section: number | null } | null {
  const bureau = bureaus.findIndex(({ code }) => code === unit.bureau)
  if (bureau < 0) return null
  const sections = bureaus[bureau]?.sections ?? []
  const named = (code: string) => sections.findIndex((s) => s.code === code)
  const places = [
    named(unit.code ?? ''),
    named(`${unit.section}/${unit.similar}`),
    sections.findIndex((s) => s.within === unit.section && s.similar === unit.similar),
    named(unit.section ?? ''),
  ]
  return { bureau, section: places.find((place) => place >= 0) ?? null }
}

/** The unit as a choice: its own, or one that says where it is counted. */
function choiceWithin(host: UnitRow | undefined, unit: UnitRow): SectionChoice {
  const { code, name, similar } = unit
  const kind = similar === '' ? {} : { similar }
  if (host === undefined || host.code === code) return { code, name, ...kind }
  const called = unit.kind === '部付' && similar !== '' ? similar : name
  return { code, name: `${called}（${host.name}に含めて集計）`, ...kind, within: host.code }
}

function kindsOf(
  section: UnitRow,
  host: UnitRow | undefined,
  units: readonly UnitRow[],
): SectionChoice[] {
  const kinds = units
    .map((unit) => unit.similar)
    .filter((similar) => similar !== '' && similar !== section.similar)
  return [...new Set(kinds)].map((similar) => ({
    code: `${section.code}/${similar}`,
    name: `${similar}（${section.name}）`,
    within: host?.code ?? section.code,
    similar,
  }))
}

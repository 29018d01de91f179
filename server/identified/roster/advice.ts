import type { UnitRow } from '../../stores/commons.ts'
import type { PersonRow } from '../../stores/identity.ts'
import { isValidOn } from '../../survey/units.ts'
import type { Difference } from './difference.ts'
import type { Findings } from './findings.ts'
import type { Roster } from './stored.ts'

const NAMED = 10

/**
 * Sensible doubts about an outcome that breaks no rule: shown before anything is written, never a
 * reason to refuse.
 */
export function adviseOnOutcome(
  before: Roster,
  after: Roster,
  difference: Difference,
  today: string,
  warnings: Findings,
): void {
  const names = new Map([...before.units, ...after.units].map((unit) => [unit.code, unit.name]))
  const warn = (found: readonly string[], message: (count: number) => string) => {
    if (found.length === 0) return
    const named = found.slice(0, NAMED).join('、') + (found.length > NAMED ? ' ほか' : '')
    warnings.add({}, `${message(found.length)}: ${named}`)
  }
  const label = (code: string) => `${code} ${names.get(code) ?? ''}`.trim()
  adviseOnLeavers(before, difference, warnings)
  if (losesLastAdmin(before, after))
    warnings.add(
      {},
      '取り込むと、情報担当（管理者）の役割を持つ人がいなくなります。先に別の人に渡してください。',
    )
  warn(
    unitsWithoutHead(after, today).map((unit) => label(unit.code)),
    (n) => `推進責任者のいない所属が${n}あります`,
  )
  const occupied = new Set(after.people.filter((p) => p.origin === 'roster').map((p) => p.unit))
  warn(
    after.units
      .filter((unit) => occupied.has(unit.code) && !isValidOn(unit, today))
      .map((unit) => label(unit.code)),
    (n) => `取り込む日（${today}）は有効期間の外なのに、職員がいる所属が${n}あります`,
  )
  const moved = new Set(difference.people.moved.map((move) => move.number))
  warn(
    after.roles
      .filter((role) => role.origin === 'hand' && role.unit !== '*' && moved.has(role.person))
      .map((role) => `${role.person}（${label(role.unit)}）`),
    (n) => `異動しても、手で付けた役割が${n}件残ります。要らなければ外してください`,
  )
  const present = new Set(after.units.map((unit) => unit.code))
  warn(
    after.roles
      .filter((role) => role.unit !== '*' && !present.has(role.unit))
      .map((role) => `${role.person}（${label(role.unit)}）`),
    (n) => `なくなる所属の役割が${n}件残ります。付け替えてください`,
  )
}

/**
 * Where nobody answers for the programme: 課 and 施設, and any unit with people in it, as they stand
 * on the day. A 部長 or 支所長 sitting there answers for it, and who acts as head (事務取扱); a deputy
 * does not. Nothing while no one is known at all.
 */
export function unitsWithoutHead(
  roster: Pick<Roster, 'units' | 'roles'> & {
    readonly people: readonly Pick<PersonRow, 'number' | 'unit' | 'origin'>[]
  },
  day: string,
): UnitRow[] {
  const occupied = new Map(
    roster.people.filter((p) => p.origin === 'roster').map((p) => [p.number, p.unit]),
  )
  if (occupied.size === 0) return []
  const units = new Set(occupied.values())
  const covered = new Set(
    roster.roles.flatMap(({ person, role, unit, manner, valid_from, valid_to }) => {
      if (manner === 'deputy' || (valid_from ?? day) > day || (valid_to ?? day) < day) return []
      if (role === 'head') return [unit]
      return role === 'director' ? [unit, occupied.get(person) ?? unit] : []
    }),
  )
  return roster.units.filter(
    (unit) =>
      isValidOn(unit, day) &&
      !covered.has(unit.code) &&
      (unit.kind === '課' || unit.kind === '施設' || units.has(unit.code)),
  )
}

/** Half a roster (one 部 only) looks like everybody else leaving. */
function adviseOnLeavers(before: Roster, difference: Difference, warnings: Findings): void {
  const known = before.people.filter((person) => person.origin === 'roster').length
  const left = difference.people.left.length
  if (left < 10 || left * 5 < known) return
  warnings.add(
    {},
    `登録済みの${known}人のうち${left}人がファイルになく、退職等として削除されます。一部の所属だけのファイルでないか確かめてください。`,
  )
}

function losesLastAdmin(before: Roster, after: Roster): boolean {
  const has = (roster: Roster) => roster.roles.some((role) => role.role === 'admin')
  return has(before) && !has(after)
}

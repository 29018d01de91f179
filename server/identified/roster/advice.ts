import { addDays } from '../../calendar/working-days.ts'
import type { UnitRow } from '../../stores/commons.ts'
import type { PersonRow } from '../../stores/identity.ts'
import { isValidOn } from '../../survey/units.ts'
import { areCovered, DAYS_AHEAD } from '../admin/admin-cover.ts'
import { standingOf } from '../auth/roles-in-force.ts'
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

/**
 * A reason to refuse, by the rule of the page of roles: whoever takes a 情報担当 away leaves others who can
 * sign in, on each of the next thirty days.
 *
 * @param signIns staff numbers of 情報担当 who have a password
 */
export function complainOfNoAdmin(
  before: Roster,
  after: Roster,
  signIns: readonly string[],
  today: string,
  problems: Findings,
): void {
  const admins = ({ roles }: Roster) =>
    roles.filter(({ role, person }) => role === 'admin' && signIns.includes(person))
  const stay = admins(after)
  const kept = new Set(stay.map(({ person }) => person))
  const goes = admins(before).some(
    (role) => !kept.has(role.person) && standingOf(role, today) !== 'ended',
  )
  if (!goes || areCovered(stay, today, addDays(today, DAYS_AHEAD - 1))) return
  problems.add(
    {},
    '取り込むと、サインインできる情報担当（管理者）がいなくなります。先に、別の職員に情報担当の役割を渡してください（30日以上続くもの）。',
  )
}

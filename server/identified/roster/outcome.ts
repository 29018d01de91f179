import type { UnitRow } from '../../stores/commons.ts'
import type { PersonRow } from '../../stores/identity.ts'
import type { PersonDraft } from './person-file.ts'
import type { RoleDraft } from './role-cell.ts'
import { withReportingUnits } from './reporting-units.ts'
import type { RoleRow, Roster } from './stored.ts'
import type { UnitDraft } from './unit-file.ts'

/**
 * The organisation as a checked file leaves it: 建制順 is the order of the file; what the file does
 * not say stays as stored; a new unit without a first day begins today.
 */
export function unitsAfter(
  drafts: readonly UnitDraft[],
  stored: readonly UnitRow[],
  today: string,
): UnitRow[] {
  const before = new Map(stored.map((unit) => [unit.code, unit]))
  return withReportingUnits(
    drafts.map((draft, i) => {
      const old = before.get(draft.code)
      return {
        code: draft.code,
        parent: draft.parent,
        kind: draft.kind,
        name: draft.name,
        similar: draft.similar ?? old?.similar ?? '',
        position: i + 1,
        valid_from: draft.validFrom ?? old?.valid_from ?? today,
        valid_to: draft.validTo === undefined ? (old?.valid_to ?? null) : draft.validTo,
        counts_in: old?.counts_in ?? null,
      }
    }),
  )
}

/**
 * People and roles as a checked file leaves them. Who is not in the file has left, except accounts
 * made at setup. Roles of the roster are given anew by the column 役割; without that column they last
 * as long as the person stays in the unit. Roles given by hand stay with the person.
 */
export function peopleAfter(
  drafts: readonly PersonDraft[],
  stored: Roster,
  units: readonly UnitRow[],
): Pick<Roster, 'people' | 'roles'> {
  const before = new Map(stored.people.map((person) => [person.number, person]))
  const inFile = new Set(drafts.map((draft) => draft.number))
  const setup = stored.people.filter((p) => p.origin === 'setup' && !inFile.has(p.number))
  const setupNumbers = new Set(setup.map((person) => person.number))
  const kept = stored.roles.filter(
    (role) => setupNumbers.has(role.person) || (role.origin === 'hand' && inFile.has(role.person)),
  )
  const roles = new Map(kept.map((role) => [keyOf(role), role]))
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const storedRoles = stored.roles.filter((role) => role.origin === 'roster')
  const rosterRoles = new Map<string, RoleRow[]>()
  for (const role of storedRoles)
    rosterRoles.set(role.person, [...(rosterRoles.get(role.person) ?? []), role])
  for (const draft of drafts) {
    const stays = before.get(draft.number)?.unit === draft.unit
    const old = stays ? (rosterRoles.get(draft.number) ?? []) : []
    for (const role of draft.roles?.map((r) => roleOf(draft, r, byCode)) ?? old)
      if (!roles.has(keyOf(role))) roles.set(keyOf(role), role)
  }
  const people = drafts.map((draft) => personAfter(draft, before.get(draft.number)))
  return { people: [...people, ...setup], roles: [...roles.values()] }
}

/** A role stands once for a person and a unit, whether the roster or a hand gave it. */
export function keyOf(role: Pick<RoleRow, 'person' | 'role' | 'unit'>): string {
  return `${role.person} ${role.role} ${role.unit}`
}

/** The unit a role is for unless the roster names one: a 部長 directs the 部 whose 部付 they sit in. */
export function ownUnitOf(
  role: RoleDraft['role'],
  sits: string,
  units: ReadonlyMap<string, Pick<UnitRow, 'kind' | 'parent'>>,
): string {
  const own = units.get(sits)
  return (role === 'director' && own?.kind === '部付' ? own.parent : null) ?? sits
}

function roleOf(
  draft: PersonDraft,
  { role, manner, unit }: RoleDraft,
  units: ReadonlyMap<string, UnitRow>,
): RoleRow {
  return {
    person: draft.number,
    role,
    unit: unit ?? ownUnitOf(role, draft.unit, units),
    origin: 'roster',
    manner,
    valid_from: null,
    valid_to: null,
  }
}

function personAfter(draft: PersonDraft, old: PersonRow | undefined): PersonRow {
  return {
    number: draft.number,
    unit: draft.unit,
    position: draft.position ?? old?.position ?? '',
    age: draft.age ?? old?.age ?? '',
    sex: draft.sex ?? old?.sex ?? '',
    employment: draft.employment ?? old?.employment ?? '',
    job: draft.job ?? old?.job ?? '',
    own_pc: draft.ownPc ?? old?.own_pc ?? 1,
    origin: 'roster',
    appointer: draft.appointer ?? old?.appointer ?? '',
    status: draft.status ?? old?.status ?? '',
  }
}

import type { UnitRow } from '../../stores/commons.ts'
import type { IdentityStore, Role } from '../../stores/identity.ts'
import { mannerNames } from '../auth/role-words.ts'
import { inForce } from '../auth/roles-in-force.ts'
import { unitsWithoutHead } from '../roster/advice.ts'

export interface UnitCounts {
  readonly people: number
  readonly withoutPc: number
  /** No password was ever made: a letter is missing. Who has not used theirs is told nowhere. */
  readonly withoutAccount: number
}

const NOBODY: UnitCounts = { people: 0, withoutPc: 0, withoutAccount: 0 }

/** Numbers of people by unit; setup accounts are in no unit. */
export async function countPeople(
  identity: Pick<IdentityStore, 'selectFrom'>,
): Promise<(unit: string) => UnitCounts> {
  const rows = await identity
    .selectFrom('person')
    .leftJoin('credential', 'credential.person', 'person.number')
    .select((eb) => [
      'person.unit',
      eb.fn.countAll<number>().as('people'),
      eb.fn.sum<number>('person.own_pc').as('withPc'),
      eb.fn.count<number>('credential.person').as('withAccount'),
    ])
    .groupBy('person.unit')
    .execute()
  const counts = new Map(
    rows.map(({ unit, people, withPc, withAccount }) => [
      unit,
      { people, withoutPc: people - withPc, withoutAccount: people - withAccount },
    ]),
  )
  return (unit) => counts.get(unit) ?? NOBODY
}

/** Who answers for a unit. */
export interface UnitOffice {
  readonly person: string
  readonly role: Role
  /** 「推進責任者（事務取扱）」 */
  readonly words: string
  readonly isActing: boolean
}

const ROLES: Partial<Record<Role, string>> = {
  director: '部長',
  head: '推進責任者',
  promoter: '推進担当者',
}

/** Who answers for each unit on a day: 部長, then 推進責任者, then 推進担当者. */
export async function officesByUnit(
  identity: Pick<IdentityStore, 'selectFrom'>,
  day: string,
): Promise<Map<string, UnitOffice[]>> {
  const rows = await identity
    .selectFrom('role')
    .select(['person', 'role', 'unit', 'manner'])
    .where('role', 'in', ['director', 'head', 'promoter'])
    .where(inForce(day))
    .orderBy('role')
    .orderBy('person')
    .execute()
  const offices = new Map<string, UnitOffice[]>()
  for (const { person, role, unit, manner } of rows) {
    const words = `${ROLES[role] ?? role}${manner === 'own' ? '' : `（${mannerNames[manner]}）`}`
    const one = { person, role, words, isActing: manner !== 'own' }
    offices.set(unit, [...(offices.get(unit) ?? []), one])
  }
  return offices
}

/** Codes of units where nobody answers for the programme on a day, by the rule of the import. */
export async function headlessUnits(
  identity: Pick<IdentityStore, 'selectFrom'>,
  units: readonly UnitRow[],
  day: string,
): Promise<ReadonlySet<string>> {
  // One person a unit tells that it is not empty; of the others only where a 部長 sits matters.
  const present = await identity
    .selectFrom('person')
    .select((eb) => ['unit', eb.fn.min<string>('number').as('number')])
    .where('origin', '=', 'roster')
    .groupBy('unit')
    .execute()
  const roles = await identity
    .selectFrom('role')
    .selectAll()
    .where('role', 'in', ['director', 'head'])
    .execute()
  const directors = await identity
    .selectFrom('person')
    .innerJoin('role', 'role.person', 'person.number')
    .select(['person.unit', 'person.number'])
    .where('person.origin', '=', 'roster')
    .where('role.role', '=', 'director')
    .execute()
  const people = [...present, ...directors].map((one) => ({ ...one, origin: 'roster' as const }))
  return new Set(unitsWithoutHead({ units, people, roles }, day).map(({ code }) => code))
}

import type { UnitRow } from '../../stores/commons.ts'
import type { PersonRow } from '../../stores/identity.ts'
import { ownUnitOf } from './outcome.ts'
import { rosterRoleNames, writeRoleCell } from './role-cell.ts'
import type { Roster, RoleRow } from './stored.ts'
import { EXAMPLE } from './table.ts'

/** Which of the two files of a roster. */
export type RosterPart = 'units' | 'people'

const UNIT_HEADS = [
  '所属コード',
  '上位所属コード',
  '区分',
  '所属名',
  '類似所属',
  '有効開始日',
  '有効終了日',
]

const PERSON_HEADS = [
  '職員番号',
  '所属コード',
  '所属名',
  '職位区分',
  '年代',
  '性別',
  '任用形態',
  '職種区分',
  '個人PC',
  '任命権者',
  '在職区分',
  '役割',
]

const EXAMPLES: Readonly<Record<RosterPart, readonly (readonly string[])[]>> = {
  units: [
    [`${EXAMPLE}1000`, '0000', '部', '総務部', '', '2026-04-01', ''],
    [`${EXAMPLE}1410`, '1000', '課', '税務課', '窓口', '2026-04-01', ''],
  ],
  people: [
    [
      `${EXAMPLE}000123`,
      '1410',
      '税務課',
      '課長級',
      '50代',
      '女性',
      '正規',
      '事務',
      'あり',
      '市長',
      '',
      '推進責任者',
    ],
    [
      `${EXAMPLE}000124`,
      '1410',
      '税務課',
      '主事級',
      '30代',
      '男性',
      '会計年度',
      '事務',
      'なし',
      '市長',
      '休職',
      '',
    ],
  ],
}

/** Header and two example rows, which an import refuses by name. */
export function templateRows(part: RosterPart): (readonly string[])[] {
  return [part === 'units' ? UNIT_HEADS : PERSON_HEADS, ...EXAMPLES[part]]
}

/** The present roster as the import reads it: what comes out and goes in again changes nothing. */
export function rosterRows(part: RosterPart, roster: Roster): (readonly string[])[] {
  if (part === 'units') return [UNIT_HEADS, ...roster.units.map(unitRow)]
  const units = new Map(roster.units.map((unit) => [unit.code, unit]))
  const roles = new Map<string, RoleRow[]>()
  for (const role of roster.roles)
    if (role.origin === 'roster') roles.set(role.person, [...(roles.get(role.person) ?? []), role])
  const people = roster.people.filter((person) => person.origin === 'roster')
  return [
    PERSON_HEADS,
    ...people.map((person) => personRow(person, roles.get(person.number) ?? [], units)),
  ]
}

function unitRow(unit: UnitRow): readonly string[] {
  return [
    unit.code,
    unit.parent ?? '',
    unit.kind,
    unit.name,
    unit.similar,
    unit.valid_from,
    unit.valid_to ?? '',
  ]
}

function personRow(
  person: PersonRow,
  roles: readonly RoleRow[],
  units: ReadonlyMap<string, UnitRow>,
): readonly string[] {
  const cell = writeRoleCell(
    roles
      .filter(({ role }) => rosterRoleNames[role] !== undefined)
      .map(({ role, manner, unit }) => ({
        role,
        manner,
        unit: unit === ownUnitOf(role, person.unit, units) ? null : unit,
      })),
  )
  return [
    person.number,
    person.unit,
    units.get(person.unit)?.name ?? '',
    person.position,
    person.age,
    person.sex,
    person.employment,
    person.job,
    person.own_pc === 1 ? 'あり' : 'なし',
    person.appointer,
    person.status,
    cell,
  ]
}

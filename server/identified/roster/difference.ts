import type { UnitRow } from '../../stores/commons.ts'
import type { Manner, PersonRow, Role } from '../../stores/identity.ts'
import { keyOf } from './outcome.ts'
import type { RoleRow, Roster } from './stored.ts'

export interface RoleChange {
  readonly person: string
  readonly role: Role
  readonly unit: string
  readonly manner: Manner
}

/** What an import changes. A person is in one list only: `moved` before `changed`. */
export interface Difference {
  readonly units: {
    readonly added: readonly string[]
    readonly changed: readonly { readonly code: string; readonly columns: readonly string[] }[]
    readonly gone: readonly string[]
    /** Only the 建制順 of units that were there before. */
    readonly reordered: boolean
  }
  readonly people: {
    readonly added: readonly string[]
    readonly moved: readonly {
      readonly number: string
      readonly from: string
      readonly to: string
    }[]
    readonly changed: readonly { readonly number: string; readonly columns: readonly string[] }[]
    /** Accounts made at setup that the roster now names: ordinary people from now on. */
    readonly adopted: readonly string[]
    /** With the unit they were in. */
    readonly left: readonly { readonly number: string; readonly from: string }[]
  }
  readonly roles: { readonly given: readonly RoleChange[]; readonly ended: readonly RoleChange[] }
}

/** Numbers only, for the audit and the summary. */
export interface DifferenceCounts {
  readonly units: Readonly<Record<'added' | 'changed' | 'gone', number>>
  readonly people: Readonly<Record<'added' | 'moved' | 'changed' | 'adopted' | 'left', number>>
  readonly roles: Readonly<Record<'given' | 'ended', number>>
}

const UNIT_COLUMNS: readonly [keyof UnitRow, string][] = [
  ['parent', '上位所属コード'],
  ['kind', '区分'],
  ['name', '所属名'],
  ['similar', '類似所属'],
  ['valid_from', '有効開始日'],
  ['valid_to', '有効終了日'],
]

const PERSON_COLUMNS: readonly [keyof PersonRow, string][] = [
  ['position', '職位区分'],
  ['age', '年代'],
  ['sex', '性別'],
  ['employment', '任用形態'],
  ['job', '職種区分'],
  ['own_pc', '個人PC'],
  ['appointer', '任命権者'],
  ['status', '在職区分'],
]

/** Pure comparison, in the order of `after`. */
export function compareRosters(before: Roster, after: Roster): Difference {
  return {
    units: compareUnits(before.units, after.units),
    people: comparePeople(before.people, after.people),
    roles: compareRoles(before.roles, after.roles),
  }
}

export function countDifference({ units, people, roles }: Difference): DifferenceCounts {
  return {
    units: {
      added: units.added.length,
      changed: units.changed.length,
      gone: units.gone.length,
    },
    people: {
      added: people.added.length,
      moved: people.moved.length,
      changed: people.changed.length,
      adopted: people.adopted.length,
      left: people.left.length,
    },
    roles: { given: roles.given.length, ended: roles.ended.length },
  }
}

function compareUnits(before: readonly UnitRow[], after: readonly UnitRow[]): Difference['units'] {
  const old = new Map(before.map((unit) => [unit.code, unit]))
  const present = new Set(after.map((unit) => unit.code))
  const stayed = before.filter((unit) => present.has(unit.code)).map((unit) => unit.code)
  const order = after.filter((unit) => old.has(unit.code)).map((unit) => unit.code)
  return {
    added: after.filter((unit) => !old.has(unit.code)).map((unit) => unit.code),
    changed: after.flatMap((unit) => {
      const columns = changedColumns(old.get(unit.code), unit, UNIT_COLUMNS)
      return columns.length === 0 ? [] : [{ code: unit.code, columns }]
    }),
    gone: before.filter((unit) => !present.has(unit.code)).map((unit) => unit.code),
    reordered: order.some((code, i) => stayed[i] !== code),
  }
}

function comparePeople(
  before: readonly PersonRow[],
  after: readonly PersonRow[],
): Difference['people'] {
  const old = new Map(before.map((person) => [person.number, person]))
  const present = new Set(after.map((person) => person.number))
  const added: string[] = []
  const moved: { number: string; from: string; to: string }[] = []
  const changed: { number: string; columns: string[] }[] = []
  const adopted: string[] = []
  for (const person of after) {
    const { number } = person
    const was = old.get(number)
    const columns = changedColumns(was, person, PERSON_COLUMNS)
    if (was === undefined) added.push(number)
    else if (was.origin !== person.origin) adopted.push(number)
    else if (was.unit !== person.unit) moved.push({ number, from: was.unit, to: person.unit })
    else if (columns.length > 0) changed.push({ number, columns })
  }
  const left = before
    .filter((p) => !present.has(p.number))
    .map((p) => ({ number: p.number, from: p.unit }))
  return { added, moved, changed, adopted, left }
}

/** Held otherwise than before (事務取扱, then 本務): the one ends, the other begins. */
function compareRoles(before: readonly RoleRow[], after: readonly RoleRow[]): Difference['roles'] {
  const heldAs = (row: RoleRow) => `${keyOf(row)} ${row.manner}`
  const old = new Set(before.map(heldAs))
  const present = new Set(after.map(heldAs))
  const change = ({ person, role, unit, manner }: RoleRow): RoleChange => ({
    person,
    role,
    unit,
    manner,
  })
  return {
    given: after.filter((role) => !old.has(heldAs(role))).map(change),
    ended: before.filter((role) => !present.has(heldAs(role))).map(change),
  }
}

function changedColumns<Row extends object>(
  before: Row | undefined,
  after: Row,
  columns: readonly [keyof Row, string][],
): string[] {
  if (before === undefined) return []
  return columns.filter(([key]) => before[key] !== after[key]).map(([, label]) => label)
}

import type { UnitKind } from '../../stores/commons.ts'
import { type CodeHabit, codeFault, textFault } from './cells.ts'
import type { Findings } from './findings.ts'
import { readRoleCell, type RoleDraft } from './role-cell.ts'
import { type ColumnRule, habitOf, type Table, type TableRow } from './table.ts'

export const PERSON_COLUMNS: readonly ColumnRule[] = [
  { name: '職員番号', required: true },
  { name: '所属コード', required: true },
  { name: '所属名', required: false },
  { name: '職位区分', required: false },
  { name: '年代', required: false },
  { name: '性別', required: false },
  { name: '任用形態', required: false },
  { name: '職種区分', required: false },
  { name: '個人PC', required: false },
  { name: '任命権者', required: false },
  { name: '在職区分', required: false },
  { name: '役割', required: false },
]

/** One row as typed. `undefined` means the file has no such column (what is stored stays). */
export interface PersonDraft {
  readonly row: number
  readonly number: string
  readonly unit: string
  readonly position: string | undefined
  readonly age: string | undefined
  readonly sex: string | undefined
  readonly employment: string | undefined
  readonly job: string | undefined
  readonly ownPc: number | undefined
  readonly appointer: string | undefined
  readonly status: string | undefined
  readonly roles: readonly RoleDraft[] | undefined
}

/** What a person's row is checked against: the units of the other file, or the stored ones. */
export interface KnownUnits {
  readonly habit: CodeHabit
  readonly size: number
  has(code: string): boolean
  /** Absent for a row of the unit file that has a fault of its own. */
  get(code: string): { readonly kind: UnitKind; readonly name: string } | undefined
}

/** Told now and then how many rows have been checked. */
type RowsDone = (done: number, total: number) => void

const TELL_EVERY = 1000

/**
 * Checks every row. The drafts may be used only if no problem was added.
 *
 * @param units null when they could not be read: the unit of a person is then not checked.
 */
export function readPeople(
  table: Table,
  units: KnownUnits | null,
  storedNumbers: readonly string[],
  problems: Findings,
  warnings: Findings,
  rowsDone: RowsDone = () => {},
): PersonDraft[] {
  const habit = habitOf(table, '職員番号', storedNumbers)
  const seen = { habit, numbers: new Map<string, number>() }
  const drafts: PersonDraft[] = []
  for (const row of table.rows) {
    const draft = readPerson(table, row, seen, problems)
    complainOfUnit(table, row, units, problems, warnings)
    complainOfRoleUnits(table, row, draft, units, problems)
    drafts.push(draft)
    if (drafts.length % TELL_EVERY === 0) rowsDone(drafts.length, table.rows.length)
  }
  return drafts
}

function readPerson(
  table: Table,
  row: TableRow,
  seen: { habit: CodeHabit; numbers: Map<string, number> },
  problems: Findings,
): PersonDraft {
  const complain = (column: string, fault: string | null) => {
    if (fault === null) return
    const value = table.cell(row, column)
    problems.add({ file: table.file, row: row.row, column, value }, fault)
  }
  const text = (column: string) => {
    complain(column, textFault(table.cell(row, column), 40))
    return table.has(column) ? table.cell(row, column) : undefined
  }
  const number = table.cell(row, '職員番号')
  const first = seen.numbers.get(number)
  if (number !== '' && first !== undefined)
    complain(
      '職員番号',
      `${first}行目と${row.row}行目で重複しています。どちらか1行にしてください。`,
    )
  else {
    complain('職員番号', codeFault(number, seen.habit, table.mark(row, '職員番号') === 'number'))
    seen.numbers.set(number, row.row)
  }
  return {
    row: row.row,
    number,
    unit: table.cell(row, '所属コード'),
    position: text('職位区分'),
    age: text('年代'),
    sex: text('性別'),
    employment: text('任用形態'),
    job: text('職種区分'),
    ownPc: readOwnPc(table, row, (fault) => complain('個人PC', fault)),
    appointer: text('任命権者'),
    status: text('在職区分'),
    roles: readRoles(table, row, (fault) => complain('役割', fault)),
  }
}

function readOwnPc(
  table: Table,
  row: TableRow,
  complain: (fault: string) => void,
): number | undefined {
  if (!table.has('個人PC')) return undefined
  const value = table.cell(row, '個人PC')
  if (value === 'あり') return 1
  if (value !== 'なし') complain('「あり」か「なし」にしてください。')
  return 0
}

function readRoles(
  table: Table,
  row: TableRow,
  complain: (fault: string) => void,
): RoleDraft[] | undefined {
  if (!table.has('役割')) return undefined
  const roles = readRoleCell(table.cell(row, '役割'))
  if (roles === null)
    complain(
      '空か、推進責任者・推進担当者・部長 のどれかにしてください（2つ以上は「・」でつなぎ、兼ねるときは「推進責任者（事務取扱:1410）」「推進責任者（代理）」と書きます）。',
    )
  return roles ?? []
}

/** The unit of an acting head may be another one; it has to be there. */
function complainOfRoleUnits(
  table: Table,
  row: TableRow,
  { roles = [] }: PersonDraft,
  units: KnownUnits | null,
  problems: Findings,
): void {
  if (units === null) return
  for (const { unit } of roles) {
    if (unit === null || (units.has(unit) && units.get(unit)?.kind !== '市')) continue
    const value = table.cell(row, '役割')
    problems.add(
      { file: table.file, row: row.row, column: '役割', value },
      units.has(unit)
        ? '市には役割を付けられません。部か課の所属コードにしてください。'
        : `所属コード ${unit} の所属がありません。コードを直すか、所属を加えてください。`,
    )
  }
}

function complainOfUnit(
  table: Table,
  row: TableRow,
  units: KnownUnits | null,
  problems: Findings,
  warnings: Findings,
): void {
  if (units === null) return
  const code = table.cell(row, '所属コード')
  const place = { file: table.file, row: row.row, column: '所属コード', value: code }
  if (!units.has(code)) {
    const fault = codeFault(code, units.habit)
    problems.add(
      place,
      fault ?? 'この所属コードの所属がありません。コードを直すか、所属を加えてください。',
    )
    return
  }
  const unit = units.get(code)
  if (unit?.kind === '市')
    problems.add(place, '市には職員を置けません。部か課の所属コードにしてください。')
  const name = table.cell(row, '所属名')
  if (unit !== undefined && name !== '' && name !== unit.name)
    warnings.add(
      { file: table.file, row: row.row, column: '所属名', value: name },
      `所属コード ${code} の名前「${unit.name}」と違います。所属コードのほうを使います。`,
    )
}

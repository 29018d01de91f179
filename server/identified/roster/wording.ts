import { roleNames, WHOLE_BODY } from '../auth/roles.ts'
import { countDifference, type Difference, type RoleChange } from './difference.ts'
import type { FileFacts, ImportPlan } from './plan.ts'
import { mannerNames, rosterRoleNames } from './role-cell.ts'

const SHOWN_ROWS = 20

const KINDS: Readonly<Record<FileFacts['kind'], string>> = { units: '所属', people: '職員' }

/** 「職員: roster.csv（2,300行、Shift_JIS）」 */
export function describeFile(file: FileFacts): string {
  return `${KINDS[file.kind]}: ${file.name}（${number(file.rows)}行、${file.encoding === 'Excel' ? 'Excelブック' : file.encoding}）`
}

/** Three lines of numbers. */
export function describeTotals(difference: Difference): string[] {
  const { units, people, roles } = countDifference(difference)
  return [
    `所属  追加 ${number(units.added)}、変更 ${number(units.changed)}、廃止 ${number(units.gone)}${difference.units.reordered ? '、建制順の変更あり' : ''}`,
    `職員  追加 ${number(people.added)}、異動 ${number(people.moved)}、変更 ${number(people.changed)}、退職等 ${number(people.left)}${people.adopted > 0 ? `、初期設定から名簿へ ${number(people.adopted)}` : ''}`,
    `役割  付与 ${number(roles.given)}、終了 ${number(roles.ended)}`,
  ]
}

/** The difference in Japanese lines: three of totals, then each list, twenty entries at most. */
export function describeDifference(plan: ImportPlan): string[] {
  const { units, people, roles } = plan.difference
  const unit = (code: string) => nameUnit(plan, code)
  const role = (change: RoleChange) => `${change.person} ${nameRole(change, unit(change.unit))}`
  return [
    ...describeTotals(plan.difference),
    ...list('追加する所属', units.added.map(unit)),
    ...list(
      '変更する所属',
      units.changed.map((change) => `${unit(change.code)}（${change.columns.join('、')}）`),
    ),
    ...list('廃止する所属', units.gone.map(unit)),
    ...list('追加する職員', people.added),
    ...list(
      '異動する職員',
      people.moved.map((move) => `${move.number} ${unit(move.from)} → ${unit(move.to)}`),
    ),
    ...list(
      '変更する職員',
      people.changed.map((change) => `${change.number}（${change.columns.join('、')}）`),
    ),
    ...list(
      '退職等の職員',
      people.left.map((person) => `${person.number}（${unit(person.from)}）`),
    ),
    ...list('付与する役割', roles.given.map(role)),
    ...list('終了する役割', roles.ended.map(role)),
  ]
}

/** 「1010 人事課」, by the name the unit has afterwards, or had. */
export function nameUnit({ unitNames }: Pick<ImportPlan, 'unitNames'>, code: string): string {
  return `${code} ${unitNames[code] ?? ''}`.trim()
}

/** 「推進責任者・事務取扱（1410 税務課）」 */
export function nameRole({ role, manner }: Pick<RoleChange, 'role' | 'manner'>, unit: string) {
  const held = manner === 'own' ? '' : `・${mannerNames[manner]}`
  const name = rosterRoleNames[role] ?? roleNames[role]
  return `${name}${held}${unit === WHOLE_BODY ? '' : `（${unit}）`}`
}

function list(title: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return []
  const rest = entries.length - SHOWN_ROWS
  return [
    `${title}:`,
    ...entries.slice(0, SHOWN_ROWS).map((entry) => `  ${entry}`),
    ...(rest > 0 ? [`  ほか${number(rest)}件`] : []),
  ]
}

function number(value: number): string {
  return value.toLocaleString('ja')
}

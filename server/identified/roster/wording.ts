import type { Difference } from './difference.ts'
import { countDifference } from './difference.ts'
import type { FileFacts, ImportPlan } from './plan.ts'
import type { Role } from '../../stores/identity.ts'

const SHOWN_ROWS = 20

const KINDS: Readonly<Record<FileFacts['kind'], string>> = { units: '所属', people: '職員' }

const ROLES: Partial<Readonly<Record<Role, string>>> = {
  head: '推進責任者',
  promoter: '推進担当者',
  director: '部長',
}

/** 「職員: roster.csv（2,300行、Shift_JIS）」 */
export function describeFile(file: FileFacts): string {
  return `${KINDS[file.kind]}: ${file.name}（${number(file.rows)}行、${file.encoding}）`
}

/** The difference in Japanese lines: three of totals, then each list, twenty entries at most. */
export function describeDifference(plan: ImportPlan): string[] {
  const { units, people, roles } = plan.difference
  const counts = countDifference(plan.difference)
  const names = new Map(plan.outcome.units.map((unit) => [unit.code, unit.name]))
  const unit = (code: string) => `${code} ${names.get(code) ?? ''}`.trim()
  const role = (change: Difference['roles']['given'][number]) =>
    `${change.person} ${ROLES[change.role] ?? change.role}（${unit(change.unit)}）`
  return [
    `所属  追加 ${number(counts.units.added)}、変更 ${number(counts.units.changed)}、廃止 ${number(counts.units.gone)}${units.reordered ? '、建制順の変更あり' : ''}`,
    `職員  追加 ${number(counts.people.added)}、異動 ${number(counts.people.moved)}、変更 ${number(counts.people.changed)}、退職等 ${number(counts.people.left)}${counts.people.adopted > 0 ? `、初期設定から名簿へ ${number(counts.people.adopted)}` : ''}`,
    `役割  付与 ${number(counts.roles.given)}、終了 ${number(counts.roles.ended)}`,
    ...list('追加する所属', units.added.map(unit)),
    ...list(
      '変更する所属',
      units.changed.map((change) => `${unit(change.code)}（${change.columns.join('、')}）`),
    ),
    ...list('廃止する所属', units.gone),
    ...list('追加する職員', people.added),
    ...list(
      '異動する職員',
      people.moved.map((move) => `${move.number} ${unit(move.from)} → ${unit(move.to)}`),
    ),
    ...list(
      '変更する職員',
      people.changed.map((change) => `${change.number}（${change.columns.join('、')}）`),
    ),
    ...list('退職等の職員', people.left),
    ...list('付与する役割', roles.given.map(role)),
    ...list('終了する役割', roles.ended.map(role)),
  ]
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

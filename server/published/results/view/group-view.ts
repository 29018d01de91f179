import { spanText } from '../figures.ts'
import { type Group, REST, type Table, WHOLE } from '../groups.ts'
import { findTable, type ResultsModel } from '../model.ts'
import { valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { groupHref, tableHref } from './addresses.ts'
import { type AnswersTable, answersTables, FAVOURABLE } from './answers-table.ts'
import { groupsTable, type HeatTable } from './heat-table.ts'
import { ancestorsOf, insteadOf } from './units.ts'

/** One group with all its items, beside what it belongs to, and what it is cut into. */
export interface GroupView {
  readonly kind: 'group'
  readonly heading: string
  readonly path: readonly { readonly label: string; readonly href: string }[]
  /** 「回答者 143人」; null: withheld. */
  readonly people: string | null
  /** What is shown instead: said above its figures. */
  readonly instead: { readonly label: string; readonly href: string | null } | null
  /** Said above the figures. */
  readonly words: readonly string[]
  readonly answers: readonly AnswersTable[]
  /** Where the rounded values lie. */
  readonly spans: readonly { readonly item: string; readonly text: string; readonly span: string }[]
  readonly parts: readonly HeatTable[]
}

export function groupView(
  model: ResultsModel,
  group: Group,
  years: YearOnYear | null,
  words: readonly string[],
): GroupView {
  const shown = group.n === null ? insteadOf(model, group) : group
  const beside = besideOf(model, group).filter((other) => other.id !== shown.id && other.n !== null)
  const compared = shown.state === 'rest' ? null : years
  return {
    kind: 'group',
    heading: group.fullLabel,
    path: pathOf(model, group),
    people: group.n === null ? null : `${group.n.toLocaleString('ja-JP')}人`,
    instead:
      shown === group
        ? null
        : {
            label: shown.id === WHOLE ? '全庁' : shown.fullLabel,
            href: shown.id === WHOLE ? null : groupHref(shown),
          },
    words: [
      ...words,
      ...restWords(model, shown),
      ...bandWords(model, shown),
      ...yearWords(shown, compared),
    ],
    answers: answersTables({
      model,
      group: shown,
      own: shown === group ? FAVOURABLE : shown.id === WHOLE ? '全庁' : shown.fullLabel,
      others: beside,
      years: compared,
    }),
    spans: spansOf(model, shown),
    parts: partsOf(model, group, years),
  }
}

/** Groups whose values stand beside: what it is cut from, and of a combination the other attribute alone. */
function besideOf(model: ResultsModel, group: Group): Group[] {
  const [first, ...rest] = ancestorsOf(model, group)
  const last = group.table.at(-1) ?? ''
  const alone =
    group.table.length > 1 ? model.groups.get(`${last}=${group.keys[last] ?? ''}`) : undefined
  return [...(first === undefined ? [] : [first]), ...(alone === undefined ? [] : [alone]), ...rest]
}

function pathOf(model: ResultsModel, group: Group): { label: string; href: string }[] {
  const above = ancestorsOf(model, group)
    .filter(({ id }) => id !== WHOLE)
    .reverse()
  if (above.length > 0) return above.map((a) => ({ label: a.fullLabel, href: groupHref(a) }))
  const table = findTable(model, group.table.join(','))
  return table === undefined
    ? []
    : [{ label: `${table.name}ごとの結果`, href: tableHref(table.key) }]
}

function restWords(model: ResultsModel, group: Group): string[] {
  if (group.state !== 'rest') return []
  const parent = group.parent === null ? undefined : model.groups.get(group.parent)
  const whole = parent === undefined || parent.id === WHOLE ? '全庁' : parent.fullLabel
  const without = group.minus.map((id) => model.groups.get(id)?.label ?? id)
  const list = without.map((label) => `「${label}」`).join('')
  return [
    `${whole}から、公表している区分${list === '' ? '' : `（${list}）`}を除いた残りの人の合計です。非表示の区分の人と、区分を答えなかった人が入ります。`,
  ]
}

function bandWords({ bands }: ResultsModel, { shares }: Group): string[] {
  return shares === 'bands'
    ? [`選択肢ごとではなく、${bands.join('・')}にまとめて示しています。`]
    : []
}

function yearWords(group: Group, years: YearOnYear | null): string[] {
  if (years === null) return []
  if (years.broken !== null) return [years.broken]
  const { words } = years.basisOf(group)
  return words === null ? [] : [words]
}

/** Values that are shown with 「約」. */
function spansOf({ items }: ResultsModel, group: Group): GroupView['spans'] {
  return items.flatMap((item) => {
    const figure = valueOf(group, item.id)?.favourable
    if (figure === undefined || !figure.text.startsWith('約')) return []
    return [{ item: `${item.number}　${item.text}`, text: figure.text, span: spanText(figure) }]
  })
}

/** Tables that cut this group further: 課 of a 部, 部×性別. */
function partsOf(model: ResultsModel, group: Group, years: YearOnYear | null): HeatTable[] {
  return model.tables.flatMap((table) => partTable(model, group, years, table))
}

function partTable(
  model: ResultsModel,
  group: Group,
  years: YearOnYear | null,
  table: Table,
): HeatTable[] {
  const groups = table.groups.filter(({ parent }) => parent === group.id)
  if (groups.length === 0 || group.id === WHOLE) return []
  const own = table.attributes.at(-1) === 'ka' ? '課' : (table.name.split('×').at(-1) ?? table.name)
  return [
    groupsTable({
      id: `p-${table.key.replace(',', '-')}`,
      caption: `${own}ごとの結果`,
      note: `肯定的な回答の割合です。「${REST}」は、公表した区分を除いた残りです。`,
      corner: own,
      groups,
      items: model.indicators,
      sums: group.n === null ? [model.whole] : [group, model.whole],
      model,
      years,
    }),
  ]
}

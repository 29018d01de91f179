import { REST, type Table } from '../groups.ts'
import type { Item, ResultsModel, Theme } from '../model.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { tableHref } from './addresses.ts'
import { crossTable, groupsTable, type HeatTable } from './heat-table.ts'

/** One table of the plan: all its groups, and the items of the indicators or of one theme. */
export interface TableView {
  readonly kind: 'table'
  readonly heading: string
  readonly themes: readonly {
    readonly label: string
    readonly href: string
    readonly current: boolean
  }[]
  readonly words: readonly string[]
  readonly tables: readonly HeatTable[]
}

/** @param theme null: the indicators, or the first theme when there are none. */
export function tableView(
  model: ResultsModel,
  table: Table,
  theme: Theme | null,
  years: YearOnYear | null,
): TableView {
  const indicators: Theme = { id: '', label: '指標', items: model.indicators, questions: [] }
  const choices = model.indicators.length === 0 ? model.themes : [indicators, ...model.themes]
  const chosen = theme ?? choices[0] ?? indicators
  const isCross = table.attributes.length > 1
  const broken = years?.broken ?? null
  const rest = `「${REST}」は、公表した区分を除いた残りです。`
  const note = `肯定的な回答の割合です。${rest}`
  const order = '建制順や選択肢の順で、割合の順ではありません。'
  const rows = { corner: table.name, groups: table.groups, sums: [model.whole], model, years }
  return {
    kind: 'table',
    heading: `${table.name}ごとの結果`,
    themes: choices.map(({ id, label }) => ({
      label,
      href: tableHref(table.key, id === '' ? undefined : id),
      current: id === chosen.id,
    })),
    words: broken === null ? [] : [broken],
    tables: isCross
      ? crossTables(model, table, chosen, note)
      : [
          ...(chosen.items.length === 0
            ? []
            : [
                groupsTable({
                  ...rows,
                  id: 't-groups',
                  caption: chosen.label,
                  note: `${note}${order}`,
                  items: chosen.items,
                }),
              ]),
          ...chosen.questions.map((question) =>
            groupsTable({
              ...rows,
              id: `t-${question.id}`,
              caption: `${question.number}　${question.text}`,
              note: `${audienceWords(question)}選んだ人の割合です。${rest}${order}`,
              items: question.options,
            }),
          ),
        ],
  }
}

function crossTables(
  model: ResultsModel,
  { name, groups }: Table,
  theme: Theme,
  note: string,
): HeatTable[] {
  const corner = name.split('×')[0] ?? name
  const counts = { id: 't-people', caption: '回答者数', note: '' }
  return [
    crossTable(counts, corner, groups, model, null),
    ...[...theme.items, ...theme.questions.flatMap(({ options }) => options)].map((item) =>
      crossTable(
        {
          id: `t-${item.id.replace('.', '-')}`,
          caption: `${item.number}　${item.text}`,
          note: `${audienceWords(item)}${item.option === null ? note : note.replace('肯定的な回答', '選んだ人')}`,
        },
        corner,
        groups,
        model,
        item,
      ),
    ),
  ]
}

function audienceWords({ audience }: Pick<Item, 'audience'>): string {
  return audience === null ? '' : `${audience}の回答です。全庁の結果だけを公表します。`
}

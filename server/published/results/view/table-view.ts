import type { Said } from '../../../../views/words/phrase.ts'
import type { Table } from '../groups.ts'
import type { Item, ResultsModel, Theme } from '../model.ts'
import type { Speech } from '../speech.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { tableHref } from './addresses.ts'
import { numbered } from './answers-table.ts'
import { crossTable, groupsTable, type HeatTable } from './heat-table.ts'

/** One table of the plan: all its groups, and the items of the indicators or of one theme. */
export interface TableView {
  readonly kind: 'table'
  readonly heading: Said
  readonly themes: readonly {
    readonly label: Said
    readonly href: string
    readonly current: boolean
  }[]
  readonly words: readonly Said[]
  readonly tables: readonly HeatTable[]
}

/** @param theme null: the indicators, or the first theme when there are none. */
export function tableView(
  model: ResultsModel,
  table: Table,
  theme: Theme | null,
  years: YearOnYear | null,
  speech: Speech,
): TableView {
  const w = speech.w.group
  const indicators: Theme = { id: '', label: w.indicators, items: model.indicators, questions: [] }
  const choices = model.indicators.length === 0 ? model.themes : [indicators, ...model.themes]
  const chosen = theme ?? choices[0] ?? indicators
  const isCross = table.attributes.length > 1
  const broken = years?.broken ?? null
  const name = speech.table(table.attributes)
  const themeName = (theme: Theme) => (theme === indicators ? w.indicators : speech.theme(theme))
  const note = w.shareNote + w.restNote
  const rows = { corner: name, groups: table.groups, sums: [model.whole], model, years, speech }
  return {
    kind: 'table',
    heading: w.resultsBy(name),
    themes: choices.map((choice) => ({
      label: themeName(choice),
      href: tableHref(table.key, choice.id === '' ? undefined : choice.id),
      current: choice.id === chosen.id,
    })),
    words: broken === null ? [] : [broken],
    tables: isCross
      ? crossTables(model, table, chosen, speech)
      : [
          ...(chosen.items.length === 0
            ? []
            : [
                groupsTable({
                  ...rows,
                  id: 't-groups',
                  caption: themeName(chosen),
                  note: note + w.orderNote,
                  items: chosen.items,
                }),
              ]),
          ...chosen.questions.map((question) =>
            groupsTable({
              ...rows,
              id: `t-${question.id}`,
              caption: numbered(speech, question, speech.question(question)),
              note: audienceWords(speech, question) + w.choseNote + w.restNote + w.orderNote,
              items: question.options,
            }),
          ),
        ],
  }
}

function crossTables(
  model: ResultsModel,
  { attributes, groups }: Table,
  theme: Theme,
  speech: Speech,
): HeatTable[] {
  const w = speech.w.group
  const corner = speech.table(attributes.slice(0, 1))
  const counts = { id: 't-people', caption: w.peopleTable, note: '' }
  return [
    crossTable(counts, corner, groups, model, null, speech),
    ...[...theme.items, ...theme.questions.flatMap(({ options }) => options)].map((item) =>
      crossTable(
        {
          id: `t-${item.id.replace('.', '-')}`,
          caption: numbered(speech, item, speech.item(item)),
          note:
            audienceWords(speech, item) +
            (item.option === null ? w.shareNote : w.choseNote) +
            w.restNote,
        },
        corner,
        groups,
        model,
        item,
        speech,
      ),
    ),
  ]
}

function audienceWords(speech: Speech, { audience }: Pick<Item, 'audience'>): string {
  return audience === null ? '' : speech.w.group.wholeOnly(speech.audience(audience))
}

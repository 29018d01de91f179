import type { Said } from '../../../../views/words/phrase.ts'
import { type Group, type Table, WHOLE } from '../groups.ts'
import { findTable, type ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'
import { valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { groupHref, tableHref } from './addresses.ts'
import { type AnswersTable, answersTables, numbered } from './answers-table.ts'
import { groupsTable, type HeatTable } from './heat-table.ts'
import { type Overview, overviewOf, standInName } from './overview.ts'
import { ancestorsOf, insteadOf } from './units.ts'

/** One group with all its items, beside what it belongs to, and what it is cut into. */
export interface GroupView {
  readonly kind: 'group'
  readonly heading: Said
  readonly path: readonly { readonly label: Said; readonly href: string }[]
  /** 「回答者 143人」; null: withheld. */
  readonly people: string | null
  /** What is shown instead: said above its figures. */
  readonly instead: { readonly label: Said; readonly href: string | null } | null
  /** Said above the figures. */
  readonly words: readonly Said[]
  readonly overview: Overview | null
  /** Query of the pages about this group: 話し合いシート (units only) and the trends. */
  readonly discussion: string | null
  readonly trends: string
  readonly answers: readonly AnswersTable[]
  /** Where the rounded values lie. */
  readonly spans: readonly { readonly item: Said; readonly text: string; readonly span: string }[]
  readonly parts: readonly HeatTable[]
}

export function groupView(
  model: ResultsModel,
  group: Group,
  years: YearOnYear | null,
  speech: Speech,
  /** As it was asked for: its code, and what is said when the results are another group's. */
  asked: { readonly code: string | null; readonly words: Said | null },
): GroupView {
  const w = speech.w
  const shown = group.n === null ? insteadOf(model, group) : group
  const beside = besideOf(model, group).filter((other) => other.id !== shown.id && other.n !== null)
  const compared = shown.state === 'rest' ? null : years
  return {
    kind: 'group',
    heading: speech.fullGroup(group),
    path: pathOf(model, group, speech),
    people: group.n === null ? null : w.figure.people(group.n),
    instead:
      shown === group
        ? null
        : {
            label: speech.fullGroup(shown),
            href: shown.id === WHOLE ? null : groupHref(shown),
          },
    words: [
      ...(asked.words === null ? [] : [asked.words]),
      ...restWords(model, shown, speech),
      ...bandWords(shown, speech),
      ...yearWords(shown, compared),
    ],
    overview: overviewOf(model, shown, compared, speech),
    discussion: asked.code === null ? null : `?unit=${encodeURIComponent(asked.code)}`,
    trends: `?group=${encodeURIComponent(group.state === 'rest' ? shown.id : group.id)}`,
    answers: answersTables({
      model,
      group: shown,
      own: shown === group ? null : ownHead(shown, beside, speech),
      others: beside,
      years: compared,
      speech,
    }),
    spans: spansOf(model, shown, speech),
    parts: partsOf(model, group, years, speech),
  }
}

function ownHead(shown: Group, beside: readonly Group[], speech: Speech): Said {
  const isTwin = beside.some(({ fullLabel }) => fullLabel === shown.fullLabel)
  return isTwin ? standInName(shown, speech) : speech.fullGroup(shown)
}

/** Groups whose values stand beside: what it is cut from, and of a combination the other attribute alone. */
function besideOf(model: ResultsModel, group: Group): Group[] {
  const [first, ...rest] = ancestorsOf(model, group)
  const last = group.table.at(-1) ?? ''
  const alone =
    group.table.length > 1 ? model.groups.get(`${last}=${group.keys[last] ?? ''}`) : undefined
  return [...(first === undefined ? [] : [first]), ...(alone === undefined ? [] : [alone]), ...rest]
}

function pathOf(
  model: ResultsModel,
  group: Group,
  speech: Speech,
): { label: Said; href: string }[] {
  const above = ancestorsOf(model, group)
    .filter(({ id }) => id !== WHOLE)
    .reverse()
  if (above.length > 0)
    return above.map((a) => ({ label: speech.fullGroup(a), href: groupHref(a) }))
  const table = findTable(model, group.table.join(','))
  return table === undefined
    ? []
    : [
        {
          label: speech.w.group.resultsBy(speech.table(table.attributes)),
          href: tableHref(table.key),
        },
      ]
}

function restWords(model: ResultsModel, group: Group, speech: Speech): Said[] {
  if (group.state !== 'rest') return []
  const parent = group.parent === null ? undefined : model.groups.get(group.parent)
  const without = group.minus.flatMap((id) => {
    const one = model.groups.get(id)
    return one === undefined ? [] : [speech.group(one)]
  })
  return [speech.w.group.restOf(speech.fullGroup(parent ?? model.whole), without)]
}

function bandWords({ shares }: Group, { w, bands }: Speech): Said[] {
  return shares === 'bands' ? [w.group.bandsOnly(bands)] : []
}

function yearWords(group: Group, years: YearOnYear | null): Said[] {
  if (years === null) return []
  if (years.broken !== null) return [years.broken]
  const { words } = years.basisOf(group)
  return words === null ? [] : [words]
}

/** Values that are shown with 「約」. */
function spansOf({ items }: ResultsModel, group: Group, speech: Speech): GroupView['spans'] {
  return items.flatMap((item) => {
    const figure = valueOf(group, item.id)?.favourable
    if (figure === undefined || !figure.text.startsWith('約')) return []
    return [
      {
        item: numbered(speech, item, speech.item(item)),
        text: speech.figure(figure),
        span: speech.span(figure),
      },
    ]
  })
}

/** Tables that cut this group further: 課 of a 部, 部×性別. */
function partsOf(
  model: ResultsModel,
  group: Group,
  years: YearOnYear | null,
  speech: Speech,
): HeatTable[] {
  return model.tables.flatMap((table) => partTable(model, group, years, table, speech))
}

function partTable(
  model: ResultsModel,
  group: Group,
  years: YearOnYear | null,
  table: Table,
  speech: Speech,
): HeatTable[] {
  const w = speech.w.group
  const groups = table.groups.filter(({ parent }) => parent === group.id)
  if (groups.length === 0 || group.id === WHOLE) return []
  const own = speech.table(table.attributes.slice(-1))
  return [
    groupsTable({
      id: `p-${table.key.replace(',', '-')}`,
      caption: w.resultsBy(own),
      note: w.shareNote + w.restNote,
      corner: own,
      groups,
      items: model.indicators,
      sums: group.n === null ? [model.whole] : [group, model.whole],
      model,
      years,
      speech,
    }),
  ]
}

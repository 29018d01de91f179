import type { Said } from '../../../../views/words/phrase.ts'
import type { Figure } from '../figures.ts'
import { type Group, WHOLE } from '../groups.ts'
import type { Item, ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'
import { isCountOnly, valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { groupHref } from './addresses.ts'
import { changeCell } from './answers-table.ts'

/** Favourable shares of groups × items, or of one attribute × another: the number is in every cell. */
export interface HeatTable {
  readonly id: string
  readonly caption: Said
  readonly note: string
  /** Head of the first column. */
  readonly corner: Said
  /** Whether the second column says how many answered. */
  readonly counts: boolean
  readonly heads: readonly HeatHead[]
  readonly rows: readonly HeatRow[]
  /** What the rows are parts of. */
  readonly sums: readonly HeatRow[]
}

export interface HeatHead {
  /** 「問1」; '' for a category. */
  readonly number: string
  readonly text: Said
}

export interface HeatRow {
  readonly label: Said
  readonly href: string | null
  /** A heading above the rows of one 部: without cells. */
  readonly heading: boolean
  /** Said below the label. */
  readonly words: Said | null
  /** 「143人」 */
  readonly n: string
  /** One cell through the whole row: nothing of it is shown, or its people only. */
  readonly through: { readonly text: string; readonly withheld: boolean } | null
  readonly cells: readonly HeatCell[]
}

export interface HeatCell {
  readonly text: string
  /** Six classes of the share; null: no share. */
  readonly heat: 1 | 2 | 3 | 4 | 5 | 6 | null
  readonly withheld: boolean
  readonly change: Said | null
}

/** Lower ends of the classes 2 … 6, percent. */
const CLASSES = [40, 50, 60, 70, 80]

export interface GroupsTable {
  readonly id: string
  readonly caption: Said
  readonly note: string
  readonly corner: Said
  readonly groups: readonly Group[]
  readonly items: readonly Item[]
  readonly sums: readonly Group[]
  readonly model: ResultsModel
  readonly years: YearOnYear | null
  readonly speech: Speech
}

/** Groups of one table; those of different parents below a heading each (課 below 部). */
export function groupsTable(wanted: GroupsTable): HeatTable {
  const { id, caption, note, corner, groups, items, sums, model, speech } = wanted
  const parents = new Set(groups.map(({ parent }) => parent))
  const rows = groups.flatMap((group, i) => {
    const parent = group.parent === null ? undefined : model.groups.get(group.parent)
    const isFirst = parents.size > 1 && groups[i - 1]?.parent !== group.parent
    const row = groupRow(wanted, group, speech.group(group))
    return isFirst && parent !== undefined ? [headingRow(parent, speech), row] : [row]
  })
  return {
    id,
    caption,
    note,
    corner,
    counts: true,
    heads: items.map((item) =>
      item.option === null
        ? { number: speech.number(item), text: speech.item(item) }
        : { number: '', text: speech.option(item) },
    ),
    rows,
    sums: sums.map((sum) => groupRow(wanted, sum, speech.fullGroup(sum))),
  }
}

/** One item of a table that is cut twice: rows by its first attribute, columns by its second. */
export function crossTable(
  table: { readonly id: string; readonly caption: Said; readonly note: string },
  corner: Said,
  groups: readonly Group[],
  model: ResultsModel,
  item: Item | null,
  speech: Speech,
): HeatTable {
  const [first = '', second = ''] = groups[0]?.table ?? []
  const columns = [...new Set(groups.flatMap(({ keys }) => keys[second] ?? []))]
  const parents = [...new Set(groups.map(({ keys }) => keys[first] ?? ''))]
  const hasRest = groups.some(({ state }) => state === 'rest')
  const cellOf = (group: Group | undefined): HeatCell => {
    if (group === undefined)
      return { text: speech.w.figure.none, heat: null, withheld: false, change: null }
    return item === null ? countCell(group, speech) : valueCell(group, item, null, speech)
  }
  return {
    ...table,
    corner,
    counts: false,
    heads: [
      ...columns.map((column) =>
        headOf(
          groups.find(({ keys }) => keys[second] === column),
          column,
        ),
      ),
      ...(hasRest ? [speech.w.figure.rest] : []),
    ].map((text) => ({ number: '', text })),
    rows: parents.map((key) => {
      const inRow = groups.filter(({ keys }) => keys[first] === key)
      const whole = model.groups.get(`${first}=${key}`)
      const cells = columns.map((column) => inRow.find(({ keys }) => keys[second] === column))
      const rest = inRow.find(({ state }) => state === 'rest')
      return {
        label: whole === undefined ? { ja: key } : speech.group(whole),
        href: whole === undefined ? null : groupHref(whole),
        heading: false,
        words: null,
        n: '',
        through: null,
        cells: [...cells, ...(hasRest ? [rest] : [])].map(cellOf),
      }
    }),
    sums: [],
  }

  function headOf(group: Group | undefined, column: string): Said {
    return group === undefined ? { ja: column } : speech.group(group)
  }
}

function groupRow(
  { items, years, speech }: Pick<GroupsTable, 'items' | 'years' | 'speech'>,
  group: Group,
  label: Said,
): HeatRow {
  const { w } = speech
  const row = {
    label,
    href: group.id === WHOLE || isCountOnly(group) ? null : groupHref(group),
    heading: false,
    words: null,
    n: group.n === null ? '' : w.figure.people(group.n),
    cells: [],
  }
  if (group.n === null) return { ...row, through: { text: w.figure.withheld, withheld: true } }
  if (isCountOnly(group)) {
    return { ...row, through: { text: w.group.countOnly, withheld: false } }
  }
  const compared = years === null || years.broken !== null || group.state === 'rest' ? null : years
  const basis = compared?.basisOf(group)
  return {
    ...row,
    words: basis?.isAbove === true ? basis.words : null,
    through: null,
    cells: items.map((item) => valueCell(group, item, compared, speech)),
  }
}

function headingRow(parent: Group, speech: Speech): HeatRow {
  return {
    label: speech.fullGroup(parent),
    href: parent.id === WHOLE ? null : groupHref(parent),
    heading: true,
    words: null,
    n: '',
    through: null,
    cells: [],
  }
}

function valueCell(group: Group, item: Item, years: YearOnYear | null, speech: Speech): HeatCell {
  const { w } = speech
  const figure = valueOf(group, item.id)?.favourable
  const hidden = group.n === null ? w.figure.withheld : w.figure.blank
  if (figure === undefined) return { text: hidden, heat: null, withheld: true, change: null }
  const change = changeCell(years, group, item.id, speech)?.text ?? null
  // That many chose an option is neither good nor bad: no colour.
  const heat = item.option === null ? heatOf(figure) : null
  return { text: speech.figure(figure), heat, withheld: false, change }
}

function countCell({ n }: Group, { w }: Speech): HeatCell {
  const text = n === null ? w.figure.withheld : w.figure.people(n)
  return { text, heat: null, withheld: n === null, change: null }
}

function heatOf({ percent }: Figure): HeatCell['heat'] {
  return (CLASSES.filter((limit) => percent >= limit).length + 1) as HeatCell['heat']
}

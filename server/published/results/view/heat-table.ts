import { BLANK, type Figure, WITHHELD } from '../figures.ts'
import { type Group, REST, WHOLE } from '../groups.ts'
import type { Item, ResultsModel } from '../model.ts'
import { isCountOnly, valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { groupHref } from './addresses.ts'
import { changeCell } from './answers-table.ts'

/** Favourable shares of groups × items, or of one attribute × another: the number is in every cell. */
export interface HeatTable {
  readonly id: string
  readonly caption: string
  readonly note: string
  /** Head of the first column. */
  readonly corner: string
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
  readonly text: string
}

export interface HeatRow {
  readonly label: string
  readonly href: string | null
  /** A heading above the rows of one 部: without cells. */
  readonly heading: boolean
  /** Said below the label. */
  readonly words: string | null
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
  readonly change: string | null
}

/** Lower ends of the classes 2 … 6, percent. */
const CLASSES = [40, 50, 60, 70, 80]

export interface GroupsTable {
  readonly id: string
  readonly caption: string
  readonly note: string
  readonly corner: string
  readonly groups: readonly Group[]
  readonly items: readonly Item[]
  readonly sums: readonly Group[]
  readonly model: ResultsModel
  readonly years: YearOnYear | null
}

/** Groups of one table; those of different parents below a heading each (課 below 部). */
export function groupsTable(wanted: GroupsTable): HeatTable {
  const { id, caption, note, corner, groups, items, sums, model, years } = wanted
  const parents = new Set(groups.map(({ parent }) => parent))
  const rows = groups.flatMap((group, i) => {
    const parent = group.parent === null ? undefined : model.groups.get(group.parent)
    const isFirst = parents.size > 1 && groups[i - 1]?.parent !== group.parent
    const row = groupRow(group, items, years, group.label)
    return isFirst && parent !== undefined ? [headingRow(parent), row] : [row]
  })
  return {
    id,
    caption,
    note,
    corner,
    counts: true,
    heads: items.map(({ number, text, option }) =>
      option === null ? { number, text } : { number: '', text: option },
    ),
    rows,
    sums: sums.map((sum) => groupRow(sum, items, years, sum.id === WHOLE ? '全庁' : sum.fullLabel)),
  }
}

/** One item of a table that is cut twice: rows by its first attribute, columns by its second. */
export function crossTable(
  table: { readonly id: string; readonly caption: string; readonly note: string },
  corner: string,
  groups: readonly Group[],
  model: ResultsModel,
  item: Item | null,
): HeatTable {
  const [first = '', second = ''] = groups[0]?.table ?? []
  const columns = [...new Set(groups.flatMap(({ keys }) => keys[second] ?? []))]
  const parents = [...new Set(groups.map(({ keys }) => keys[first] ?? ''))]
  const hasRest = groups.some(({ state }) => state === 'rest')
  const cellOf = (group: Group | undefined): HeatCell => {
    if (group === undefined) return { text: '－', heat: null, withheld: false, change: null }
    return item === null ? countCell(group) : valueCell(group, item, null)
  }
  return {
    ...table,
    corner,
    counts: false,
    heads: [...columns, ...(hasRest ? [REST] : [])].map((text) => ({ number: '', text })),
    rows: parents.map((key) => {
      const inRow = groups.filter(({ keys }) => keys[first] === key)
      const whole = model.groups.get(`${first}=${key}`)
      const cells = columns.map((column) => inRow.find(({ keys }) => keys[second] === column))
      const rest = inRow.find(({ state }) => state === 'rest')
      return {
        label: whole?.label ?? key,
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
}

function groupRow(
  group: Group,
  items: readonly Item[],
  years: YearOnYear | null,
  label: string,
): HeatRow {
  const row = {
    label,
    href: group.id === WHOLE || isCountOnly(group) ? null : groupHref(group),
    heading: false,
    words: null,
    n: group.n === null ? '' : people(group.n),
    cells: [],
  }
  if (group.n === null) return { ...row, through: { text: WITHHELD, withheld: true } }
  if (isCountOnly(group)) {
    return { ...row, through: { text: '人数だけを示します', withheld: false } }
  }
  const compared = years === null || years.broken !== null || group.state === 'rest' ? null : years
  const basis = compared?.basisOf(group)
  return {
    ...row,
    words: basis?.isAbove === true ? basis.words : null,
    through: null,
    cells: items.map((item) => valueCell(group, item, compared)),
  }
}

function headingRow(parent: Group): HeatRow {
  return {
    label: parent.fullLabel,
    href: parent.id === WHOLE ? null : groupHref(parent),
    heading: true,
    words: null,
    n: '',
    through: null,
    cells: [],
  }
}

function valueCell(group: Group, item: Item, years: YearOnYear | null): HeatCell {
  const figure = valueOf(group, item.id)?.favourable
  const hidden = group.n === null ? WITHHELD : BLANK
  if (figure === undefined) return { text: hidden, heat: null, withheld: true, change: null }
  const change = changeCell(years, group, item.id)?.text ?? null
  // That many chose an option is neither good nor bad: no colour.
  const heat = item.option === null ? heatOf(figure) : null
  return { text: figure.text, heat, withheld: false, change }
}

function countCell({ n }: Group): HeatCell {
  const text = n === null ? WITHHELD : people(n)
  return { text, heat: null, withheld: n === null, change: null }
}

function heatOf({ percent }: Figure): HeatCell['heat'] {
  return (CLASSES.filter((limit) => percent >= limit).length + 1) as HeatCell['heat']
}

function people(n: number): string {
  return `${n.toLocaleString('ja-JP')}人`
}

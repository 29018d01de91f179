import { BLANK, type Figure, WITHHELD } from '../figures.ts'
import { type Group, WHOLE } from '../groups.ts'
import type { Item, ResultsModel, Theme } from '../model.ts'
import { type Value, valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'

/** How one group answered the items of one theme, beside other groups. */
export interface AnswersTable {
  readonly id: string
  readonly caption: string
  /** Head of the column with the group's own values. */
  readonly own: string
  /** 「前年度との差」; null: no survey before. */
  readonly change: string | null
  /** Heads of the groups beside it. */
  readonly others: readonly string[]
  readonly shares: readonly ShareHead[]
  readonly rows: readonly AnswersRow[]
}

export interface ShareHead {
  readonly label: string
  /** 1 favourable, 2 between, 3 unfavourable. */
  readonly kind: 1 | 2 | 3
  /** The weaker of two answers on a side. */
  readonly pale: boolean
}

export interface AnswersRow {
  /** Number and words. */
  readonly item: string
  /** 「有効回答 1,719人」; the whole body only. */
  readonly n: string | null
  /** 「約60％」, or the words of a withheld item. */
  readonly own: string
  readonly withheld: boolean
  readonly change: ChangeCell | null
  readonly others: readonly { readonly text: string; readonly withheld: boolean }[]
  readonly shares: readonly string[]
  /** Pieces of the bar in percent of its width. */
  readonly bar: readonly BarPiece[]
}

export interface ChangeCell {
  readonly text: string
  /** 「前年度 62.8％」 */
  readonly before: string | null
}

export interface BarPiece extends Omit<ShareHead, 'label'> {
  readonly from: string
  readonly width: string
}

export interface AnswersOf {
  readonly model: ResultsModel
  readonly group: Group
  readonly own: string
  readonly others: readonly Group[]
  readonly years: YearOnYear | null
}

/** A table for each theme. */
export function answersTables(of: AnswersOf): AnswersTable[] {
  const heads = shareHeads(of.model, of.group)
  return of.model.themes.map((theme) => answersTable(of, theme, heads))
}

export function changeCell(
  years: YearOnYear | null,
  group: Group,
  item: string,
): ChangeCell | null {
  if (years === null || years.broken !== null) return null
  const { difference, before, missing } = years.changeOf(group, item)
  if (difference === null) return { text: missing === '' ? '－' : missing, before: null }
  return {
    text: difference.text,
    before: before === null ? null : `${years.before} ${before.favourable.text}`,
  }
}

function answersTable(
  { group, own, others, years }: AnswersOf,
  theme: Theme,
  shares: readonly ShareHead[],
): AnswersTable {
  return {
    id: `a-${theme.id}`,
    caption: theme.label,
    own,
    change: years === null || years.broken !== null ? null : `${years.before}との差`,
    others: others.map((other) => (other.id === WHOLE ? '全庁' : other.fullLabel)),
    shares,
    rows: theme.items.map((item) => answersRow(item, group, others, shares, years)),
  }
}

function answersRow(
  item: Item,
  group: Group,
  others: readonly Group[],
  heads: readonly ShareHead[],
  years: YearOnYear | null,
): AnswersRow {
  const value = valueOf(group, item.id)
  return {
    item: `${item.number}　${item.text}`,
    n: value?.n === null || value === null ? null : `有効回答 ${value.n.toLocaleString('ja-JP')}人`,
    own: value?.favourable.text ?? (group.id === WHOLE ? WITHHELD : BLANK),
    withheld: value === null,
    change: changeCell(years, group, item.id),
    others: others.map((other) => {
      const figure = valueOf(other, item.id)?.favourable
      return { text: figure?.text ?? BLANK, withheld: figure === undefined }
    }),
    shares: (value?.shares ?? []).map(({ text }) => text),
    bar: value === null ? [] : barOf(value, heads),
  }
}

function shareHeads(model: ResultsModel, { shares }: Group): ShareHead[] {
  if (shares === null) return []
  const labels = shares === 'distribution' ? model.options : model.bands
  const side = shares === 'distribution' ? 2 : 1
  const last = labels.length - 1
  return labels.map((label, i) => ({
    label,
    kind: i < side ? 1 : i > last - side ? 3 : 2,
    pale: shares === 'distribution' && (i === 1 || i === last - 1),
  }))
}

/** Rounded one by one, shares need not add up to 100: the bar shows them in proportion. */
function barOf({ shares }: Value, heads: readonly ShareHead[]): BarPiece[] {
  const sum = shares.reduce((all, { percent }) => all + percent, 0)
  const at = (i: number) =>
    shares.slice(0, i).reduce((all: number, s: Figure) => all + s.percent, 0)
  return heads.flatMap(({ kind, pale }, i) => {
    const percent = shares[i]?.percent ?? 0
    if (percent === 0) return []
    const part = (points: number) => ((points * 100) / sum).toFixed(1)
    return [{ kind, pale, from: part(at(i)), width: part(percent) }]
  })
}

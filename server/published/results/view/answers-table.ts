import { BLANK, type Figure, WITHHELD } from '../figures.ts'
import { type Group, WHOLE } from '../groups.ts'
import type { Item, Question, ResultsModel, Theme } from '../model.ts'
import { type Value, valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'

/** How one group answered the items of one theme, beside other groups. */
export interface AnswersTable {
  readonly id: string
  readonly caption: string
  /** Said below the caption. */
  readonly note: string | null
  /** Head of the first column. */
  readonly what: '設問' | '選択肢'
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

/** Head of a group's own column; of options it says 「選んだ人」. */
export const FAVOURABLE = '肯定的な回答'

/** A table for the items of each theme, and one for each question of several options. */
export function answersTables(of: AnswersOf): AnswersTable[] {
  const heads = shareHeads(of.model, of.group)
  return of.model.themes.flatMap((theme) => [
    ...(theme.items.length === 0 ? [] : [answersTable(of, theme, heads)]),
    ...theme.questions.map((question) => optionsTable(of, question)),
  ])
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
    note: null,
    what: '設問',
    own,
    ...besides(others, years),
    shares,
    rows: theme.items.map((item) => answersRow(item, group, others, shares, years)),
  }
}

/** Options in the order of the answer page, never by their shares. */
function optionsTable(
  { group, own, others, years }: AnswersOf,
  { id, number, text, audience, options }: Question,
): AnswersTable {
  const [first] = options
  const n = first === undefined ? null : validWords(valueOf(group, first.id))
  return {
    id: `a-${id}`,
    caption: `${number}　${text}`,
    note: [
      audience === null ? null : `${audience}の回答`,
      n,
      'いくつでも選べる問いで、選んだ人の割合です。',
    ]
      .filter((words) => words !== null)
      .join('　'),
    what: '選択肢',
    own: own === FAVOURABLE ? '選んだ人' : own,
    ...besides(others, years),
    shares: [],
    rows: options.map((option) => ({
      ...answersRow(option, group, others, [], years),
      item: option.option ?? option.text,
      n: null,
    })),
  }
}

function besides(others: readonly Group[], years: YearOnYear | null) {
  return {
    change: years === null || years.broken !== null ? null : `${years.before}との差`,
    others: others.map((other) => (other.id === WHOLE ? '全庁' : other.fullLabel)),
  }
}

function validWords(value: Value | null): string | null {
  return value === null || value.n === null ? null : `有効回答 ${value.n.toLocaleString('ja-JP')}人`
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
    n:
      [item.audience === null ? null : `${item.audience}の回答`, validWords(value)]
        .filter((words) => words !== null)
        .join('　') || null,
    own: value?.favourable.text ?? (group.id === WHOLE ? WITHHELD : BLANK),
    withheld: value === null,
    change: changeCell(years, group, item.id),
    others: others.map((other) => {
      const figure = valueOf(other, item.id)?.favourable
      return { text: figure?.text ?? BLANK, withheld: figure === undefined }
    }),
    shares: (value?.shares ?? []).map(({ text }) => text),
    bar: value === null ? [] : item.option === null ? barOf(value, heads) : chosenBar(value),
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

/** A bar of those who chose the option, of all who answered. */
function chosenBar({ favourable: { percent } }: Value): BarPiece[] {
  return percent === 0 ? [] : [{ kind: 1, pale: false, from: '0.0', width: percent.toFixed(1) }]
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

import { type Said, say } from '../../../../views/words/phrase.ts'
import type { Figure } from '../figures.ts'
import { type Group, WHOLE } from '../groups.ts'
import type { Item, Question, ResultsModel, Theme } from '../model.ts'
import type { Speech } from '../speech.ts'
import { type Value, valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'

/** How one group answered the items of one theme, beside other groups. */
export interface AnswersTable {
  readonly id: string
  readonly caption: Said
  /** Said below the caption. */
  readonly note: Said | null
  /** Head of the first column. */
  readonly what: string
  /** Head of the column with the group's own values; null: 「肯定的な回答」. */
  readonly own: Said | null
  /** 「前年度との差」; null: no survey before. */
  readonly change: string | null
  /** Heads of the groups beside it. */
  readonly others: readonly Said[]
  readonly shares: readonly ShareHead[]
  readonly rows: readonly AnswersRow[]
}

export interface ShareHead {
  readonly label: Said
  /** 1 favourable, 2 between, 3 unfavourable. */
  readonly kind: 1 | 2 | 3
  /** The weaker of two answers on a side. */
  readonly pale: boolean
}

export interface AnswersRow {
  /** Number and words. */
  readonly item: Said
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
  readonly text: Said
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
  /** Head of the group's own column; null: 「肯定的な回答」, of options 「選んだ人」. */
  readonly own: Said | null
  readonly others: readonly Group[]
  readonly years: YearOnYear | null
  readonly speech: Speech
}

/** A table for the items of each theme, and one for each question of several options. */
export function answersTables(of: AnswersOf): AnswersTable[] {
  const heads = shareHeads(of.speech, of.group)
  return of.model.themes.flatMap((theme) => [
    ...(theme.items.length === 0 ? [] : [answersTable(of, theme, heads)]),
    ...theme.questions.map((question) => optionsTable(of, question)),
  ])
}

export function changeCell(
  years: YearOnYear | null,
  group: Group,
  item: string,
  speech: Speech,
): ChangeCell | null {
  if (years === null || years.broken !== null) return null
  const { difference, before, missing } = years.changeOf(group, item)
  if (difference === null)
    return { text: missing === '' ? speech.w.figure.none : missing, before: null }
  return {
    text: speech.difference(difference),
    before:
      before === null
        ? null
        : speech.w.figure.valueThen(years.before, speech.figure(before.favourable)),
  }
}

function answersTable(of: AnswersOf, theme: Theme, shares: readonly ShareHead[]): AnswersTable {
  return {
    id: `a-${theme.id}`,
    caption: of.speech.theme(theme),
    note: null,
    what: of.speech.w.group.question,
    own: of.own,
    ...besides(of),
    shares,
    rows: theme.items.map((item) => answersRow(of, item, shares)),
  }
}

/** Options in the order of the answer page, never by their shares. */
function optionsTable(of: AnswersOf, question: Question): AnswersTable {
  const { speech } = of
  const w = speech.w.group
  const { id, audience, options } = question
  const [first] = options
  const n = first === undefined ? null : validWords(speech, valueOf(of.group, first.id))
  return {
    id: `a-${id}`,
    caption: numbered(speech, question, speech.question(question)),
    note: [audience === null ? null : w.answersOf(speech.audience(audience)), n, w.severalNote]
      .filter((words) => words !== null)
      .join(speech.w.figure.gap),
    what: w.option,
    own: of.own ?? w.chose,
    ...besides(of),
    shares: [],
    rows: options.map((option) => ({
      ...answersRow(of, option, []),
      item: speech.option(option),
      n: null,
    })),
  }
}

function besides({ others, years, speech }: AnswersOf) {
  const isCompared = years !== null && years.broken === null
  return {
    change: isCompared ? speech.w.figure.changeSince(years.before) : null,
    others: others.map((other) => speech.fullGroup(other)),
  }
}

/** The number of a question before its words. */
export function numbered(speech: Speech, of: Pick<Item, 'number'>, text: Said): Said {
  return say`${speech.number(of)}${speech.w.figure.gap}${text}`
}

function validWords({ w }: Speech, value: Value | null): string | null {
  return value === null || value.n === null ? null : w.figure.valid(value.n)
}

function answersRow(
  { group, others, years, speech }: AnswersOf,
  item: Item,
  heads: readonly ShareHead[],
): AnswersRow {
  const { w } = speech
  const value = valueOf(group, item.id)
  return {
    item: numbered(speech, item, speech.item(item)),
    n:
      [
        item.audience === null ? null : w.group.answersOf(speech.audience(item.audience)),
        validWords(speech, value),
      ]
        .filter((words) => words !== null)
        .join(w.figure.gap) || null,
    own:
      value === null
        ? group.id === WHOLE
          ? w.figure.withheld
          : w.figure.blank
        : speech.figure(value.favourable),
    withheld: value === null,
    change: changeCell(years, group, item.id, speech),
    others: others.map((other) => {
      const figure = valueOf(other, item.id)?.favourable
      return figure === undefined
        ? { text: w.figure.blank, withheld: true }
        : { text: speech.figure(figure), withheld: false }
    }),
    shares: (value?.shares ?? []).map((share) => speech.figure(share)),
    bar: value === null ? [] : item.option === null ? barOf(value, heads) : chosenBar(value),
  }
}

function shareHeads(speech: Speech, { shares }: Group): ShareHead[] {
  if (shares === null) return []
  const labels = shares === 'distribution' ? speech.options : speech.bands
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

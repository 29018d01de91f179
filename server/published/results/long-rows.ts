import { BLANK, type Figure, WITHHELD } from './figures.ts'
import { type Group, WHOLE } from './groups.ts'
import type { Item, ResultsModel } from './model.ts'
import { isCountOnly, type Value, valueOf } from './values.ts'

/** A figure of an export: the number and how many digits it is shown with. */
export interface Digits {
  readonly percent: number
  readonly decimals: 0 | 1
}

export type LongCell = string | number | Digits | null

/** Heads of the long form, the same in CSV and in every sheet of the workbook. */
export function longHead(model: ResultsModel): string[] {
  return [
    '表',
    '区分ID',
    '上の区分',
    '区分',
    '状態',
    '回答者数',
    '設問ID',
    '番号',
    '設問',
    '有効回答数',
    model.items.some(({ option }) => option !== null)
      ? '肯定的な回答（いくつでもの問いは選んだ人）の割合(％)'
      : '肯定的な回答の割合(％)',
    '表示の幅(ポイント)',
    '端の値',
    ...model.options.map((option) => `${option}(％)`),
    ...model.bands.map((band) => `${band}にまとめた割合(％)`),
  ]
}

/** A line for each group and item, hidden ones without any number. */
export function* longRows(
  model: ResultsModel,
  table: string,
  groups: readonly Group[],
): Generator<LongCell[]> {
  for (const group of groups) {
    const head = [table, group.id, aboveOf(model, group), group.label]
    if (isCountOnly(group)) {
      yield [...head, STATES.rest, group.n, '', '', '', ...figureCells(model, group, null)]
      continue
    }
    for (const item of model.items) {
      const value = valueOf(group, item.id)
      yield [
        ...head,
        stateOf(group, value),
        group.n,
        ...named(item),
        ...figureCells(model, group, value),
      ]
    }
  }
}

const STATES = { published: '公表', hidden: WITHHELD, rest: '合算' } as const

const BOUNDS = { orLess: 'この値以下', orMore: 'この値以上' } as const

function stateOf(group: Group, value: Value | null): string {
  return value === null && group.state !== 'hidden' ? BLANK : STATES[group.state]
}

function aboveOf({ groups }: ResultsModel, { parent }: Group): string {
  if (parent === null) return ''
  return parent === WHOLE ? '全庁' : (groups.get(parent)?.fullLabel ?? '')
}

function named({ id, number, text, audience }: Item): string[] {
  return [id, number, audience === null ? text : `${text}（${audience}の回答）`]
}

function figureCells(
  { options, bands }: ResultsModel,
  { shares }: Group,
  value: Value | null,
): LongCell[] {
  const blank = (labels: readonly string[]): LongCell[] => labels.map(() => null)
  if (value === null) return [null, null, null, '', ...blank(options), ...blank(bands)]
  const { n, favourable } = value
  const own = value.shares.map(digits)
  return [
    n,
    digits(favourable),
    favourable.step,
    favourable.bound === null ? '' : BOUNDS[favourable.bound],
    ...(shares === 'distribution' && own.length > 0 ? own : blank(options)),
    ...(shares === 'bands' && own.length > 0 ? own : blank(bands)),
  ]
}

function digits({ percent, decimals }: Figure): Digits {
  return { percent, decimals }
}

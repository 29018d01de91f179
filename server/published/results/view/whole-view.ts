import { isFlat } from '../difference.ts'
import type { Item, ResultsModel } from '../model.ts'
import { findTable } from '../model.ts'
import { type Value, valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { tableHref } from './addresses.ts'
import { type AnswersTable, answersTables, FAVOURABLE } from './answers-table.ts'
import { groupsTable, type HeatTable } from './heat-table.ts'

/** The whole body, and the ways to everything finer. */
export interface WholeView {
  readonly kind: 'whole'
  readonly kpis: readonly Kpi[]
  readonly answers: readonly AnswersTable[]
  /** Why there is no change since the survey before. */
  readonly broken: string | null
  /** 部 × indicators; null when there is no such table. */
  readonly bureaus: HeatTable | null
  readonly doors: readonly Door[]
}

/** As `partials/kpi` reads it. */
export interface Kpi {
  readonly label: string
  readonly value: number | null
  readonly n?: number
  readonly change?: {
    readonly points: number
    readonly before: number
    readonly word: string
    readonly flat: boolean
  }
  readonly notes: readonly string[]
}

export interface Door {
  readonly label: string
  readonly href: string
  /** 「24区分のうち22区分を公表」 */
  readonly text: string
}

export function wholeView(model: ResultsModel, years: YearOnYear | null): WholeView {
  const bureaus = findTable(model, 'bu')
  return {
    kind: 'whole',
    kpis: kpisOf(model, years),
    answers: answersTables({ model, group: model.whole, own: FAVOURABLE, others: [], years }),
    broken: years?.broken ?? null,
    bureaus:
      bureaus === undefined || model.indicators.length === 0
        ? null
        : groupsTable({
            id: 'b-indicators',
            caption: '肯定的な回答の割合',
            note: '建制順です。値は人数に応じて丸めています。',
            corner: '部',
            groups: bureaus.groups,
            items: model.indicators,
            sums: [model.whole],
            model,
            years,
          }),
    doors: doorsOf(model),
  }
}

export function kpisOf(model: ResultsModel, years: YearOnYear | null): Kpi[] {
  return model.indicators.map((item) => kpiOf(model, years, item))
}

function kpiOf(model: ResultsModel, years: YearOnYear | null, item: Item): Kpi {
  const value = valueOf(model.whole, item.id)
  const n = value?.n ?? null
  const label = item.indicator ?? item.text
  const change = years === null ? null : kpiChange(model, years, item, value)
  const missing = years?.changeOf(model.whole, item.id).missing ?? ''
  const notes = [
    label.includes(item.text) ? '' : `設問「${item.text}」`,
    value === null || value.favourable.exact ? '' : `丸めた値（${value.favourable.text}）です。`,
    missing === '－' ? '' : missing,
  ]
  return {
    label,
    value: value?.favourable.percent ?? null,
    ...(n === null ? {} : { n }),
    ...(change === null ? {} : { change }),
    notes: notes.filter((note) => note !== ''),
  }
}

/** null: nothing to compare with, or only within the widths of rounding. */
function kpiChange(
  model: ResultsModel,
  years: YearOnYear,
  item: Item,
  value: Value | null,
): NonNullable<Kpi['change']> | null {
  const { difference, before } = years.changeOf(model.whole, item.id)
  const [n, nBefore] = [value?.n ?? null, before?.n ?? null]
  if (value === null || before === null || n === null || nBefore === null) return null
  const points = difference?.from ?? null
  if (points === null) return null
  const [now, then] = [value.favourable.percent, before.favourable.percent]
  const flat = isFlat({ percent: now, n }, { percent: then, n: nBefore })
  return { points, before: then, word: years.before, flat }
}

function doorsOf({ tables }: ResultsModel): Door[] {
  return tables.map(({ key, name, groups }) => {
    const frame = groups.filter(({ state }) => state !== 'rest')
    const shown = frame.filter(({ state }) => state === 'published')
    const text =
      shown.length === frame.length
        ? `${frame.length}区分すべてを公表`
        : `${frame.length}区分のうち${shown.length}区分を公表`
    return { label: name, href: tableHref(key), text }
  })
}

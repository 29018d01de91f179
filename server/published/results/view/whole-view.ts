import { plain, type Said } from '../../../../views/words/phrase.ts'
import { isFlat } from '../../../survey/chance.ts'
import type { Item, ResultsModel } from '../model.ts'
import { findTable } from '../model.ts'
import type { Speech } from '../speech.ts'
import { type Value, valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { tableHref } from './addresses.ts'
import { type AnswersTable, answersTables } from './answers-table.ts'
import { indicatorName } from './indicator-name.ts'
import { groupsTable, type HeatTable } from './heat-table.ts'

/** The whole body, and the ways to everything finer. */
export interface WholeView {
  readonly kind: 'whole'
  readonly kpis: readonly Kpi[]
  readonly answers: readonly AnswersTable[]
  /** Why there is no change since the survey before. */
  readonly broken: Said | null
  /** 部 × indicators; null when there is no such table. */
  readonly bureaus: HeatTable | null
  readonly doors: readonly Door[]
}

/** As `partials/kpi` reads it. */
export interface Kpi {
  readonly label: Said
  readonly value: number | null
  readonly n?: number
  readonly change?: {
    readonly points: number
    readonly before: number
    readonly word: string
    readonly flat: boolean
  }
  readonly notes: readonly Said[]
}

export interface Door {
  readonly label: Said
  readonly href: string
  /** 「24区分のうち22区分を公表」 */
  readonly text: string
}

export function wholeView(
  model: ResultsModel,
  years: YearOnYear | null,
  speech: Speech,
): WholeView {
  const w = speech.w
  const bureaus = findTable(model, 'bu')
  return {
    kind: 'whole',
    kpis: kpisOf(model, years, speech),
    answers: answersTables({ model, group: model.whole, own: null, others: [], years, speech }),
    broken: years?.broken ?? null,
    bureaus:
      bureaus === undefined || model.indicators.length === 0
        ? null
        : groupsTable({
            id: 'b-indicators',
            caption: w.group.favourableShare,
            note: w.group.wholeNote,
            corner: w.figure.bureau,
            groups: bureaus.groups,
            items: model.indicators,
            sums: [model.whole],
            model,
            years,
            speech,
          }),
    doors: doorsOf(model, speech),
  }
}

export function kpisOf(model: ResultsModel, years: YearOnYear | null, speech: Speech): Kpi[] {
  return model.indicators.map((item) => kpiOf(model, years, item, speech))
}

function kpiOf(model: ResultsModel, years: YearOnYear | null, item: Item, speech: Speech): Kpi {
  const w = speech.w
  const value = valueOf(model.whole, item.id)
  const n = value?.n ?? null
  const text = speech.item(item)
  const label = indicatorName(item, speech)
  const change = years === null ? null : kpiChange(model, years, item, value)
  const missing = years?.changeOf(model.whole, item.id).missing ?? ''
  const notes: Said[] = [
    plain(label).includes(plain(text)) ? '' : w.group.questionIs(text),
    value === null || value.favourable.exact
      ? ''
      : w.group.roundedIs(speech.figure(value.favourable)),
    missing === w.figure.none ? '' : missing,
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

function doorsOf({ tables }: ResultsModel, speech: Speech): Door[] {
  const w = speech.w.group
  return tables.map(({ key, attributes, groups }) => {
    const frame = groups.filter(({ state }) => state !== 'rest')
    const shown = frame.filter(({ state }) => state === 'published')
    const text =
      shown.length === frame.length ? w.doorAll(frame.length) : w.door(frame.length, shown.length)
    return { label: speech.table(attributes), href: tableHref(key), text }
  })
}

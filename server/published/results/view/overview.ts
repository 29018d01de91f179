import type { Said } from '../../../../views/words/phrase.ts'
import type { NamedItem } from '../../../../views/words/results-unit.ts'
import { differenceOf } from '../difference.ts'
import type { Figure } from '../figures.ts'
import type { Group } from '../groups.ts'
import type { Item, ResultsModel, Theme } from '../model.ts'
import type { Speech } from '../speech.ts'
import { valueOf } from '../values.ts'
import type { YearOnYear } from '../year-on-year.ts'
import { changeCell } from './answers-table.ts'
import { indicatorName } from './indicator-name.ts'

/** What a group says at a glance: its indicators, and each theme in words. Items are compared, units never. */
export interface Overview {
  readonly heading: Said
  readonly kpis: readonly UnitKpi[]
  readonly themes: readonly { readonly label: Said; readonly words: readonly Said[] }[]
}

/** As `partials/kpi` reads it: a rounded value in words. */
export interface UnitKpi {
  readonly label: Said
  readonly value: number | null
  readonly text?: string
  readonly notes: readonly Said[]
}

interface Valued {
  readonly item: Item
  readonly figure: Figure
}

/** null: nothing of the group is shown. */
export function overviewOf(
  model: ResultsModel,
  group: Group,
  years: YearOnYear | null,
  speech: Speech,
): Overview | null {
  if (group.n === null || Object.keys(group.items).length === 0) return null
  return {
    heading: speech.w.unit.overviewOf(standInName(group, speech)),
    kpis: model.indicators.map((item) => kpiOf(model, group, item, years, speech)),
    themes: model.themes.flatMap((theme) => {
      const words = themeWords(model, group, theme, speech)
      return words.length === 0 ? [] : [{ label: speech.theme(theme), words }]
    }),
  }
}

/** 「類似所属「支所」」: a kind may have the name of a 部. */
export function standInName(group: Group, speech: Speech): Said {
  const name = speech.fullGroup(group)
  return group.table.join() === 'similar' ? speech.w.unit.kin(name) : name
}

function kpiOf(
  { whole }: ResultsModel,
  group: Group,
  item: Item,
  years: YearOnYear | null,
  speech: Speech,
): UnitKpi {
  const w = speech.w.unit
  const label = indicatorName(item, speech)
  const figure = valueOf(group, item.id)?.favourable
  const all = valueOf(whole, item.id)?.favourable
  const change = changeCell(years, group, item.id, speech)
  const notes: Said[] = [
    ...(all === undefined || group.id === whole.id ? [] : [w.wholeIs(speech.figure(all))]),
    ...(typeof change?.text === 'string' && change.before !== null
      ? [w.change(change.before, change.text)]
      : []),
  ]
  return figure === undefined
    ? { label, value: null, notes }
    : { label, value: figure.percent, text: speech.figure(figure), notes }
}

function themeWords(
  { whole }: ResultsModel,
  group: Group,
  { items }: Theme,
  speech: Speech,
): Said[] {
  const valued = items.flatMap((item): Valued[] => {
    const figure = valueOf(group, item.id)?.favourable
    return figure === undefined ? [] : [{ item, figure }]
  })
  if (valued.length === 0) return []
  const sentences = [extremes(valued, speech)]
  return group === whole ? sentences : [...sentences, ...againstWhole(whole, valued, speech)]
}

/** The strongest and the weakest, where the widths of rounding tell them apart. */
function extremes(valued: readonly Valued[], speech: Speech): Said {
  const w = speech.w.unit
  const sorted = [...valued].sort((a, b) => b.figure.percent - a.figure.percent)
  const [most, least] = [sorted[0], sorted.at(-1)]
  if (most === undefined || least === undefined) return ''
  const [high, low] = [speech.figure(most.figure), speech.figure(least.figure)]
  if (valued.length === 1) return w.only(named(most.item, speech), high)
  if (differenceOf(most.figure, least.figure).from === null || high === low) {
    return w.alike(low, high)
  }
  const sameAs = (one: Valued) =>
    valued
      .filter(({ figure }) => speech.figure(figure) === speech.figure(one.figure))
      .map(({ item }) => named(item, speech))
  return w.extremes(sameAs(most), high, sameAs(least), low)
}

function againstWhole(whole: Group, valued: readonly Valued[], speech: Speech): Said[] {
  const w = speech.w.unit
  const signOf = ({ item, figure }: Valued): number => {
    const all = valueOf(whole, item.id)?.favourable
    return all === undefined ? 0 : Math.sign(differenceOf(figure, all).from ?? 0)
  }
  const numbers = (sign: number) =>
    valued.filter((one) => signOf(one) === sign).map(({ item }) => speech.number(item))
  const [above, below] = [numbers(1), numbers(-1)]
  if (above.length + below.length === 0) return [w.asWhole]
  if (above.length === valued.length) return [w.allAbove]
  if (below.length === valued.length) return [w.allBelow]
  return [
    ...(above.length === 0 ? [] : [w.above(above)]),
    ...(below.length === 0 ? [] : [w.below(below)]),
  ]
}

function named(item: Item, speech: Speech): NamedItem {
  return { number: speech.number(item), text: speech.item(item) }
}

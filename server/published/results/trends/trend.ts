import type { Said } from '../../../../views/words/phrase.ts'
import { differenceOf } from '../difference.ts'
import type { Figure } from '../figures.ts'
import type { Group } from '../groups.ts'
import type { ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'
import { valueOf } from '../values.ts'
import { ancestorsOf } from '../view/units.ts'
import type { YearOnYear } from '../year-on-year.ts'

/** A published survey and how it compares with the one published before it. */
export interface TrendYear {
  readonly fiscalYear: number
  readonly model: ResultsModel
  /** null: the first one. */
  readonly since: YearOnYear | null
}

/** The same part of the city over the years, value by value as published. The oldest year first. */
export interface TrendLine {
  /** As the latest survey has it. */
  readonly group: Group
  readonly points: readonly TrendPoint[]
}

export interface TrendPoint {
  readonly fiscalYear: number
  /** `apart`: another part of the city then, or none. */
  readonly state: 'shown' | 'hidden' | 'not-asked' | 'not-planned' | 'apart'
  readonly figure: Figure | null
  /** Since the survey before: text of the difference, or why there is none; null: nothing to compare. */
  readonly change: Said | null
  /** Whether the line goes on from the point before. */
  readonly joined: boolean
  /** What the unit was called then, when not as now. */
  readonly called: Said | null
}

/**
 * Values of one item of a group over all published surveys. Nothing is worked out: each value stands in the
 * set of its year, and a year without one is a gap.
 *
 * @param years oldest first; `group` is of the last one.
 */
export function trendOf(
  years: readonly TrendYear[],
  group: Group,
  item: string,
  speech: Speech,
): TrendLine {
  const there = sameThrough(years, group)
  const last = years.length - 1
  const points = years.map(({ model, fiscalYear, since }, i): TrendPoint => {
    const own = there[i] ?? null
    const before = i === 0 ? null : (there[i - 1] ?? null)
    const state = stateOf(model, own, item)
    const figure = own === null ? null : (valueOf(own, item)?.favourable ?? null)
    const isRenamed = own !== null && i < last && own.label !== group.label
    return {
      fiscalYear,
      state,
      figure,
      ...changeOf(since, item, figure, pointBefore(years[i - 1], before, item), speech),
      called: isRenamed ? cityWords(speech, own.label) : null,
    }
  })
  return { group, points }
}

/** The nearest group above that is the same in every year and is shown more than once: for the long run. */
export function commonAncestor(years: readonly TrendYear[], group: Group): Group | null {
  const latest = years.at(-1)
  if (latest === undefined || sameThrough(years, group).every((one) => one !== null)) return null
  const above = ancestorsOf(latest.model, group)
  return (
    above.find((one) => {
      const there = sameThrough(years, one)
      const shown = there.filter((then) => then !== null && then.n !== null)
      return there.every((then) => then !== null) && shown.length > 1
    }) ?? null
  )
}

/** The group in every year, followed back through names and codes; null before it was another one. */
export function sameThrough(years: readonly TrendYear[], group: Group): (Group | null)[] {
  const there: (Group | null)[] = [group]
  for (let i = years.length - 1; i > 0; i -= 1) {
    const at = there[0] ?? null
    there.unshift(at === null ? null : (years[i]?.since?.sameBefore(at) ?? null))
  }
  return there
}

function stateOf(model: ResultsModel, group: Group | null, item: string): TrendPoint['state'] {
  if (group === null) return 'apart'
  if (!model.items.some(({ id }) => id === item)) return 'not-asked'
  if (!model.groups.has(group.id)) return 'not-planned'
  return valueOf(group, item) === null ? 'hidden' : 'shown'
}

function pointBefore(year: TrendYear | undefined, group: Group | null, item: string) {
  if (year === undefined || group === null) return null
  return valueOf(group, item)?.favourable ?? null
}

function changeOf(
  since: YearOnYear | null,
  item: string,
  after: Figure | null,
  before: Figure | null,
  speech: Speech,
): Pick<TrendPoint, 'change' | 'joined'> {
  if (since === null) return { change: null, joined: false }
  const cut = since.broken ?? since.itemBreak(item)
  if (cut !== null) return { change: after === null ? null : cut, joined: false }
  if (after === null || before === null) return { change: null, joined: false }
  return { change: speech.difference(differenceOf(after, before)), joined: true }
}

function cityWords({ language }: Speech, words: string): Said {
  return language === 'ja' ? words : { ja: words }
}

import { isFlat, marginOfError } from '../../survey/chance.ts'
import {
  type Edition,
  type Indicator,
  type IndicatorBook,
  type IndicatorValue,
  type Target,
  targetKey,
} from './book.ts'
import { hasBreak } from './breaks.ts'
import { compare, decimalOf, decimalText, minus } from './decimal.ts'
import { gapFor, type GapSeries, hasGapBreak, widthOf } from './gap.ts'

/** Whether one year of an indicator reached what an edition of the programme asks of it. */
export interface Verdict {
  readonly state: 'met' | 'missed' | 'none'
  readonly words: '達成' | '未達成' | '判定なし'
  /** Why there is none; null: there is one. In words: `indicatorWords[language].reasons`. */
  readonly reason: Reason | null
  /** The edition has no target for this year: （参考）現行目標との比較, no formal verdict. */
  readonly isReference: boolean
  readonly target: Target | null
  /** The year that the target belongs to. */
  readonly targetYear: number | null
  /** As written; of a gap, how far apart the two series are. null: nothing was measured. */
  readonly measured: string | null
  /** The same of the year before; null: nothing, or a break lies between. */
  readonly before: string | null
  /** `measured` minus `before`, exact: 「-2.7」. */
  readonly change: string | null
  /** Points at 95 %, of a share of the survey; null: not from the survey, or too few. */
  readonly margin: number | null
  /** 横ばい: the change is within chance. null: not to be said, for one of the two has no known n. */
  readonly flat: boolean | null
}

export type Reason =
  | 'not-surveyed'
  | 'no-entry'
  | 'no-target'
  | 'break'
  | 'not-surveyed-before'
  | 'no-entry-before'

/**
 * The formal verdict, and beside it what chance may have done to it. Decimals are compared exactly as
 * written. A gap of zero has met its goal.
 *
 * @param year fiscal year that is judged.
 */
export function judge(
  book: Pick<IndicatorBook, 'indicators'>,
  indicator: Indicator,
  year: number,
  edition: Pick<Edition, 'id'>,
): Verdict {
  const asked = targetFor(indicator, edition.id, year)
  const gap = asked?.target.op === 'converge' ? gapFor(book, indicator) : null
  const facts = gap === null ? ownFacts(indicator, year) : gapFacts(gap, year)
  const chance = gap === null ? chanceOf(indicator, year) : { margin: null, flat: null }
  const { now, previous, isBroken } = facts
  const before = isBroken ? null : (previous ?? null)
  const outcome = outcomeOf(asked?.target ?? null, facts)
  return {
    ...outcome,
    words: WORDS[outcome.state],
    isReference: asked?.isReference ?? false,
    target: asked?.target ?? null,
    targetYear: asked?.year ?? null,
    measured: now ?? null,
    before,
    change:
      now === undefined || now === null || before === null
        ? null
        : decimalText(minus(decimalOf(now), decimalOf(before))),
    ...chance,
  }
}

/**
 * What an edition asks of a year: its target for this year or else, for reference only, its earliest
 * later one.
 *
 * @returns null when the edition says nothing of this year or a later one.
 */
export function targetFor(
  { targets }: Pick<Indicator, 'targets'>,
  edition: string,
  year: number,
): { target: Target; year: number; isReference: boolean } | null {
  const own = targets.get(targetKey(edition, year))
  if (own !== undefined) return { target: own, year, isReference: false }
  const later = targetsOf({ targets }, edition).find((one) => one.year > year)
  return later === undefined ? null : { ...later, isReference: true }
}

/** All that an edition asks of an indicator, oldest year first. */
export function targetsOf(
  { targets }: Pick<Indicator, 'targets'>,
  edition: string,
): { target: Target; year: number }[] {
  const prefix = targetKey(edition, 0).slice(0, -1)
  return [...targets]
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, target]) => ({ target, year: Number(key.slice(prefix.length)) }))
    .sort((a, b) => a.year - b.year)
}

/** 95 % margin of a share of the survey, in points; null: not from the survey, or too few. */
export function marginOf({ unit }: Pick<Indicator, 'unit'>, value: IndicatorValue): number | null {
  const { text, respondents: n } = value
  if (unit !== '％' || text === null || n === null) return null
  return marginOfError({ percent: Number(text), n })
}

const WORDS = { met: '達成', missed: '未達成', none: '判定なし' } as const

/** undefined: no entry; null: 「－」. */
interface Facts {
  readonly now: string | null | undefined
  readonly previous: string | null | undefined
  readonly isBroken: boolean
}

function ownFacts(indicator: Indicator, year: number): Facts {
  return {
    now: indicator.values.get(year)?.text,
    previous: indicator.values.get(year - 1)?.text,
    isBroken: hasBreak(indicator, year),
  }
}

function gapFacts(gap: GapSeries, year: number): Facts {
  const width = (at: number) => {
    const own = gap.values.get(at)
    return own === undefined || own === null ? own : widthOf(own)
  }
  return { now: width(year), previous: width(year - 1), isBroken: hasGapBreak(gap, year) }
}

function outcomeOf(
  target: Target | null,
  { now, previous, isBroken }: Facts,
): Pick<Verdict, 'state' | 'reason'> {
  const none = (reason: Reason) => ({ state: 'none', reason }) as const
  const as = (isMet: boolean) => ({ state: isMet ? 'met' : 'missed', reason: null }) as const
  if (target === null) return none('no-target')
  if (now === undefined) return none('no-entry')
  if (now === null) return none('not-surveyed')
  const against = (line: string) => compare(decimalOf(now), decimalOf(line))
  if (target.op === 'ge' || target.op === 'le' || target.op === 'eq') {
    if (target.value === null) return none('no-target')
    const order = against(target.value)
    return as(target.op === 'ge' ? order >= 0 : target.op === 'le' ? order <= 0 : order === 0)
  }
  if (target.op === 'converge' && against('0') === 0) return as(true)
  if (isBroken) return none('break')
  if (previous === undefined) return none('no-entry-before')
  if (previous === null) return none('not-surveyed-before')
  return as(target.op === 'increase' ? against(previous) > 0 : against(previous) < 0)
}

function chanceOf(indicator: Indicator, year: number): Pick<Verdict, 'margin' | 'flat'> {
  const [now, then] = [indicator.values.get(year), indicator.values.get(year - 1)]
  const [after, before] = [shareOf(indicator, now), shareOf(indicator, then)]
  const margin = now === undefined ? null : marginOf(indicator, now)
  if (after === null || hasBreak(indicator, year)) return { margin, flat: null }
  if (before !== null) return { margin, flat: isFlat(after, before) }
  return { margin, flat: isFlatAtLeast(after, then?.text ?? null) ? true : null }
}

/**
 * Flat whatever the number of answers before was: a pooled share lies between the two, and p(1−p) is concave, so
 * the smaller margin of the two with this year's n alone is less than that of their difference.
 */
function isFlatAtLeast(after: { percent: number; n: number }, before: string | null): boolean {
  if (before === null) return false
  const margins = [after.percent, Number(before)].map((percent) =>
    marginOfError({ percent, n: after.n }),
  )
  const change = Math.abs(after.percent - Number(before))
  return margins.every((margin) => margin !== null && change <= margin)
}

function shareOf({ unit }: Indicator, value: IndicatorValue | undefined) {
  if (unit !== '％' || value === undefined) return null
  const { text, respondents: n } = value
  return text === null || n === null ? null : { percent: Number(text), n }
}

import type { ItemValue, PublishedSet } from '../../survey/published-set.ts'
import type { Figures, Finding } from './verify-finding.ts'

/** Something a figure says about the answers of a group: lower ≤ Σ coefficients[c] · people of answer c ≤ upper. */
export interface Statement {
  /** By answer, 0 no answer. */
  readonly coefficients: readonly number[]
  readonly lower: number
  readonly upper: number
}

/** What a set says about the figures of one item; an option has a scale of two. */
export type Rules = Pick<PublishedSet, 'k' | 'roundingPeople' | 'audit'> & {
  readonly scale: number
}

/** An option of several: shares and nothing else, whatever the group. */
export function isShareOnly(figures: readonly Figures[], item: string): boolean {
  const values = figures.flatMap((figure) => figure.items[item] ?? [])
  return (
    values.length > 0 &&
    values.every(({ distribution, bands }) => distribution === undefined && bands === undefined)
  )
}

/** Steps a percentage may have, in tenths of a point. 500 would print 「50％」 whatever was answered. */
const STEPS: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 250]

/** Are these figures that may be printed for these people? Only their form, not what they give away. */
export function checkValues(set: PublishedSet, figures: readonly Figures[]): readonly Finding[] {
  const ids = [...new Set(figures.flatMap((f) => Object.keys(f.items)))]
  return figures.flatMap((figure) =>
    ids.flatMap((item) => {
      const value = figure.items[item]
      const faults =
        value === undefined
          ? ['the item is missing']
          : value === null
            ? []
            : figure.whole && value.n !== undefined
              ? faultsOfExact(set, value, isShareOnly(figures, item))
              : faultsOf(set, figure, value)
      return faults.map(
        (sentence): Finding => ({ kind: 'value', group: figure.id, item, sentence }),
      )
    }),
  )
}

function faultsOfExact(
  set: PublishedSet,
  { n = 0, step, distribution }: ItemValue,
  isShare: boolean,
): string[] {
  const faults: string[] = []
  if (n < set.k) faults.push(`${n} valid answers are fewer than k = ${set.k}`)
  if (step !== 0.1) faults.push(`the whole body has a step of ${step}`)
  if (!isShare && distribution?.length !== set.scale) {
    faults.push('the distribution is not one of the scale')
  }
  return faults
}

function faultsOf(set: PublishedSet, figure: Figures, value: ItemValue): string[] {
  const faults: string[] = []
  const { favourable, step, distribution, bands } = value
  const n = figure.people.length
  if (!STEPS.includes(tenthsOf(step)) || tenthsOf(step) / 10 !== step) return [`${step} is no step`]
  if (tenthsOf(step) < leastStep(n, set.roundingPeople)) {
    faults.push(`a step of ${step} points is less than ${set.roundingPeople} of ${n} people`)
  }
  if (value.n !== undefined) faults.push('valid answers are printed below the whole body')
  if (distribution !== undefined && bands !== undefined) {
    faults.push('there are answers side by side and bands as well')
  }
  if (distribution !== undefined) {
    if (!figure.full) faults.push('a distribution in a group of bands')
    if (distribution.length !== set.scale) faults.push('the distribution is not one of the scale')
  }
  if (bands !== undefined) {
    if (bands.length > 3 || bands.length < 2) faults.push(`${bands.length} bands`)
    if (bands[0] !== favourable) faults.push('the first band is not what is favourable')
    if (bands.length === 2 && tenthsOf(bands[1] ?? 0) !== 1000 - tenthsOf(favourable)) {
      faults.push('the second band is not what is left of the first')
    }
  }
  return [
    ...faults,
    ...faultsOfParts(step, [favourable, ...(distribution ?? []), ...(bands ?? [])]),
  ]
}

function faultsOfParts(step: number, parts: readonly number[]): string[] {
  return parts.flatMap((part) => {
    const [at, tenths] = [tenthsOf(part), tenthsOf(step)]
    if (at / 10 !== part) return [`${part} has more than one decimal`]
    if (at % tenths !== 0) return [`${part} is no multiple of ${step}`]
    return at < tenths || at > 1000 - tenths
      ? [`${part} is outside ${step} … ${100 - step}: it speaks of everybody`]
      : []
  })
}

/** The narrowest step that covers so many of n people; Infinity: none does. */
function leastStep(n: number, people: number): number {
  return STEPS.find((tenths) => n * tenths >= people * 1000) ?? Number.POSITIVE_INFINITY
}

/**
 * Everything a printed value says about the answers behind it, in whole numbers: rounding half up to a
 * multiple of the step, the lowest and highest multiple coded as "or less" and "or more".
 *
 * @param favourable the best so many answers.
 */
export function statementsOf(
  set: Rules,
  figure: Figures,
  value: ItemValue,
  favourable: number,
): readonly Statement[] {
  const all = Array.from({ length: set.scale + 1 }, (_, code) => code)
  const valid = all.map((code) => (code === 0 ? 0 : 1))
  const exact = value.n !== undefined
  const tenths = tenthsOf(value.step)
  const last = Math.round(1000 / tenths) - 1
  const range = exact
    ? { lower: value.n ?? 0, upper: value.n ?? 0 }
    : validRange(set, figure, value)
  return [
    { coefficients: valid, ...range },
    ...partsOf(value, set.scale, favourable).flatMap(({ first, end, percent }) => {
      const unit = Math.round(tenthsOf(percent) / tenths)
      const counts = all.map((code) => (code >= first && code < end ? 1 : 0))
      return [
        ...(unit > (exact ? 0 : 1) ? [atLeast(counts, valid, tenths * (2 * unit - 1))] : []),
        ...(exact || unit < last ? [below(counts, valid, tenths * (2 * unit + 1))] : []),
      ]
    }),
  ]
}

/** Percentages and the answers they are about, from `first` to before `end`. Two bands say one thing. */
function partsOf(
  { favourable, distribution = [], bands = [] }: ItemValue,
  scale: number,
  best: number,
) {
  const [, middle, worst] = bands
  return [
    { first: 1, end: best + 1, percent: favourable },
    ...distribution.map((percent, i) => ({ first: i + 1, end: i + 2, percent })),
    ...(middle === undefined || worst === undefined
      ? []
      : [
          { first: best + 1, end: scale - best + 1, percent: middle },
          { first: scale - best + 1, end: scale + 1, percent: worst },
        ]),
  ]
}

/** How often the audit may widen a step before the item is hidden. */
const WIDENINGS = 2

/**
 * Valid answers of the item, as far as the step tells: it covers at least `roundingPeople` of them, and
 * without the widenings a narrower one would not have. A step too narrow for the group says nothing.
 */
function validRange(set: Rules, { people }: Figures, { step }: ItemValue) {
  const covers = (tenths: number) => {
    const least = Math.ceil((set.roundingPeople * 1000) / tenths)
    return least > people.length ? 0 : least
  }
  const at = STEPS.indexOf(tenthsOf(step))
  const narrower = STEPS[at - 1 - (set.audit?.widened === 0 ? 0 : WIDENINGS)]
  const next = narrower === undefined ? 0 : covers(narrower)
  const most = next === 0 ? people.length : next - 1
  return {
    lower: Math.max(covers(tenthsOf(step)), set.k),
    upper: most,
  }
}

/** 2000 · count ≥ edge · valid. */
function atLeast(counts: readonly number[], valid: readonly number[], edge: number): Statement {
  return {
    coefficients: counts.map((of, c) => of - ((valid[c] ?? 0) * edge) / 2000),
    lower: 0,
    upper: Number.POSITIVE_INFINITY,
  }
}

/** 2000 · count < edge · valid: in whole numbers at least their common divisor less. */
function below(counts: readonly number[], valid: readonly number[], edge: number): Statement {
  return {
    coefficients: counts.map((of, c) => of - ((valid[c] ?? 0) * edge) / 2000),
    lower: Number.NEGATIVE_INFINITY,
    upper: -divisor(2000, edge) / 2000,
  }
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

function tenthsOf(percent: number): number {
  return Math.round(percent * 10)
}

/**
 * Percentages without floating surprises: everything is counted in tenths of a point (permille) with
 * integers, and divided by ten at the very end. 1 of 16 is 6.25 %: half up makes it 6.3, always.
 */

/**
 * Steps a percentage may be rounded to, in tenths of a point: 0.1 … 25 points. A step of 50 points would
 * print 「50％」 whatever was answered; nothing is printed instead.
 */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 250] as const

/** Fewest and most people. */
export interface Range {
  readonly least: number
  readonly most: number
}

/** A rounded percentage and the counts of n that all look like it. */
export interface Rounded extends Range {
  /** Percent, a multiple of `step`. */
  readonly value: number
  /** Percentage points. */
  readonly step: number
}

/**
 * `count ÷ n` in percent, half up to 0.1 point.
 *
 * @throws {RangeError} unless 0 ≤ count ≤ n, n > 0, both whole.
 */
export function percentOf(count: number, n: number): number {
  return roundTo(count, n, 1) / 10
}

/**
 * The narrowest step that covers at least `people` of n people, in percentage points.
 *
 * @returns null when even 25 points cover fewer.
 */
export function stepFor(n: number, people: number): number | null {
  const tenths = STEPS.find((s) => n * s >= people * 1000)
  return tenths === undefined ? null : tenths / 10
}

/**
 * `count ÷ n`, half up to a multiple of `step`, then coded into [step, 100 − step]: the lowest and
 * highest value mean "that or less" and "that or more". Without it, "0 % of 20 people" would
 * tell what every single one of them answered.
 *
 * @param step percentage points, one of `STEPS`.
 * @throws {RangeError} unless 0 ≤ count ≤ n, n > 0, both whole.
 */
export function coarsen(count: number, n: number, step: number): Rounded {
  const tenths = Math.round(step * 10)
  const last = 1000 / tenths - 1
  const unit = Math.min(Math.max(roundTo(count, n, tenths) / tenths, 1), last)
  return { value: (unit * tenths) / 10, step, ...rangeOf(unit, n, tenths) }
}

/** What every value that `coarsen` can show of n people stands for, lowest first. */
export function rangesOf(n: number, step: number): Range[] {
  const tenths = Math.round(step * 10)
  return Array.from({ length: 1000 / tenths - 1 }, (_, i) => rangeOf(i + 1, n, tenths))
}

/**
 * `coarsen` for those who compare millions of values: tenths of a point in, tenths of a point out.
 *
 * @param n 1 or more; `count` in 0 … n; neither is checked.
 */
export function coarseTenths(count: number, n: number, step: number): number {
  const unit = exactUnit(count, n, step)
  const last = 1000 / step - 1
  return (unit < 1 ? 1 : unit > last ? last : unit) * step
}

/** `percentOf` in tenths of a point, unchecked like `coarseTenths`. */
export function exactTenths(count: number, n: number): number {
  return exactUnit(count, n, 1)
}

/** `stepFor` in tenths of a point, `wider` steps further on; null when there is none. */
export function stepTenths(n: number, people: number, wider: number): number | null {
  let at = 0
  while (at < STEPS.length && n * STEPS[at]! < people * 1000) at += 1
  return STEPS[at + wider] ?? null
}

/** The numbers n for which `stepTenths` gives this step (null: none); without an upper end: Infinity. */
export function peopleOfStep(step: number | null, people: number, wider: number): Range {
  const at = (step === null ? STEPS.length : STEPS.findIndex((s) => s === step)) - wider
  const fewest = (i: number) => Math.ceil((people * 1000) / (STEPS[i] ?? 1))
  return {
    least: step === null ? 0 : fewest(at),
    most: at === 0 ? Number.POSITIVE_INFINITY : fewest(at - 1) - 1,
  }
}

function exactUnit(count: number, n: number, step: number): number {
  return Math.floor((2000 * count + n * step) / (2 * n * step))
}

function rangeOf(unit: number, n: number, tenths: number): Range {
  return {
    least: unit === 1 ? 0 : firstCount(unit, n, tenths),
    most: unit === 1000 / tenths - 1 ? n : firstCount(unit + 1, n, tenths) - 1,
  }
}

/** Tenths of a point, half up to a multiple of `tenths`: ⌊(2000·count + n·s) ÷ (2·n·s)⌋ · s. */
function roundTo(count: number, n: number, tenths: number): number {
  if (!Number.isInteger(count) || !Number.isInteger(n) || n < 1 || count < 0 || count > n) {
    throw new RangeError(`${count} of ${n} is no share`)
  }
  const numerator = 2000 * count + n * tenths
  const denominator = 2 * n * tenths
  return ((numerator - (numerator % denominator)) / denominator) * tenths
}

/** The smallest count that is rounded to `unit` steps: ⌈(2·unit − 1)·n·s ÷ 2000⌉. */
function firstCount(unit: number, n: number, tenths: number): number {
  return Math.ceil(((2 * unit - 1) * n * tenths) / 2000)
}

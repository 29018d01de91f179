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

/**
 * `count ÷ n` in percent, half up to 0.1 point.
 *
 * @throws {RangeError} unless 0 ≤ count ≤ n, n > 0, both whole.
 */
export function percentOf(count: number, n: number): number {
  if (!Number.isInteger(count) || !Number.isInteger(n) || n < 1 || count < 0 || count > n) {
    throw new RangeError(`${count} of ${n} is no share`)
  }
  return exactTenths(count, n) / 10
}

/** `percentOf` in tenths of a point, for millions of them: neither count nor n is checked. */
export function exactTenths(count: number, n: number): number {
  return exactUnit(count, n, 1)
}

/**
 * `count ÷ n`, half up to a multiple of `step`, then coded into [step, 1000 − step]: the lowest and
 * highest value mean "that or less" and "that or more". Without it, "0 % of 20 people" would
 * tell what every single one of them answered.
 *
 * @param n 1 or more; `count` in 0 … n; neither is checked.
 * @param step tenths of a point, one of `STEPS`; so is what comes back.
 */
export function coarseTenths(count: number, n: number, step: number): number {
  const unit = exactUnit(count, n, step)
  const last = 1000 / step - 1
  return (unit < 1 ? 1 : unit > last ? last : unit) * step
}

/**
 * The narrowest step that covers at least `people` of n people, in tenths of a point, or the one that is
 * `wider` steps further on.
 *
 * @returns null when even 25 points cover fewer.
 */
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

/** ⌊(2000·count + n·step) ÷ (2·n·step)⌋ */
function exactUnit(count: number, n: number, step: number): number {
  return Math.floor((2000 * count + n * step) / (2 * n * step))
}

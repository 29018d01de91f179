import type { ItemValue } from '../../survey/published-set.ts'
import type { ItemRules } from './item-rules.ts'
import { coarseTenths, exactTenths, stepTenths } from './rounding.ts'

/** `whole` is 全庁, printed to 0.1 point with its number of answers; `full` five answers, `band` three. */
export type ValueKind = 'whole' | 'full' | 'band'

/** Of a value that is hidden for good; levels below take that many wider steps. */
export const HIDDEN_LEVEL = 3

/**
 * What is printed of one item of one group, as whole numbers at `to` of an array, because the audit
 * compares millions of them: step, favourable and parts in tenths of a point, then the answers of 全庁.
 * Nothing printed: the step is `TOO_FEW` (fewer than k valid answers) or `TOO_COARSE`, the rest 0.
 */
export interface ValuePrinter {
  readonly width: number
  print(
    counts: ArrayLike<number>,
    at: number,
    kind: ValueKind,
    level: number,
    into: Int32Array,
    to: number,
  ): void
}

export const TOO_FEW = 0
export const TOO_COARSE = -1

/** @param policy of the release; nothing but k, roundingPeople, scale and favourable is used. */
export function valuePrinter(policy: ItemRules): ValuePrinter {
  const { k, roundingPeople, scale, favourable: best } = policy
  const width = 3 + scale
  const threeBands = scale - 2 * best >= 1
  return {
    width,
    print(counts, at, kind, level, into, to) {
      into.fill(0, to, to + width)
      let valid = 0
      let favourable = 0
      for (let code = 1; code <= scale; code += 1) {
        valid += counts[at + code]!
        if (code <= best) favourable += counts[at + code]!
      }
      if (valid < k) return
      if (kind === 'whole' && level === 0) {
        into[to] = 1
        into[to + 1] = exactTenths(favourable, valid)
        for (let i = 1; i <= scale; i += 1) into[to + 1 + i] = exactTenths(counts[at + i]!, valid)
        into[to + width - 1] = valid
        return
      }
      // The first level of 全庁 is what every other group starts with.
      const step = stepTenths(valid, roundingPeople, kind === 'whole' ? level - 1 : level)
      if (level >= HIDDEN_LEVEL || step === null) {
        into[to] = TOO_COARSE
        return
      }
      into[to] = step
      into[to + 1] = coarseTenths(favourable, valid, step)
      if (kind !== 'band') {
        for (let i = 1; i <= scale; i += 1)
          into[to + 1 + i] = coarseTenths(counts[at + i]!, valid, step)
      } else if (threeBands) {
        let worst = 0
        for (let i = scale - best + 1; i <= scale; i += 1) worst += counts[at + i]!
        into[to + 2] = into[to + 1]!
        into[to + 3] = coarseTenths(valid - favourable - worst, valid, step)
        into[to + 4] = coarseTenths(worst, valid, step)
      } else {
        into[to + 2] = into[to + 1]!
        into[to + 3] = 1000 - into[to + 1]!
      }
    },
  }
}

/**
 * What is printed of one item of one group; null: nothing.
 *
 * Below the whole body every percentage is rounded to the narrowest step that covers `roundingPeople`
 * of the valid answers, and top- and bottom-coded (`coarsen`), so it stands for two counts or more.
 *
 * @param counts people by code: 0 no answer, 1 best … m worst.
 * @param level wider steps taken by the audit; from `HIDDEN_LEVEL` on nothing is printed.
 */
export function displayValue(
  counts: readonly number[],
  kind: ValueKind,
  policy: ItemRules,
  level = 0,
): ItemValue | null {
  const printer = valuePrinter(policy)
  const printed = new Int32Array(printer.width)
  printer.print(counts, 0, kind, level, printed, 0)
  return readValue(printed, 0, kind, level, policy)
}

/** The value a `ValuePrinter` wrote at `at`. */
export function readValue(
  printed: Int32Array,
  at: number,
  kind: ValueKind,
  level: number,
  { scale, favourable: best, shareOnly }: ItemRules,
): ItemValue | null {
  const [step = 0, favourable = 0] = printed.subarray(at, at + 2)
  if (step <= 0) return null
  const shown = kind !== 'band' ? scale : scale - 2 * best >= 1 ? 3 : 2
  const parts = Array.from(printed.subarray(at + 2, at + 2 + shown), (tenths) => tenths / 10)
  return {
    ...(kind === 'whole' && level === 0 ? { n: printed[at + 2 + scale] ?? 0 } : {}),
    favourable: favourable / 10,
    step: step / 10,
    ...(shareOnly ? {} : kind === 'band' ? { bands: parts } : { distribution: parts }),
  }
}

import { HIDDEN_LEVEL, TOO_FEW, type ValueKind } from './display-value.ts'
import type { ItemRules } from './item-rules.ts'
import { peopleOfStep } from './rounding.ts'

/**
 * What a printed value says about the people behind it, as inequalities: valid answers V lie between
 * two numbers, and each printed part is a sum x of some answers with low · V ≤ 2000 · x < high · V.
 */
export interface PrintedBounds {
  readonly valid: { readonly least: number; readonly most: number }
  readonly parts: readonly PartBounds[]
}

export interface PartBounds {
  /** First and last code (best … worst) that are summed. */
  readonly from: number
  readonly to: number
  /** null: the part may have nobody, or everybody (bottom- and top-coded). */
  readonly low: number | null
  readonly high: number | null
}

/**
 * A blank says that V is small; one made by the audit that V is k or more, because whoever knows the rules
 * may know it for one.
 *
 * @param printed by a `ValuePrinter`, at `at`; `n` people stand in the cell.
 */
export function printedBounds(
  printed: Int32Array,
  at: number,
  kind: ValueKind,
  level: number,
  n: number,
  { k, roundingPeople, scale, favourable }: ItemRules,
): PrintedBounds {
  const step = printed[at]!
  const wider = kind === 'whole' ? level - 1 : level
  if (step <= 0) {
    const most = wider < 0 ? 0 : peopleOfStep(null, roundingPeople, wider).most
    const knowsMore = level > 0 && step !== TOO_FEW
    return {
      valid: {
        least: knowsMore ? k : 0,
        most: level >= HIDDEN_LEVEL ? n : Math.min(n, Math.max(k - 1, most)),
      },
      parts: [],
    }
  }
  const isExact = kind === 'whole' && level === 0
  const part = (from: number, to: number, slot: number): PartBounds => {
    const unit = printed[at + slot]! / step
    return {
      from,
      to,
      low: !isExact && unit === 1 ? null : (2 * unit - 1) * step,
      high: !isExact && unit === 1000 / step - 1 ? null : (2 * unit + 1) * step,
    }
  }
  const parts = [part(1, favourable, 1)]
  if (kind !== 'band') {
    for (let code = 1; code <= scale; code += 1) parts.push(part(code, code, 1 + code))
  } else if (scale - 2 * favourable >= 1) {
    parts.push(part(favourable + 1, scale - favourable, 3), part(scale - favourable + 1, scale, 4))
  }
  if (isExact) {
    const valid = printed[at + 2 + scale]!
    return { valid: { least: valid, most: valid }, parts }
  }
  const { least, most } = peopleOfStep(step, roundingPeople, wider)
  return { valid: { least: Math.max(k, least), most: Math.min(n, most) }, parts }
}

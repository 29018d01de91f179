import { isInCorner, roomOfCorners } from './corners.ts'
import { coarsen, type Range, type Rounded, rangesOf, stepFor } from './rounding.ts'

/** One item in one part of the whole. */
export interface PartCount {
  /** Valid answers. */
  readonly n: number
  /** Favourable ones. */
  readonly count: number
  /** false: nothing of it may be printed. */
  readonly printed: boolean
}

export interface PartValue {
  /** Percent, a multiple of `step`. */
  readonly favourable: number
  /** Percentage points. */
  readonly step: number
}

/**
 * Rounded favourable shares of one item, part by part. Each value alone leaves two counts or more open.
 * But the whole is printed exactly: when every part happens to lie near the same end of its range (a
 * corner), the sum gives all of them away, and then the item is printed for no part. That blank is a
 * figure too: whoever knows the rule reads "in a corner" from it. So the corners are made wide enough
 * that this, too, fixes nothing (`roomOfCorners`; docs, decision 2).
 *
 * @param people a printed step covers at least this many.
 * @returns null for a part that is not printed.
 */
export function partValues(
  whole: { readonly n: number; readonly count: number },
  parts: readonly PartCount[],
  people: number,
): (PartValue | null)[] {
  const elsewhere: PartCount = {
    n: whole.n - parts.reduce((sum, p) => sum + p.n, 0),
    count: whole.count - parts.reduce((sum, p) => sum + p.count, 0),
    printed: false,
  }
  const all = [...parts, elsewhere]
    .filter((p) => p.n > 0)
    .map((part) => ({ part, value: roundPart(part, people) }))
  if (isGivenAway(whole, all, people)) return parts.map(() => null)
  return parts.map((part) => {
    const value = all.find((a) => a.part === part)?.value ?? null
    return value === null ? null : { favourable: value.value, step: value.step }
  })
}

function roundPart(part: PartCount, people: number): Rounded | null {
  const step = part.printed ? stepFor(part.n, people) : null
  return step === null ? null : coarsen(part.count, part.n, step)
}

/**
 * The reader is taken to know how many answered in each part. For a part that is not printed `people`
 * stay open, so that a blank item does not say "these few all answered alike". Where all or none are
 * favourable 全庁 itself says so: there is nothing to keep.
 */
function isGivenAway(
  whole: { readonly n: number; readonly count: number },
  all: readonly { readonly part: PartCount; readonly value: Rounded | null }[],
  people: number,
): boolean {
  if (all.length < 2 || whole.count === 0 || whole.count === whole.n) return false
  const any = ({ n }: PartCount): Range => ({ least: 0, most: n })
  const room = roomOfCorners(
    whole.count,
    all.map(({ part, value }) => ({
      n: part.n,
      ranges: value === null ? [any(part)] : rangesOf(part.n, value.step),
    })),
    Math.max(...all.map(({ part }) => (part.printed ? 1 : Math.min(part.n, people)))),
    people,
  )
  return isInCorner(
    whole.count,
    all.map(({ part, value }) => value ?? any(part)),
    room,
  )
}

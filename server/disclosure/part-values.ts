import { coarsen, type Rounded, stepFor } from './rounding.ts'

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
 * But the whole is printed exactly: when every part happens to lie at the same end of its range, the
 * sum gives all of them away, and then the item is printed for no part. (Widening only some parts was
 * tried: whoever knows the rule reads the corner back from it.) With six parts or more it hardly occurs.
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
  const rounded = all.map((p) => roundPart(p, people))
  const given = isGivenAway(whole, all, rounded, people)
  return parts.map((_, i) => {
    const value = rounded[i] ?? null
    return value === null || given ? null : { favourable: value.value, step: value.step }
  })
}

function roundPart(part: PartCount, people: number): Rounded | null {
  const step = part.printed ? stepFor(part.n, people) : null
  return step === null ? null : coarsen(part.count, part.n, step)
}

/**
 * Whether whole minus the other parts leaves too little open about some part: a single count for a
 * printed one; for one that is not, less than `people` between most and fewest, so that a blank item
 * does not say "these few all answered alike". The reader is taken to know how many answered in
 * each part. Where all or none are favourable 全庁 itself says so: there is nothing to keep.
 */
function isGivenAway(
  whole: { readonly n: number; readonly count: number },
  parts: readonly PartCount[],
  rounded: readonly (Rounded | null)[],
  people: number,
): boolean {
  const ranges = parts
    .map((p, i) => ({
      least: rounded[i]?.least ?? 0,
      most: rounded[i]?.most ?? p.n,
      wanted: Math.min(p.n, p.printed ? 1 : people),
    }))
    .filter((_, i) => (parts[i]?.n ?? 0) > 0)
  if (ranges.length < 2 || whole.count === 0 || whole.count === whole.n) return false
  const least = ranges.reduce((sum, r) => sum + r.least, 0)
  const most = ranges.reduce((sum, r) => sum + r.most, 0)
  return ranges.some((r) => {
    const low = Math.max(r.least, whole.count - (most - r.most))
    const high = Math.min(r.most, whole.count - (least - r.least))
    return high - low < r.wanted
  })
}

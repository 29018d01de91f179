/** What chance may do to a share of answers. Shares in ％, no finite population assumed. */

/** Two-sided, 95 %. */
const Z = 1.96

/** Fewer answers than this on one side: the normal approximation says nothing. */
const ENOUGH = 5

/**
 * Whether a change of the whole body is within chance: two shares of n1 and n2 people, pooled, |z| at most
 * 1.96.
 */
export function isFlat(
  after: { readonly percent: number; readonly n: number },
  before: { readonly percent: number; readonly n: number },
): boolean {
  const pooled =
    (after.percent * after.n + before.percent * before.n) / (100 * (after.n + before.n))
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / after.n + 1 / before.n))
  return Math.abs(after.percent - before.percent) / 100 <= Z * error
}

/**
 * Margin of error of a share at 95 %, in points.
 *
 * @returns null where too few say yes, or no, to tell (Wald's interval, n·p and n·(1−p) at least 5).
 */
export function marginOfError({ percent, n }: { percent: number; n: number }): number | null {
  const share = percent / 100
  if (n * Math.min(share, 1 - share) < ENOUGH) return null
  return 100 * Z * Math.sqrt((share * (1 - share)) / n)
}

/**
 * A reader who works against the publication: takes a published set apart with nothing but arithmetic.
 * Written without the engine's own rounding, so that it also checks it.
 */

/** Counts of n that would be printed as this value, found by trying each. */
export function possibleCounts(n: number, favourable: number, step: number): number[] {
  return range(0, n).filter((count) => rounded(count, n, step, true) === tenths(favourable))
}

/** The count behind a figure of the whole body: exact as long as it has fewer than 1,000 answers. */
export function wholeCounts(n: number, favourable: number): number[] {
  return range(0, n).filter((count) => rounded(count, n, 0.1, false) === tenths(favourable))
}

/** Half up, in whole numbers, by comparing instead of dividing: the engine divides. */
function rounded(count: number, n: number, step: number, coded: boolean): number {
  const s = tenths(step)
  let value = 0
  while ((2 * value + s) * n <= 2000 * count) value += s
  return coded ? Math.min(Math.max(value, s), 1000 - s) : value
}

function tenths(percent: number): number {
  return Math.round(percent * 10)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

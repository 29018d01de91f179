/** Linear algebra in whole numbers of any size: slow, and never wrong. */

/** Rank over the rationals by fraction-free elimination (Bareiss 1968). */
export function exactRank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => row.map(BigInt))
  const width = left[0]?.length ?? 0
  let rank = 0
  let before = 1n
  for (let column = 0; column < width; column += 1) {
    const at = left.findIndex((row, i) => i >= rank && row[column] !== 0n)
    const pivot = left[at]
    if (pivot === undefined) continue
    left[at] = left[rank] ?? []
    left[rank] = pivot
    const head = pivot[column] ?? 0n
    for (const row of left.slice(rank + 1)) {
      const factor = row[column] ?? 0n
      for (let i = column; i < width; i += 1) {
        row[i] = (head * (row[i] ?? 0n) - factor * (pivot[i] ?? 0n)) / before
      }
    }
    before = head
    rank += 1
  }
  return rank
}

/** Is the vector a combination of the rows? */
export function inSpan(rows: readonly (readonly number[])[], vector: readonly number[]): boolean {
  return exactRank(rows) === exactRank([...rows, vector])
}

/**
 * The oracle: every set A of classes with fewer than k people. Some combination of the rows touches
 * nothing but A just if the rows without the columns of A have a smaller rank.
 *
 * @returns a set of classes, or null when there is none.
 */
export function lightSet(
  rows: readonly (readonly number[])[],
  weights: readonly number[],
  k: number,
): readonly number[] | null {
  const rank = exactRank(rows)
  const without = (set: readonly number[]) =>
    rows.map((row) => row.filter((_, column) => !set.includes(column)))
  return maximalSets(weights, k).find((set) => exactRank(without(set)) < rank) ?? null
}

/** A smaller set leaves more columns, so the largest of fewer than k people are enough. */
function maximalSets(weights: readonly number[], k: number): number[][] {
  const found: number[][] = []
  const walk = (at: number, set: readonly number[], people: number): void => {
    const weight = weights[at]
    if (weight === undefined) {
      const fits = weights.some((w, i) => !set.includes(i) && people + w < k)
      if (!fits && set.length > 0) found.push([...set])
      return
    }
    if (people + weight < k) walk(at + 1, [...set, at], people + weight)
    walk(at + 1, set, people)
  }
  walk(0, [], 0)
  return found
}

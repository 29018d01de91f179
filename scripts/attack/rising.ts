/** What is left of a list without its longest rising subsequence (patience sorting). */
export function breaking<T>(list: readonly T[], valueOf: (item: T) => number): T[] {
  const values = list.map(valueOf)
  const tops: number[] = []
  const before = values.map(() => -1)
  for (const [i, value] of values.entries()) {
    let [low, high] = [0, tops.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[tops[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before[i] = low > 0 ? (tops[low - 1] ?? -1) : -1
    tops[low] = i
  }
  const kept = new Set<number>()
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at)
  return list.filter((_, i) => !kept.has(i))
}

/** How many texts stand out of their order, whichever of the two directions they follow. */
export function outOfOrder(texts: readonly string[]): number {
  const sorted = [...new Set(texts)].toSorted((a, b) => (a < b ? -1 : 1))
  const rank = new Map(sorted.map((text, i) => [text, i]))
  // Equal ones follow each other: a person may have several marks.
  const ranks = texts.map((text, i) => (rank.get(text) ?? 0) + i / (texts.length + 1))
  const falling = ranks.map((value, i) => 2 * (i / (texts.length + 1)) - value)
  return Math.min(breaking(ranks, (r) => r).length, breaking(falling, (r) => r).length)
}

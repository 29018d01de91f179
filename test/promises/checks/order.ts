/**
 * What an attacker does who holds one list in order of arrival and looks for that order elsewhere.
 * Every check returns what it found in words; an empty list is "no better than chance".
 */

/**
 * Standard deviations from chance that count as a find. Two-sided, a single check raises a false alarm
 * once in eight million runs.
 */
const CHANCE = 5.3

/**
 * @param places where each of the arrivals stands (slot, offset in the file …), in order of arrival;
 *   all different.
 */
export function orderFound(what: string, places: readonly number[]): string[] {
  return [
    ['rank correlation', rankScore(places)] as const,
    ['distance of neighbours', neighbourScore(places)] as const,
  ].flatMap(([how, score]) =>
    Math.abs(score) < CHANCE ? [] : [`${what}: ${how} ${score.toFixed(1)} standard deviations`],
  )
}

/** Whether two lists about the same arrivals (ballot slot, card slot) say something of each other. */
export function relationFound(what: string, a: readonly number[], b: readonly number[]): string[] {
  const byFirst = a.map((place, i) => [place, b[i] ?? 0] as const).sort((x, y) => x[0] - y[0])
  return orderFound(
    what,
    byFirst.map(([, place]) => place),
  )
}

/** Spearman's ρ between position and value, times √(n−1): standard normal for a random order. */
export function rankScore(places: readonly number[]): number {
  const ranks = ranksOf(places)
  const n = ranks.length
  const middle = (n - 1) / 2
  let sum = 0
  let squares = 0
  ranks.forEach((rank, i) => {
    sum += (i - middle) * (rank - middle)
    squares += (i - middle) ** 2
  })
  return (sum / squares) * Math.sqrt(n - 1)
}

/**
 * Total oscillation Σ|rank(i+1) − rank(i)|, standardised: mean (n²−1)/3 and variance
 * (n−2)(n+1)(4n−7)/90 for a random order. Finds rising and falling runs that ρ does not see.
 */
function neighbourScore(places: readonly number[]): number {
  const ranks = ranksOf(places)
  const n = ranks.length
  const sum = ranks.slice(1).reduce((total, rank, i) => total + Math.abs(rank - (ranks[i] ?? 0)), 0)
  return (sum - (n * n - 1) / 3) / Math.sqrt(((n - 2) * (n + 1) * (4 * n - 7)) / 90)
}

function ranksOf(places: readonly number[]): number[] {
  const ranks = places.map(() => 0)
  const order = places.map((place, i) => [place, i] as const).sort((x, y) => x[0] - y[0])
  order.forEach(([, i], rank) => {
    ranks[i] = rank
  })
  return ranks
}

/** A random order of the list (its own generator: the product's is what is being tested). */
export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => [random(), value] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, value]) => value)
}

/** mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

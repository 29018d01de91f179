/**
 * What guessing reaches. All attempts of a run together raise a false alarm once in a thousand runs: each
 * has a share of that (Bonferroni), as if there were two hundred of them.
 */
const FAMILY = 0.001
const ATTEMPTS = 200

/** Chance of a false alarm of one attempt. */
export const ALPHA = FAMILY / ATTEMPTS

/** The same in standard deviations of a normal distribution, two-sided. */
export const SIGMA = 4.57

/**
 * The most hits that guessing makes unless it is luckier than `ALPHA`, for guesses of different chances
 * (Poisson binomial, exact).
 */
export function mostByChance(chances: readonly number[], alpha = ALPHA): number {
  let mass = [1]
  for (const chance of chances) {
    const next = [...mass, 0]
    for (let hits = mass.length; hits >= 0; hits -= 1) {
      next[hits] = (mass[hits] ?? 0) * (1 - chance) + (mass[hits - 1] ?? 0) * chance
    }
    // What is rarer than any floating-point sum can tell is left out: the list stays short.
    while (next.length > 1 && (next.at(-1) ?? 0) < 1e-18) next.pop()
    mass = next
  }
  return tailOf(mass, alpha)
}

/** The same for drawing `drawn` of `total` without putting back, when `marked` of them count as hits. */
export function mostByDrawing(total: number, marked: number, drawn: number, alpha = ALPHA): number {
  const least = Math.max(0, drawn + marked - total)
  const most = Math.min(marked, drawn)
  let mass = 1
  const masses = [mass]
  for (let hits = least; hits < most; hits += 1) {
    mass *= ((marked - hits) * (drawn - hits)) / ((hits + 1) * (total - marked - drawn + hits + 1))
    masses.push(mass)
    if (mass > 1e200) scale(masses)
    mass = masses.at(-1) ?? 0
  }
  const sum = masses.reduce((a, b) => a + b, 0)
  return (
    least +
    tailOf(
      masses.map((value) => value / sum),
      alpha,
    )
  )
}

/** Spearman's ρ of two lists about the same things, times √(n−1): standard normal when unrelated. */
export function rankScore(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [ranksOf(a), ranksOf(b)]
  const n = left.length
  if (n < 3) return 0
  const middle = (n - 1) / 2
  let [sum, first, second] = [0, 0, 0]
  left.forEach((rank, i) => {
    const other = (right[i] ?? 0) - middle
    sum += (rank - middle) * other
    first += (rank - middle) ** 2
    second += other ** 2
  })
  return first === 0 || second === 0 ? 0 : (sum / Math.sqrt(first * second)) * Math.sqrt(n - 1)
}

/**
 * Total oscillation Σ|rank(i+1) − rank(i)| of the places of arrivals, standardised: mean (n²−1)/3,
 * variance (n−2)(n+1)(4n−7)/90 for a random order. Sees rising and falling runs that ρ does not.
 */
export function neighbourScore(places: readonly number[]): number {
  const ranks = ranksOf(places)
  const n = ranks.length
  if (n < 4) return 0
  const sum = ranks.slice(1).reduce((total, rank, i) => total + Math.abs(rank - (ranks[i] ?? 0)), 0)
  return (sum - (n * n - 1) / 3) / Math.sqrt(((n - 2) * (n + 1) * (4 * n - 7)) / 90)
}

/** Mann–Whitney: whether the marked positions lie rather in front or behind, in standard deviations. */
export function positionScore(marked: readonly boolean[]): number {
  const n = marked.length
  const a = marked.filter(Boolean).length
  const b = n - a
  if (a === 0 || b === 0) return 0
  const sum = marked.reduce((total, is, i) => (is ? total + i + 1 : total), 0)
  return (sum - (a * (n + 1)) / 2) / Math.sqrt((a * b * (n + 1)) / 12)
}

/** Wald–Wolfowitz: whether marked positions come in runs, in standard deviations (negative: too few runs). */
export function runsScore(marked: readonly boolean[]): number {
  const n = marked.length
  const a = marked.filter(Boolean).length
  const b = n - a
  if (a < 2 || b < 2) return 0
  const runs = 1 + marked.slice(1).filter((is, i) => is !== marked[i]).length
  const mean = (2 * a * b) / n + 1
  const variance = (2 * a * b * (2 * a * b - n)) / (n * n * (n - 1))
  return (runs - mean) / Math.sqrt(variance)
}

/** Middle ranks where values are equal. */
export function ranksOf(values: readonly number[]): number[] {
  const ranks = values.map(() => 0)
  const order = values.map((value, i) => [value, i] as const).sort((x, y) => x[0] - y[0])
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to + 1 < order.length && order[to + 1]?.[0] === order[from]?.[0]) to += 1
    for (let at = from; at <= to; at += 1) ranks[order[at]?.[1] ?? 0] = (from + to) / 2
    from = to + 1
  }
  return ranks
}

function tailOf(mass: readonly number[], alpha: number): number {
  let tail = 0
  for (let hits = mass.length - 1; hits >= 0; hits -= 1) {
    tail += mass[hits] ?? 0
    if (tail > alpha) return hits
  }
  return 0
}

function scale(masses: number[]): void {
  for (const [i, value] of masses.entries()) masses[i] = value / 1e200
}

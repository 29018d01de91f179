/**
 * The most hits that guessing makes with this probability of exceeding it, for guesses of different chances
 * (Poisson binomial, exact).
 */
export function mostByChance(chances: readonly number[], alpha: number): number {
  let mass = [1]
  for (const chance of chances) {
    const next = [...mass, 0]
    for (let hits = mass.length; hits >= 0; hits -= 1) {
      next[hits] = (mass[hits] ?? 0) * (1 - chance) + (mass[hits - 1] ?? 0) * chance
    }
    mass = next
  }
  let tail = 0
  for (let hits = mass.length - 1; hits >= 0; hits -= 1) {
    tail += mass[hits] ?? 0
    if (tail > alpha) return hits
  }
  return 0
}

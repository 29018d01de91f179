/** Every set of `need` keepers out of `posts`: positions, ascending. */
export function keeperSets(posts: number, need: number, from = 0): number[][] {
  if (need === 0) return [[]]
  const sets: number[][] = []
  for (let i = from; i <= posts - need; i += 1) {
    for (const rest of keeperSets(posts, need - 1, i + 1)) sets.push([i, ...rest])
  }
  return sets
}

/** Whether two lists of measurements come from the same source. */

/**
 * Kolmogorov–Smirnov, two samples: the probability that samples of one and the same distribution lie at
 * least so far apart (asymptotic, Stephens' correction; good from about 20 each).
 */
export function sameSource(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [a, b].map((list) => list.toSorted((x, y) => x - y)) as [number[], number[]]
  let [i, j, most] = [0, 0, 0]
  while (i < left.length && j < right.length) {
    const at = Math.min(left[i] ?? Infinity, right[j] ?? Infinity)
    while ((left[i] ?? Infinity) <= at) i += 1
    while ((right[j] ?? Infinity) <= at) j += 1
    most = Math.max(most, Math.abs(i / left.length - j / right.length))
  }
  const size = Math.sqrt((left.length * right.length) / (left.length + right.length))
  const lambda = (size + 0.12 + 0.11 / size) * most
  let sum = 0
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * lambda) ** 2)
  return lambda < 0.2 ? 1 : Math.min(1, Math.max(0, sum))
}

/** Milliseconds of each act, the two in turn and each first as often as the other. */
export async function timesOf(
  count: number,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<readonly [number[], number[]]> {
  const times: [number[], number[]] = [[], []]
  const acts = [first, second] as const
  for (let i = 0; i < count; i += 1) {
    for (const which of i % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const begin = performance.now()
      await acts[which]()
      times[which].push(performance.now() - begin)
    }
  }
  return times
}

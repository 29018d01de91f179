/**
 * A reader who works against the publication: takes a published set apart with nothing but arithmetic.
 * Written without the engine's own rounding, so that it also checks it.
 */

export interface Shown {
  readonly k: number
  readonly respondents: number | null
  readonly groups: readonly ShownGroup[]
}

export interface ShownGroup {
  readonly id: string
  readonly state: 'published' | 'hidden' | 'rest'
  readonly n?: number
  readonly items?: Readonly<Record<string, { n?: number; favourable: number; step: number } | null>>
}

/** Counts of n that would be printed as this value, found by trying each. */
export function possibleCounts(n: number, favourable: number, step: number): number[] {
  return range(0, n).filter((count) => rounded(count, n, step, true) === tenths(favourable))
}

/** The count behind a figure of the whole body: exact as long as it has fewer than 1,000 answers. */
export function wholeCounts(n: number, favourable: number): number[] {
  return range(0, n).filter((count) => rounded(count, n, 0.1, false) === tenths(favourable))
}

/**
 * Remainders of fewer than k people, and hidden 部 whose number of respondents only one value fits.
 *
 * @param publish the rule, which the reader knows: which 部 it shows for the sizes given.
 */
export function findSizes(
  set: Shown,
  publish: (sizes: readonly number[], total: number) => boolean[],
): string[] {
  if (set.respondents === null) return []
  const parts = set.groups.filter((g) => g.id !== '*' && g.state !== 'rest')
  const hidden = parts.filter((g) => g.state === 'hidden')
  const left = set.respondents - sum(parts.map((g) => g.n ?? 0))
  if (left === 0) return []
  const findings = left < set.k ? [`${left} people are left over`] : []
  const worlds = splits(left, hidden.length + 1).filter((split) => {
    const sizes = parts.map((g) => g.n ?? split[hidden.indexOf(g)] ?? 0)
    const shown = publish(sizes, set.respondents ?? 0)
    return parts.every((g, i) => (g.state === 'published') === shown[i])
  })
  hidden.forEach((group, i) => {
    const sizes = new Set(worlds.map((split) => split[i]))
    if (sizes.size === 1) findings.push(`${group.id} has ${[...sizes][0]} respondents`)
  })
  return findings
}

/**
 * Parts of which only one favourable count fits everything that is printed of an item. The reader
 * even knows how many answered in each part (`answered`, in the order of the 部, then those of no 部).
 */
export function findCounts(set: Shown, item: string, answered: readonly number[]): string[] {
  const whole = set.groups.find((g) => g.id === '*')?.items?.[item]
  if (whole?.n === undefined) return []
  const totals = wholeCounts(whole.n, whole.favourable)
  if (totals.every((c) => c === 0 || c === whole.n)) return []
  const parts = set.groups.filter((g) => g.id !== '*' && g.state !== 'rest')
  const open = answered.map((n, i) => {
    const value = parts[i]?.items?.[item]
    return value ? possibleCounts(n, value.favourable, value.step) : range(0, n)
  })
  if (answered.filter((n) => n > 0).length < 2) return []
  const seen = answered.map(() => new Set<number>())
  const walk = (i: number, chosen: number[], total: number): void => {
    if (i === open.length) {
      if (totals.includes(total)) chosen.forEach((count, part) => seen[part]?.add(count))
      return
    }
    for (const count of open[i] ?? []) walk(i + 1, [...chosen, count], total + count)
  }
  walk(0, [], 0)
  return seen.flatMap((counts, i) =>
    counts.size === 1 && (answered[i] ?? 0) > 0
      ? [`${parts[i]?.id ?? 'no 部'}: ${[...counts][0]} of ${answered[i]} are favourable`]
      : [],
  )
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

/** Every way to share `total` people out among `parts` groups. */
function splits(total: number, parts: number): number[][] {
  if (parts === 1) return [[total]]
  return range(0, total).flatMap((n) => splits(total - n, parts - 1).map((rest) => [n, ...rest]))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

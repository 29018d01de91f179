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

/** A rule the reader knows: what it prints of each 部 for these favourable counts; null: a blank. */
export type Rule = (counts: readonly number[]) => readonly (number | null)[]

/**
 * Parts of which only one favourable count fits everything that is printed of an item. The reader
 * even knows how many answered in each part (`answered`, in the order of the 部, then those of no 部).
 *
 * @param rule the reader knows it: a table for which it would have printed something else is out, so
 *   that a blank says "one of the tables that are blanked".
 */
export function findCounts(
  set: Shown,
  item: string,
  answered: readonly number[],
  rule?: Rule,
): string[] {
  const whole = set.groups.find((g) => g.id === '*')?.items?.[item]
  if (whole?.n === undefined) return []
  const totals = wholeCounts(whole.n, whole.favourable)
  if (totals.every((c) => c === 0 || c === whole.n)) return []
  const parts = set.groups.filter((g) => g.id !== '*' && g.state !== 'rest')
  const values = parts.map((g) => g.items?.[item] ?? null)
  const printed = String(values.map((v) => v?.favourable ?? null))
  const open = answered.map((n, i) => {
    const value = values[i]
    return value ? possibleCounts(n, value.favourable, value.step) : range(0, n)
  })
  if (answered.filter((n) => n > 0).length < 2) return []
  const seen = answered.map(() => new Set<number>())
  const walk = (i: number, chosen: number[], total: number): void => {
    if (i === open.length) {
      if (!totals.includes(total)) return
      if (rule !== undefined && String(rule(chosen)) !== printed) return
      chosen.forEach((count, part) => seen[part]?.add(count))
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

/**
 * The same question where there are too many tables to try: parts whose count is the same in every
 * blank table the reader can think of. He thinks of those at and near the ends of the ranges, since
 * he knows that it is these that are blanked; each is held against the rule.
 *
 * @param counts of a table whose item is blank for every part.
 */
export function findInBlank(
  counts: readonly number[],
  answered: readonly number[],
  steps: readonly number[],
  rule: Rule,
): string[] {
  const ends = answered.map((n, i) => cellsOf(n, steps[i] ?? 0))
  const isBlank = (table: readonly number[]) => rule(table).every((value) => value === null)
  return answered.flatMap((n, i) => {
    const other = range(0, 4).some((away) =>
      (['least', 'most'] as const).some((end) => {
        const down = end === 'least' ? 1 : -1
        return (ends[i] ?? []).some((cell) => {
          const others = ends.filter((_, j) => j !== i).map((cells) => cells.map((c) => c[end]))
          const rest = choose(others, sum(counts) - down * away - cell[end])
          if (rest === null) return false
          const table = rest.toSpliced(i, 0, cell[end])
          return answered.some((_, j) => {
            const moved = table.map((c, part) => (part === j ? c + down * away : c))
            const fits = moved.every((c, part) => c >= 0 && c <= (answered[part] ?? 0))
            return fits && moved[i] !== counts[i] && isBlank(moved)
          })
        })
      }),
    )
    return other ? [] : [`part ${i}: ${counts[i]} of ${n} are favourable`]
  })
}

/** Fewest and most people of n behind each value that can be shown, lowest first. */
export function cellsOf(n: number, step: number): { least: number; most: number }[] {
  const cells = new Map<number, { least: number; most: number }>()
  for (const count of range(0, n)) {
    const value = rounded(count, n, step, true)
    cells.set(value, { least: cells.get(value)?.least ?? count, most: count })
  }
  return [...cells.values()]
}

/** One number of each list so that they add up; null: there is no such choice. */
function choose(lists: readonly (readonly number[])[], total: number): number[] | null {
  let sums = new Map<number, number[]>([[0, []]])
  for (const list of lists) {
    const next = new Map<number, number[]>()
    for (const [made, chosen] of sums) {
      for (const number of list) {
        if (made + number <= total) next.set(made + number, [...chosen, number])
      }
    }
    sums = next
  }
  return sums.get(total) ?? null
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

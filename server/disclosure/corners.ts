import type { Range } from './rounding.ts'

/** A part of the whole as the reader of one item sees it; the reader knows its `n`. */
export interface RangedPart {
  /** Valid answers, one at least. */
  readonly n: number
  /** What a figure can say of it, lowest first; a part without a figure: the one range 0 … n. */
  readonly ranges: readonly Range[]
}

/**
 * A table is in a corner when the whole lies fewer than `room` people from the least or from the most
 * that the ranges of its parts add up to. Away from the corners every part keeps the smaller of `room`
 * and its own width open, given two parts.
 */
export function isInCorner(whole: number, ranges: readonly Range[], room: number): boolean {
  const least = ranges.reduce((sum, r) => sum + r.least, 0)
  const most = ranges.reduce((sum, r) => sum + r.most, 0)
  return whole - least < room || most - whole < room
}

/**
 * How wide the corners of a whole have to be so that "the table is in a corner" tells nothing: the
 * smallest room, `first` at least, with which the tables in the corners leave `people` between most and
 * fewest open for each part (a smaller part: all of it), or with which there are none. Looks at sizes
 * and the whole only, which are no secret: all tables of one whole get the same room.
 *
 * @returns Infinity when a few people more do not do it: every table counts as in a corner.
 */
export function roomOfCorners(
  whole: number,
  parts: readonly RangedPart[],
  first: number,
  people: number,
): number {
  const total = parts.reduce((sum, p) => sum + p.n, 0)
  const low = lowerCorner(
    parts.map((p) => p.ranges),
    whole,
  )
  // The upper corner is the lower one of the answers that are not favourable.
  const high = lowerCorner(
    parts.map((p) => p.ranges.map((r) => turned(r, p.n)).reverse()),
    total - whole,
  )
  const open: (Range | null)[] = parts.map(() => null)
  let any = false
  for (let room = 1; room <= first + 2 * people; room++) {
    const [below, above] = [low(room - 1), high(room - 1)]
    any ||= below !== null || above !== null
    parts.forEach(({ n }, i) => {
      const other = above?.[i] ?? null
      open[i] = hull(open[i], below?.[i], other === null ? null : turned(other, n))
    })
    const enough = ({ n }: RangedPart, i: number) => width(open[i]) >= Math.min(n, people)
    if (room >= first && (!any || parts.every(enough))) return room
  }
  return Number.POSITIVE_INFINITY
}

/**
 * The tables whose sum is `away` people above the lower ends of their ranges, for any `away`: null when
 * there are none, else for each part the counts it has in them (null where that is not sure). All
 * choices of ranges at once, as sets of reachable sums: bit s of a number stands for the sum s.
 *
 * @param parts the ranges of each part, lowest first.
 */
function lowerCorner(
  parts: readonly (readonly Range[])[],
  sum: number,
): (away: number) => (Range | null)[] | null {
  const before: bigint[] = [1n]
  for (const ranges of parts) {
    const sums = before.at(-1) ?? 0n
    let next = 0n
    for (const { least } of ranges) if (least <= sum) next |= sums << BigInt(least)
    before.push(BigInt.asUintN(sum + 1, next))
  }
  const reached = before.at(-1) ?? 0n
  const slack = parts.map((ranges) => Math.min(...ranges.map(width)))
  const allSlack = slack.reduce((all, s) => all + s, 0)
  return (away) => {
    if (away > sum || ((reached >> BigInt(sum - away)) & 1n) === 0n) return null
    let after = 1n << BigInt(sum - away)
    return parts
      .map((ranges, i) => ({ ranges, sums: before[i] ?? 0n, others: allSlack - (slack[i] ?? 0) }))
      .reverse()
      .map(({ ranges, sums, others }) => {
        const left = after
        const fits = (r: Range) => ((sums << BigInt(r.least)) & left) !== 0n
        const [lowest, highest] = [ranges.find(fits), ranges.findLast(fits)]
        after = 0n
        for (const { least } of ranges) after |= left >> BigInt(least)
        // The people above the lower ends may be in this part or, if they find room there, in others.
        if (lowest === undefined || highest === undefined || others < away) return null
        return { least: lowest.least, most: Math.min(highest.most, highest.least + away) }
      })
      .reverse()
  }
}

function turned({ least, most }: Range, n: number): Range {
  return { least: n - most, most: n - least }
}

/** The smallest range around those there are; null: there is none. */
function hull(...some: readonly (Range | null | undefined)[]): Range | null {
  const ranges = some.filter((r) => r !== null && r !== undefined)
  if (ranges.length === 0) return null
  return {
    least: Math.min(...ranges.map((r) => r.least)),
    most: Math.max(...ranges.map((r) => r.most)),
  }
}

function width(range: Range | null | undefined): number {
  return range === null || range === undefined ? 0 : range.most - range.least
}

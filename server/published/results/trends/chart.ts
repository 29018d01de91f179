import { spanOf } from '../figures.ts'
import type { TrendLine } from './trend.ts'

/** A small picture of at most three lines: what `partials/results-trend` draws. Lengths in its own units. */
export interface Chart {
  readonly width: number
  readonly height: number
  /** Where the lines of the grid begin and end. */
  readonly from: number
  readonly to: number
  /** Horizontal lines. */
  readonly grid: readonly { readonly y: number; readonly text: string }[]
  readonly years: readonly { readonly x: number; readonly text: string }[]
  readonly lines: readonly ChartLine[]
}

export interface ChartLine {
  /** 1 the group itself, 2 what contains it in all years, 3 the whole body. */
  readonly kind: 1 | 2 | 3
  /** Runs of values that can be compared, as `points` of a polyline. */
  readonly runs: readonly string[]
  readonly marks: readonly ChartMark[]
}

export interface ChartMark {
  readonly x: number
  readonly y: number
  /** Ends of the width of rounding; null: not rounded. */
  readonly width: { readonly from: number; readonly to: number } | null
  /** Beside the group's own marks. */
  readonly text: string | null
}

const WIDTH = 640
const HEIGHT = 300
const LEFT = 60
const RIGHT = 16
const TOP = 28
const BOTTOM = 36
/** Room for half a value's words. */
const SIDE = 48

/**
 * @param lines of the same years.
 * @param yearText short, below the axis.
 * @param valueText of the own marks.
 */
export function chartOf(
  lines: readonly { readonly kind: ChartLine['kind']; readonly line: TrendLine }[],
  yearText: (fiscalYear: number) => string,
  valueText: (line: TrendLine, index: number) => string,
): Chart {
  const years = (lines[0]?.line.points ?? []).map(({ fiscalYear }) => fiscalYear)
  const xOf = places(years)
  return {
    width: WIDTH,
    height: HEIGHT,
    from: LEFT,
    to: WIDTH - RIGHT,
    grid: [0, 25, 50, 75, 100].map((percent) => ({ y: yOf(percent), text: `${percent}%` })),
    years: years.map((year, i) => ({ x: xOf(i), text: yearText(year) })),
    lines: lines.map(({ kind, line }) => ({
      kind,
      runs: runsOf(line, xOf),
      marks: line.points.flatMap(({ figure }, i): ChartMark[] => {
        if (figure === null) return []
        const { from, to } = spanOf(figure)
        return [
          {
            x: xOf(i),
            y: yOf(figure.percent),
            width: figure.exact ? null : { from: yOf(from / 10), to: yOf(to / 10) },
            text: kind === 1 ? valueText(line, i) : null,
          },
        ]
      }),
    })),
  }
}

/** Years without a survey take their place, too; two surveys of one year stand side by side. */
function places(years: readonly number[]): (index: number) => number {
  const [first = 0, last = 0] = [years[0], years.at(-1)]
  const isDistinct = new Set(years).size === years.length
  const share = (i: number) =>
    isDistinct
      ? ((years[i] ?? first) - first) / Math.max(1, last - first)
      : i / Math.max(1, years.length - 1)
  const inner = WIDTH - LEFT - RIGHT - 2 * SIDE
  return (i) => round(LEFT + SIDE + (years.length === 1 ? inner / 2 : share(i) * inner))
}

function yOf(percent: number): number {
  return round(TOP + ((100 - percent) / 100) * (HEIGHT - TOP - BOTTOM))
}

function runsOf({ points }: TrendLine, xOf: (index: number) => number): string[] {
  const runs: string[][] = []
  points.forEach(({ figure, joined }, i) => {
    if (figure === null) return
    const place = `${xOf(i)},${yOf(figure.percent)}`
    const run = runs.at(-1)
    if (joined && run !== undefined) run.push(place)
    else runs.push([place])
  })
  return runs.filter((run) => run.length > 1).map((run) => run.join(' '))
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}

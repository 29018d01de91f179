import { decimalOf } from '../../programme/indicators/decimal.ts'

/** A line of one series as paths of an SVG; the table beside it has the numbers. */
export interface Trend {
  readonly viewBox: string
  /** Neighbouring years that can be compared are joined: 「－」 and a break interrupt the line. */
  readonly line: string
  /** A point for each value but the newest. */
  readonly dots: string
  readonly newest: { readonly x: number; readonly y: number }
  /** Upright marks between two years that cannot be compared. */
  readonly cuts: string
  /** Across, at the target; '' without one. */
  readonly goal: string
}

export interface TrendPoint {
  readonly year: number
  /** As written; null: 「－」 or no entry. */
  readonly text: string | null
  /** Not comparable with the year before. */
  readonly breaks: boolean
}

const WIDTH = 132
const HEIGHT = 40
const EDGE = 6

/**
 * @param points a place for each year, oldest first.
 * @param goal value of a target line, as written; null: none.
 * @returns null when there is no value at all.
 */
export function trendOf(points: readonly TrendPoint[], goal: string | null): Trend | null {
  const values = points.map(({ text }) => (text === null ? null : numberOf(text)))
  const line = goal === null ? null : numberOf(goal)
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  const all = line === null ? known : [...known, line]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const x = (i: number) =>
    points.length === 1 ? WIDTH / 2 : tenth(EDGE + (i * (WIDTH - 2 * EDGE)) / (points.length - 1))
  const y = (value: number) =>
    high === low
      ? HEIGHT / 2
      : tenth(HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / (high - low))
  const places = values.map((value, i) => (value === null ? null : { x: x(i), y: y(value) }))
  const last = values.findLastIndex((value) => value !== null)
  const newest = places[last] ?? { x: 0, y: 0 }
  return {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    line: places
      .map((place, i) => {
        const isJoined = i > 0 && places[i - 1] !== null && points[i]?.breaks === false
        return place === null ? '' : `${isJoined ? 'L' : 'M'}${place.x} ${place.y}`
      })
      .join(''),
    dots: places
      .filter((place, i) => place !== null && i !== last)
      .map((place) => `M${place?.x} ${place?.y}h0`)
      .join(''),
    newest,
    cuts: points
      .map(({ breaks }, i) => (breaks && i > 0 ? `M${tenth((x(i - 1) + x(i)) / 2)} 2V38` : ''))
      .join(''),
    goal: line === null ? '' : `M0 ${y(line)}H${WIDTH}`,
  }
}

function numberOf(text: string): number {
  const { units, scale } = decimalOf(text)
  return Number(units) / 10 ** scale
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

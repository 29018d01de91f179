import { mostByChance, SIGMA } from './chance.ts'
import type { Evidence } from './evidence.ts'

/** One way of attacking the files, told in a line. Words are Japanese: auditors of a city read them. */
export interface Attempt {
  /** What was tried. */
  readonly tried: string
  /** What the success rate counts. */
  readonly meaning: string
  /** `share`: success, chance and limit are shares of `entries`; `sigma`: standard deviations from chance. */
  readonly measure: 'share' | 'sigma'
  readonly entries: number
  readonly success: number
  readonly chance: number
  /** What luck reaches at most; see chance.ts. */
  readonly limit: number
  /** What was found, the first few. */
  readonly found: readonly string[]
}

/** `nothing`: there was nothing of the kind to attack. */
export type Verdict = 'chance' | 'above' | 'nothing'

/** An attack of one kind. `run` only reads; the evidence is a copy. */
export interface Attack {
  /** The test of the design it belongs to: T1 … T17. */
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly run: (evidence: Evidence) => readonly Attempt[]
}

type Told = Pick<Attempt, 'tried' | 'meaning'>

export function verdictOf({ entries, success, limit }: Attempt): Verdict {
  if (entries === 0) return 'nothing'
  return success > limit + 1e-12 ? 'above' : 'chance'
}

/** Traces that must not be there at all: chance leaves none. `hits` of `entries` are betrayed. */
export function traces(
  told: Told,
  entries: number,
  hits: number,
  found: readonly string[] = [],
): Attempt {
  const of = Math.max(entries, hits)
  const success = of === 0 ? 0 : hits / of
  return { ...told, measure: 'share', entries: of, success, chance: 0, limit: 0, found }
}

/** Guesses, each with its own chance of being right. */
export function guesses(
  told: Told,
  chances: readonly number[],
  hits: number,
  found: readonly string[] = [],
): Attempt {
  const entries = chances.length
  const chance = entries === 0 ? 0 : chances.reduce((a, b) => a + b, 0) / entries
  const limit = entries === 0 ? 0 : mostByChance(chances) / entries
  const success = entries === 0 ? 0 : hits / entries
  return { ...told, measure: 'share', entries, success, chance, limit, found }
}

/** Statistics that are standard normal when nothing can be seen; the largest counts. */
export function deviation(told: Told, entries: number, scores: readonly number[]): Attempt {
  const success = Math.max(0, ...scores.map(Math.abs))
  return { ...told, measure: 'sigma', entries, success, chance: 0, limit: SIGMA, found: [] }
}

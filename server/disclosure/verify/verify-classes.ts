import type { Figures } from './verify-finding.ts'

/**
 * Respondents whom no printed figure tells apart, and for each figure the kinds it is about. Row r of
 * the 0/1 matrix: `columns[i]` for `starts[r] <= i < starts[r + 1]`.
 */
export interface Kinds {
  readonly count: number
  readonly weights: readonly number[]
  /** Kind of each respondent. */
  readonly ofRow: readonly number[]
  /** Figures each kind is in, ascending. */
  readonly figures: readonly (readonly number[])[]
  /** Kinds of each figure, ascending. */
  readonly members: readonly (readonly number[])[]
}

export function kindsOf(rows: number, figures: readonly Pick<Figures, 'people'>[]): Kinds {
  const own: number[][] = Array.from({ length: rows }, () => [])
  for (const [figure, { people }] of figures.entries()) {
    for (const row of people) own[row]?.push(figure)
  }
  const at = new Map<string, number>()
  const weights: number[] = []
  const inside: number[][] = []
  const ofRow: number[] = []
  for (const list of own) {
    const key = list.join()
    const kind = at.get(key) ?? weights.length
    if (kind === weights.length) {
      at.set(key, kind)
      weights.push(0)
      inside.push(list)
    }
    weights[kind] = (weights[kind] ?? 0) + 1
    ofRow.push(kind)
  }
  const members: number[][] = figures.map(() => [])
  for (const [kind, list] of inside.entries()) for (const f of list) members[f]?.push(kind)
  return { count: weights.length, weights, ofRow, figures: inside, members }
}

import type { Certificate } from '../../survey/published-set.ts'

/**
 * Respondents with the same memberships count as one class. Group numbers of class c:
 * `groups[starts[c] … starts[c + 1] − 1]`, ascending. Classes are sorted by organisation path.
 */
export interface Classes {
  readonly count: number
  readonly weights: Uint32Array
  readonly starts: Uint32Array
  readonly groups: Uint32Array
  /** Position of the topmost unit (部), −1 for none: where the system falls apart. */
  readonly block: Int32Array
}

export interface PatternInput {
  readonly k: number
  readonly kDistribution: number
  readonly groups: number
  /** Position of the group's table in the plan: earlier tables come first, inside one the larger group. */
  readonly table: Uint16Array
  readonly classes: Classes
  /** Groups that may neither be shown nor be computable, whatever their size. */
  readonly barred: readonly number[]
}

export type Tier = 'full' | 'band' | 'hidden'

/** Which groups are shown. Made of memberships alone: it says nothing about any answer. */
export interface Pattern {
  readonly tiers: readonly Tier[]
  readonly certificate: Certificate
}

export type PatternOutcome =
  | { readonly state: 'certified'; readonly pattern: Pattern }
  /** `groups`: published groups that took part in the last combination of fewer than k people. */
  | {
      readonly state: 'refused'
      readonly reason: 'certificate' | 'solver'
      readonly groups: readonly number[]
    }

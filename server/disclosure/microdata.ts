/** What people are grouped by: 部, 課, 年代 … */
export interface GroupingAttribute {
  readonly id: string
  /** In the order of the page. The code of a respondent is position + 1; 0 = not said. */
  readonly categories: readonly { readonly code: string; readonly label: string }[]
  /** A level of a tree (課 below 部): the level above, and for each category its position there. */
  readonly parent: { readonly attribute: string; readonly of: readonly number[] } | null
}

/** Respondents in memory, one row each: only during an opening, never stored. */
export interface Microdata {
  readonly attributes: readonly GroupingAttribute[]
  readonly rows: number
  /** `rows × attributes` codes. */
  readonly keys: Uint16Array
  readonly items: readonly string[]
  /** `rows × items`: 0 no answer, 1 best … m worst; `NOT_ASKED`. */
  readonly answers: Uint8Array
  /** Questions of which several options may be chosen; absent: none. */
  readonly choices?: readonly Choice[]
  /**
   * Positions of items that are published for the whole body alone, because only few of each group are
   * asked (managers): the certificate counts respondents, not those few. Absent: none.
   */
  readonly wholeOnly?: readonly number[]
  /** Positions of other items of which only the share of the best answer is published; absent: none. */
  readonly shareOnly?: readonly number[]
}

/**
 * Somebody who could not answer the item, as everybody knows who knows where people stand: managers'
 * questions, of who is none. Not a blank, which somebody else might have left.
 */
export const NOT_ASKED = 0xff

/**
 * A question of which several options may be chosen: an item for each, 1 = chosen, m = not chosen. Of one
 * respondent all are 0, or none is and one at least is chosen. Only shares are published of these items.
 */
export interface Choice {
  /** Position of its first option among the items; the others follow. */
  readonly first: number
  readonly options: number
  /** Which option is never chosen beside another; null: any may be. */
  readonly alone: number | null
}

/** Tables to publish, each a list of attribute ids; [] is the whole body. */
export type Tables = readonly (readonly string[])[]

export interface Policy {
  /** Fewest respondents of anything that can be read or computed; 5 or more. */
  readonly k: number
  /** Fewest for a full distribution; k or more. */
  readonly kDistribution: number
  /** A shown percentage below the whole body covers at least this many people. */
  readonly roundingPeople: number
  readonly scale: 4 | 5
  /** The best so many answers are favourable. */
  readonly favourable: number
}

/** Eligible people of each category of one attribute (a unit level): more answers than people hide it. */
export interface Eligible {
  readonly attribute: string
  /** By position of the category. */
  readonly people: readonly number[]
}

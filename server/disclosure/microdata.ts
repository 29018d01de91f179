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
  /** `rows × items`: 0 no answer, 1 best … m worst. */
  readonly answers: Uint8Array
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

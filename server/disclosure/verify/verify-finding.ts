import type { ItemValue } from '../../survey/published-set.ts'
import type { Microdata } from '../microdata.ts'

/** One thing that is wrong with a published set. */
export interface Finding {
  readonly kind:
    | 'structure'
    | 'count'
    | 'value'
    /** A hidden group, or fewer than k people, can be computed. */
    | 'recomputable'
    | 'light'
    | 'certain'
    /** No answers at all give these figures, so nothing can be concluded from them. */
    | 'contradiction'
    /** The solver gave nothing that can be relied on. */
    | 'undecided'
  readonly group: string | null
  readonly item: string | null
  /** English, for logs. */
  readonly sentence: string
}

/** Who took part and where they stand: what an insider with the roster may know. No answers. */
export type People = Pick<Microdata, 'attributes' | 'rows' | 'keys'>

/** A published or remaining group: the people behind one row of figures. */
export interface Figures {
  readonly id: string
  /** Rows of `People`. */
  readonly people: readonly number[]
  /** It counts for the fuller tier: somebody can read all answers side by side. */
  readonly full: boolean
  readonly whole: boolean
  readonly items: Readonly<Record<string, ItemValue | null>>
}

import type { Ground } from '../../programme/follow-up/entries.ts'
import type { Conclusion } from '../../proposals/proposal.ts'
import type { CommonsReader, CommonsStore } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'

/** Questions that a unit may want to do something about, of the newest published survey. */
interface Hints {
  readonly survey: string
  readonly title: string
  /** Whose figures they are: the unit, or what is shown instead of it. */
  readonly basis: string
  readonly isOwn: boolean
  readonly items: readonly {
    readonly item: string
    readonly number: string
    readonly text: string
    /** 「約60％」 */
    readonly figure: string
    /** 「低い順に1番目」 */
    readonly why: string
  }[]
}

/** A proposal with its published answer, as the board shows it. */
export interface AnsweredProposal {
  readonly number: string
  readonly title: string
  /** Codes, the one that answers first. */
  readonly units: readonly string[]
  readonly kindLabel: string
  readonly answer: {
    readonly conclusion: Conclusion
    readonly label: string
    readonly reason: string
    readonly date: string | null
    /** Hours a year, measured where they were. */
    readonly hours: number | null
  }
}

interface GroundShown extends Ground {
  readonly title: string
  readonly groupLabel: string
  readonly itemLabel: string
  readonly figure: string
}

interface GroundChoices {
  readonly survey: string
  readonly title: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
  readonly groups: readonly { readonly value: string; readonly label: string }[]
}

/** What the pages of the yearly confirmation are handed. Figures and proposals are what everybody may read. */
export interface ReviewOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly commonsStore: CommonsStore
  readonly now: () => Date
  /** Where published pages live: '' or '/staff'. */
  readonly publishedBase: string
  readonly followUp: {
    readonly beginYear: () => Promise<void>
    readonly hints: (unit: string) => Promise<Hints | null>
    readonly answered: () => Promise<readonly AnsweredProposal[]>
    readonly grounds: (grounds: readonly Ground[]) => Promise<readonly GroundShown[]>
    readonly groundChoices: () => Promise<GroundChoices | null>
  }
}

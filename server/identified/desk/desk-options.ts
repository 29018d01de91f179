import type { AnsweredProposals } from '../../programme/bulletin/proposal-sources.ts'
import type { ProposalDesk } from '../../proposals/desk.ts'
import type { Day } from '../../proposals/proposal.ts'
import type { ProposalSettings } from '../../proposals/settings.ts'
import type { Official } from '../../proposals/visibility.ts'
import type { CommonsReader, CommonsStore } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { BoxDesk } from './box-acts.ts'

/** What the desk's pages are handed; texts, the box and settings only through functions. */
export interface DeskPagesOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  /** For the printings of 紙の提案券. */
  readonly commonsStore: CommonsStore
  readonly now: () => Date
  readonly publishedBase: string
  /** Proposals of the board that have been answered, for かわるばん. */
  readonly answered: AnsweredProposals
  readonly desk: ProposalDesk
  readonly box: BoxDesk
  readonly complaints: ComplaintActs
  readonly units: UnitActs
  readonly saveSettings: (settings: ProposalSettings) => Promise<void>
}

/** What authors report to コンプライアンス. */
export interface Complaint {
  readonly id: string
  readonly proposal: string
  /** 「特定しようとする質問だ」, 「犯人捜しがあった」. */
  readonly kind: 'question' | 'hunt'
  readonly text: string
  readonly receivedOn: Day
  readonly closedOn: Day | null
  readonly outcome: string
}

export interface ComplaintActs {
  /** The open ones first; without those about a proposal that this official must not know of. */
  list(official: Official): Promise<readonly Complaint[]>
  /** @returns false when it is closed already, or not there for this official. */
  close(official: Official, id: string, outcome: string, day: Day): Promise<boolean>
}

/** After a reorganisation: the duty passes to the successor unit. */
export interface UnitActs {
  /**
   * Decides the successor of a unit that has ended and moves its open proposals with their clocks: now those
   * that this official may know of, by itself the others.
   */
  move(
    official: Official,
    from: string,
    to: string,
  ): Promise<{ readonly moved: number } | { readonly message: string }>
}

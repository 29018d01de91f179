import type { Day } from '../../proposals/proposal.ts'

/** The proposal box as 提案担当 sees it: never whether messages wait, how many, or when one came. */
export interface BoxActs {
  /** The quarter that takes proposals now; null before the first member of the desk. */
  quarter(): Promise<{
    readonly id: string
    readonly opensOn: Day
    readonly closesOn: Day
  } | null>
  /** What openings have shown. */
  waiting(): Promise<{
    readonly waitingSince: Day | null
    readonly lastOpenedOn: Day | null
  }>
  /** Staff numbers of those who hold a passphrase. */
  members(): Promise<readonly { readonly id: string; readonly addedOn: Day }[]>
  /** Only while there is no member. */
  addFirstMember(person: string): Promise<NewMember>
  /** A further member, or a new passphrase for the same person; `by` is a present member. */
  addMember(
    person: string,
    opener: { readonly by: string; readonly passphrase: string },
  ): Promise<NewMember>
  removeMember(person: string): Promise<BoxAct>
  /** Starts the opening; how it goes on is in `progress`. Refused: wrong passphrase, one runs already. */
  open(person: string, passphrase: string): Promise<BoxAct>
  progress(): BoxProgress | undefined
  cancel(): boolean
}

/** The passphrase exists in this answer only. */
export type NewMember =
  | { readonly ok: true; readonly passphrase: string }
  | { readonly ok: false; readonly message: string }

export type BoxAct = { readonly ok: true } | { readonly ok: false; readonly message: string }

export interface BoxProgress {
  readonly phase: string
  /** 0 or 1 of `total`, which is 1. */
  readonly done: number
  readonly total: number
  readonly finished: boolean
  /** What the officer reads; the box is as it was. */
  readonly failed?: string
  /** After a success; `waiting`: the arrivals were too few. Never how many there were. */
  readonly result?: {
    readonly state: 'released' | 'waiting' | 'nothing'
    readonly unreadable: boolean
  }
}

/** What the page offers besides, when something has gone wrong. */
export interface BoxDesk extends BoxActs {
  /** Boxes stand that nobody of the desk can open any more. */
  isLost(): Promise<boolean>
  /** With the last passphrase goes what is sealed; the page asks twice. */
  removeLastMember(person: string): Promise<BoxAct>
  /** New keys and a new box in the place of those that nobody can open. */
  renewAll(person: string): Promise<NewMember>
  /** A passphrase typed back from the sheet. */
  prove(person: string, passphrase: string): Promise<BoxAct>
}

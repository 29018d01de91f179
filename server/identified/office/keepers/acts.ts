import type { FrozenSurvey } from '../../../survey/frozen-surveys.ts'
import type { Mistyped } from '../announce.ts'

type CopyState = 'good' | 'older' | 'missing' | 'damaged'

/** What stands on the disks of an announced survey's key. */
export interface KeyState {
  /** The newest sheet of each post; empty when no copy can be read. */
  readonly sheets: readonly { readonly post: string; readonly sheet: number }[]
  readonly data: CopyState
  /** null without a mirror. */
  readonly mirror: CopyState | null
}

/** A new sheet that waits to be printed and typed back; until then the old one is the good one. */
export interface PendingSheet {
  readonly keeper: number
  readonly post: string
  readonly sheet: number
  readonly shown: boolean
}

type Answer<Done> =
  | { readonly state: 'mistyped'; readonly faults: readonly Mistyped[] }
  | { readonly state: 'refused'; readonly reason: string }
  | Done

/** The desk of the zone `opening` that keeps the wrapped key in step with the sheets. */
export interface KeeperActs {
  stateOf(survey: string): KeyState
  check(
    survey: string,
    typed: readonly string[],
  ): Promise<Answer<{ readonly state: 'opens'; readonly strange: readonly Mistyped[] }>>
  begin(
    survey: FrozenSurvey,
    keeper: number,
    typed: readonly string[],
  ): Promise<Answer<{ readonly state: 'begun'; readonly pending: PendingSheet }>>
  pendingOf(survey: string): PendingSheet | null
  takeSheet(survey: string): {
    readonly post: string
    readonly sheet: number
    readonly passphrase: string
  } | null
  confirm(
    survey: FrozenSurvey,
    typed: readonly string[],
  ): Promise<Answer<{ readonly state: 'rewrapped'; readonly pending: PendingSheet }>>
  withdraw(survey: string): void
}

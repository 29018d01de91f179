import { OpeningRefused } from '../opening-refused.ts'
import {
  type Opened,
  type Opener,
  openProposals,
  type ProposalOpeningDeps,
  UNLOCKING,
} from './open-proposals.ts'

export type OpeningOutcome =
  | Opened
  /** A sentence that says what was wrong and what to do; the box is as it was. */
  | { readonly state: 'refused'; readonly reason: string }

/** What an officer sees of an opening. Lives in memory only. */
export interface ProposalOpeningProgress {
  readonly phase: string
  /** null while it runs. Nothing finer than the phase: who stops it must not learn how many messages wait. */
  readonly outcome: OpeningOutcome | null
}

export interface ProposalOpening {
  /**
   * Never rejects.
   *
   * @param accepted told once the passphrase has opened the keys and the messages are being read.
   */
  open(opener: Opener, accepted?: () => void): Promise<OpeningOutcome>
  progress(): ProposalOpeningProgress | null
  /** Stops before anything is released, and counts as the day's opening; false when none is running. */
  cancel(): boolean
  /** Stops what runs before anything is written, and resolves when nothing runs any more. */
  stop(): Promise<void>
}

const COUNTED =
  '今日の開封は、済んだものとして扱います。次の開庁日の朝に、もう一度開封してください。'

/** Openings of the proposal box, one at a time: the caller sees to that. */
export function proposalOpening(
  deps: ProposalOpeningDeps,
  fault: (error: unknown) => void,
): ProposalOpening {
  let progress: ProposalOpeningProgress | null = null
  let running: { stop: AbortController; finished: Promise<OpeningOutcome> } | null = null

  async function run(
    opener: Opener,
    signal: AbortSignal,
    accepted: () => void,
  ): Promise<OpeningOutcome> {
    let isReading = false
    const report = (phase: string) => {
      isReading = phase !== UNLOCKING
      if (isReading) accepted()
      progress = { phase, outcome: null }
    }
    try {
      return await openProposals(deps, opener, report, signal)
    } catch (error) {
      if (error instanceof OpeningRefused) return { state: 'refused', reason: error.message }
      if (signal.aborted && error === signal.reason) {
        return {
          state: 'refused',
          reason: `開封を取りやめました。提案箱は封をしたまま残っています。${isReading ? COUNTED : ''}`,
        }
      }
      fault(error)
      return {
        state: 'refused',
        reason:
          '開封の途中で問題が起きました。届いたものは失われていません。情報担当に連絡してください。' +
          (isReading ? COUNTED : ''),
      }
    }
  }

  return {
    async open(opener, accepted = () => undefined) {
      const stop = new AbortController()
      const finished = run(opener, stop.signal, accepted)
      running = { stop, finished }
      const outcome = await finished
      progress = { phase: '終わりました', outcome }
      running = null
      return outcome
    },
    progress: () => progress,
    cancel() {
      running?.stop.abort()
      return running !== null
    },
    async stop() {
      running?.stop.abort()
      await running?.finished
    },
  }
}

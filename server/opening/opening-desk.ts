import type { FrozenSurvey } from '../survey/frozen-surveys.ts'
import { diskFault } from './disk-fault.ts'
import { type OpeningDeps, openSurvey } from './open-survey.ts'
import { OpeningRefused, ProtectionRefused } from './opening-refused.ts'

/** What an officer sees of a running, finished or failed opening. Lives in memory only. */
export interface OpeningProgress {
  readonly phase: string
  readonly done: number
  readonly total: number
  readonly finished: boolean
  /** A sentence that says what was wrong and what to do; the box is as it was. */
  readonly failed?: string
  /** The protection let nothing out: why stands with the survey. */
  readonly refused?: boolean
}

export interface OpeningDesk {
  /** Starts an opening in the background; false when one is running already. */
  start(survey: FrozenSurvey, passphrases: readonly string[]): boolean
  progress(survey: string): OpeningProgress | undefined
  isRunning(survey: string): boolean
  /** Stops before anything is written; false when none is running. */
  cancel(survey: string): boolean
  /** Stops what runs before anything is written, and resolves when nothing runs any more. */
  stop(): Promise<void>
}

/** One opening at a time; `done` is told of each opening that was written. */
export function openingDesk(
  deps: OpeningDeps,
  events: { done: (survey: string) => Promise<void>; fault: (error: unknown) => void },
): OpeningDesk {
  const progress = new Map<string, OpeningProgress>()
  let running: { survey: string; stop: AbortController; finished: Promise<void> } | undefined

  async function run(
    survey: FrozenSurvey,
    passphrases: readonly string[],
    stop: AbortController,
  ): Promise<void> {
    const report = (phase: string, done: number, total: number) =>
      progress.set(survey.id, { phase, done, total, finished: false })
    try {
      await openSurvey(deps, survey, passphrases, report, stop.signal)
      await events.done(survey.id).catch(events.fault)
      progress.set(survey.id, { phase: '完了しました', done: 1, total: 1, finished: true })
    } catch (error) {
      const now = progress.get(survey.id)
      const failed = failureOf(error, stop.signal)
      const refused = error instanceof ProtectionRefused
      if (failed === null) events.fault(error)
      if (refused && error.cause !== undefined) events.fault(error.cause)
      progress.set(survey.id, {
        phase: now?.phase ?? '',
        done: now?.done ?? 0,
        total: now?.total ?? 0,
        finished: true,
        failed:
          failed ??
          '開封の途中で問題が起きました。回答箱は封をしたまま残っています。情報担当に連絡し、もう一度開封してください。',
        ...(refused ? { refused } : {}),
      })
    } finally {
      running = undefined
    }
  }

  return {
    start(survey, passphrases) {
      if (running !== undefined) return false
      const stop = new AbortController()
      progress.set(survey.id, { phase: '準備しています', done: 0, total: 1, finished: false })
      running = { survey: survey.id, stop, finished: run(survey, passphrases, stop) }
      return true
    },
    progress: (survey) => progress.get(survey),
    isRunning: (survey) => running?.survey === survey,
    cancel(survey) {
      if (running?.survey !== survey) return false
      running.stop.abort()
      return true
    },
    async stop() {
      running?.stop.abort()
      await running?.finished
    },
  }
}

function failureOf(error: unknown, signal: AbortSignal): string | null {
  if (error instanceof OpeningRefused) return error.message
  if (signal.aborted) return '開封を取りやめました。回答箱は封をしたまま残っています。'
  const disk = diskFault(error)
  return disk === null ? null : `${disk}回答箱は封をしたまま残っています。`
}

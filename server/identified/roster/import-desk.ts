import { randomBytes } from 'node:crypto'
import { jstDay } from '../../calendar/jst.ts'
import { applyImport, StaleImport } from './apply.ts'
import { checkSteps } from './check.ts'
import { applyWaiting, type ImportDeskDeps, linesOf } from './due.ts'
import { planInThread } from './in-thread.ts'
import type { ImportCheck, ImportPlan, RosterFiles } from './plan.ts'
import { dueRoster, pruneRosters, reserveRoster } from './waiting.ts'
import { describeTotals } from './wording.ts'

/** Where an officer's import stands. All but the first and `writing` are the end of a piece of work. */
export type ImportState =
  | 'checking'
  | 'refused'
  | 'checked'
  | 'writing'
  | 'written'
  | 'reserved'
  | 'stale'
  | 'failed'
  | 'cancelled'

/** One officer's files on their way. Only in memory: after a restart they are handed in again. */
export interface ImportJob {
  readonly id: string
  readonly actor: string
  readonly effectiveOn: string
  readonly fileNames: readonly string[]
  readonly state: ImportState
  readonly progress: { readonly phase: string; readonly done: number; readonly total: number }
  /** From `refused` or `checked` on, until it is written. */
  readonly check?: ImportCheck
  /** Three lines of numbers of what was written or will be. */
  readonly totals: readonly string[]
}

/** The one piece of work that runs. */
export interface RunningWork {
  readonly actor: string
  readonly act: 'check' | 'write' | 'due'
  readonly since: Date
}

export const WRITING = '書き込んでいます'

/** So many bad rows are kept for the list that is downloaded. */
const KEPT_FINDINGS = 20_000
/** Officers whose checked files are kept in memory; the oldest goes first. */
const KEPT_JOBS = 4

type Job = { -readonly [K in keyof ImportJob]: ImportJob[K] } & { files: RosterFiles }

export type ImportDesk = ReturnType<typeof createImportDesk>

/**
 * Imports of the roster as jobs: one runs at a time, whoever began it. A job belongs to the officer who
 * handed in the files; nobody else sees the names in it.
 */
export function createImportDesk(deps: ImportDeskDeps) {
  const { stores, now, fault } = deps
  const jobs = new Map<string, Job>()
  let running: (RunningWork & { stop: AbortController; done: Promise<void> }) | null = null

  return {
    running: (): RunningWork | null => running,
    jobOf: (actor: string): ImportJob | undefined => jobs.get(actor),

    /** @returns false when something else runs. */
    start(actor: string, files: RosterFiles, effectiveOn: string): boolean {
      const job: Job = {
        id: randomBytes(9).toString('base64url'),
        actor,
        effectiveOn,
        fileNames: [files.units?.name, files.people?.name].filter((name) => name !== undefined),
        files,
        state: 'checking',
        progress: { phase: checkSteps.read, done: 0, total: 1 },
        totals: [],
      }
      return run(
        actor,
        'check',
        (signal) => check(job, signal),
        () => keep(job),
      )
    },

    /** Stops a check; what is being written is never stopped half way. */
    cancel(actor: string): boolean {
      if (running?.actor !== actor || running.act !== 'check') return false
      running.stop.abort()
      return true
    },

    /** Forgets what the officer has checked and not written. */
    discard(actor: string): void {
      if (running?.actor !== actor) jobs.delete(actor)
    },

    /** Writes what this officer has checked and seen. @returns null when that is not there any more. */
    write(actor: string, id: string): boolean | null {
      const job = jobs.get(actor)
      if (job?.id !== id || job.check?.ok !== true || job.state !== 'checked') return null
      const { plan } = job.check
      return run(
        actor,
        'write',
        (signal) => write(job, plan, signal),
        () => {
          job.state = 'writing'
          job.progress = { phase: WRITING, done: 0, total: 1 }
        },
      )
    },

    /** Keeps the files until their day. @returns null as above, false when another roster waits. */
    async reserve(actor: string, id: string): Promise<boolean | null> {
      const job = jobs.get(actor)
      if (job?.id !== id || job.check?.ok !== true || job.state !== 'checked') return null
      const { effectiveOn, files } = job
      const lines = linesOf(job.check.plan)
      if (!(await reserveRoster(stores.identity, { effectiveOn, actor, at: now(), files, lines })))
        return false
      finish(job, 'reserved')
      return true
    },

    applyDue,

    /** For a stop of the server: a check ends, a write that is not committed is undone. */
    async close(): Promise<void> {
      running?.stop.abort()
      await running?.done
    },
  }

  /**
   * Applies the roster whose day has come, checked again against what is stored now; called by a clock.
   * What no longer fits is not written: the row says why.
   */
  async function applyDue(): Promise<void> {
    const today = jstDay(now())
    if (running !== null) return
    await pruneRosters(stores.identity, today)
    const due = await dueRoster(stores.identity, today)
    if (due === undefined) return
    run(
      due.actor,
      'due',
      (signal) => applyWaiting(deps, due, signal),
      () => {},
    )
    await current()?.done
  }

  async function check(job: Job, signal: AbortSignal): Promise<void> {
    try {
      const found = await planInThread(stores, job.files, job.effectiveOn, {
        report: (phase, done, total) => (job.progress = { phase, done, total }),
        signal,
        keep: KEPT_FINDINGS,
      })
      job.check = found
      job.state = found.ok ? 'checked' : 'refused'
      if (found.ok) job.totals = describeTotals(found.plan.difference)
    } catch (error) {
      if (!signal.aborted) fault(error)
      finish(job, signal.aborted ? 'cancelled' : 'failed')
    }
  }

  async function write(job: Job, plan: ImportPlan, signal: AbortSignal): Promise<void> {
    try {
      await applyImport(stores, plan, {
        actor: job.actor,
        at: now(),
        signal,
        progress: (done, total) => (job.progress = { phase: WRITING, done, total }),
      })
      finish(job, 'written')
    } catch (error) {
      const stale = error instanceof StaleImport
      if (!stale && !signal.aborted) fault(error)
      finish(job, stale ? 'stale' : 'failed')
    }
  }

  function run(
    actor: string,
    act: RunningWork['act'],
    work: (signal: AbortSignal) => Promise<void>,
    begin: () => void,
  ): boolean {
    if (running !== null) return false
    begin()
    const stop = new AbortController()
    const done = work(stop.signal)
      .catch(fault)
      .finally(() => (running = null))
    running = { actor, act, since: now(), stop, done }
    return true
  }

  function current(): typeof running {
    return running
  }

  function keep(job: Job): void {
    jobs.delete(job.actor)
    jobs.set(job.actor, job)
    for (const actor of [...jobs.keys()].slice(0, -KEPT_JOBS)) jobs.delete(actor)
  }
}

/** Files and people are not kept longer than they are needed. */
function finish(job: Job, state: ImportState): void {
  job.state = state
  job.files = {}
  delete job.check
}

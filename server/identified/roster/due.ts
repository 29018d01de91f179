import { applyImport, type RosterWriters, StaleImport } from './apply.ts'
import { sentenceOf } from './findings.ts'
import { planInThread, RosterThreadFailed } from './in-thread.ts'
import type { ImportPlan } from './plan.ts'
import type { RosterReaders } from './stored.ts'
import { type DueRoster, endRoster } from './waiting.ts'
import { describeFile, describeTotals } from './wording.ts'

export interface ImportDeskDeps {
  readonly stores: RosterReaders & RosterWriters
  readonly now: () => Date
  readonly fault: (error: unknown) => void
}

/** Complaints that are stored when a roster no longer fits on its day. */
const STORED_PROBLEMS = 20

const UNREADABLE =
  'ファイルを読み取れませんでした。行数と列を減らして、もう一度取り込んでください。'

/**
 * Applies a roster whose day has come, as of that day, checked again against what is stored now. What no
 * longer fits is not written: the row says why. When somebody changes the roster at the same moment, or
 * the server stops, it goes on waiting.
 */
export async function applyWaiting(
  { stores, now, fault }: ImportDeskDeps,
  due: DueRoster,
  signal: AbortSignal,
): Promise<void> {
  const at = now()
  const ended = at.toISOString()
  const fail = (lines: readonly string[], problems: readonly string[], problemTotal: number) =>
    endRoster(stores.identity, due.id, 'failed', { lines, problems, problemTotal, ended })
  try {
    const options = { report: () => {}, signal, keep: STORED_PROBLEMS }
    const check = await planInThread(stores, due.files, due.effectiveOn, options)
    const files = check.files.map(describeFile)
    if (!check.ok) return await fail(files, check.problems.map(sentenceOf), check.problemTotal)
    const lines = linesOf(check.plan)
    const outcome = { lines, problems: [], problemTotal: 0, ended }
    await applyImport(stores, check.plan, {
      actor: due.actor,
      at,
      signal,
      also: (trx) => endRoster(trx, due.id, 'applied', outcome),
    })
  } catch (error) {
    if (error instanceof StaleImport || signal.aborted) return
    if (!(error instanceof RosterThreadFailed)) throw error
    fault(error)
    await fail([], [UNREADABLE], 1)
  }
}

/** Files and numbers of a plan, as the page of the roster keeps them. */
export function linesOf(plan: ImportPlan): string[] {
  return [...plan.files.map(describeFile), ...describeTotals(plan.difference)]
}

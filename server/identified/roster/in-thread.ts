import { Worker } from 'node:worker_threads'
import type { UnitRow } from '../../stores/commons.ts'
import type { PersonRow } from '../../stores/identity.ts'
import { listUnits } from '../../survey/units.ts'
import type { CheckStep, ReportCheck } from './check.ts'
import type { ImportCheck, RosterFiles } from './plan.ts'
import type { FileForm, RosterFileMade } from './roster-file.ts'
import type { RosterPart } from './roster-tables.ts'
import {
  adminSignIns,
  pause,
  peopleInSlices,
  type RoleRow,
  type RosterReaders,
  type StoredPeople,
} from './stored.ts'

/** The thread ended without an answer: out of memory, or a fault of the program (`cause`). */
export class RosterThreadFailed extends Error {
  override readonly name = 'RosterThreadFailed'
}

export type RosterWork =
  | {
      readonly act: 'check'
      readonly files: RosterFiles
      readonly today: string
      /** Most problems and warnings that come back. */
      readonly keep: number
    }
  | { readonly act: 'file'; readonly part: RosterPart; readonly form: FileForm }

export interface RosterOrder {
  readonly work: RosterWork
  readonly units: readonly UnitRow[]
  readonly signIns: readonly string[]
}

/** What is stored arrives in slices, then the end; of the answer each slice is asked for. */
export type StoredNews = StoredPeople | 'complete' | 'next'

/** A check comes back without the people of its outcome, which came before in slices. */
export type RosterNews =
  | { readonly step: CheckStep; readonly done: number; readonly total: number }
  | { readonly people: readonly PersonRow[] }
  | { readonly roles: readonly RoleRow[] }
  | { readonly check: ImportCheck }
  | { readonly made: RosterFileMade }

export interface CheckThreadOptions {
  readonly report: ReportCheck
  readonly signal: AbortSignal
  /** Most problems and warnings that come back. */
  readonly keep: number
}

/** JavaScript heap of the thread: a workbook of 200 MB unpacked and 50,000 people twice. */
const HEAP_MB = 1500

/**
 * `planImport` in a thread of its own, so that pages are answered meanwhile. What goes in and out is
 * copied in slices, for the same reason.
 *
 * @throws {RosterThreadFailed} when the thread dies.
 * @throws the reason of `signal`, with the thread stopped in whatever it is doing.
 */
export async function planInThread(
  stores: RosterReaders,
  files: RosterFiles,
  today: string,
  { report, signal, keep }: CheckThreadOptions,
): Promise<ImportCheck> {
  return letThread(stores, { act: 'check', files, today, keep }, signal, (worker, resolve) => {
    const people: PersonRow[] = []
    const roles: RoleRow[] = []
    // A port reads all messages that wait in one go: so no second slice is sent before it is asked for.
    const askForNext = () =>
      void pause().then(() => worker.postMessage('next' satisfies StoredNews))
    worker.on('message', (news: RosterNews) => {
      if ('step' in news) report(news.step, news.done, news.total)
      else if ('check' in news) resolve(complete(news.check, people, roles))
      else if ('people' in news) people.push(...news.people)
      else if ('roles' in news) roles.push(...news.roles)
      if ('people' in news || 'roles' in news) askForNext()
    })
  })
}

/**
 * The present roster as a file, made in a thread too: a workbook of 50,000 people takes seconds.
 *
 * @throws {RosterThreadFailed} when the thread dies.
 */
export async function exportInThread(
  stores: RosterReaders,
  part: RosterPart,
  form: FileForm,
): Promise<RosterFileMade> {
  const never = new AbortController().signal
  return letThread(stores, { act: 'file', part, form }, never, (worker, resolve) => {
    worker.on('message', (news: RosterNews) => {
      if ('made' in news) resolve(news.made)
    })
  })
}

function complete(check: ImportCheck, people: PersonRow[], roles: RoleRow[]): ImportCheck {
  if (!check.ok) return check
  const outcome = { ...check.plan.outcome, people, roles }
  return { ...check, plan: { ...check.plan, outcome } }
}

async function letThread<Answer>(
  stores: RosterReaders,
  work: RosterWork,
  signal: AbortSignal,
  listen: (worker: Worker, resolve: (answer: Answer) => void) => void,
): Promise<Answer> {
  signal.throwIfAborted()
  const units = await listUnits(stores.commonsReader)
  const worker = startThread({ work, units, signIns: await adminSignIns(stores.identity) })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  const answer = new Promise<Answer>((resolve, reject) => {
    listen(worker, resolve)
    worker.on('error', (cause) => reject(new RosterThreadFailed('the thread failed', { cause })))
    worker.on('exit', () => reject(new RosterThreadFailed('the thread ended without an answer')))
  })
  const send = async () => {
    for await (const slice of peopleInSlices(stores.identity)) worker.postMessage(slice)
    worker.postMessage('complete' satisfies StoredNews)
  }
  try {
    return (await Promise.all([answer, send()]))[0]
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    void worker.terminate()
  }
}

/** The thread is a compiled file; from the TypeScript sources (tests, tsx) it translates itself first. */
function startThread(workerData: RosterOrder): Worker {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } }
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./roster-thread.js', import.meta.url), options)
  const tsx = import.meta.resolve('tsx/esm/api')
  const thread = new URL('./roster-thread.ts', import.meta.url).href
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => {
    register()
    return import(${JSON.stringify(thread)})
  })`
  return new Worker(code, { ...options, eval: true })
}

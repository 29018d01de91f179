import { Worker } from 'node:worker_threads'
import type { GroupingAttribute, Policy, Tables } from './microdata.ts'
import type {
  ProtectionInput,
  ProtectionOutcome,
  ProtectionStep,
  ReportStep,
  TableCoverage,
} from './protection.ts'

/** The thread ended without an answer: out of memory, or a fault of the program (`cause`). */
export class ProtectionFailed extends Error {
  override readonly name = 'ProtectionFailed'
}

export interface EstimateInput {
  readonly attributes: readonly GroupingAttribute[]
  readonly tables: Tables
  readonly policy: Policy
  readonly keys: Uint16Array
  readonly rows: number
}

export type ThreadOrder =
  | { readonly work: 'protect'; readonly input: ProtectionInput }
  | { readonly work: 'estimate'; readonly input: EstimateInput }

export type ThreadNews =
  | { readonly step: ProtectionStep; readonly done: number; readonly total: number }
  | { readonly result: ProtectionOutcome | readonly TableCoverage[] }

export interface ThreadOptions {
  /** Stops the thread, whatever it is doing. */
  readonly signal?: AbortSignal
  /** Most JavaScript heap of the thread; 1,200 unless told. */
  readonly heapMb?: number
}

/**
 * JavaScript heap of the thread. Typed arrays and the solver's memory come on top; 200,000 people stay
 * below 2 GB in all.
 */
const HEAP_MB = 1200

/**
 * Protects a survey in a thread of its own, so that pages are answered meanwhile. The rows are copied once
 * (about 30 bytes a person) and the copy changes hands: the caller's stay as they are.
 *
 * @throws {ProtectionFailed} when the thread dies.
 * @throws the reason of `signal`, with the thread stopped in whatever it is doing.
 */
export async function protectInThread(
  input: ProtectionInput,
  options: ThreadOptions & { readonly report: ReportStep },
): Promise<ProtectionOutcome> {
  const keys = input.data.keys.slice()
  const answers = input.data.answers.slice()
  const order: ThreadOrder = {
    work: 'protect',
    input: { ...input, data: { ...input.data, keys, answers } },
  }
  const result = await letThread(order, [keys.buffer, answers.buffer], options)
  return result as ProtectionOutcome
}

/**
 * What each table would show of these rows, without the certificate: a second or less for 2,300 people,
 * some for 200,000. Copies as `protectInThread` does.
 *
 * @throws {ProtectionFailed} when the thread dies.
 * @throws the reason of `signal`.
 */
export async function estimateInThread(
  attributes: readonly GroupingAttribute[],
  tables: Tables,
  policy: Policy,
  keys: Uint16Array,
  rows: number,
  options: ThreadOptions = {},
): Promise<readonly TableCoverage[]> {
  const copy = keys.slice()
  const order: ThreadOrder = {
    work: 'estimate',
    input: { attributes, tables, policy, keys: copy, rows },
  }
  const result = await letThread(order, [copy.buffer], { report: () => {}, ...options })
  return result as readonly TableCoverage[]
}

function letThread(
  order: ThreadOrder,
  handed: ArrayBufferLike[],
  { report, signal, heapMb = HEAP_MB }: ThreadOptions & { readonly report: ReportStep },
): Promise<ProtectionOutcome | readonly TableCoverage[]> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const worker = startThread(order, handed as ArrayBuffer[], heapMb)
    const stop = () => {
      reject(signal?.reason)
      void worker.terminate()
    }
    signal?.addEventListener('abort', stop, { once: true })
    worker.on('message', (news: ThreadNews) => {
      if ('result' in news) resolve(news.result)
      else if (signal?.aborted !== true) report(news.step, news.done, news.total)
    })
    worker.on('error', (cause) =>
      reject(new ProtectionFailed('the protection thread has failed', { cause })),
    )
    worker.on('exit', () => {
      signal?.removeEventListener('abort', stop)
      reject(new ProtectionFailed('the protection thread has ended without an answer'))
    })
  })
}

/** The thread is a compiled file; from the TypeScript sources (tests, tsx) it translates itself first. */
function startThread(workerData: ThreadOrder, transferList: ArrayBuffer[], heapMb: number): Worker {
  const options = { workerData, transferList, resourceLimits: { maxOldGenerationSizeMb: heapMb } }
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./protection-thread.js', import.meta.url), options)
  }
  const tsx = import.meta.resolve('tsx/esm/api')
  const thread = new URL('./protection-thread.ts', import.meta.url).href
  const code = `import(${JSON.stringify(tsx)}).then(({ register }) => {
    register()
    return import(${JSON.stringify(thread)})
  })`
  return new Worker(code, { ...options, eval: true })
}

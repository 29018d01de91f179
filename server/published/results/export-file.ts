import { Worker } from 'node:worker_threads'
import { Problem } from '../../http/problems.ts'
import { parsePublishedSet, type StoredSet } from '../published-sets.ts'
import type { CsvEncoding } from '../csv-file.ts'
import { resultsCsv } from './csv.ts'
import { resultsModel } from './model.ts'
import { resultsXlsx, type WorkbookFacts } from './xlsx.ts'

/** One file of a published set. Plain data: it can be posted to a thread. */
export interface ExportOrder {
  readonly form: 'xlsx' | CsvEncoding
  readonly stored: StoredSet
  readonly facts: Omit<WorkbookFacts, 'sample'>
  /** The whole site is a sample; a set may say so of itself. */
  readonly sample: boolean
}

/** The file, or why there is none. */
export type ExportMade = { readonly file: Uint8Array } | { readonly refused: string }

/**
 * Several thousand rows take up to a second of work, so a thread of its own makes the file; from the
 * TypeScript sources (tests, tsx) it is made in place.
 *
 * @throws {Problem} `not-encodable` for a character that CP932 lacks.
 */
export async function makeExport(order: ExportOrder): Promise<Buffer> {
  const made = import.meta.url.endsWith('.ts') ? await exportFile(order) : await inThread(order)
  if ('refused' in made) throw new Problem('not-encodable', { detail: made.refused })
  return Buffer.from(made.file)
}

export async function exportFile({
  form,
  stored,
  facts,
  sample,
}: ExportOrder): Promise<ExportMade> {
  const model = resultsModel(parsePublishedSet(stored.body), stored.questionnaire)
  const isSample = sample || model.sample
  try {
    const file =
      form === 'xlsx'
        ? await resultsXlsx(model, { ...facts, sample: isSample })
        : resultsCsv(model, isSample, form)
    return { file }
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-encodable') return { refused: error.detail }
    throw error
  }
}

function inThread(order: ExportOrder): Promise<ExportMade> {
  const worker = new Worker(new URL('./export-thread.js', import.meta.url), { workerData: order })
  worker.unref()
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread of an export has ended')))
  })
}

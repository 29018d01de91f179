import { Worker } from 'node:worker_threads'
import { buildSimilarIndex } from './similar.ts'

export interface SimilarText {
  readonly id: string
  readonly title: string
  readonly text: string
}

/**
 * The index of these texts as JSON. 3,000 texts take two seconds of work, so a thread of its own does it;
 * from the TypeScript sources (tests, tsx) it is done in place.
 */
export async function makeSimilarFile(texts: readonly SimilarText[]): Promise<Buffer> {
  if (import.meta.url.endsWith('.ts')) return similarJson(texts)
  const worker = new Worker(new URL('./similar-thread.js', import.meta.url), { workerData: texts })
  worker.unref()
  return new Promise((resolve, reject) => {
    worker.once('message', (json: Uint8Array) => resolve(Buffer.from(json)))
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the thread of the index has ended')))
  })
}

export function similarJson(texts: readonly SimilarText[]): Buffer {
  return Buffer.from(JSON.stringify(buildSimilarIndex(texts)))
}

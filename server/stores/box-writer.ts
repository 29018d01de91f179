/** The thread that writes one ballot box (box-thread.ts): one durable transaction a batch, in order. */
import { parentPort, workerData } from 'node:worker_threads'
import { type BatchAnswer, type PackedBatch, unpackBatch } from './box-thread.ts'
import { openBoxFile } from './box.ts'

const { file } = workerData as { file: string }
const box = openBoxFile(file)

parentPort?.on('message', (packed: PackedBatch | null) => {
  if (packed === null) {
    box.close()
    parentPort?.close()
    return
  }
  answer(written(packed))
})

function written(packed: PackedBatch): BatchAnswer {
  try {
    box.write(unpackBatch(packed))
    return null
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown'
  }
}

function answer(text: BatchAnswer): void {
  parentPort?.postMessage(text, [])
}

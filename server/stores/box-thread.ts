import { Worker } from 'node:worker_threads'
import type { BoxEntry } from './box.ts'

/** The writing thread of a box ended by itself: what it was writing may or may not be in the file. */
export class BoxWriterLost extends Error {
  override readonly name = 'BoxWriterLost'
}

export interface BoxThread {
  /** @throws {BoxWriterLost} */
  write(batch: readonly BoxEntry[]): Promise<void>
  /** After everything handed over has been written. */
  close(): Promise<void>
}

/** A batch in one piece of memory that changes hands: slots (ballot, card) and bytes (sealed, card). */
export interface PackedBatch {
  readonly slots: Uint32Array<ArrayBuffer>
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly sealedBytes: number
  readonly cardBytes: number
}

/** Answer to a batch: null when it is durable, else why it was refused as a whole. */
export type BatchAnswer = string | null

/** Starts the thread that opens the file a second time and writes it; it answers in order. */
export function startBoxThread(file: string): BoxThread {
  const worker = new Worker(new URL('./box-writer.js', import.meta.url), { workerData: { file } })
  worker.unref()
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = []
  let lost: Error | null = null
  worker.on('message', (answer: BatchAnswer) => {
    const first = waiting.shift()
    if (answer === null) first?.resolve()
    else first?.reject(new Error(answer))
  })
  worker.on('error', lose)
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      lose(null)
      resolve()
    })
  })

  function lose(cause: unknown): void {
    lost ??= new BoxWriterLost('the writer of the ballot box has ended', { cause })
    for (const { reject } of waiting.splice(0)) reject(lost)
  }

  return {
    write(batch) {
      if (lost !== null) return Promise.reject(lost)
      const packed = packBatch(batch)
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        worker.postMessage(packed, [packed.slots.buffer, packed.bytes.buffer])
      })
    },
    async close() {
      worker.ref()
      if (lost === null) worker.postMessage(null, [])
      await ended
    },
  }
}

/** Copies: a view sent as it is would drag its whole receive buffer along. */
export function packBatch(batch: readonly BoxEntry[]): PackedBatch {
  const [sealedBytes, cardBytes] = [batch[0]?.sealed.length ?? 0, batch[0]?.card.length ?? 0]
  const slots = new Uint32Array(batch.length * 2)
  const bytes = new Uint8Array(batch.length * (sealedBytes + cardBytes))
  let at = 0
  for (const [i, entry] of batch.entries()) {
    if (entry.sealed.length !== sealedBytes || entry.card.length !== cardBytes) {
      throw new RangeError('entries of a batch differ in size')
    }
    slots.set([entry.ballotSlot, entry.cardSlot], i * 2)
    bytes.set(entry.sealed, at)
    bytes.set(entry.card, at + sealedBytes)
    at += sealedBytes + cardBytes
  }
  return { slots, bytes, sealedBytes, cardBytes }
}

export function unpackBatch({ slots, bytes, sealedBytes, cardBytes }: PackedBatch): BoxEntry[] {
  return Array.from({ length: slots.length / 2 }, (_, i) => {
    const at = i * (sealedBytes + cardBytes)
    return {
      ballotSlot: slots[i * 2] ?? 0,
      sealed: bytes.subarray(at, at + sealedBytes),
      cardSlot: slots[i * 2 + 1] ?? 0,
      card: bytes.subarray(at + sealedBytes, at + sealedBytes + cardBytes),
    }
  })
}

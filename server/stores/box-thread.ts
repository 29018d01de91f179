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

/** A batch in one piece of memory that changes hands. */
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

/** Marks an entry without a card in the place of its slot. */
const NO_CARD = 0xffff_ffff
const PASSING = 1
/** Numbers an entry has in `slots`: ballot slot, card slot, flags. */
const FIELDS = 3

/** Copies: a view sent as it is would drag its whole receive buffer along. */
export function packBatch(batch: readonly BoxEntry[]): PackedBatch {
  const sealedBytes = batch[0]?.sealed.length ?? 0
  const cardBytes = batch.find(({ card }) => card !== undefined)?.card?.length ?? 0
  const slots = new Uint32Array(batch.length * FIELDS)
  const bytes = new Uint8Array(batch.length * (sealedBytes + cardBytes))
  let at = 0
  for (const [i, { ballotSlot, sealed, cardSlot, card, passing }] of batch.entries()) {
    if (sealed.length !== sealedBytes || (card !== undefined && card.length !== cardBytes)) {
      throw new RangeError('entries of a batch differ in size')
    }
    slots.set([ballotSlot, cardSlot ?? NO_CARD, passing === true ? PASSING : 0], i * FIELDS)
    bytes.set(sealed, at)
    if (card !== undefined) bytes.set(card, at + sealedBytes)
    at += sealedBytes + cardBytes
  }
  return { slots, bytes, sealedBytes, cardBytes }
}

export function unpackBatch({ slots, bytes, sealedBytes, cardBytes }: PackedBatch): BoxEntry[] {
  return Array.from({ length: slots.length / FIELDS }, (_, i) => {
    const [ballotSlot = 0, cardSlot = NO_CARD, flags = 0] = slots.subarray(i * FIELDS)
    const at = i * (sealedBytes + cardBytes)
    const sealed = bytes.subarray(at, at + sealedBytes)
    const entry = { ballotSlot, sealed, passing: flags === PASSING }
    if (cardSlot === NO_CARD) return entry
    const card = bytes.subarray(at + sealedBytes, at + sealedBytes + cardBytes)
    return { ...entry, cardSlot, card }
  })
}

import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../../http/problems.ts'
import {
  LOOKUP_BYTES,
  THREAD_ANSWER_BYTES,
  THREAD_REQUEST_BYTES,
} from '../../proposals/envelope.ts'
import { receiptMac } from '../../proposals/receipt-mac.ts'

export interface Threads {
  readonly receiptKey: Buffer
  readonly isKnown: (receiptMac: Buffer) => boolean
  /**
   * What an author reads; of null, a decoy that costs the same: some proposal that is there, or an invented
   * one. At most 131,068 bytes of JSON.
   */
  readonly thread: (receiptMac: Buffer | null) => Promise<object | null>
}

const LENGTH_BYTES = 4

/** Longer than any thread takes to put together (measured: 0.5 ms, and 0.03 ms more for the longest). */
const PAUSE_MS = 10

/**
 * Answers whoever comes with a receipt: `length 4 (big-endian) ‖ JSON ‖ zeros`, always of one size. For an
 * unknown receipt the same is done with a decoy and thrown away, and every answer waits for the same timer,
 * so that neither size nor time tells whether there is a thread, or how long it is.
 *
 * @throws {Problem} `bad-request` unless it is a lookup id and zeros
 */
export async function answerThread(threads: Threads, body: Buffer): Promise<Buffer> {
  const [answer] = await Promise.all([threadOf(threads, body), pause(PAUSE_MS)])
  return answer
}

async function threadOf(threads: Threads, body: Buffer): Promise<Buffer> {
  const isRequest =
    body.length === THREAD_REQUEST_BYTES && body.subarray(LOOKUP_BYTES).every((byte) => byte === 0)
  if (!isRequest) throw new Problem('bad-request')
  const mac = receiptMac(threads.receiptKey, body.subarray(0, LOOKUP_BYTES))
  const known = threads.isKnown(mac)
  const thread = await threads.thread(known ? mac : null)
  const found = paddedAnswer({ found: true, ...thread })
  const none = paddedAnswer({ found: false })
  return known && thread !== null ? found : none
}

function paddedAnswer(content: object): Buffer {
  let json = Buffer.from(JSON.stringify(content))
  if (json.length > THREAD_ANSWER_BYTES - LENGTH_BYTES) {
    json = Buffer.from(JSON.stringify({ found: true, tooLong: true }))
  }
  const answer = Buffer.alloc(THREAD_ANSWER_BYTES)
  answer.writeUInt32BE(json.length)
  json.copy(answer, LENGTH_BYTES)
  return answer
}

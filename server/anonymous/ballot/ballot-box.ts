import { randomInt } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type BoxEntry, type BoxStore, BoxWriterLost } from '../../stores/box.ts'

/** What one cast leaves: the spent card (nonce 32 ‖ signature 384) and the sealed ballot. */
export interface Cast {
  readonly nonce: Uint8Array
  readonly signature: Uint8Array
  readonly sealed: Uint8Array
}

export class BoxBusy extends Error {
  override readonly name = 'BoxBusy'
}

export interface BallotBox {
  /**
   * Stores a verified cast durably (in the mirror too, where there is one) before it resolves. A nonce
   * that is spent already resolves without writing: the first ballot counts, a repeat is not an error.
   *
   * @throws {BoxBusy} when more than `queueLimit` casts wait.
   */
  cast(cast: Cast): Promise<void>
  isSpent(nonce: Uint8Array): boolean
  /** Waits for what is queued, then refuses everything. */
  close(): Promise<void>
}

const STORED = 0x01

/** A commit waits for no more turns of the event loop than this, however many people come. */
const MOST_TURNS = 16

/**
 * The slot box: each ballot goes into a random free slot, its card into an independent random free
 * slot. Casts that arrive in the same turns of the event loop, or while a commit is under way, are
 * shuffled and committed together (group commit on `setImmediate`, no timer), so neither position nor
 * order of writing tells who came when.
 *
 * @param pick a uniformly random integer in [0, n); injected by the tests of byte-identity only.
 */
export function openBallotBox(
  file: BoxStore,
  mirror: BoxStore | null,
  { queueLimit = 1000, pick = (n: number) => randomInt(n) } = {},
): BallotBox {
  const free = file.freeSlots()
  const spent = new Set(file.spentCards().map((card) => keyOf(card.subarray(1, 33))))
  const waiting = new Map<string, { cast: Cast; settle: PromiseWithSettle }>()
  let writing: typeof waiting = new Map()
  let work: Promise<void> | null = null
  let closed = false

  /** One commit after the other until nobody waits. */
  async function commitAll(): Promise<void> {
    while (waiting.size > 0) {
      await gather()
      writing = new Map(shuffled([...waiting], pick))
      waiting.clear()
      await commit([...writing.values()])
    }
    work = null
  }

  /** Until a turn of the event loop brings nobody new: a commit costs about the same for one as for fifty. */
  async function gather(): Promise<void> {
    let seen = 0
    for (let turn = 0; turn < MOST_TURNS && waiting.size > seen; turn += 1) {
      seen = waiting.size
      await nextTurn()
    }
  }

  async function commit(
    batch: readonly { cast: Cast; settle: PromiseWithSettle }[],
  ): Promise<void> {
    const entries = batch.map(({ cast }) => entryOf(cast, free, pick))
    try {
      await file.write(entries)
    } catch (error) {
      // Slots that may hold a ballot are never written again.
      if (error instanceof BoxWriterLost) closed = true
      else giveBack(entries, free)
      refuse(batch, error)
      return
    }
    try {
      await mirror?.write(entries)
    } catch (error) {
      // Nothing is acknowledged that the mirror lacks; the next start brings both files together.
      closed = true
      refuse(batch, error)
      return
    }
    for (const key of writing.keys()) spent.add(key)
    writing = new Map()
    for (const { settle } of batch) settle.resolve()
  }

  function refuse(batch: readonly { settle: PromiseWithSettle }[], error: unknown): void {
    writing = new Map()
    for (const { settle } of batch) settle.reject(error)
  }

  return {
    isSpent: (nonce) => spent.has(keyOf(nonce)),
    cast(cast) {
      const key = keyOf(cast.nonce)
      if (spent.has(key)) return Promise.resolve()
      const earlier = waiting.get(key) ?? writing.get(key)
      if (earlier !== undefined) return earlier.settle.promise
      if (closed || waiting.size >= queueLimit || waiting.size >= free.ballots.length) {
        return Promise.reject(new BoxBusy('the ballot box is busy'))
      }
      const settle = promiseWithSettle()
      waiting.set(key, { cast, settle })
      work ??= commitAll()
      return settle.promise
    },
    async close() {
      closed = true
      await work
      await Promise.all([file.close(), mirror?.close()])
    },
  }
}

function entryOf(
  cast: Cast,
  free: { ballots: number[]; cards: number[] },
  pick: (n: number) => number,
): BoxEntry {
  const card = Buffer.concat([Buffer.of(STORED), cast.nonce, cast.signature])
  return {
    ballotSlot: takeRandom(free.ballots, pick),
    sealed: cast.sealed,
    cardSlot: takeRandom(free.cards, pick),
    card,
  }
}

function giveBack(
  entries: readonly BoxEntry[],
  free: { ballots: number[]; cards: number[] },
): void {
  for (const entry of entries) {
    free.ballots.push(entry.ballotSlot)
    free.cards.push(entry.cardSlot)
  }
}

function takeRandom(free: number[], pick: (n: number) => number): number {
  const at = pick(free.length)
  const slot = free[at]
  const last = free.pop()
  if (slot === undefined || last === undefined) throw new Error('no free slot in the ballot box')
  if (at < free.length) free[at] = last
  return slot
}

/** Fisher–Yates. */
function shuffled<T>(list: T[], pick: (n: number) => number): T[] {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = pick(i + 1)
    const [a, b] = [list[i], list[j]]
    if (a === undefined || b === undefined) continue
    list[i] = b
    list[j] = a
  }
  return list
}

function keyOf(nonce: Uint8Array): string {
  return Buffer.from(nonce).toString('latin1')
}

type PromiseWithSettle = ReturnType<typeof promiseWithSettle>

function promiseWithSettle() {
  let resolve: () => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

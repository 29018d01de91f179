import { randomInt } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type BoxEntry, type BoxStore, BoxWriterLost } from '../stores/box.ts'

/** What one message leaves: itself, and the card (nonce 32 ‖ signature 384) it costs, if any. */
export interface SlotItem {
  readonly card: { readonly nonce: Uint8Array; readonly signature: Uint8Array } | null
  /** Sealed, of the box's size; its first byte is not 0. */
  readonly sealed: Uint8Array
  /** Goes through the same durable write as any other and is taken back within it: nothing is kept. */
  readonly passing?: boolean
}

export class BoxBusy extends Error {
  override readonly name = 'BoxBusy'
}

export interface SlotBox {
  /**
   * Stores a verified item durably (in the mirror too, where there is one) before it resolves. A nonce
   * that is spent already resolves without writing: the first one counts, a repeat is not an error.
   *
   * @throws {BoxBusy} when more than `queueLimit` items wait, or no slot is left.
   */
  put(item: SlotItem): Promise<void>
  isSpent(nonce: Uint8Array): boolean
  /** Slots that are free. */
  free(): number
  /** Waits for what is queued, then refuses everything. */
  close(): Promise<void>
}

const STORED = 0x01

/** A commit waits for no more turns of the event loop than this, however many people come. */
const MOST_TURNS = 16

interface Waiting {
  readonly item: SlotItem
  readonly settle: PromiseWithSettle
}

interface FreeSlots {
  readonly ballots: number[]
  readonly cards: number[]
}

type Pick = (n: number) => number

/**
 * The slot box of surveys and proposals: each message goes into a random free slot, its card into an
 * independent random free slot. What arrives in the same turns of the event loop, or while a commit is
 * under way, is shuffled and committed together (group commit on `setImmediate`, no timer), so neither
 * position nor order of writing tells who came when.
 *
 * @param pick a uniformly random integer in [0, n); injected by the tests of byte-identity only.
 */
export function openSlotBox(
  file: BoxStore,
  mirror: BoxStore | null,
  { queueLimit = 1000, pick = (n: number) => randomInt(n) } = {},
): SlotBox {
  const free = file.freeSlots()
  const spent = new Set<string | symbol>(
    file.spentCards().map((card) => keyOf(card.subarray(1, 33))),
  )
  const waiting = new Map<string | symbol, Waiting>()
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

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const entries = batch.map(({ item }) => entryOf(item, free, pick))
    try {
      await file.write(entries)
    } catch (error) {
      // Slots that may hold a message are never written again.
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
    giveBack(
      entries.filter((entry) => entry.passing === true),
      free,
    )
    for (const [key, { item }] of writing) if (item.card !== null) spent.add(key)
    writing = new Map()
    for (const { settle } of batch) settle.resolve()
  }

  function refuse(batch: readonly Waiting[], error: unknown): void {
    writing = new Map()
    for (const { settle } of batch) settle.reject(error)
  }

  return {
    isSpent: (nonce) => spent.has(keyOf(nonce)),
    free: () => free.ballots.length,
    put(item) {
      const key = item.card === null ? Symbol('no card') : keyOf(item.card.nonce)
      if (spent.has(key)) return Promise.resolve()
      const earlier = waiting.get(key) ?? writing.get(key)
      if (earlier !== undefined) return earlier.settle.promise
      const cards = item.card === null ? queueLimit : free.cards.length
      const left = Math.min(queueLimit, free.ballots.length, cards)
      if (closed || waiting.size >= left) {
        return Promise.reject(new BoxBusy('the box is busy'))
      }
      const settle = promiseWithSettle()
      waiting.set(key, { item, settle })
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

function entryOf({ card, sealed, passing }: SlotItem, free: FreeSlots, pick: Pick): BoxEntry {
  const entry = {
    ballotSlot: takeRandom(free.ballots, pick),
    sealed,
    ...(passing === true ? { passing } : {}),
  }
  if (card === null) return entry
  return {
    ...entry,
    cardSlot: takeRandom(free.cards, pick),
    card: Buffer.concat([Buffer.of(STORED), card.nonce, card.signature]),
  }
}

function giveBack(entries: readonly BoxEntry[], free: FreeSlots): void {
  for (const { ballotSlot, cardSlot } of entries) {
    free.ballots.push(ballotSlot)
    if (cardSlot !== undefined) free.cards.push(cardSlot)
  }
}

function takeRandom(free: number[], pick: Pick): number {
  const at = pick(free.length)
  const slot = free[at]
  const last = free.pop()
  if (slot === undefined || last === undefined) throw new Error('no free slot in the box')
  if (at < free.length) free[at] = last
  return slot
}

/** Fisher–Yates. */
function shuffled<T>(list: T[], pick: Pick): T[] {
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

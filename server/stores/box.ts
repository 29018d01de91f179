import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openExisting, openQuietly } from './box-database.ts'
import { startBoxThread } from './box-thread.ts'

export { reconcileBoxFiles } from './box-mirror.ts'
export { BoxWriterLost } from './box-thread.ts'

/**
 * The file of one box (回答箱, 提案箱): rows pre-filled at a fixed size and written in place, sealed
 * ballots and spent cards in independent slots. Nothing in it tells an order of arrival (tests T1–T4).
 *
 * A slot is free while its first byte is 0; what is stored begins with 0x01 (in the proposal box with
 * the class of the message).
 */
export interface BoxFile {
  readonly slots: number
  readonly cardSlots: number
  readonly sealedBytes: number
  readonly cardBytes: number
  /** One durable transaction for the whole batch, in the order given. */
  write(batch: readonly BoxEntry[]): void
  /** Puts zeros into these ballot slots, in place and in one durable transaction; spent cards stay. */
  clear(slots: readonly number[]): void
  /** Free positions of both tables, in slot order. */
  freeSlots(): { ballots: number[]; cards: number[] }
  /** How many ballot slots begin with this byte. */
  countOf(firstByte: number): number
  /** Every spent card, in slot order. */
  spentCards(): Buffer[]
  /** Sealed ballots in the slots [from, to), free slots left out. */
  sealedBallots(from: number, to: number): Buffer[]
  /** The same with their slots. */
  takenSlots(from: number, to: number): { slot: number; sealed: Buffer }[]
  close(): void
}

/** The file of a box that takes casts: `write` and `close` may be done by a thread of their own. */
export interface BoxStore extends Omit<BoxFile, 'write' | 'clear' | 'close'> {
  /** @throws {BoxWriterLost} when it is unknown whether the batch was written. */
  write(batch: readonly BoxEntry[]): void | Promise<void>
  close(): void | Promise<void>
}

export interface BoxEntry {
  readonly ballotSlot: number
  readonly sealed: Uint8Array
  /** Both or neither: what needs no card leaves none. */
  readonly cardSlot?: number
  readonly card?: Uint8Array
  /** Written and taken back in the same transaction: costs what a kept one costs and leaves nothing. */
  readonly passing?: boolean
}

export interface BoxSize {
  readonly slots: number
  /** As many as ballot slots unless told. */
  readonly cardSlots?: number
  readonly sealedBytes: number
  readonly cardBytes: number
}

/** Creates the file with every slot filled with zeros; an unfinished older one of this name goes. */
export function createBoxFile(file: string, size: BoxSize): void {
  removeBoxFile(file)
  const db = openQuietly(file)
  const { slots, cardSlots = slots, sealedBytes, cardBytes } = size
  db.exec(
    `CREATE TABLE ballot (slot INTEGER PRIMARY KEY, sealed BLOB NOT NULL CHECK (length(sealed) = ${sealedBytes})) STRICT;
     CREATE TABLE spent (slot INTEGER PRIMARY KEY, card BLOB NOT NULL CHECK (length(card) = ${cardBytes})) STRICT;`,
  )
  const ballot = db.prepare('INSERT INTO ballot VALUES (?, zeroblob(?))')
  const spent = db.prepare('INSERT INTO spent VALUES (?, zeroblob(?))')
  db.transaction(() => {
    for (let slot = 0; slot < Math.max(slots, cardSlots); slot += 1) {
      if (slot < slots) ballot.run(slot, sealedBytes)
      if (slot < cardSlots) spent.run(slot, cardBytes)
    }
  })()
  db.close()
}

/** @throws {Error} when the file is missing or is no box. */
export function openBoxFile(file: string): BoxFile {
  const db = openExisting(file)
  const size = db
    .prepare(
      `SELECT (SELECT count(*) FROM ballot) AS slots, (SELECT count(*) FROM spent) AS cardSlots,
        (SELECT length(sealed) FROM ballot LIMIT 1) AS sealedBytes, (SELECT length(card) FROM spent LIMIT 1) AS cardBytes`,
    )
    .get() as Required<BoxSize>
  // Only an empty slot is written: a second program on the same folder must not overwrite what this one
  // has acknowledged.
  const putBallot = db.prepare(
    `UPDATE ballot SET sealed = ? WHERE slot = ? AND substr(sealed, 1, 1) = x'00'`,
  )
  const putCard = db.prepare(
    `UPDATE spent SET card = ? WHERE slot = ? AND substr(card, 1, 1) = x'00'`,
  )
  const wipe = db.prepare('UPDATE ballot SET sealed = ? WHERE slot = ?')
  const zeros = Buffer.alloc(size.sealedBytes)
  const free = (table: 'ballot' | 'spent', column: 'sealed' | 'card') =>
    db
      .prepare(`SELECT slot FROM ${table} WHERE substr(${column}, 1, 1) = x'00' ORDER BY slot`)
      .pluck()
      .all() as number[]
  const taken = db.prepare(
    `SELECT slot, sealed FROM ballot WHERE slot >= ? AND slot < ? AND substr(sealed, 1, 1) <> x'00' ORDER BY slot`,
  )
  const takenSlots: BoxFile['takenSlots'] = (from, to) =>
    taken.all(from, to) as { slot: number; sealed: Buffer }[]
  const requireFree = (changes: number) => {
    if (changes !== 1) throw new Error('a slot of the ballot box is taken')
  }
  return {
    ...size,
    write: db.transaction((batch: readonly BoxEntry[]) => {
      for (const { ballotSlot, sealed, cardSlot, card, passing } of batch) {
        requireFree(putBallot.run(sealed, ballotSlot).changes)
        if (card !== undefined) requireFree(putCard.run(card, cardSlot).changes)
        if (passing === true) wipe.run(zeros, ballotSlot)
      }
    }),
    clear: db.transaction((slots: readonly number[]) => {
      for (const slot of slots) wipe.run(zeros, slot)
    }),
    freeSlots: () => ({ ballots: free('ballot', 'sealed'), cards: free('spent', 'card') }),
    countOf: (firstByte) =>
      db
        .prepare('SELECT count(*) FROM ballot WHERE substr(sealed, 1, 1) = ?')
        .pluck()
        .get(Buffer.of(firstByte)) as number,
    spentCards: () =>
      db
        .prepare(`SELECT card FROM spent WHERE substr(card, 1, 1) <> x'00' ORDER BY slot`)
        .pluck()
        .all() as Buffer[],
    sealedBallots: (from, to) => takenSlots(from, to).map(({ sealed }) => sealed),
    takenSlots,
    close: () => db.close(),
  }
}

/**
 * As `openBoxFile`, with a thread that does the writing, so that no page waits for the disk (p99 of other
 * pages under casts). The thread is a compiled file: from the TypeScript sources (tests, tsx) the writing
 * is done in place.
 *
 * @throws {Error} when the file is missing or is no box.
 */
export function openBoxStore(file: string): BoxStore {
  const box = openBoxFile(file)
  if (import.meta.url.endsWith('.ts')) return box
  const thread = startBoxThread(file)
  return {
    ...box,
    write: (batch) => thread.write(batch),
    async close() {
      await thread.close()
      box.close()
    },
  }
}

/** Deletes box and journal. */
export function removeBoxFile(file: string): void {
  rmSync(file, { force: true })
  rmSync(`${file}-journal`, { force: true })
}

export function boxPath(folder: string, survey: string): string {
  return join(folder, `box-${survey}.db`)
}

import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { startBoxThread } from './box-thread.ts'

export { BoxWriterLost } from './box-thread.ts'

/**
 * The file of one ballot box: rows pre-filled at a fixed size and written in place, sealed ballots and
 * spent cards in independent slots. Nothing in it tells an order of arrival (tests T1–T4).
 *
 * A slot is free while its first byte is 0; what is stored begins with 0x01.
 */
export interface BoxFile {
  readonly slots: number
  readonly sealedBytes: number
  readonly cardBytes: number
  /** One durable transaction for the whole batch, in the order given. */
  write(batch: readonly BoxEntry[]): void
  /** Free positions of both tables, in slot order. */
  freeSlots(): { ballots: number[]; cards: number[] }
  /** Every spent card, in slot order. */
  spentCards(): Buffer[]
  /** Sealed ballots in the slots [from, to), free slots left out. */
  sealedBallots(from: number, to: number): Buffer[]
  close(): void
}

/** The file of a box that takes casts: `write` and `close` may be done by a thread of their own. */
export interface BoxStore extends Omit<BoxFile, 'write' | 'close'> {
  /** @throws {BoxWriterLost} when it is unknown whether the batch was written. */
  write(batch: readonly BoxEntry[]): void | Promise<void>
  close(): void | Promise<void>
}

export interface BoxEntry {
  readonly ballotSlot: number
  readonly sealed: Uint8Array
  readonly cardSlot: number
  readonly card: Uint8Array
}

export interface BoxSize {
  readonly slots: number
  readonly sealedBytes: number
  readonly cardBytes: number
}

/** Creates the file with every slot filled with zeros; an unfinished older one of this name goes. */
export function createBoxFile(file: string, size: BoxSize): void {
  removeBoxFile(file)
  const db = open(file)
  const { slots, sealedBytes, cardBytes } = size
  db.exec(
    `CREATE TABLE ballot (slot INTEGER PRIMARY KEY, sealed BLOB NOT NULL CHECK (length(sealed) = ${sealedBytes})) STRICT;
     CREATE TABLE spent (slot INTEGER PRIMARY KEY, card BLOB NOT NULL CHECK (length(card) = ${cardBytes})) STRICT;`,
  )
  const ballot = db.prepare('INSERT INTO ballot VALUES (?, zeroblob(?))')
  const spent = db.prepare('INSERT INTO spent VALUES (?, zeroblob(?))')
  db.transaction(() => {
    for (let slot = 0; slot < slots; slot += 1) {
      ballot.run(slot, sealedBytes)
      spent.run(slot, cardBytes)
    }
  })()
  db.close()
}

/** @throws {Error} when the file is missing or is no box. */
export function openBoxFile(file: string): BoxFile {
  const db = openExisting(file)
  const size = db
    .prepare(
      `SELECT (SELECT count(*) FROM ballot) AS slots, (SELECT length(sealed) FROM ballot LIMIT 1) AS sealedBytes,
        (SELECT length(card) FROM spent LIMIT 1) AS cardBytes`,
    )
    .get() as BoxSize
  // Only an empty slot is written: a second program on the same folder must not overwrite what this one
  // has acknowledged.
  const putBallot = db.prepare(
    `UPDATE ballot SET sealed = ? WHERE slot = ? AND substr(sealed, 1, 1) = x'00'`,
  )
  const putCard = db.prepare(
    `UPDATE spent SET card = ? WHERE slot = ? AND substr(card, 1, 1) = x'00'`,
  )
  const free = (table: 'ballot' | 'spent', column: 'sealed' | 'card') =>
    db
      .prepare(`SELECT slot FROM ${table} WHERE substr(${column}, 1, 1) = x'00' ORDER BY slot`)
      .pluck()
      .all() as number[]
  return {
    ...size,
    write: db.transaction((batch: readonly BoxEntry[]) => {
      for (const entry of batch) {
        const ballot = putBallot.run(entry.sealed, entry.ballotSlot)
        const card = putCard.run(entry.card, entry.cardSlot)
        if (ballot.changes !== 1 || card.changes !== 1)
          throw new Error('a slot of the ballot box is taken')
      }
    }),
    freeSlots: () => ({ ballots: free('ballot', 'sealed'), cards: free('spent', 'card') }),
    spentCards: () =>
      db
        .prepare(`SELECT card FROM spent WHERE substr(card, 1, 1) <> x'00' ORDER BY slot`)
        .pluck()
        .all() as Buffer[],
    sealedBallots: (from, to) =>
      db
        .prepare(
          `SELECT sealed FROM ballot WHERE slot >= ? AND slot < ? AND substr(sealed, 1, 1) <> x'00' ORDER BY slot`,
        )
        .pluck()
        .all(from, to) as Buffer[],
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

/**
 * Copies what one of the two files has and the other lacks (a crash between the two commits).
 *
 * @throws {Error} when a file is missing, or the two cannot be copies of one box.
 */
export function reconcileBoxFiles(file: string, mirror: string): void {
  const [main, other] = [openExisting(file), openExisting(mirror)]
  try {
    // Both tables are looked through before anything is written: copies that contradict each other stay.
    const lacking = [...missingRows('ballot', 'sealed'), ...missingRows('spent', 'card')]
    for (const db of [main, other]) {
      const rows = lacking.filter((row) => row.target === db)
      db.transaction(() => {
        for (const { sql, value, slot } of rows) db.prepare(sql).run(value, slot)
      })()
    }
  } finally {
    main.close()
    other.close()
  }

  function missingRows(table: 'ballot' | 'spent', column: 'sealed' | 'card') {
    const rows = (db: Database.Database) =>
      db.prepare(`SELECT ${column} FROM ${table} ORDER BY slot`).pluck().all() as Buffer[]
    const [a, b] = [rows(main), rows(other)]
    if (a.length !== b.length) throw new Error('ballot box and mirror differ in size')
    const sql = `UPDATE ${table} SET ${column} = ? WHERE slot = ?`
    return a.flatMap((here, slot) => {
      const there = b[slot]
      if (there === undefined || here.equals(there)) return []
      if (here[0] !== 0 && there[0] !== 0) {
        throw new Error('ballot box and mirror contradict each other')
      }
      return here[0] === 0
        ? [{ target: main, sql, value: there, slot }]
        : [{ target: other, sql, value: here, slot }]
    })
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

/** SQLite would make an empty file in the place of a missing one. */
function openExisting(file: string): Database.Database {
  if (!existsSync(file)) throw new Error(`ballot box ${file} is missing`)
  return open(file)
}

/**
 * TRUNCATE, never WAL (old frames give the order of arrival), never DELETE (leaves the last before-image);
 * `secure_delete` is per connection and off by default.
 */
function open(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('journal_mode = TRUNCATE')
  db.pragma('secure_delete = ON')
  db.pragma('synchronous = FULL')
  db.pragma('temp_store = MEMORY')
  return db
}

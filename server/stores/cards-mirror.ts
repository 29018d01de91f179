import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { openExisting, openQuietly } from './box-database.ts'

/**
 * Which cards and paper slips of a survey have been handed out, a second time on the disk of the mirror: so
 * that after the loss of the data disk nobody is given a second card. Rows are pre-filled at a fixed size
 * and written in place, like those of `identity.db`; no time, no order.
 */
export interface CardsMirror {
  /** Durable when it returns. */
  keepCard(card: MirroredCard): void
  keepSlip(slip: MirroredSlip): void
  close(): void
}

export interface MirroredCard {
  readonly person: string
  /** 33 bytes, as `card.issued`. */
  readonly issued: Buffer
  readonly reissue: '-' | 'a' | 'g'
}

export interface MirroredSlip {
  /** 32 bytes. */
  readonly hash: Buffer
  /** 33 bytes, as `slip.exchanged`. */
  readonly exchanged: Buffer
}

export interface CardsOfSurvey {
  readonly cards: readonly MirroredCard[]
  readonly slips: readonly MirroredSlip[]
}

/** Creates the file of a survey with every row; an unfinished older one of this name goes. */
export function createCardsMirror(
  folder: string,
  survey: string,
  { cards, slips }: CardsOfSurvey,
): void {
  removeCardsMirror(folder, survey)
  const db = openQuietly(pathOf(folder, survey))
  db.exec(
    `CREATE TABLE card (person TEXT PRIMARY KEY, issued BLOB NOT NULL CHECK (length(issued) = 33),
       reissue TEXT NOT NULL CHECK (length(reissue) = 1)) STRICT, WITHOUT ROWID;
     CREATE TABLE slip (hash BLOB PRIMARY KEY, exchanged BLOB NOT NULL CHECK (length(exchanged) = 33))
       STRICT, WITHOUT ROWID;`,
  )
  const card = db.prepare('INSERT INTO card VALUES (?, ?, ?)')
  const slip = db.prepare('INSERT INTO slip VALUES (?, ?)')
  db.transaction(() => {
    for (const { person, issued, reissue } of cards) card.run(person, issued, reissue)
    for (const { hash, exchanged } of slips) slip.run(hash, exchanged)
  })()
  db.close()
}

/** @throws {Error} when the file is missing: then nothing may be handed out. */
export function openCardsMirror(folder: string, survey: string): CardsMirror {
  const db = openExisting(pathOf(folder, survey))
  const card = db.prepare('UPDATE card SET issued = ?, reissue = ? WHERE person = ?')
  const slip = db.prepare('UPDATE slip SET exchanged = ? WHERE hash = ?')
  const one = ({ changes }: Database.RunResult) => {
    if (changes !== 1) throw new Error('the mirror of the cards lacks a row')
  }
  return {
    keepCard: ({ person, issued, reissue }) => one(card.run(issued, reissue, person)),
    keepSlip: ({ hash, exchanged }) => one(slip.run(exchanged, hash)),
    close: () => db.close(),
  }
}

export function isCardsMirror(folder: string, survey: string): boolean {
  return existsSync(pathOf(folder, survey))
}

/** Everything in it, for a restore; null when the folder has none. */
export function readCardsMirror(folder: string, survey: string): CardsOfSurvey | null {
  if (!isCardsMirror(folder, survey)) return null
  const db = openExisting(pathOf(folder, survey))
  try {
    return {
      cards: db.prepare('SELECT person, issued, reissue FROM card').all() as MirroredCard[],
      slips: db.prepare('SELECT hash, exchanged FROM slip').all() as MirroredSlip[],
    }
  } finally {
    db.close()
  }
}

/** Goes with the box. */
export function removeCardsMirror(folder: string, survey: string): void {
  rmSync(pathOf(folder, survey), { force: true })
  rmSync(`${pathOf(folder, survey)}-journal`, { force: true })
}

function pathOf(folder: string, survey: string): string {
  return join(folder, `cards-${survey}.db`)
}

import { type DatabaseFile, readDatabaseFile } from './database-file.ts'

/** A page as it once was. */
export interface OldPage {
  readonly number: number
  readonly bytes: Buffer
}

/**
 * Frames of a write-ahead log, one list a commit, in the order of writing (file format, section 4.1).
 * Frames of an earlier round of the log, which SQLite ignores, are read too: they are what an attacker
 * is after.
 */
export function commitsOf(wal: Buffer): OldPage[][] {
  if (wal.length < 32) return []
  const size = wal.readUInt32BE(8)
  const commits: OldPage[][] = []
  let frames: OldPage[] = []
  for (let at = 32; at + 24 + size <= wal.length; at += 24 + size) {
    const number = wal.readUInt32BE(at)
    if (number === 0) break
    frames.push({ number, bytes: wal.subarray(at + 24, at + 24 + size) })
    if (wal.readUInt32BE(at + 4) === 0) continue
    commits.push(frames)
    frames = []
  }
  return frames.length === 0 ? commits : [...commits, frames]
}

/** Sectors of the rollback journals SQLite writes on common disks. */
const SECTOR = 512

/**
 * Before-images of a rollback journal (file format, section 3), whatever its header still says: one that
 * was ended by overwriting the header keeps them all.
 */
export function beforeImages(journal: Buffer, file: DatabaseFile): OldPage[] {
  const told = journal.length >= 28 ? journal.readUInt32BE(20) : 0
  const sector = told >= 32 && told <= 65_536 ? told : SECTOR
  const pages: OldPage[] = []
  const record = 8 + file.pageSize
  for (let at = sector; at + record <= journal.length; at += record) {
    const number = journal.readUInt32BE(at)
    if (number === 0 || number > file.pages) break
    pages.push({ number, bytes: journal.subarray(at + 4, at + 4 + file.pageSize) })
  }
  return pages
}

/** The database as it was when these pages stood in it. */
export function withPages(file: DatabaseFile, pages: readonly OldPage[]): DatabaseFile {
  const last = Math.max(file.pages, ...pages.map(({ number }) => number))
  const bytes = Buffer.alloc(last * file.pageSize)
  file.bytes.copy(bytes)
  for (const { number, bytes: page } of pages) page.copy(bytes, (number - 1) * file.pageSize)
  return readDatabaseFile(bytes) ?? file
}

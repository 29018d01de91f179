/** What an attacker finds who has copied the data folder. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import Database from 'better-sqlite3'

export interface CopiedFile {
  readonly name: string
  readonly bytes: Buffer
}

/** Every file below the folders, journals and hidden ones too. */
export function copyOf(folders: readonly string[]): CopiedFile[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ name: relative(folder, file), bytes: readFileSync(file) })),
  )
}

/** Names of the files that hold the bytes. */
export function filesWith(files: readonly CopiedFile[], wanted: Uint8Array): string[] {
  return files.filter(({ bytes }) => bytes.includes(Buffer.from(wanted))).map(({ name }) => name)
}

/** A text as it may lie in a file: UTF-8, UTF-16, base64 (three phases), hex, percent and JSON escapes. */
export function spellings(text: string): Buffer[] {
  const utf8 = Buffer.from(text)
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .slice(4, -4),
  )
  const escaped = text.replace(/[^]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const others = [...base64, utf8.toString('hex'), encodeURIComponent(text), escaped]
  return [utf8, Buffer.from(text, 'utf16le'), ...others.map((spelling) => Buffer.from(spelling))]
}

/** Which files hold the text in any spelling. */
export function filesMentioning(files: readonly CopiedFile[], text: string): string[] {
  return [...new Set(spellings(text).flatMap((spelling) => filesWith(files, spelling)))].sort()
}

/**
 * What lies beside a store that must keep no older states: a write-ahead log, its index, a journal that
 * is not empty; and inside it the WAL format or free pages.
 */
export function leftovers(file: string): string[] {
  const found = ['-wal', '-shm']
    .filter((end) => existsSync(file + end))
    .map((end) => `${basename(file)}${end} exists`)
  const journal = `${file}-journal`
  if (existsSync(journal) && statSync(journal).size > 0) {
    found.push(`${basename(journal)} holds ${statSync(journal).size} bytes`)
  }
  // Bytes 18 and 19 of the header: 1 is a rollback journal, 2 a write-ahead log.
  const header = readFileSync(file).subarray(0, 20)
  if (header[18] !== 1 || header[19] !== 1) found.push(`${basename(file)} is in WAL format`)
  return found
}

export function freePages(file: string): number {
  const db = new Database(file, { readonly: true })
  try {
    return db.pragma('freelist_count', { simple: true }) as number
  } finally {
    db.close()
  }
}

/** Every 8-byte window that is new against `before`. */
export function newWindows(now: Buffer, before: Buffer): Set<number> {
  const known = windowsOf(before)
  const fresh = new Set<number>()
  for (const window of windowsOf(now)) if (!known.has(window)) fresh.add(window)
  return fresh
}

/** Both sides of the wall at one time, each as one run of bytes. */
export interface Sides {
  readonly staff: Buffer
  readonly voice: Buffer
}

/**
 * How many 8-byte windows stand on both sides now and stood on neither before. Eight planted bytes give
 * one, and one time in 256 two: when the byte before them is by chance the same on both sides.
 */
export function joinedWindows(before: Sides, after: Sides): number {
  const known = windowsOf(Buffer.concat([before.staff, before.voice]))
  const voice = newWindows(after.voice, before.voice)
  let found = 0
  for (const window of newWindows(after.staff, before.staff)) {
    if (voice.has(window) && !known.has(window)) found += 1
  }
  return found
}

/**
 * The 8-byte windows at every offset, zeros and repetitions left out. As floating-point numbers they
 * keep 53 of the 64 bits: two different windows agree once in 10¹⁵ pairs.
 */
export function windowsOf(bytes: Buffer): Set<number> {
  const windows = new Set<number>()
  for (let at = 0; at + 8 <= bytes.length; at += 1) {
    const [high, low] = [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
    if (high !== 0 && low !== 0 && high !== low) windows.add(high * 2 ** 32 + low)
  }
  return windows
}

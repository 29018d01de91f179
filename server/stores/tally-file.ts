import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The wrapped tally key stands in one file of its own (and on the mirror disk), never in a store: so no
 * backup of the stores carries it, and its destruction is one deletion.
 */
export function tallyPath(folder: string, survey: string): string {
  return join(folder, `tally-${survey}.json`)
}

/** Writes through to the disk; readable by the server's account only. */
export function writeTallyFile(file: string, text: string): void {
  writeThrough(file, 'w', text)
}

function writeThrough(file: string, flag: 'w' | 'r+', text: string): void {
  const handle = openSync(file, flag, 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Puts a new text in the place of an older one: whatever moment the power fails, one of the two can be
 * read. What the older one held is overwritten once the new one is safe.
 */
export function replaceTallyFile(file: string, text: string): void {
  replaceTallyFiles([file], text)
}

/**
 * The same in several folders: nothing is replaced before every folder has taken the new text, so that a
 * full or missing disk leaves all of them as they were.
 */
export function replaceTallyFiles(files: readonly string[], text: string): void {
  try {
    for (const file of files) writeTallyFile(staged(file), text)
  } catch (error) {
    for (const file of files) rmSync(staged(file), { force: true })
    throw error
  }
  for (const file of files) swapIn(file)
}

function staged(file: string): string {
  return `${file}.new`
}

function swapIn(file: string): void {
  const older = existsSync(file) ? openSync(file, 'r+') : null
  try {
    renameSync(staged(file), file)
    syncFolder(dirname(file))
    if (older === null) return
    writeSync(older, ' '.repeat(fstatSync(older).size), 0)
    fsyncSync(older)
  } finally {
    if (older !== null) closeSync(older)
  }
}

/** Windows has no handles of folders; its renames are journalled. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export function readTallyFile(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/**
 * Overwrites in place ('r+': truncating first would free the blocks as they are), then deletes; also what
 * a replacement that was cut off has left beside it. On copy-on-write disks the destruction of the
 * passphrases is what counts.
 */
export function destroyTallyFile(file: string): void {
  for (const one of [staged(file), file]) {
    if (!existsSync(one)) continue
    writeThrough(one, 'r+', ' '.repeat(readFileSync(one).length))
    rmSync(one)
  }
}

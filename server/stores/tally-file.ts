import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

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

export function readTallyFile(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/**
 * Overwrites in place ('r+': truncating first would free the blocks as they are), then deletes. On
 * copy-on-write disks the destruction of the passphrases is what counts.
 */
export function destroyTallyFile(file: string): void {
  if (!existsSync(file)) return
  writeThrough(file, 'r+', ' '.repeat(readFileSync(file).length))
  rmSync(file)
}

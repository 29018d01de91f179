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
  const handle = openSync(file, 'w', 0o600)
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

/** Overwrites before deleting; on copy-on-write disks the passphrases' destruction is what counts. */
export function destroyTallyFile(file: string): void {
  if (!existsSync(file)) return
  writeTallyFile(file, ' '.repeat(readFileSync(file).length))
  rmSync(file)
}

import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A new folder for a test; the caller removes it. In memory where the machine has a place for that:
 * every commit waits for the disk, and a test writes thousands. `TMPDIR` decides when it is set.
 */
export function temporaryFolder(name: string): string {
  const inMemory = process.env.TMPDIR === undefined && existsSync('/dev/shm')
  return mkdtempSync(join(inMemory ? '/dev/shm' : tmpdir(), `kazetoshi-${name}-`))
}

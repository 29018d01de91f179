import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { RECEIPT_KEY, STORES, type StoreName } from './contents.ts'
import { schemaOf } from './schema-names.ts'
import { overIn, scrubIdentity } from './scrub.ts'

/** How long a copy waits for the server's write, and a write of the server for a copy at the most. */
const BUSY_MS = 5000

/**
 * Copies the three stores of a data folder that may be in use, each as of one moment, and takes out of them
 * what has no place in a backup.
 *
 * @param into an empty folder
 * @returns the migrations of each store
 * @throws {Refusal} when a store is newer than this program.
 */
export function copyStores(data: string, into: string): Record<StoreName, string[]> {
  const schema: Partial<Record<StoreName, string[]>> = {}
  for (const name of STORES) {
    const source = new Database(join(data, `${name}.db`), {
      readonly: true,
      fileMustExist: true,
      timeout: BUSY_MS,
    })
    try {
      schema[name] = schemaOf(name, source)
      source.prepare('VACUUM INTO ?').run(join(into, `${name}.db`))
    } finally {
      source.close()
    }
  }
  copyFileSync(join(data, RECEIPT_KEY), join(into, RECEIPT_KEY))
  const [commons, identity] = ['commons', 'identity'].map((name) => {
    const db = new Database(join(into, `${name}.db`))
    db.pragma('journal_mode = MEMORY')
    return db
  }) as [Database.Database, Database.Database]
  try {
    scrubIdentity(identity, overIn(commons))
  } finally {
    commons.close()
    identity.close()
  }
  return schema as Record<StoreName, string[]>
}

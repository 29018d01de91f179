import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'

/** SQLite would make an empty file in the place of a missing one. @throws {Error} when it is missing. */
export function openExisting(file: string): Database.Database {
  if (!existsSync(file)) throw new Error(`ballot box ${file} is missing`)
  return openQuietly(file)
}

/**
 * TRUNCATE, never WAL (old frames give the order of arrival), never DELETE (leaves the last before-image);
 * `secure_delete` is per connection and off by default.
 */
export function openQuietly(file: string): Database.Database {
  const db = new Database(file)
  db.pragma('journal_mode = TRUNCATE')
  db.pragma('secure_delete = ON')
  db.pragma('synchronous = FULL')
  db.pragma('temp_store = MEMORY')
  return db
}

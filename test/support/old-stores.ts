import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import type { StoreMigration } from '../../migrations/migration.ts'
import { StoreDialect } from '../../server/stores/dialect.ts'
import { migrateStore } from '../../server/stores/migrate.ts'

/** Table → its rows, each as text, sorted. */
export type Contents = Readonly<Record<string, readonly string[]>>

/**
 * Puts a store back to an earlier schema, with everything the earlier one had room for: what the same office would
 * have had before the upgrade. The store must not be open.
 *
 * @param last name of the last migration the earlier program knew.
 */
export async function rewindStore(
  folder: string,
  name: string,
  migrations: readonly StoreMigration[],
  last: string,
): Promise<void> {
  const file = join(folder, `${name}.db`)
  const present = `${file}.present`
  renameSync(file, present)
  // A truncated journal stays as an empty file; one with something in it belongs to a store that is open.
  for (const left of readdirSync(folder)) {
    if (left.startsWith(`${name}.db-`) && statSync(join(folder, left)).size > 0) {
      throw new Error(`${left}: the store is still open`)
    }
  }
  const known = migrationsUpTo(migrations, last)
  const old = new Database(file)
  const store = new Kysely<never>({ dialect: new StoreDialect({ database: old }) })
  await migrateStore(`${name}.db`, file, store, known)
  const from = new Database(present, { readonly: true })
  old.pragma('foreign_keys = OFF')
  for (const [table, columns] of Object.entries(tablesOf(old))) {
    const shared = columns.filter((column) => tablesOf(from)[table]?.includes(column))
    const rows = from
      .prepare(`SELECT ${shared.join(', ')} FROM ${table}`)
      .raw()
      .all() as unknown[][]
    const insert = old.prepare(
      `INSERT INTO ${table} (${shared.join(', ')}) VALUES (${shared.map(() => '?').join(', ')})`,
    )
    for (const row of rows) insert.run(...row)
  }
  from.close()
  await store.destroy()
  rmSync(present)
}

export function migrationsUpTo(
  migrations: readonly StoreMigration[],
  last: string,
): readonly StoreMigration[] {
  const at = migrations.findIndex((migration) => migration.name === last)
  if (at < 0) throw new Error(`no migration ${last}`)
  return migrations.slice(0, at + 1)
}

/** @param as whose tables and columns are read; the file's own unless told. */
export function contentsOf(file: string, as = file): Contents {
  const [database, pattern] = [file, as].map((path) => new Database(path, { readonly: true }))
  if (database === undefined || pattern === undefined) throw new Error('unreachable')
  try {
    return Object.fromEntries(
      Object.entries(tablesOf(pattern)).map(([table, columns]) => [
        table,
        (
          database
            .prepare(`SELECT ${columns.join(', ')} FROM ${table}`)
            .raw()
            .all() as unknown[][]
        )
          .map((row) => JSON.stringify(row, bytesAsHex))
          .sort(),
      ]),
    )
  } finally {
    database.close()
    pattern.close()
  }
}

function bytesAsHex(_key: string, value: unknown): unknown {
  const bytes = value as { type?: unknown; data?: unknown } | null
  return bytes?.type === 'Buffer' ? Buffer.from(bytes.data as number[]).toString('hex') : value
}

function tablesOf(database: Database.Database): Record<string, string[]> {
  const names = database
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'kysely_%'`,
    )
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    names.map((name) => [
      name,
      database.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(name) as string[],
    ]),
  )
}

import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Kysely, Migrator, sql } from 'kysely'
import type { StoreMigration } from '../../migrations/migration.ts'

/** The database was written by a later version of the program; starting would damage it. */
export class NewerDatabase extends Error {
  constructor(store: string, unknown: string) {
    super(
      `${store} は新しい版のプログラムで作られています（${unknown}）。新しい版を入れ直してから起動してください。`,
    )
    this.name = 'NewerDatabase'
  }
}

/**
 * Brings a store to the present schema. Before a migration of an existing file runs, the file is
 * copied to `before-migration/` beside it (VACUUM INTO: consistent, no journal, no free pages).
 *
 * @throws {NewerDatabase} when the file has migrations this program does not know.
 */
export async function migrateStore(
  name: string,
  file: string,
  store: Kysely<never>,
  list: readonly StoreMigration[],
): Promise<void> {
  const migrator = new Migrator({
    db: store,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          list.map((m) => [
            m.name,
            {
              up: async (db: Kysely<never>) => {
                for (const statement of m.statements) await sql.raw(statement).execute(db)
              },
            },
          ]),
        ),
    },
  })
  const done = await executedMigrations(store)
  const unknown = done.find((d) => !list.some((m) => m.name === d))
  if (unknown !== undefined) throw new NewerDatabase(name, unknown)
  if (done.length === list.length) return
  if (done.length > 0) copyBeforeMigration(file, done.length)
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

async function executedMigrations(store: Kysely<never>): Promise<string[]> {
  const tables = await store.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((t) => t.name === 'kysely_migration')) return []
  const rows = await sql<{ name: string }>`select name from kysely_migration`.execute(store)
  return rows.rows.map((r) => r.name)
}

/** How long the copies made before a migration are kept: what was deleted since is still in them. */
const COPY_DAYS = 30

/** Deletes copies in `before-migration/` that are older than thirty days. @returns how many. */
export function dropOldCopies(folder: string, now: Date): number {
  const copies = join(folder, 'before-migration')
  if (!existsSync(copies)) return 0
  const old = readdirSync(copies)
    .map((name) => join(copies, name))
    .filter((file) => now.getTime() - statSync(file).mtimeMs > COPY_DAYS * 86_400_000)
  for (const file of old) rmSync(file)
  return old.length
}

function copyBeforeMigration(file: string, version: number): void {
  const folder = join(file, '..', 'before-migration')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = file.split(/[\\/]/).at(-1) ?? 'store'
  const target = join(folder, `${name}.v${version}`)
  if (existsSync(target)) return
  const source = new Database(file, { readonly: true })
  source.prepare('VACUUM INTO ?').run(target)
  source.close()
}

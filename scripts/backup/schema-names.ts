import type Database from 'better-sqlite3'
import { commonsMigrations } from '../../migrations/commons/index.ts'
import { identityMigrations } from '../../migrations/identity/index.ts'
import { voiceMigrations } from '../../migrations/voice/index.ts'
import type { StoreName } from './contents.ts'
import { Refusal } from './refusal.ts'

const KNOWN: Readonly<Record<StoreName, readonly string[]>> = {
  commons: commonsMigrations.map(({ name }) => name),
  identity: identityMigrations.map(({ name }) => name),
  voice: voiceMigrations.map(({ name }) => name),
}

/**
 * Migrations that a store has seen, in their order.
 *
 * @throws {Refusal} when this program does not know one of them.
 */
export function schemaOf(store: StoreName, db: Database.Database): string[] {
  const names = db
    .prepare('SELECT name FROM kysely_migration ORDER BY name')
    .pluck()
    .all() as string[]
  const newer = names.find((name) => !KNOWN[store].includes(name))
  if (newer === undefined) return names
  throw new Refusal(
    `${store}.db は新しい版のプログラムで作られています（${newer}）。新しい版を入れて、その版で実行してください。`,
  )
}

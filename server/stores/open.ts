import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { commonsMigrations } from '../../migrations/commons/index.ts'
import { identityMigrations } from '../../migrations/identity/index.ts'
import type { StoreMigration } from '../../migrations/migration.ts'
import { voiceMigrations } from '../../migrations/voice/index.ts'
import type { CommonsReader, CommonsStore, CommonsTables } from './commons.ts'
import { StoreDialect } from './dialect.ts'
import type { IdentityStore, IdentityTables } from './identity.ts'
import { migrateStore } from './migrate.ts'
import { openReceiptKey } from './receipt-key.ts'
import type { VoiceStore, VoiceTables } from './voice.ts'

export interface Stores {
  readonly folder: string
  readonly identity: IdentityStore
  readonly commons: CommonsStore
  readonly commonsReader: CommonsReader
  readonly voice: VoiceStore
  /** 32 bytes: see `openReceiptKey`. */
  readonly receiptKey: Buffer
  /** For the frame of every page: the organisation, what its bulletin is called (null: as usual), invented data. */
  siteFacts(): { organisation: string; bulletin: string | null; sample: boolean }
  /** Invented people to look around with: role, number, password. Empty outside the sample city. */
  sampleLogIns(): { role: string; number: string; password: string }[]
  close(): Promise<void>
}

interface FactsRow {
  readonly organisation: string | null
  readonly bulletin: string | null
  readonly sample: number
}

/**
 * Opens (and creates, and migrates) the three stores of a data folder.
 *
 * `identity.db` and `voice.db` use a truncated rollback journal and overwrite what is deleted: a WAL
 * keeps old frames and with them the order of writes (measured; see anonymity in docs).
 *
 * @throws {NewerDatabase} when a file is newer than this program.
 */
export async function openStores(folder: string): Promise<Stores> {
  // Whatever this process writes from here on is for its own account only.
  process.umask(0o077)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const receiptKey = openReceiptKey(folder)
  const identity = await openStore<IdentityTables>(folder, 'identity', identityMigrations, quiet)
  const voice = await openStore<VoiceTables>(folder, 'voice', voiceMigrations, quiet)
  const commons = await openStore<CommonsTables>(folder, 'commons', commonsMigrations, shared)
  const readOnly = new Database(join(folder, 'commons.db'), { readonly: true })
  const reader = new Kysely<CommonsTables>({ dialect: new StoreDialect({ database: readOnly }) })
  const facts = readOnly.prepare(
    `SELECT (SELECT name FROM unit WHERE parent IS NULL ORDER BY position LIMIT 1) AS organisation,
      (SELECT value FROM setting WHERE key = 'bulletin-name') AS bulletin,
      EXISTS (SELECT 1 FROM setting WHERE key = 'sample') AS sample`,
  )
  const logIns = readOnly.prepare(`SELECT value FROM setting WHERE key = 'sample'`).pluck()
  return {
    folder,
    identity,
    voice,
    receiptKey,
    commons,
    commonsReader: reader,
    siteFacts() {
      const { organisation, bulletin, sample } = facts.get() as FactsRow
      return { organisation: organisation ?? '', bulletin, sample: sample === 1 }
    },
    sampleLogIns() {
      const value = logIns.get() as string | undefined
      return value === undefined ? [] : JSON.parse(value)
    },
    async close() {
      await Promise.all([identity.destroy(), voice.destroy(), reader.destroy()])
      await commons.destroy()
    },
  }
}

async function openStore<Tables>(
  folder: string,
  name: string,
  migrations: readonly StoreMigration[],
  pragmas: (db: Database.Database) => void,
): Promise<Kysely<Tables>> {
  const file = join(folder, `${name}.db`)
  const database = new Database(file)
  pragmas(database)
  const store = new Kysely<Tables>({ dialect: new StoreDialect({ database }) })
  try {
    await migrateStore(`${name}.db`, file, store as unknown as Kysely<never>, migrations)
  } catch (error) {
    await store.destroy()
    throw error
  }
  return store
}

/** Order of writes must not survive in the file: no WAL, freed bytes overwritten. */
function quiet(db: Database.Database): void {
  db.pragma('journal_mode = TRUNCATE')
  db.pragma('secure_delete = ON')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 5000')
  db.pragma('temp_store = MEMORY')
}

function shared(db: Database.Database): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 5000')
  db.pragma('temp_store = MEMORY')
}

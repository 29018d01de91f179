import { type DialectAdapter, SqliteAdapter, SqliteDialect } from 'kysely'

/**
 * SQLite rolls schema changes back like any other; Kysely takes it for a database that cannot and would
 * leave a migration that fails or is interrupted half done, and the next start unable to repeat it.
 */
export class StoreDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalDdl()
  }
}

class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

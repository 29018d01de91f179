import {
  type DialectAdapter,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely'

/** Statements kept ready; the program has fewer different ones that come again and again. */
const MOST_STATEMENTS = 500

/**
 * SQLite rolls schema changes back like any other; Kysely takes it for a database that cannot and would
 * leave a migration that fails or is interrupted half done, and the next start unable to repeat it. And
 * Kysely prepares every query anew, which is a good part of a short query's time.
 */
export class StoreDialect extends SqliteDialect {
  constructor({ database }: { database: StoreDatabase }) {
    super({ database: withKeptStatements(database) })
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdl()
  }
}

type StoreDatabase = SqliteDatabase & { readonly inTransaction: boolean }

class TransactionalDdl extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** All queries run to their end at once, so a statement is never in use when it is asked for again. */
function withKeptStatements(database: StoreDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      // A full disk ends a transaction by itself; a second end would hide why.
      if (sql === 'rollback' && !database.inTransaction) return database.prepare('SELECT 1')
      const known = kept.get(sql)
      if (known !== undefined) return known
      if (kept.size >= MOST_STATEMENTS) kept.clear()
      const statement = database.prepare(sql)
      kept.set(sql, statement)
      return statement
    },
  }
}

import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type DatabaseFile, readDatabaseFile } from './sqlite/database-file.ts'
import { commitsOf, withPages } from './sqlite/journals.ts'
import { type Cell, cellsOf } from './sqlite/tree.ts'

/** `cards`: the mirror of the marks of a survey. */
export type StoreKind = 'identity' | 'cards' | 'commons' | 'voice' | 'box' | 'other'

/** A database among the evidence. The bytes are as they were; queries go to a second copy. */
export interface Store {
  /** As in the folder it came from. */
  readonly name: string
  readonly kind: StoreKind
  /** Of a box: the survey or quarter it belongs to. */
  readonly box: string
  /** Copied by the program before a migration: an earlier state. */
  readonly old: boolean
  readonly raw: DatabaseFile
  readonly wal: Buffer | null
  readonly journal: Buffer | null
  /** The bytes with everything a write-ahead log adds. */
  readonly present: DatabaseFile
  readonly tables: readonly string[]
  columns(table: string): readonly string[]
  rows(sql: string): unknown[][]
  /** The rows of a table as they lie in the file, in the order of their keys; none when there is no such table. */
  cells(table: string): Cell[]
  close(): void
}

/** @param path of the copy; what SQLite keeps beside it has been copied too. @returns null: no database. */
export function openStore(name: string, path: string): Store | null {
  const raw = readDatabaseFile(readFileSync(path))
  if (raw === null) return null
  const beside = (end: string) => (existsSync(path + end) ? readFileSync(path + end) : null)
  const [wal, journal] = [beside('-wal'), beside('-journal')]
  const db = openWorkingCopy(path)
  const column = (sql: string) => db.prepare(sql).pluck().all() as string[]
  const tables = column(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
  const roots = new Map(
    db.prepare('SELECT name, rootpage FROM sqlite_schema').raw().all() as [string, number][],
  )
  const kind = kindOf(tables)
  let present: DatabaseFile | undefined
  const store: Store = {
    name,
    kind,
    box: kind === 'box' ? (/box-(.+?)\.db/.exec(name)?.[1] ?? name) : '',
    old: name.includes('before-migration/'),
    raw,
    wal,
    journal,
    get present() {
      present ??= wal === null ? raw : withPages(raw, commitsOf(wal).flat())
      return present
    },
    tables,
    columns: (table) =>
      tables.includes(table)
        ? (db.pragma(`table_xinfo("${table}")`) as { name: string }[]).map((row) => row.name)
        : [],
    rows: (sql) => db.prepare(sql).raw().all() as unknown[][],
    cells: (table) => cellsOf(store.present, roots.get(table) ?? 0),
    close: () => db.close(),
  }
  return store
}

/** Opening a database may repair it, so that is done to a copy of the copy. */
function openWorkingCopy(path: string): Database.Database {
  const working = `${path}.working`
  for (const end of ['', '-wal', '-journal']) {
    if (existsSync(path + end)) copyFileSync(path + end, working + end)
  }
  return new Database(working)
}

function kindOf(tables: readonly string[]): StoreKind {
  const has = (...names: string[]) => names.every((name) => tables.includes(name))
  if (has('ballot', 'spent')) return 'box'
  if (has('person', 'card')) return 'identity'
  if (has('card', 'slip')) return 'cards'
  if (has('unit', 'survey')) return 'commons'
  return has('free_text') || has('proposal') ? 'voice' : 'other'
}

import type { Allowed } from './known-columns.ts'
import type { Store } from './store.ts'

/** Something in the schema or in a value that tells when or in which order. */
export interface Find {
  /** Table, or `table.column`. */
  readonly at: string
  readonly kind:
    | 'unknown-column'
    | 'autoincrement'
    | 'sequence'
    | 'clock'
    | 'trigger'
    | 'rowid'
    | 'no-slots'
    | TimeKind
}

export type TimeKind =
  | 'date-or-time'
  | 'address'
  | 'user-agent'
  | 'seconds'
  | 'milliseconds'
  | 'microseconds'
  | 'minutes'
  | 'julian-day'
  | `${'seconds' | 'milliseconds'} at byte ${number}`

type Readable = Pick<Store, 'rows' | 'tables' | 'columns'>

/** Columns nobody knows, counters, clocks, triggers, hidden rowids, rows that are no fixed slots. */
export function schemaFinds(store: Readable, allowed: Allowed): Find[] {
  const finds: Find[] = []
  const objects = store.rows('SELECT type, name, sql FROM sqlite_schema') as [
    string,
    string,
    string | null,
  ][]
  for (const [type, at, sql] of objects) {
    if (at === 'sqlite_sequence') finds.push({ at, kind: 'sequence' })
    if (type === 'trigger' || type === 'view') finds.push({ at, kind: 'trigger' })
    if (/AUTOINCREMENT/i.test(sql ?? '')) finds.push({ at, kind: 'autoincrement' })
    if (/CURRENT_(TIME|DATE)|strftime|datetime\s*\(|julianday|unixepoch/i.test(sql ?? '')) {
      finds.push({ at, kind: 'clock' })
    }
  }
  for (const table of store.tables.filter((name) => name !== 'sqlite_sequence')) {
    for (const column of store.columns(table)) {
      const at = `${table}.${column}`
      if (!allowed.columns.includes(at)) finds.push({ at, kind: 'unknown-column' })
    }
    if (allowed.slots?.includes(table) === true) {
      if (!isRowOfSlots(store, table)) finds.push({ at: table, kind: 'no-slots' })
    } else if (hasRowid(store, table) && allowed.rowids?.[table] === undefined) {
      finds.push({ at: table, kind: 'rowid' })
    }
  }
  return finds
}

/** Rows 0 … n−1, all there from the beginning. */
function isRowOfSlots(store: Readable, table: string): boolean {
  if (!hasRowid(store, table)) return false
  const rows = store.rows(`SELECT rowid FROM "${table}" ORDER BY rowid`)
  return rows.every(([slot], i) => slot === i)
}

function hasRowid(store: Readable, table: string): boolean {
  return store.rows(`SELECT wr FROM pragma_table_list('${table}')`)[0]?.[0] !== 1
}

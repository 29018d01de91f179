import type Database from 'better-sqlite3'
import { openExisting } from './box-database.ts'

/** Rows compared at a time. */
const STRIDE = 512

/** What one file has and the other lacks. */
interface Lacking {
  readonly target: Database.Database
  readonly sql: string
  readonly value: Buffer
  readonly slot: number
}

/**
 * Copies what one of the two files has and the other lacks (a crash between the two commits).
 *
 * @throws {Error} when a file is missing, or the two cannot be copies of one box.
 */
export function reconcileBoxFiles(file: string, mirror: string): void {
  const [main, other] = [openExisting(file), openExisting(mirror)]
  try {
    // Both tables are looked through before anything is written: copies that contradict each other stay.
    const lacking = [
      ...missingRows(main, other, 'ballot', 'sealed'),
      ...missingRows(main, other, 'spent', 'card'),
    ]
    for (const db of [main, other]) {
      const rows = lacking.filter((row) => row.target === db)
      db.transaction(() => {
        for (const { sql, value, slot } of rows) db.prepare(sql).run(value, slot)
      })()
    }
  } finally {
    main.close()
    other.close()
  }
}

function missingRows(
  main: Database.Database,
  other: Database.Database,
  table: 'ballot' | 'spent',
  column: 'sealed' | 'card',
): Lacking[] {
  const count = (db: Database.Database) =>
    db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  const slots = count(main)
  if (slots !== count(other)) throw new Error('ballot box and mirror differ in size')
  const [here, there] = [main, other].map((db) =>
    db.prepare(`SELECT ${column} FROM ${table} WHERE slot >= ? AND slot < ? ORDER BY slot`).pluck(),
  )
  const found: Lacking[] = []
  for (let from = 0; from < slots; from += STRIDE) {
    const rows = here?.all(from, from + STRIDE) as Buffer[]
    const others = there?.all(from, from + STRIDE) as Buffer[]
    for (const [i, row] of rows.entries()) {
      const second = others[i]
      if (second === undefined || row.equals(second)) continue
      if (row[0] !== 0 && second[0] !== 0) {
        throw new Error('ballot box and mirror contradict each other')
      }
      const sql = `UPDATE ${table} SET ${column} = ? WHERE slot = ?`
      const value = row[0] === 0 ? second : row
      found.push({ target: row[0] === 0 ? main : other, sql, value, slot: from + i })
    }
  }
  return found
}

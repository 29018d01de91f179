/** What an attacker reads in the columns of a store: times, addresses, counters, order of rows. */
import Database from 'better-sqlite3'

export interface Allowed {
  /** Every column there may be, as `table.column`; anything else is a find. */
  readonly columns: readonly string[]
  /** Columns whose values may be a time or a counter, each with the reason. */
  readonly times?: Readonly<Record<string, string>>
  /** Columns whose values may hold days (`2026-11-22`) and nothing finer, each with the reason. */
  readonly days?: Readonly<Record<string, string>>
  /** Tables that may have a hidden rowid, each with the reason. */
  readonly rowids?: Readonly<Record<string, string>>
}

/** Finds in the schema. `slots` are tables of pre-filled rows, numbered 0 … n−1. */
export function schemaFinds(
  file: string,
  allowed: Allowed,
  slots: readonly string[] = [],
): string[] {
  return read(file, (db) => {
    const finds: string[] = []
    const objects = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all() as {
      type: string
      name: string
      sql: string | null
    }[]
    for (const { type, name, sql } of objects) {
      if (name === 'sqlite_sequence') finds.push('sqlite_sequence counts the rows')
      if (type === 'trigger' || type === 'view') finds.push(`${type} ${name}`)
      if (/AUTOINCREMENT/i.test(sql ?? '')) finds.push(`${name} has AUTOINCREMENT`)
      if (/CURRENT_(TIME|DATE)|strftime|datetime\s*\(|julianday|unixepoch/i.test(sql ?? '')) {
        finds.push(`${name} reads the clock`)
      }
    }
    for (const table of tablesOf(db)) {
      for (const column of columnsOf(db, table)) {
        if (!allowed.columns.includes(`${table}.${column}`)) {
          finds.push(`unknown column ${table}.${column}`)
        }
      }
      if (slots.includes(table)) finds.push(...slotFinds(db, table))
      else if (hasRowid(db, table) && allowed.rowids?.[table] === undefined) {
        finds.push(`${table} has a rowid`)
      }
    }
    return finds
  })
}

/** Finds in the values of every column. */
export function valueFinds(file: string, allowed: Allowed, now: Date): string[] {
  return read(file, (db) => {
    const finds: string[] = []
    for (const table of tablesOf(db)) {
      for (const column of columnsOf(db, table)) {
        const name = `${table}.${column}`
        if (allowed.times?.[name] !== undefined) continue
        const values = db.prepare(`SELECT "${column}" FROM "${table}"`).pluck().all()
        const onlyDays = allowed.days?.[name] !== undefined
        for (const value of values) {
          const text = onlyDays ? withoutDays(value) : value
          const kind = Buffer.isBuffer(text) ? null : kindOf(text, now)
          if (kind !== null) finds.push(`${name} holds ${kind}`)
        }
        finds.push(
          ...blobFinds(
            name,
            values.filter((value) => Buffer.isBuffer(value)),
            now,
          ),
        )
      }
    }
    return [...new Set(finds)]
  })
}

/** A day that a time of day follows stays: it is then found as a time. */
function withoutDays(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.replaceAll(/(?<!\d)\d{4}-\d{2}-\d{2}(?![\dT]| \d)/g, '')
}

const DAY = 86_400

/** Two years around now: nothing else in these stores has such a size. */
function kindOf(value: unknown, now: Date): string | null {
  const seconds = now.getTime() / 1000
  const near = (n: number, unit: number) => Math.abs(n / unit - seconds) < 730 * DAY
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number === 'number') return timeOfNumber(number, near, seconds)
  if (typeof value !== 'string') return null
  const text = value
  if (/\d{4}[-/年]\d{1,2}[-/月]\d{1,2}|[0-2]?\d:[0-5]\d(:[0-5]\d)?/.test(text))
    return 'a date or time'
  if (/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|::ffff:|::1\b/.test(text)) return 'an address'
  if (/Mozilla\/|AppleWebKit|curl\//.test(text)) return 'a user agent'
  for (const digits of text.match(/(?<!\d)\d{10,17}(?!\d)/g) ?? []) {
    const kind = timeOfNumber(Number(digits), near, seconds)
    if (kind !== null) return kind
  }
  return null
}

function timeOfNumber(
  n: number,
  near: (n: number, unit: number) => boolean,
  seconds: number,
): string | null {
  if (near(n, 1)) return 'seconds since 1970'
  if (near(n, 1e3)) return 'milliseconds since 1970'
  if (near(n, 1e6)) return 'microseconds since 1970'
  if (near(n * 60, 1)) return 'minutes since 1970'
  if (Math.abs(n - 2_440_587.5 - seconds / DAY) < 730) return 'a Julian day'
  return null
}

/** A field of 4 or 8 bytes at the same place in most rows that reads as a time of these days. */
function blobFinds(name: string, blobs: readonly Buffer[], now: Date): string[] {
  const filled = blobs.filter((blob) => blob.some((byte) => byte !== 0))
  const length = Math.min(...filled.map((blob) => blob.length))
  if (filled.length < 8) return []
  const seconds = now.getTime() / 1000
  const near = (n: number) => Math.abs(n - seconds) < 30 * DAY
  const readings: readonly (readonly [string, number, (b: Buffer, at: number) => number])[] = [
    ['seconds', 4, (b, at) => b.readUInt32BE(at)],
    ['seconds', 4, (b, at) => b.readUInt32LE(at)],
    ['milliseconds', 6, (b, at) => b.readUIntBE(at, 6) / 1e3],
    ['milliseconds', 6, (b, at) => b.readUIntLE(at, 6) / 1e3],
    ['milliseconds', 8, (b, at) => b.readDoubleBE(at) / 1e3],
    ['milliseconds', 8, (b, at) => b.readDoubleLE(at) / 1e3],
  ]
  const finds: string[] = []
  for (const [unit, size, reading] of readings) {
    for (let at = 0; at + size <= length; at += 1) {
      const hits = filled.filter((blob) => near(reading(blob, at))).length
      if (hits > filled.length / 2) finds.push(`${name} holds ${unit} since 1970 at byte ${at}`)
    }
  }
  return finds
}

/** Rows 0 … n−1, all there from the beginning and all of one size. */
function slotFinds(db: Database.Database, table: string): string[] {
  const slots = db.prepare(`SELECT rowid FROM "${table}" ORDER BY rowid`).pluck().all() as number[]
  return slots.every((slot, i) => slot === i) ? [] : [`${table} is not a row of fixed slots`]
}

function tablesOf(db: Database.Database): string[] {
  return db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all() as string[]
}

function columnsOf(db: Database.Database, table: string): string[] {
  return (db.pragma(`table_xinfo("${table}")`) as { name: string }[]).map(({ name }) => name)
}

function hasRowid(db: Database.Database, table: string): boolean {
  const rows = db.pragma(`table_list("${table}")`) as { wr: number }[]
  return rows[0]?.wr !== 1
}

function read<T>(file: string, look: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true })
  try {
    return look(db)
  } finally {
    db.close()
  }
}

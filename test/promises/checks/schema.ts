/**
 * What an attacker reads in the columns of a store: times, addresses, counters, order of rows. The looking is
 * the attack kit's own (scripts/attack); here it is put in words for the tests.
 */
import Database from 'better-sqlite3'
import type { Allowed } from '../../../scripts/attack/known-columns.ts'
import { type Find, schemaFinds as inSchema } from '../../../scripts/attack/schema-finds.ts'
import { valueFinds as inValues } from '../../../scripts/attack/value-finds.ts'

/** Finds in the schema. */
export function schemaFinds(file: string, allowed: Allowed): string[] {
  return read(file, (store) => inSchema(store, allowed)).map(inWords)
}

/** Finds in the values of every column. */
export function valueFinds(file: string, allowed: Allowed, now: Date): string[] {
  return read(file, (store) => inValues(store, allowed, now)).map(inWords)
}

const WORDS: Readonly<Record<string, (at: string) => string>> = {
  'unknown-column': (at) => `unknown column ${at}`,
  autoincrement: (at) => `${at} has AUTOINCREMENT`,
  sequence: () => 'sqlite_sequence counts the rows',
  clock: (at) => `${at} reads the clock`,
  trigger: (at) => `trigger or view ${at}`,
  rowid: (at) => `${at} has a rowid`,
  'no-slots': (at) => `${at} is not a row of fixed slots`,
  'date-or-time': (at) => `${at} holds a date or time`,
  address: (at) => `${at} holds an address`,
  'user-agent': (at) => `${at} holds a user agent`,
  'julian-day': (at) => `${at} holds a Julian day`,
}

function inWords({ at, kind }: Find): string {
  const [unit = '', ...where] = kind.split(' ')
  const words = WORDS[kind]
  return words === undefined ? [`${at} holds ${unit} since 1970`, ...where].join(' ') : words(at)
}

type Readable = Parameters<typeof inSchema>[0]

function read<T>(file: string, look: (store: Readable) => T): T {
  const db = new Database(file, { readonly: true })
  const rows = (sql: string) => db.prepare(sql).raw().all() as unknown[][]
  const names = (sql: string) => rows(sql).map(([name]) => String(name))
  try {
    return look({
      rows,
      tables: names(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`),
      columns: (table) => names(`SELECT name FROM pragma_table_xinfo('${table}')`),
    })
  } finally {
    db.close()
  }
}

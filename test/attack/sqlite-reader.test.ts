/** The reader of SQLite's bytes against SQLite itself. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { readDatabaseFile } from '../../scripts/attack/sqlite/database-file.ts'
import { beforeImages, commitsOf } from '../../scripts/attack/sqlite/journals.ts'
import { leftoversOf } from '../../scripts/attack/sqlite/leftovers.ts'
import { cellsOf } from '../../scripts/attack/sqlite/tree.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test.each([
  ['rows that fit on a page', 'INTEGER PRIMARY KEY', '', 20, 700],
  ['rows on overflow pages', 'INTEGER PRIMARY KEY', '', 9000, 60],
  ['keys WITHOUT ROWID', 'TEXT PRIMARY KEY', 'WITHOUT ROWID', 60, 900],
  ['large rows WITHOUT ROWID', 'TEXT PRIMARY KEY', 'WITHOUT ROWID', 3000, 80],
])('%s come out whole and in the order of their keys', (_what, key, option, bytes, count) => {
  const { db, file } = database()
  db.exec(`CREATE TABLE t (k ${key}, v BLOB) ${option}`)
  const put = db.prepare('INSERT INTO t VALUES (?, randomblob(?))')
  for (let i = 0; i < count; i += 1) {
    const id = (i * 7919) % count
    put.run(key.startsWith('TEXT') ? String(id).padStart(6, '0') : id, bytes)
  }
  const values = db.prepare('SELECT v FROM t ORDER BY k').pluck().all() as Buffer[]
  const root = db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 't'`).pluck().get()
  const read = readDatabaseFile(readFileSync(file))
  if (read === null) throw new Error('not a database')
  const cells = cellsOf(read, Number(root))
  expect(cells).toHaveLength(count)
  expect(values.filter((value, i) => cells[i]?.record.includes(value) !== true)).toEqual([])
  expect(cells.some(({ overflow }) => overflow.length > 0)).toBe(bytes > 2000)
})

test('nothing is left of deleted rows with secure_delete, all of it without', () => {
  for (const [mode, expected] of [
    ['ON', false],
    ['OFF', true],
  ] as const) {
    const { db, file } = database()
    db.pragma(`secure_delete = ${mode}`)
    db.exec('CREATE TABLE t (k TEXT PRIMARY KEY, v BLOB) WITHOUT ROWID')
    const put = db.prepare('INSERT INTO t VALUES (?, ?)')
    for (let i = 0; i < 300; i += 1) {
      // In the order of the keys: secure_delete leaves copies of rows that move when a page is split.
      put.run(
        `k${String(i).padStart(3, '0')}`,
        Buffer.from(`geheim-${i}-`.repeat(i % 10 === 0 ? 700 : 9)),
      )
    }
    db.exec(`DELETE FROM t WHERE k > 'k150'`)
    const read = readDatabaseFile(readFileSync(file))
    if (read === null) throw new Error('not a database')
    const left = Buffer.concat(leftoversOf(read).map(({ bytes }) => bytes))
    expect(left.includes('geheim-')).toBe(expected)
    expect(leftoversOf(read).length > 0).toBe(expected)
  }
})

test('each commit of a write-ahead log, and the page before the last one of a journal', () => {
  const { db, file } = database()
  db.exec('CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT)')
  db.exec(`INSERT INTO t VALUES (1, 'erste--'), (2, 'zweite-')`)
  db.pragma('journal_mode = PERSIST')
  db.exec(`UPDATE t SET v = 'dritte-' WHERE k = 2`)
  const read = readDatabaseFile(readFileSync(file))
  if (read === null) throw new Error('not a database')
  const images = beforeImages(readFileSync(`${file}-journal`), read)
  expect(images.some(({ bytes }) => bytes.includes('zweite-'))).toBe(true)
  expect(read.bytes.includes('zweite-')).toBe(false)

  db.pragma('journal_mode = WAL')
  for (const word of ['vierte-', 'fuenfte', 'sechste'])
    db.prepare('UPDATE t SET v = ? WHERE k = 1').run(word)
  const commits = commitsOf(readFileSync(`${file}-wal`))
  const seen = commits.map((pages) =>
    Buffer.concat(pages.map(({ bytes }) => bytes)).toString('latin1'),
  )
  expect(seen.map((text) => /vierte-|fuenfte|sechste/.exec(text)?.[0])).toEqual([
    'vierte-',
    'fuenfte',
    'sechste',
  ])
})

test('what is no database is not read as one', () => {
  expect(readDatabaseFile(Buffer.from('SQLite format 4\0'.padEnd(600)))).toBe(null)
  expect(readDatabaseFile(Buffer.alloc(10))).toBe(null)
})

function database() {
  const folder = temporaryFolder('pages')
  const file = join(folder, 'pages.db')
  const db = new Database(file)
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { db, file }
}

import Database from 'better-sqlite3'
import { type Attack, type Attempt, guesses } from './attempt.ts'
import type { Evidence } from './evidence.ts'
import { breaking } from './rising.ts'
import { readDatabaseFile } from './sqlite/database-file.ts'
import { type Cell, cellsOf } from './sqlite/tree.ts'
import type { Store } from './store.ts'

interface Prepared {
  readonly kinds: readonly Store['kind'][]
  readonly table: string
  /** Rows of one value were made together. */
  readonly key: string
  /** What is filled in place; zeros before. */
  readonly columns: string
  readonly what: string
}

/** The stores, and their mirrors. */
const STAFF = ['identity', 'cards'] as const

/** Tables whose rows all exist before anybody comes. */
const PREPARED: readonly Prepared[] = [
  { kinds: ['box'], table: 'ballot', key: '', columns: 'sealed', what: '回答の欄' },
  { kinds: ['box'], table: 'spent', key: '', columns: 'card', what: '使われた券の欄' },
  { kinds: STAFF, table: 'card', key: 'survey', columns: 'issued', what: '回答券の印' },
  {
    kinds: ['identity'],
    table: 'proposal_cards',
    key: 'quarter',
    columns: 'posts, endorsements',
    what: '提案券の印',
  },
  { kinds: STAFF, table: 'slip', key: 'pool', columns: 'exchanged', what: '紙の券の印' },
]

/** Room for rows of people who joined after the others. */
const NEWCOMERS = 0.05

/**
 * Rows that were made together lie in the file as their keys follow each other: page after page, in a page
 * from its end to its beginning, overflow pages in the same order. A row that was written anew when
 * somebody came lies elsewhere, and later ones behind earlier ones. Compared are filled rows with all
 * that were made together with them; where no empty one is left, with the same rows made anew in one go.
 */
export const rowPlaces: Attack = {
  id: 'T1',
  slug: 'row-places',
  title: 'ファイルの中の行の位置',
  run: (evidence) => PREPARED.map((prepared) => compare(evidence, prepared)),
}

function compare({ stores }: Evidence, prepared: Prepared): Attempt {
  const { kinds, table, what } = prepared
  const told = {
    tried: `${what}（${table}）: 書き込まれた行が、鍵の順から外れた位置にないか（ページ・ページ内・あふれページ）`,
    meaning: '書き込まれた行のうち、位置が鍵の順から外れた割合',
  }
  const chances: number[] = []
  let hits = 0
  for (const store of stores.filter(
    (one) => kinds.includes(one.kind) && one.tables.includes(table),
  )) {
    for (const group of groupsOf(store, prepared)) {
      const filled = group.filter((row) => row.filled)
      hits += filled.filter((row) => row.moved).length
      const chance = chanceIn(group)
      chances.push(...filled.map(() => chance))
    }
  }
  return guesses(told, chances, hits)
}

interface Row {
  readonly filled: boolean
  readonly moved: boolean
  /** Whether it would be out of its place too if the table were made anew in one go. */
  readonly movedAnew: boolean
}

/** Rows that were made together. */
function groupsOf(store: Store, { table, key, columns }: Prepared): Row[][] {
  const cells = store.cells(table)
  const anew = madeAnew(store, table)
  const [outside, outsideAnew] = [displaced(cells), displaced(anew)]
  const group = store.columns(table).includes(key) ? key : `''`
  const groups = new Map<unknown, Row[]>()
  for (const [i, [of, ...content]] of store
    .rows(`SELECT ${group}, ${columns} FROM ${table}`)
    .entries()) {
    const [cell, cellAnew] = [cells[i], anew[i]]
    const row = {
      filled: hasContent(content),
      moved: cell !== undefined && outside.has(cell),
      movedAnew: cellAnew !== undefined && outsideAnew.has(cellAnew),
    }
    const rows = groups.get(of)
    if (rows === undefined) groups.set(of, [row])
    else rows.push(row)
  }
  return [...groups.values()]
}

function chanceIn(group: readonly Row[]): number {
  const isWhole = group.every(({ filled }) => filled)
  if (!isWhole) return group.filter(({ moved }) => moved).length / group.length
  return Math.min(1, group.filter(({ movedAnew }) => movedAnew).length / group.length + NEWCOMERS)
}

/** The rows of a table as they lie when they are written one after the other in the order of their keys. */
function madeAnew(store: Store, table: string): Cell[] {
  const db = new Database(':memory:')
  try {
    db.pragma(`page_size = ${store.raw.pageSize}`)
    const [[sql] = []] = store.rows(`SELECT sql FROM sqlite_schema WHERE name = '${table}'`)
    db.exec(String(sql))
    const rows = store.rows(`SELECT * FROM ${table}`)
    const places = store.columns(table).map(() => '?')
    const put = db.prepare(`INSERT INTO ${table} VALUES (${places.join(', ')})`)
    db.transaction(() => {
      for (const row of rows) put.run(...row)
    })()
    const root = db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table)
    const file = readDatabaseFile(db.serialize())
    return file === null ? [] : cellsOf(file, Number(root))
  } finally {
    db.close()
  }
}

function displaced(cells: readonly Cell[]): Set<Cell> {
  return new Set([...outOfPlace(cells), ...outOfChain(cells)])
}

/** Rows that break the order most rows follow: within a page downwards, leaf pages upwards. */
function outOfPlace(cells: readonly Cell[]): Cell[] {
  const pages = new Map<number, Cell[]>()
  for (const cell of cells) pages.set(cell.page, [...(pages.get(cell.page) ?? []), cell])
  const within = [...pages.values()].flatMap((list) => breaking(list, ({ offset }) => -offset))
  const order = breaking([...pages.keys()], (page) => page)
  return [...within, ...order.flatMap((page) => pages.get(page) ?? [])]
}

/** Rows whose overflow pages are not where rows of their place have them. */
function outOfChain(cells: readonly Cell[]): Cell[] {
  const chained = cells.filter(({ overflow }) => overflow.length > 0)
  return breaking(chained, ({ overflow }) => overflow[0] ?? 0)
}

function hasContent(row: readonly unknown[]): boolean {
  return row.some((value) => Buffer.isBuffer(value) && value.some((byte) => byte !== 0))
}

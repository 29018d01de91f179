import Database from 'better-sqlite3'
import type { Attack, Attempt } from './attempt.ts'
import { mostByChance, mostByDrawing } from './chance.ts'
import type { Evidence } from './evidence.ts'
import { breaking } from './rising.ts'
import { readDatabaseFile } from './sqlite/database-file.ts'
import { type Cell, cellsOf } from './sqlite/tree.ts'
import type { Store } from './store.ts'

interface Prepared {
  readonly kinds: readonly Store['kind'][]
  readonly table: string
  /** What is filled in place; zeros before. */
  readonly columns: string
  readonly what: string
}

/** The stores, and their mirrors. */
const STAFF = ['identity', 'cards'] as const

/** Tables whose rows all exist before anybody comes. */
const PREPARED: readonly Prepared[] = [
  { kinds: ['box'], table: 'ballot', columns: 'sealed', what: '回答の欄' },
  { kinds: ['box'], table: 'spent', columns: 'card', what: '使われた券の欄' },
  { kinds: STAFF, table: 'card', columns: 'issued', what: '回答券の印' },
  {
    kinds: ['identity'],
    table: 'proposal_cards',
    columns: 'posts, endorsements',
    what: '提案券の印',
  },
  { kinds: STAFF, table: 'slip', columns: 'exchanged', what: '紙の券の印' },
]

/** Room for rows of people who joined after the others. */
const NEWCOMERS = 0.05

/**
 * Rows that were made together lie in the file as their keys follow each other: page after page, in a page
 * from its end to its beginning, overflow pages in the same order. A row that was written anew when
 * somebody came lies elsewhere, and later ones behind earlier ones. Compared are filled with empty rows;
 * where all are filled, with the same rows made anew in one go.
 */
export const rowPlaces: Attack = {
  id: 'T1',
  slug: 'row-places',
  title: 'ファイルの中の行の位置',
  run: (evidence) => PREPARED.map((prepared) => compare(evidence, prepared)),
}

function compare({ stores }: Evidence, { kinds, table, columns, what }: Prepared): Attempt {
  const told = {
    tried: `${what}（${table}）: 書き込まれた行が、鍵の順から外れた位置にないか（ページ・ページ内・あふれページ）`,
    meaning: '書き込まれた行のうち、位置が鍵の順から外れた割合',
  }
  let [total, filled, moved, hits, fresh] = [0, 0, 0, 0, 0]
  for (const store of stores.filter(
    (one) => kinds.includes(one.kind) && one.tables.includes(table),
  )) {
    const cells = store.cells(table)
    const outside = displaced(cells)
    const contents = store.rows(`SELECT ${columns} FROM ${table}`)
    fresh += displaced(madeAnew(store, table)).size
    for (const [i, cell] of cells.entries()) {
      const isFilled = hasContent(contents[i] ?? [])
      const isMoved = outside.has(cell)
      total += 1
      if (isFilled) filled += 1
      if (isMoved) moved += 1
      if (isFilled && isMoved) hits += 1
    }
  }
  if (filled === 0) return { ...told, ...nothing, found: [] }
  const alone = filled === total
  const usual = Math.min(1, fresh / total + NEWCOMERS)
  const most = alone
    ? mostByChance(Array<number>(filled).fill(usual))
    : mostByDrawing(total, moved, filled)
  return {
    ...told,
    measure: 'share',
    entries: filled,
    success: hits / filled,
    chance: (alone ? fresh : moved) / total,
    limit: most / filled,
    found: [],
  }
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

const nothing = { measure: 'share', entries: 0, success: 0, chance: 0, limit: 0 } as const

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

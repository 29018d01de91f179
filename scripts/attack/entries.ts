/** What the two sides hold: marks of cards that were handed out, and messages in boxes. */
import type { Store } from './store.ts'

/** A card that was handed out: somebody took part. */
export interface Mark {
  /** Survey, quarter, or pool of slips. */
  readonly box: string
  readonly table: 'card' | 'proposal_cards' | 'slip'
  /** Staff number; of a slip its hash in hex. */
  readonly who: string
  /** 32 bytes: SHA-256 of the blinded message. */
  readonly digest: Buffer
}

/** A box with what has been put in. */
export interface Box {
  readonly store: Store
  readonly id: string
  /** Filled slots only. */
  readonly ballots: ReadonlyMap<number, Buffer>
  readonly cards: ReadonlyMap<number, Buffer>
  readonly ballotSlots: number
  readonly cardSlots: number
  /** Of a survey; else of a quarter of proposals. */
  readonly isSurvey: boolean
}

const CELL = 33

/** Every mark of an `identity.db`, in the order of the keys. */
export function marksOf(store: Store): Mark[] {
  const marks: Mark[] = []
  const add = (box: unknown, table: Mark['table'], who: string, cells: unknown) => {
    if (!Buffer.isBuffer(cells)) return
    for (let at = 0; at + CELL <= cells.length; at += CELL) {
      if (cells[at] === 0) continue
      const digest = cells.subarray(at + 1, at + CELL)
      // Of a slip of an earlier quarter remains only that it was used.
      if (digest.every((byte) => byte === 0)) continue
      marks.push({ box: String(box), table, who, digest })
    }
  }
  const rowsOf = (table: string, columns: string) =>
    store.tables.includes(table) ? store.rows(`SELECT ${columns} FROM ${table}`) : []
  for (const [box, who, cell] of rowsOf('card', 'survey, person, issued'))
    add(box, 'card', String(who), cell)
  for (const [box, who, posts] of rowsOf('proposal_cards', 'quarter, person, posts'))
    add(box, 'proposal_cards', String(who), posts)
  for (const [box, hash, cell] of rowsOf('slip', 'pool, hash, exchanged'))
    add(box, 'slip', (hash as Buffer).toString('hex'), cell)
  return marks
}

export function boxesOf(stores: readonly Store[]): Box[] {
  return stores
    .filter(({ kind }) => kind === 'box')
    .map((store) => {
      const ballots = contentOf(store, 'ballot')
      const cards = contentOf(store, 'spent')
      return {
        store,
        id: store.box,
        ballots: filled(ballots),
        cards: filled(cards),
        ballotSlots: ballots.size,
        cardSlots: cards.size,
        isSurvey: !/^p\d{4}q\d/.test(store.box),
      }
    })
}

/** Nonce of a spent card: `class ‖ nonce 32 ‖ signature 384`. */
export function nonceOf(card: Buffer): Buffer {
  return card.subarray(1, 33)
}

export interface PublishedCard {
  readonly nonce: Buffer
  readonly signature: Buffer
}

/** Lists of used cards that were published, in their order. */
export function publishedCards(stores: readonly Store[]): Map<string, PublishedCard[]> {
  const lists = new Map<string, PublishedCard[]>()
  for (const store of stores.filter(({ tables }) => tables.includes('spent_list'))) {
    for (const [survey, body] of store.rows('SELECT survey, body FROM spent_list')) {
      const { cards } = JSON.parse(String(body)) as {
        cards: { nonce: string; signature: string }[]
      }
      const read = cards.map(({ nonce, signature }) => ({
        nonce: Buffer.from(nonce, 'base64'),
        signature: Buffer.from(signature, 'base64'),
      }))
      lists.set(String(survey), read)
    }
  }
  return lists
}

/** Slot (or rowid) → the longest value of the row. */
function contentOf(store: Store, table: string): Map<number, Buffer> {
  const withRowid = store.rows(`SELECT wr FROM pragma_table_list('${table}')`)[0]?.[0] === 0
  const rows = store.rows(`SELECT ${withRowid ? 'rowid, ' : ''}* FROM ${table}`)
  return new Map(
    rows.map((row, i) => {
      const values = row.filter((value) => Buffer.isBuffer(value))
      const [content = Buffer.alloc(1)] = values.toSorted((a, b) => b.length - a.length)
      return [withRowid ? Number(row[0]) : i, content]
    }),
  )
}

function filled(content: ReadonlyMap<number, Buffer>): Map<number, Buffer> {
  return new Map([...content].filter(([, value]) => value.length > 1 && value[0] !== 0))
}

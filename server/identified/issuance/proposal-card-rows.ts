import { createHash } from 'node:crypto'
import type { IdentityStore } from '../../stores/identity.ts'

/** 33 zero bytes until a card is handed out, then `0x01 ‖ SHA-256(blinded message)`. */
const CELL = 33
const EMPTY = Buffer.alloc(CELL)

/** Three columns a row: far below any limit of variables in one statement. */
const CHUNK = 200

export interface CardNumbers {
  readonly posts: number
  readonly endorsements: number
}

/** What the door knows of lots and keys. */
export interface LotRules {
  /** What one lot holds when so many are left. */
  readonly lotOf: (left: CardNumbers) => CardNumbers
  readonly signable: (kind: 'post' | 'endorse', blinded: Buffer) => boolean
}

export type Marked =
  | { readonly state: 'marked'; readonly posts: number }
  | { readonly state: 'more-than-left' | 'bad' }

/**
 * One row for everybody who has none yet, all in one transaction and in the order of staff numbers: at the
 * beginning of a quarter for the whole body, later for newcomers. Everybody has the same number of cells.
 *
 * @param quota cells of the first rows of a quarter; later rows are as long as these.
 */
export async function prepareCardRows(
  identity: IdentityStore,
  quarter: string,
  quota: CardNumbers,
): Promise<void> {
  await identity.transaction().execute(async (trx) => {
    const like = await trx
      .selectFrom('proposal_cards')
      .select(['posts', 'endorsements'])
      .where('quarter', '=', quarter)
      .limit(1)
      .executeTakeFirst()
    const posts = Buffer.alloc(like?.posts.length ?? quota.posts * CELL)
    const endorsements = Buffer.alloc(like?.endorsements.length ?? quota.endorsements * CELL)
    const people = await trx
      .selectFrom('person')
      .leftJoin('proposal_cards', (join) =>
        join
          .onRef('proposal_cards.person', '=', 'person.number')
          .on('proposal_cards.quarter', '=', quarter),
      )
      .select('person.number')
      .where('proposal_cards.person', 'is', null)
      .orderBy('person.number')
      .execute()
    for (let i = 0; i < people.length; i += CHUNK) {
      const rows = people
        .slice(i, i + CHUNK)
        .map(({ number: person }) => ({ quarter, person, posts, endorsements }))
      await trx.insertInto('proposal_cards').values(rows).execute()
    }
  })
}

/** Goes with the signing keys of a quarter: nobody can be handed a card of it any more. */
export async function dropCardRows(identity: IdentityStore, quarter: string): Promise<void> {
  await identity.deleteFrom('proposal_cards').where('quarter', '=', quarter).execute()
}

/** Cells that are still empty; undefined when the person has no row. */
export async function cardsLeft(
  identity: IdentityStore,
  quarter: string,
  person: string,
): Promise<CardNumbers | undefined> {
  const row = await identity
    .selectFrom('proposal_cards')
    .select(['posts', 'endorsements'])
    .where('quarter', '=', quarter)
    .where('person', '=', person)
    .executeTakeFirst()
  return row === undefined ? undefined : emptyCells(row)
}

/**
 * Marks a lot in the person's row, in place: durable before anything is signed. The very same messages
 * again are known by their marks and use up nothing, so a lost connection costs no card.
 *
 * @param blinded posts first, then endorsements
 */
export async function markLot(
  identity: IdentityStore,
  quarter: string,
  person: string,
  blinded: readonly Buffer[],
  { lotOf, signable }: LotRules,
): Promise<Marked> {
  const marks = blinded.map(markOf)
  return identity.transaction().execute(async (trx): Promise<Marked> => {
    const row = await trx
      .selectFrom('proposal_cards')
      .select(['posts', 'endorsements'])
      .where('quarter', '=', quarter)
      .where('person', '=', person)
      .executeTakeFirstOrThrow()
    const repeated = postsIfKnown(row, marks)
    if (repeated !== null) return { state: 'marked', posts: repeated }

    const lot = lotOf(emptyCells(row))
    if (marks.length > lot.posts + lot.endorsements) return { state: 'more-than-left' }
    if (marks.length < lot.posts + lot.endorsements) return { state: 'bad' }
    const kindAt = (i: number) => (i < lot.posts ? 'post' : 'endorse')
    if (!blinded.every((message, i) => signable(kindAt(i), message))) return { state: 'bad' }
    if (!areNew(row, marks)) return { state: 'bad' }

    await trx
      .updateTable('proposal_cards')
      .set({
        posts: filled(row.posts, marks.slice(0, lot.posts)),
        endorsements: filled(row.endorsements, marks.slice(lot.posts)),
      })
      .where('quarter', '=', quarter)
      .where('person', '=', person)
      .execute()
    return { state: 'marked', posts: lot.posts }
  })
}

type Cells = { readonly posts: Buffer; readonly endorsements: Buffer }

function markOf(blinded: Buffer): Buffer {
  return Buffer.concat([Buffer.of(1), createHash('sha256').update(blinded).digest()])
}

function cellsOf(column: Buffer): Buffer[] {
  return Array.from({ length: column.length / CELL }, (_, i) =>
    column.subarray(i * CELL, (i + 1) * CELL),
  )
}

function emptyCells(row: Cells): CardNumbers {
  const empty = (column: Buffer) => cellsOf(column).filter((cell) => cell.equals(EMPTY)).length
  return { posts: empty(row.posts), endorsements: empty(row.endorsements) }
}

/** How many of the marks are posts when all of them stand in the row already, posts first; else null. */
function postsIfKnown(row: Cells, marks: readonly Buffer[]): number | null {
  const [posts, endorsements] = [cellsOf(row.posts), cellsOf(row.endorsements)]
  const isIn = (cells: readonly Buffer[], mark: Buffer) => cells.some((cell) => cell.equals(mark))
  const first = marks.findIndex((mark) => !isIn(posts, mark))
  const count = first === -1 ? marks.length : first
  return marks.slice(count).every((mark) => isIn(endorsements, mark)) ? count : null
}

/** Neither in the row nor twice among themselves: such a request is none of our pages'. */
function areNew(row: Cells, marks: readonly Buffer[]): boolean {
  const used = [...cellsOf(row.posts), ...cellsOf(row.endorsements)].filter((c) => !c.equals(EMPTY))
  const all = [...used, ...marks].map((mark) => mark.toString('base64'))
  return new Set(all).size === all.length
}

/** The column with the marks in its first empty cells. */
function filled(column: Buffer, marks: readonly Buffer[]): Buffer {
  const copy = Buffer.from(column)
  const waiting = [...marks]
  for (const cell of cellsOf(copy)) {
    if (!cell.equals(EMPTY)) continue
    waiting.shift()?.copy(cell)
  }
  return copy
}

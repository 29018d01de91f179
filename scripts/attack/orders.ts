/** Every order in which each side can be read. An attacker joins the k-th here with the k-th there. */
import { type Box, boxesOf, type Mark, marksOf, nonceOf, publishedCards } from './entries.ts'
import type { Evidence } from './evidence.ts'
import type { Store } from './store.ts'
import { sealedId } from './truth.ts'

/** Names of things of one side, the first that an attacker would guess to have come first. */
export interface Order {
  readonly how: string
  readonly ids: readonly string[]
}

/** Orders of the people and slips whose cards of this box were used up; the id is the mark in hex. */
export function staffOrders(evidence: Evidence, box: string): Order[] {
  const identity = presentStore(evidence, 'identity')
  if (identity === undefined) return []
  const marks = marksOf(identity).filter((mark) => belongsTo(mark, box))
  const place = placesOf(identity, marks)
  const sorted = (how: string, rank: (mark: Mark) => number | string): Order => ({
    how,
    ids: marks.toSorted((a, b) => compare(rank(a), rank(b)) || compare(idOf(a), idOf(b))).map(idOf),
  })
  const signIns = sessionPlaces(identity)
  const nights = firstNights(evidence)
  return [
    sorted('職員番号', ({ who }) => who),
    sorted('印の値', idOf),
    sorted('ファイルの中の印の位置', (mark) => place.get(mark) ?? 0),
    sorted('サインインの記録の位置', ({ who }) => signIns.get(who) ?? Number.MAX_SAFE_INTEGER),
    ...(evidence.nights.length === 0
      ? []
      : [sorted('印が現れた晩', (mark) => nights.get(idOf(mark)) ?? Number.MAX_SAFE_INTEGER)]),
  ]
}

/** Orders of what came into the box; the id is the nonce of its card or the digest of its seal, in hex. */
export function voiceOrders(evidence: Evidence, id: string): Order[] {
  const orders: Order[] = []
  const box = boxesOf(evidence.folders[0]?.stores ?? []).find((one) => one.id === id)
  if (box !== undefined) orders.push(...ordersInBox(box, firstNightOfSlot(evidence, id)))
  const list = publishedCards(evidence.stores).get(id)
  if (list !== undefined)
    orders.push({ how: '公表された券の一覧', ids: list.map(({ nonce }) => nonce.toString('hex')) })
  return orders.filter(({ ids }) => ids.length > 0)
}

function ordersInBox(box: Box, nightOf: (slot: number) => number): Order[] {
  const placesIn = (table: string) =>
    new Map(box.store.cells(table).map(({ rowid, offset }, i) => [rowid ?? i, offset]))
  const [ballotPlaces, cardPlaces] = [placesIn('ballot'), placesIn('spent')]
  const ballots = [...box.ballots].map(([slot, sealed]) => ({
    slot,
    id: sealedId(sealed),
    sealed,
    at: ballotPlaces.get(slot) ?? 0,
  }))
  const cards = [...box.cards].map(([slot, card]) => ({
    slot,
    id: nonceOf(card).toString('hex'),
    at: cardPlaces.get(slot) ?? 0,
  }))
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)
  return [
    { how: '回答の欄の番号', ids: ids(ballots.toSorted((a, b) => a.slot - b.slot)) },
    { how: 'ファイルの中の回答の位置', ids: ids(ballots.toSorted((a, b) => a.at - b.at)) },
    {
      how: '回答の大きさ',
      ids: ids(ballots.toSorted((a, b) => b.sealed.length - a.sealed.length || a.slot - b.slot)),
    },
    {
      how: '回答が現れた晩',
      ids: ids(ballots.toSorted((a, b) => nightOf(a.slot) - nightOf(b.slot) || a.slot - b.slot)),
    },
    { how: '券の欄の番号', ids: ids(cards.toSorted((a, b) => a.slot - b.slot)) },
    { how: 'ファイルの中の券の位置', ids: ids(cards.toSorted((a, b) => a.at - b.at)) },
    { how: '券の値', ids: ids(cards.toSorted((a, b) => compare(a.id, b.id))) },
  ]
}

function idOf({ digest }: Mark): string {
  return digest.toString('hex')
}

function belongsTo(mark: Mark, box: string): boolean {
  return mark.box === box || (mark.box.startsWith('proposals-') && /^p\d{4}q\d/.test(box))
}

function presentStore({ folders }: Evidence, kind: Store['kind']): Store | undefined {
  return folders[0]?.stores.find((store) => store.kind === kind && !store.old)
}

function placesOf(store: Store, marks: readonly Mark[]): Map<Mark, number> {
  const { bytes } = store.present
  return new Map(marks.map((mark) => [mark, bytes.indexOf(mark.digest)]))
}

/** SQLite puts a new session beside the last one until they are tidied. */
function sessionPlaces(store: Store): Map<string, number> {
  const { bytes } = store.present
  const rows = store.rows('SELECT person, id_hash FROM session') as [string, Buffer][]
  return new Map(rows.map(([person, hash]) => [person, -bytes.indexOf(hash)]))
}

/** The first copy each mark is in. */
function firstNights({ nights }: Evidence): Map<string, number> {
  const first = new Map<string, number>()
  for (const [night, { folder }] of nights.entries()) {
    for (const store of folder.stores.filter(({ kind }) => kind === 'identity')) {
      for (const mark of marksOf(store)) if (!first.has(idOf(mark))) first.set(idOf(mark), night)
    }
  }
  return first
}

function firstNightOfSlot({ nights }: Evidence, id: string): (slot: number) => number {
  const first = new Map<number, number>()
  for (const [night, { folder }] of nights.entries()) {
    const box = boxesOf(folder.stores).find((one) => one.id === id)
    for (const slot of box?.ballots.keys() ?? []) if (!first.has(slot)) first.set(slot, night)
  }
  return (slot) => first.get(slot) ?? nights.length
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The cards of this browser: bearer cards without any word about a person. On a PC they stand in
 * localStorage, on a shared tablet in sessionStorage; read and spent are those of both.
 */
import { fromBase64, toBase64 } from '../protocol/bytes.ts'
import type { Card } from '../protocol/card.ts'
import type { CardNumbers } from '../protocol/lot-doors.ts'

export type CardKind = keyof CardNumbers

const CARDS = 'kazetoshi.proposals.cards'
const SLIP_CARD = 'kazetoshi.proposals.slip'
const TRIAL = 'kazetoshi.proposals.trial'
const NONCE_BYTES = 32

interface KeptCards {
  readonly v: 1
  readonly quarter: string
  readonly keyId: string
  /** base64 of `nonce ‖ signature`. */
  readonly posts: readonly string[]
  readonly endorsements: readonly string[]
}

/** The storages that this browser lets us read. */
export function storages(): Storage[] {
  return [() => localStorage, () => sessionStorage].flatMap((open) => {
    try {
      return [open()]
    } catch {
      return []
    }
  })
}

/** Both storages take what they are given; some private modes do not. */
export function canStore(): boolean {
  try {
    for (const storage of [localStorage, sessionStorage]) {
      storage.setItem(TRIAL, '1')
      storage.removeItem(TRIAL)
    }
    return true
  } catch {
    return false
  }
}

/** How many cards of this quarter there are. */
export function countCards(quarter: string, keyId: string): CardNumbers {
  const kept = storages().flatMap((storage) => readCards(storage, quarter, keyId))
  const count = (kind: CardKind) => new Set(kept.flatMap((cards) => cards[kind])).size
  return { posts: count('posts'), endorsements: count('endorsements') }
}

/** Adds verified cards. What stands there of another quarter or key is overwritten: it is worth nothing now. */
export function addCards(
  storage: Storage,
  quarter: string,
  keyId: string,
  fresh: { readonly posts: readonly Card[]; readonly endorsements: readonly Card[] },
): void {
  const [old] = readCards(storage, quarter, keyId)
  const joined = (kind: CardKind) => [
    ...new Set([...(old?.[kind] ?? []), ...fresh[kind].map(spelled)]),
  ]
  const [posts, endorsements] = [joined('posts'), joined('endorsements')]
  write(storage, { v: 1, quarter, keyId, posts, endorsements })
}

/**
 * Takes one card out of the storage, for good: it may be on its way from now on, and a card must never
 * carry two messages.
 */
export function takeCard(kind: CardKind, quarter: string, keyId: string): Card | null {
  const holders = storages().flatMap((storage) =>
    readCards(storage, quarter, keyId).map((cards) => ({ storage, cards })),
  )
  const all = holders.flatMap(({ cards }) => cards[kind])
  const chosen = all[below(all.length)]
  if (chosen === undefined) return null
  for (const { storage, cards } of holders) {
    write(storage, { ...cards, [kind]: cards[kind].filter((card) => card !== chosen) })
  }
  return readSpelled(chosen)
}

/**
 * The card of a paper slip, on its way from the page that read it to the posting page of the same tab: apart
 * from what somebody's PC was handed, and for a moment only. Browsers write to the disk seconds later.
 *
 * @throws a `DOMException` where this browser stores nothing
 */
export function keepSlipCard(quarter: string, keyId: string, card: Card): void {
  write(
    sessionStorage,
    { v: 1, quarter, keyId, posts: [spelled(card)], endorsements: [] },
    SLIP_CARD,
  )
}

/** Once: it is in this page from now on. The slip itself gives it again, as long as it has carried nothing. */
export function takeSlipCard(quarter: string, keyId: string): Card | null {
  const kept = storages().flatMap((storage) => readCards(storage, quarter, keyId, SLIP_CARD))
  dropSlipCard()
  const card = kept[0]?.posts[0]
  return card === undefined ? null : readSpelled(card)
}

/** What anybody before has left in this tab. */
export function dropSlipCard(): void {
  for (const storage of storages()) storage.removeItem(SLIP_CARD)
}

/** Nothing, or the cards of this quarter and key. */
function readCards(storage: Storage, quarter: string, keyId: string, place = CARDS): KeptCards[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(place) ?? 'null')
    if (!isKept(kept) || kept.quarter !== quarter || kept.keyId !== keyId) return []
    return [kept]
  } catch {
    return []
  }
}

function write(storage: Storage, cards: KeptCards, place = CARDS): void {
  storage.setItem(place, JSON.stringify(cards))
}

function spelled({ nonce, signature }: Card): string {
  return toBase64(Uint8Array.from([...nonce, ...signature]))
}

function readSpelled(text: string): Card {
  const bytes = fromBase64(text)
  return { nonce: bytes.slice(0, NONCE_BYTES), signature: bytes.slice(NONCE_BYTES) }
}

function isKept(value: unknown): value is KeptCards {
  if (typeof value !== 'object' || value === null) return false
  const { v, quarter, keyId, posts, endorsements } = value as Record<string, unknown>
  return (
    v === 1 &&
    typeof quarter === 'string' &&
    typeof keyId === 'string' &&
    isList(posts) &&
    isList(endorsements)
  )
}

/** 416 bytes each in base64. */
function isList(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.every((card) => typeof card === 'string' && /^[\w+/]{555}=$/.test(card))
  )
}

/** A random index; the bias of 2³² over a few cards is nothing. */
function below(count: number): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  return count === 0 ? 0 : random % count
}

/**
 * What the browser keeps of a card. The seed is stored before anything is sent; after a cast only
 * `{ v: 1, state: 'done' }` stays, in the tab. A card that was taken early stays in the PC's localStorage until
 * it is spent; any other in the tab's sessionStorage. Answers are never stored anywhere.
 */
export type KeptCard = HeldCard | { readonly v: 1; readonly state: 'done' }

/** Not spent yet. `seed`: asked for, no answer so far. */
export type HeldCard = Held &
  (
    | { readonly state: 'seed' }
    | { readonly state: 'ready'; readonly signature: string; readonly keyId: string }
  )

interface Held {
  readonly v: 1
  readonly seed: string
  /** SHA-256 of the blinded message in hexadecimal digits: what the staff side has of the card. */
  readonly mark?: string
  /** Of a card taken early: its printed code, and the last day (JST) on which it can be used. */
  readonly code?: string
  readonly until?: string
}

/** The card to answer with: the tab's own, else the one that waits on this PC. */
export function readCard(surveyId: string): KeptCard | null {
  return readTabCard(surveyId) ?? readEarlyCard(surveyId)
}

export function readTabCard(surveyId: string): KeptCard | null {
  return parse(() => sessionStorage.getItem(slot(surveyId)))
}

export function readEarlyCard(surveyId: string): HeldCard | null {
  const kept = parse(() => localStorage.getItem(slot(surveyId)))
  return kept?.state === 'done' ? null : kept
}

/**
 * In the tab. Once a card is spent, it goes from the PC too; one of somebody else that waits there stays.
 *
 * @throws when the browser refuses to store (private mode, full): nothing may be sent then.
 */
export function keepCard(surveyId: string, card: KeptCard): void {
  if (card.state === 'done') forgetSpent(surveyId)
  sessionStorage.setItem(slot(surveyId), JSON.stringify(card))
}

/** On this PC, until the card is spent. @throws as `keepCard` */
export function keepEarlyCard(surveyId: string, card: HeldCard): void {
  localStorage.setItem(slot(surveyId), JSON.stringify(card))
}

/** Cards taken early of surveys that are over. @param today ISO day (JST) */
export function dropLateCards(today: string): void {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(PREFIX)) continue
    const kept = readEarlyCard(name.slice(PREFIX.length))
    if (kept === null || (kept.until ?? '') < today) localStorage.removeItem(name)
  }
}

function forgetSpent(surveyId: string): void {
  const early = readEarlyCard(surveyId)
  const spent = readCard(surveyId)
  if (early !== null && spent?.state !== 'done' && spent?.seed === early.seed) {
    localStorage.removeItem(slot(surveyId))
  }
}

const PREFIX = 'kazetoshi.card.'

function slot(surveyId: string): string {
  return PREFIX + surveyId
}

function parse(read: () => string | null): KeptCard | null {
  try {
    const kept: unknown = JSON.parse(read() ?? 'null')
    return isKeptCard(kept) ? kept : null
  } catch {
    return null
  }
}

function isKeptCard(value: unknown): value is KeptCard {
  if (typeof value !== 'object' || value === null) return false
  const { v, state, seed, signature, keyId, mark, code, until } = value as Record<string, unknown>
  if (v !== 1) return false
  if (state === 'done') return true
  if (typeof seed !== 'string') return false
  if (![mark, code, until].every((x) => x === undefined || typeof x === 'string')) return false
  return (
    state === 'seed' ||
    (state === 'ready' && [signature, keyId].every((x) => typeof x === 'string'))
  )
}

/**
 * How the card of a paper slip goes from page to page of one tab. It stands in sessionStorage for the moment
 * between two pages only: who takes it removes it, and browsers write to the disk seconds later. There is
 * neither code nor seed in it; the slip itself gives the same card again.
 */
import { fromBase64, toBase64 } from '../protocol/bytes.ts'
import type { ExchangedCard } from '../protocol/slip-door.ts'

/** 'sent': the answer page has sent this person's answers. */
export type Handed = ExchangedCard | 'sent'

const PLACE = 'kazetoshi.slip.'
const SENT = 'sent'
const NONCE_BYTES = 32

/** @throws a `DOMException` where this browser stores nothing. */
export function hand(surveyId: string, handed: Handed): void {
  sessionStorage.setItem(PLACE + surveyId, handed === 'sent' ? SENT : spelled(handed))
}

/** Once: it is in this page from now on, and nowhere else. */
export function takeHanded(surveyId: string): Handed | null {
  try {
    const kept = sessionStorage.getItem(PLACE + surveyId)
    sessionStorage.removeItem(PLACE + surveyId)
    return kept === null || kept === SENT ? kept : readSpelled(kept)
  } catch {
    return null
  }
}

/** What anybody before has left in this tab. */
export function dropHanded(): void {
  try {
    const places = Array.from({ length: sessionStorage.length }, (_, i) => sessionStorage.key(i))
    for (const place of places) if (place?.startsWith(PLACE)) sessionStorage.removeItem(place)
  } catch {
    // Where nothing can be read, nothing was left.
  }
}

/** `keyId base64(nonce ‖ signature)`. */
function spelled({ keyId, nonce, signature }: ExchangedCard): string {
  return `${keyId} ${toBase64(Uint8Array.from([...nonce, ...signature]))}`
}

function readSpelled(text: string): ExchangedCard | null {
  const [keyId, card = ''] = text.split(' ')
  if (keyId === undefined || !/^[\w+/]{555}=$/.test(card)) return null
  const bytes = fromBase64(card)
  return { keyId, nonce: bytes.slice(0, NONCE_BYTES), signature: bytes.slice(NONCE_BYTES) }
}

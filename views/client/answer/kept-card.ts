/**
 * What this tab keeps of a card. The seed is stored before anything is sent; after a cast only
 * `{ v: 1, state: 'done' }` stays. Answers are never stored anywhere.
 */
export type KeptCard =
  | { readonly v: 1; readonly state: 'seed'; readonly seed: string }
  | {
      readonly v: 1
      readonly state: 'ready'
      readonly seed: string
      readonly signature: string
      readonly keyId: string
    }
  | { readonly v: 1; readonly state: 'done' }

export function readCard(surveyId: string): KeptCard | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(slot(surveyId)) ?? 'null')
    return isKeptCard(kept) ? kept : null
  } catch {
    return null
  }
}

/** @throws when the browser refuses to store (private mode, full): nothing may be sent then. */
export function keepCard(surveyId: string, card: KeptCard): void {
  sessionStorage.setItem(slot(surveyId), JSON.stringify(card))
}

function slot(surveyId: string): string {
  return `kazetoshi.card.${surveyId}`
}

function isKeptCard(value: unknown): value is KeptCard {
  if (typeof value !== 'object' || value === null) return false
  const { v, state, seed, signature, keyId } = value as Record<string, unknown>
  if (v !== 1) return false
  if (state === 'done') return true
  if (typeof seed !== 'string') return false
  return (
    state === 'seed' ||
    (state === 'ready' && [signature, keyId].every((x) => typeof x === 'string'))
  )
}

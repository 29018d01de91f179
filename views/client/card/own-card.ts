import type { HeldCard, KeptCard } from '../answer/kept-card.ts'

/** The section of the card page that is shown. `other`: this tab holds a card that is not one's own. */
export type CardView = 'take' | 'resume' | 'ready' | 'kept' | 'done' | 'elsewhere' | 'other'

export interface Found {
  /** What the tab holds, and what waits on this PC. */
  readonly tab: KeptCard | null
  readonly early: HeldCard | null
}

/**
 * The page knows whether this person has a card, the browser what is kept here; the mark tells the own card
 * from one of somebody else who has used the same tab or PC.
 *
 * @param mark of the card that was handed out to who is signed in; undefined: none was
 */
export function cardView(mark: string | undefined, { tab, early }: Found): CardView {
  const own = ownCardAmong(mark, { tab, early })
  // A card of somebody else: neither spend it nor overwrite it.
  if (tab?.state === 'ready' && tab !== own) return 'other'
  if (own !== null) {
    if (own.state === 'seed') return 'resume'
    return own === early ? 'kept' : 'ready'
  }
  if (mark === undefined) return 'take'
  return tab?.state === 'done' ? 'done' : 'elsewhere'
}

export function ownCardAmong(mark: string | undefined, { tab, early }: Found): HeldCard | null {
  if (mark === undefined) return null
  if (tab !== null && tab.state !== 'done' && tab.mark === mark) return tab
  return early?.mark === mark ? early : null
}

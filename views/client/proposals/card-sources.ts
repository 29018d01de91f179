import { postSaidJa } from '../../words/post-said.ts'
import { speaker } from '../language/spoken.ts'
import type { Card } from '../protocol/card.ts'
import { takeCard } from './kept-cards.ts'
import type { CardSource } from './sending.ts'

const { line } = speaker(postSaidJa)

/** The cards that came at sign-in. */
export const ownCards: CardSource = {
  take: (quarter, keyId) => takeCard('posts', quarter, keyId),
  none: {
    title: line('noCardLeft'),
    text: line('noCardLeftText'),
  },
}

/** The one card of the paper slip that was read in this tab, for the key it was made with; never another. */
export function slipCards(card: Card | null, ...of: readonly string[]): CardSource {
  let left = card
  return {
    take(quarter, keyId) {
      const taken = of.join() === [quarter, keyId].join() ? left : null
      left = null
      return taken
    },
    none: NO_SLIP,
  }
}

const NO_SLIP = { title: line('slipOver'), text: line('slipOverText') }

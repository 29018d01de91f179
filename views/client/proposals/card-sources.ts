import type { Card } from '../protocol/card.ts'
import { takeCard } from './kept-cards.ts'
import type { CardSource } from './sending.ts'

/** The cards that came at sign-in. */
export const ownCards: CardSource = {
  take: (quarter, keyId) => takeCard('posts', quarter, keyId),
  none: {
    title: 'この端末に、使える提案券がありません',
    text: '何も送られていません。この画面は閉じずに、別のタブでサインインすると、新しい券が届きます。そのあとで、もう一度送ってください。',
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

const NO_SLIP = {
  title: 'この紙の提案券では、送れなくなりました',
  text: '何も送られていません。書いている間に、提案箱が新しい四半期のものに替わりました。大事なところを紙に書き写してから、別の提案券を読み取って、書き直してください。',
}

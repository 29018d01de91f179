/** The card of a paper slip in a tab, as the page on which slips are read leaves it. */
import type { Page } from 'playwright-core'
import type { Card } from '../../views/client/protocol/card.ts'
import type { ProposalBox } from '../support/proposal-box.ts'

export function spelledCard({ nonce, signature }: Card): string {
  return Buffer.concat([nonce, signature]).toString('base64')
}

/** The page must be one of the same origin. */
export async function keepCard(page: Page, box: ProposalBox, card: Card): Promise<void> {
  const { quarter, keyId } = await box.key()
  const kept = { v: 1, quarter, keyId, posts: [spelledCard(card)], endorsements: [] }
  await page.evaluate(
    (value) => sessionStorage.setItem('kazetoshi.proposals.slip', value),
    JSON.stringify(kept),
  )
}

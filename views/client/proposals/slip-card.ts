import { blindedMessage, finishCard } from '../protocol/card.ts'
import { fetchProposalKey, isCardSpent, requestCardForSlip } from '../protocol/proposal-doors.ts'
import { slipSecrets } from '../protocol/slip.ts'
import { keepSlipCard } from './kept-cards.ts'

/**
 * Exchanges a 紙の提案券 for a card, which is kept in this tab only; the posting page `/voice/proposals` then
 * uses it. Code and seed never leave this function. Repeated, it is the same request and the same card.
 *
 * @param code as `readSlipCode` returns it, of the kind 'proposal'
 * @param origin for scripts in Node
 * @returns `used`: a proposal was sent with this slip before, and nothing was kept
 * @throws {DoorRefusal} with a text to show (`troubleOf`), {ProtocolViolation}; a `DOMException` where this
 *   browser stores nothing
 */
export async function takeProposalSlip(code: string, origin = ''): Promise<'kept' | 'used'> {
  const { quarter, keyId, postKey } = await fetchProposalKey(origin)
  const { id, seed } = slipSecrets(code)
  const answer = await requestCardForSlip(origin, id, blindedMessage(seed, postKey, quarter))
  const card = finishCard(seed, postKey, answer, quarter)
  seed.fill(0)
  if (await isCardSpent(origin, card)) return 'used'
  keepSlipCard(quarter, keyId, card)
  return 'kept'
}

/**
 * Fetching one lot of 提案券 and 共感券: what `cards.ts` loads when there is something to fetch, so that the
 * arithmetic of blind signatures is not part of every page.
 */
import { fromBase64, toBase64 } from './protocol/bytes.ts'
import { newSeed } from './protocol/card.ts'
import { DoorRefusal } from './protocol/doors.ts'
import { type LotOffer, requestLot } from './protocol/lot-doors.ts'
import { fetchProposalKey } from './protocol/proposal-doors.ts'
import { ProtocolViolation } from './protocol/violation.ts'
import { addCards } from './proposals/kept-cards.ts'
import { finishLot, type LotPlan, lotRequest } from './proposals/lot.ts'

/** `none-left`: nothing more this quarter. */
export type LotState = 'fetched' | 'none-left' | 'unsafe' | 'offline'

/** A lot on its way: the seed is stored before anything is sent. */
const PENDING = 'kazetoshi.proposals.lot'

/**
 * Fetches one lot of cards. Interrupted, it goes on at the next call with the very same request; nothing of
 * it is stored as a card before it is verified.
 */
export async function fetchLot(offer: LotOffer, storage: Storage): Promise<LotState> {
  try {
    const pending = readPending(storage, offer)
    if (pending !== null && (await fetched(storage, offer, pending))) return 'fetched'
    if (offer.lot.posts + offer.lot.endorsements === 0) return 'none-left'
    const plan = { ...offer.lot, seed: newSeed() }
    return (await fetched(storage, offer, plan)) ? 'fetched' : 'offline'
  } catch (error) {
    return error instanceof ProtocolViolation ? 'unsafe' : 'offline'
  }
}

/** False when the door refuses this very request: another browser was quicker. */
async function fetched(storage: Storage, offer: LotOffer, plan: LotPlan): Promise<boolean> {
  const key = await fetchProposalKey('')
  if (key.quarter !== offer.quarter || key.keyId !== offer.keyId)
    throw new ProtocolViolation('the two sides speak of different keys')
  const { posts, endorsements } = plan
  const { quarter, keyId } = offer
  const pending = { v: 1, quarter, keyId, posts, endorsements, seed: toBase64(plan.seed) }
  storage.setItem(PENDING, JSON.stringify(pending))
  try {
    const answer = await requestLot('', lotRequest(plan, key))
    addCards(storage, quarter, keyId, finishLot(plan, key, answer))
  } catch (error) {
    const refused = error instanceof DoorRefusal && [400, 409].includes(error.status)
    if (refused || error instanceof ProtocolViolation) storage.removeItem(PENDING)
    if (refused) return false
    throw error
  }
  storage.removeItem(PENDING)
  return true
}

function readPending(storage: Storage, { quarter, keyId }: LotOffer): LotPlan | null {
  try {
    const kept = JSON.parse(storage.getItem(PENDING) ?? 'null') as Record<string, unknown> | null
    if (kept?.['quarter'] !== quarter || kept['keyId'] !== keyId) return null
    const seed = fromBase64(String(kept['seed']))
    const [posts, endorsements] = [Number(kept['posts']), Number(kept['endorsements'])]
    return seed.length === 32 && posts + endorsements > 0 ? { seed, posts, endorsements } : null
  } catch {
    return null
  }
}

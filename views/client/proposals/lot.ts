import { hkdf } from '@noble/hashes/hkdf.js'
import { sha384 } from '@noble/hashes/sha2.js'
import { MODULUS_BYTES } from '../../../server/tokens/suite.ts'
import { concat, utf8 } from '../protocol/bytes.ts'
import { blindedMessage, type Card, finishCard } from '../protocol/card.ts'
import type { CardNumbers } from '../protocol/lot-doors.ts'
import type { ProposalKey } from '../protocol/proposal-doors.ts'

/** What one lot is made of: everything else follows from the seed, so a repeated request is the same one. */
export interface LotPlan extends CardNumbers {
  /** 32 random bytes. */
  readonly seed: Uint8Array
}

export interface FinishedLot {
  readonly posts: readonly Card[]
  readonly endorsements: readonly Card[]
}

type Keys = Pick<ProposalKey, 'quarter' | 'postKey' | 'endorseKey'>

/**
 * What is sent for a lot: posts, then endorsements, 384 bytes each.
 *
 * @throws {ProtocolViolation} when a key must not be trusted
 */
export function lotRequest(plan: LotPlan, keys: Keys): Uint8Array {
  const messages = cardsOf(plan, keys).map(({ seed, key }) =>
    blindedMessage(seed, key, keys.quarter),
  )
  return concat(...messages)
}

/**
 * Makes the cards of the issuer's answer, each verified.
 *
 * @throws {ProtocolViolation} when a single one is not right: then none is used
 */
export function finishLot(plan: LotPlan, keys: Keys, answer: Uint8Array): FinishedLot {
  const cards = cardsOf(plan, keys).map(({ seed, key }, i) => {
    const signed = answer.slice(i * MODULUS_BYTES, (i + 1) * MODULUS_BYTES)
    return finishCard(seed, key, signed, keys.quarter)
  })
  return { posts: cards.slice(0, plan.posts), endorsements: cards.slice(plan.posts) }
}

/** Each card has a seed of its own (HKDF-SHA384, RFC 5869); key and quarter go into `deriveCard`. */
function cardsOf(plan: LotPlan, { postKey, endorseKey }: Keys) {
  return Array.from({ length: plan.posts + plan.endorsements }, (_, i) => ({
    seed: hkdf(sha384, plan.seed, undefined, utf8(`kazetoshi lot v1:${i}`), 32),
    key: i < plan.posts ? postKey : endorseKey,
  }))
}

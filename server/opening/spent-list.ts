import type { FrozenSurvey } from '../survey/frozen-surveys.ts'
import { keyId } from '../tokens/keys.ts'
import { NONCE_BYTES } from '../tokens/suite.ts'
import type { SlipCounts } from './handed-out.ts'

/**
 * The used cards of a survey for whoever wants to check the count: each is a nonce of 32 bytes and its
 * RSA-PSS signature (RFC 9474; SHA-384, salt 48) by the signing key, base64, sorted by the nonce. They are
 * random to everyone: no card can be joined with the person it was issued to (test T15).
 */
interface SpentList {
  readonly survey: string
  readonly keyId: string
  /** SubjectPublicKeyInfo, base64. */
  readonly signingKey: string
  readonly tallyKey: string
  readonly eligible: number
  readonly cardsIssued: number
  readonly reissued: number
  readonly slipPeople: number
  readonly slips: SlipCounts | null
  readonly cards: readonly { readonly nonce: string; readonly signature: string }[]
}

/** @param spent used cards as the box keeps them: 0x01 ‖ nonce ‖ signature. */
export function spentList(
  survey: FrozenSurvey,
  spent: readonly Buffer[],
  counts: Pick<SpentList, 'eligible' | 'cardsIssued' | 'reissued' | 'slipPeople' | 'slips'>,
): SpentList {
  return {
    survey: survey.id,
    keyId: keyId(survey.signingSpki, survey.tallySpki),
    signingKey: survey.signingSpki.toString('base64'),
    tallyKey: survey.tallySpki.toString('base64'),
    ...counts,
    cards: spent
      .toSorted((a, b) => Buffer.compare(a, b))
      .map((card) => ({
        nonce: card.subarray(1, 1 + NONCE_BYTES).toString('base64'),
        signature: card.subarray(1 + NONCE_BYTES).toString('base64'),
      })),
  }
}

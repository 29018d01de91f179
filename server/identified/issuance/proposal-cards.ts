import type { FastifyInstance } from 'fastify'
import type { IdentityStore } from '../../stores/identity.ts'
import type { SigningKeys } from './cards.ts'

export interface ProposalCardsOptions {
  readonly identity: IdentityStore
  readonly signingKeys: SigningKeys
  /** The open quarter of the proposal box; null before the first. */
  readonly quarter: () => Promise<{
    readonly id: string
    readonly postSpki: Buffer
    readonly endorseSpki: Buffer
    readonly keyId: string
  } | null>
  /** Cards a person and quarter. */
  readonly quota: () => Promise<{ readonly posts: number; readonly endorsements: number }>
}

/** 提案用の券: handed to everybody who signs in, so that taking them tells nothing. */
export async function proposalCards(
  _app: FastifyInstance,
  _options: ProposalCardsOptions,
): Promise<void> {}

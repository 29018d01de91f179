import type { FastifyInstance } from 'fastify'
import type { Site } from '../../http/pages.ts'

export interface ProposalPagesOptions {
  readonly site: () => Site
}

/** The pages of authors: the same bytes for everyone. */
export async function proposalPages(
  _app: FastifyInstance,
  _options: ProposalPagesOptions,
): Promise<void> {}

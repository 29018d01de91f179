import type { FastifyInstance } from 'fastify'
import type { ProposalDesk } from '../../proposals/desk.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { requireRole } from '../auth/roles.ts'

export interface InboxOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
  readonly desk: ProposalDesk
}

/** A department's proposals and answers, under `/staff/inbox`. */
export async function inbox(app: FastifyInstance, _options: InboxOptions): Promise<void> {
  app.addHook('preHandler', requireRole('head', 'promoter', 'director'))
}

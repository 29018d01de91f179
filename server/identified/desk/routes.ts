import type { FastifyInstance } from 'fastify'
import type { ProposalDesk } from '../../proposals/desk.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { requireRole } from '../auth/roles.ts'

export interface DeskPagesOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
  readonly desk: ProposalDesk
}

/** Pages of 提案担当 (and, where 行政管理課 itself is concerned, of コンプライアンス), under `/staff/desk`. */
export async function deskPages(app: FastifyInstance, _options: DeskPagesOptions): Promise<void> {
  app.addHook('preHandler', requireRole('secretariat', 'compliance'))
}

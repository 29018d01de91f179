import type { FastifyInstance } from 'fastify'
import type { Board } from '../../proposals/board.ts'
import type { ProposalDesk } from '../../proposals/desk.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { requireRole } from '../auth/roles.ts'
import { actRoutes } from './act-routes.ts'
import { adoptRoutes } from './adopt-routes.ts'
import { answerRoutes } from './answer-routes.ts'
import { listRoutes } from './list-routes.ts'
import { textRoutes } from './text-routes.ts'

export interface InboxOptions {
  readonly commons: CommonsReader
  readonly desk: ProposalDesk
  /** What everybody may read: answers to similar proposals are found there. */
  readonly board: () => Promise<Board>
  /** Where published pages live: '' or '/staff'. */
  readonly publishedBase: string
}

/** A department's proposals and answers, under `/staff/inbox`. */
export async function inbox(app: FastifyInstance, options: InboxOptions): Promise<void> {
  app.addHook('preHandler', requireRole('head', 'promoter', 'director'))
  await listRoutes(app, options)
  await adoptRoutes(app, options)
  await actRoutes(app, options)
  await answerRoutes(app, options)
  await textRoutes(app, options)
}

import type { FastifyInstance } from 'fastify'
import { requireRole } from '../../auth/roles.ts'
import type { ReviewOptions } from '../options.ts'
import { issueRoutes } from './issue-routes.ts'
import { measureRoutes } from './measure-routes.ts'
import { overviewRoutes } from './overview-routes.ts'

/** 年１回の確認 as 人事課 has it, under `/staff/office/follow-up`. */
export async function followUpOffice(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  app.addHook('preHandler', requireRole('hr'))
  app.addHook('preHandler', async () => options.followUp.beginYear())
  await overviewRoutes(app, options)
  await issueRoutes(app, options)
  await measureRoutes(app, options)
}

import type { FastifyInstance } from 'fastify'
import { requireRole } from '../auth/roles.ts'
import { listRoutes } from './list-routes.ts'
import type { ReviewOptions } from './options.ts'
import { unitRoutes } from './unit-routes.ts'

/** 年１回の確認 of a unit, under `/staff/review`. */
export async function review(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  app.addHook('preHandler', requireRole('head', 'promoter', 'director', 'hr'))
  await listRoutes(app, options)
  await unitRoutes(app, options)
}

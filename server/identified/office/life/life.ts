import type { FastifyInstance } from 'fastify'
import type { OfficeOptions } from '../office.ts'
import { changeRoutes } from './change-routes.ts'
import { noticeRoutes } from './notice-routes.ts'
import { reviewCheckRoutes } from './review-check-routes.ts'

/** What happens to a survey between its announcement and its end, beside the opening itself. */
export async function life(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  await changeRoutes(app, options)
  await noticeRoutes(app, options)
  await reviewCheckRoutes(app, options)
}

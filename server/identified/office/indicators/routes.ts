import type { FastifyInstance } from 'fastify'
import { approvalRoutes } from './approval-routes.ts'
import { editionRoutes } from './edition-routes.ts'
import { importRoutes } from './import-routes.ts'
import type { IndicatorOfficeOptions } from './options.ts'
import { overviewRoutes } from './overview-routes.ts'
import { seriesRoutes } from './series-routes.ts'
import { targetRoutes } from './target-routes.ts'
import { valueRoutes } from './value-routes.ts'

/** 人事課's side of the indicators; what it changes is public once a second person has approved it. */
export async function indicatorOffice(
  app: FastifyInstance,
  options: IndicatorOfficeOptions,
): Promise<void> {
  await overviewRoutes(app, options)
  await valueRoutes(app, options)
  await seriesRoutes(app, options)
  await editionRoutes(app, options)
  await targetRoutes(app, options)
  await approvalRoutes(app, options)
  // In a scope of its own: only there forms with files are taken.
  await app.register(async (scope) => importRoutes(scope, options))
}
